"""Letters of every kind: the same facts in text and in HTML, in the language of their reader."""

import re

import pytest
from django.utils import translation

from prevention.messages.blocks import Facts, Heading, Link, Paragraph
from prevention.messages.kinds import OPTIONAL_KINDS, Kind
from prevention.messages.letters import CONTENTS, render_html, render_text, write
from tests.factories import TUESDAY_AT_TEN, OfferFactory
from tests.prevention.messages.letters.conftest import ABOUT_SESSIONS
from tests.prevention.messages.letters.reading import Page, addresses_of_text, words_of_text

pytestmark = pytest.mark.django_db

NBSP = "\N{NO-BREAK SPACE}"
KINDS_AND_COUNTS = [
    *((kind, count) for kind in ABOUT_SESSIONS for count in (1, 12)),
    (Kind.DIGEST, 0),
    (Kind.CALENDAR_STALE, 0),
]
of_every_kind = pytest.mark.parametrize(("kind", "count"), KINDS_AND_COUNTS)


def in_both_languages(message, now):
    for language in ("fr", "en"):
        message.language = language
        yield language, write(message, now)


def plain(text):
    return text.replace(NBSP, " ")


def test_every_kind_has_its_letter():
    assert set(CONTENTS) == set(Kind)


@of_every_kind
def test_feeds_19_text_and_html_say_the_same(world, now, kind, count):
    message = world.of_kind(kind, count)

    for language, letter in in_both_languages(message, now):
        text, page = render_text(letter), Page(render_html(letter))
        assert page.words == words_of_text(text)
        assert [url for url, _label in page.links] == addresses_of_text(text)
        assert page.lang == letter.language == language


@of_every_kind
def test_html_asks_for_nothing_and_reads_without_style(world, now, kind, count):
    html = render_html(write(world.of_kind(kind, count), now))

    page = Page(html)
    assert not {"img", "script", "link", "iframe", "object", "form", "video"} & set(page.tags)
    assert {name for name, _value in page.attributes} <= {
        *("lang", "charset", "name", "content", "class", "style", "href")
    }
    assert not re.search(r"url\(|@import|@font-face", html)
    assert page.tags.count("h1") == 1
    assert all(url.startswith("https://") for url, _label in page.links)
    assert all(label.strip() for _url, label in page.links)


@of_every_kind
def test_text_fits_in_76_columns(world, now, kind, count):
    text = render_text(write(world.of_kind(kind, count), now))

    long = [line for line in text.splitlines() if len(line) > 76]
    assert [line for line in long if not line.strip().startswith("https://")] == []


@of_every_kind
def test_a_french_letter_holds_no_english_sentence(world, now, kind, count):
    message = world.of_kind(kind, count)

    (_fr, french), (_en, english) = in_both_languages(message, now)

    assert french.subject != english.subject
    assert words_of_ours(french) & words_of_ours(english) == set()


def words_of_ours(letter):
    """The sentences, titles and labels: not what people have written."""
    found = set()
    for block in (*letter.blocks, *letter.footer):
        match block:
            case Paragraph(text) | Heading(text):
                found.add(text)
            case Facts(rows):
                found.update(label for label, _value in rows)
            case Link(label, _url):
                found.add(label)
    return found


@of_every_kind
def test_feeds_19_no_subject_says_what_about_or_who(world, now, kind, count):
    message = world.of_kind(kind, count)

    for _language, letter in in_both_languages(message, now):
        for secret in (
            world.offer.title,
            world.offer.theme.name,
            world.offer.theme.code,
            world.offer.organisation.name,
            world.facilitator.name,
            world.teacher.name,
            world.head.name,
            "5e",
        ):
            assert secret not in letter.subject
        assert len(letter.subject) < 100


@of_every_kind
def test_the_footer_says_how_to_get_fewer_where_one_may(world, now, kind, count):
    letter = write(world.of_kind(kind, count), now)

    labels = [block.label for block in letter.footer if isinstance(block, Link)]
    optional = ["Ne plus recevoir ce type de message"] if kind in OPTIONAL_KINDS else []
    assert labels == ["Choisir les messages que je reçois", *optional]


def test_a_mailbox_of_a_school_has_nothing_to_choose(world, now):
    message = world.of_kind(Kind.CONFIRMED, reader=None, address="college@exemple.test")

    footer = write(message, now).footer

    assert footer == (
        Paragraph(
            "Ce message est adressé à la boîte de l’établissement Collège Jean Bart, où cela se"
            " passe."
        ),
    )


def test_what_a_coordinator_writes_replaces_the_subject_and_comes_first(world, now):
    message = world.of_kind(
        Kind.CONFIRMED,
        subject="Votre séance de mardi",
        words="Bonjour Camille,\r\n\r\nla salle a changé :\nvoyez l’accueil.",
    )

    letter = write(message, now)

    assert letter.subject == "Votre séance de mardi"
    assert letter.blocks[:4] == (
        Paragraph("Bonjour,"),
        Paragraph("Bonjour Camille,"),
        Paragraph("la salle a changé :\nvoyez l’accueil."),
        Paragraph("La séance est confirmée\N{NO-BREAK SPACE}: elle aura lieu."),
    )
    assert "la salle a changé :<br>\nvoyez l’accueil." in render_html(letter)


def test_a_subject_stays_on_its_line(world, now):
    message = world.of_kind(Kind.CONFIRMED, subject="Bonjour\r\nBcc: x@exemple.test\u2028\x07fin")

    assert write(message, now).subject == "Bonjour Bcc: x@exemple.test fin"


def test_what_people_write_is_no_html(world, now):
    world.offer.title = '<script>alert("1")</script> & <b>'
    world.offer.save()
    message = world.of_kind(Kind.CONFIRMED, words="<img src=x onerror=y>")

    html = render_html(write(message, now))

    assert not {"script", "img", "b"} & set(Page(html).tags)
    assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &lt;b&gt;" in html


def test_a_letter_is_in_the_zone_of_its_school(world, now):
    world.school.time_zone = "Indian/Reunion"
    world.school.save()

    letter = write(world.of_kind(Kind.CONFIRMED), now)

    assert dict(letter.blocks[2].rows)[f"Quand{NBSP}:"] == (
        f"Mardi 6{NBSP}octobre, de 12{NBSP}h à 13{NBSP}h"
    )


def test_writing_leaves_the_language_as_it_was(world, now):
    write(world.of_kind(Kind.CONFIRMED), now)

    assert translation.get_language() == "en"


def test_sessions_of_several_offers_each_say_theirs(world, now):
    sessions = [world.session(0), world.session(1)]
    other = OfferFactory(title="Écrans et vie privée", organisation=world.offer.organisation)
    sessions[1].offer = other
    sessions[1].save()

    text = plain(render_text(write(world.message(Kind.CONFIRMED, sessions), now)))

    assert "- De 10 h à 11 h : 5e 1 · Respect et relations\n" in text
    assert "- De 11 h à 12 h : 5e 2 · Écrans et vie privée\n" in text


def test_times_are_those_of_summer_and_winter(world, now):
    winter = world.session(0, starts_at=TUESDAY_AT_TEN.replace(month=12, day=8))

    letter = write(world.message(Kind.CONFIRMED, [winter]), now)

    assert letter.subject == f"Séance du mardi 8{NBSP}décembre confirmée — Collège Jean Bart"
    assert f"de 10{NBSP}h à 11{NBSP}h" in render_text(letter)
