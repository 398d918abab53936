"""What is particular to a kind of letter, to a side, to what happened before."""

from datetime import timedelta

import pytest

from prevention.messages.blocks import Button, Heading, Item
from prevention.messages.kinds import Kind
from prevention.messages.letters import write
from prevention.vocabulary import Location, RoleKind, SessionState
from tests.factories import (
    RoleFactory,
    SchoolFactory,
)
from tests.prevention.messages.letters.reading import (
    buttons_of,
    facts_of,
    items_of,
    paragraphs_of,
    text_of,
)

pytestmark = pytest.mark.django_db

SITE = "https://prevention.exemple.test"


@pytest.mark.parametrize("kind", [Kind.TO_AUTHORISE, Kind.NUDGE])
def test_a_preview_holds_no_address_that_decides(world, now, kind):
    message = world.of_kind(kind, language="en")

    (button,) = buttons_of(message, now)

    session = message.sessions.get()
    assert button == Button("Authorise or refuse", f"{SITE}/sessions/{session.public_id}")
    assert world.request.authorisation_links.count() == 0


@pytest.mark.parametrize(
    ("days", "left"), [(4, "4 days left"), (1, "1 day left"), (0, "Last day"), (-1, "Last day")]
)
def test_a_nudge_says_how_many_days_are_left(world, now, days, left):
    message = world.of_kind(Kind.NUDGE, language="en")
    limit = message.sessions.get().held_until

    subject = write(message, limit - timedelta(days=days)).subject

    assert subject == (f"{left} to authorise the session of Tuesday 6 October — Collège Jean Bart")


def test_the_limit_is_the_first_of_several(world, now):
    limits = [now + timedelta(days=days) for days in (3, 2)]
    sessions = [
        world.session(number, SessionState.HELD, held_until=limit)
        for number, limit in enumerate(limits)
    ]

    text = text_of(world.message(Kind.TO_ACCEPT, sessions, language="en"), now)

    assert "Please answer before Sunday 27 September, 10:00" in text


def test_a_partner_reads_whom_to_ask_at_the_school_and_what_to_do_if_a_pupil_confides(world, now):
    message = world.of_kind(Kind.CONFIRMED, reader=world.facilitator.user, language="en")

    facts = facts_of(message, now)

    assert facts["Asked by:"] == "Camille Exemple"
    assert facts["To reach the school:"] == "03 27 00 00 00 · college.jean-bart@exemple.test"
    assert Heading("If a pupil confides in you") in write(message, now).blocks


def test_a_school_reads_neither(world, now):
    message = world.of_kind(Kind.CONFIRMED, language="en")

    assert set(facts_of(message, now)) == {
        *("When:", "Classes:", "Session:", "Where:", "Given by:", "With:")
    }
    assert Heading("If a pupil confides in you") not in write(message, now).blocks


def test_a_partner_who_goes_to_several_schools_reads_each_place(world, now):
    here = world.session(0)
    there = world.session(1, school=SchoolFactory(name="Lycée du Hainaut"))
    reader = world.facilitator.user

    message = world.message(Kind.REMINDER, [here, there], language="en", reader=reader)

    letter = write(message, now)
    assert letter.subject == "Reminder: 2 sessions"
    notes = [item.notes for item in items_of(message, now) if item.url]
    assert notes[:2] == [
        ("Collège Jean Bart, 12, rue des Écoles, 59300 Valenciennes, Salle polyvalente",),
        ("Lycée du Hainaut, Valenciennes, Salle polyvalente",),
    ]


@pytest.mark.parametrize(
    ("location", "where"),
    [(Location.TO_BE_DEFINED, "Place to be defined"), (Location.ADDRESS, "1, place d’Armes")],
)
def test_a_letter_says_where_to_go(world, now, location, where):
    session = world.session(location=location, address="1, place d’Armes", room=None)

    message = world.message(Kind.CONFIRMED, [session], language="en")

    assert facts_of(message, now)["Where:"] == where


def test_what_to_prepare_is_said_once_for_all_sessions(world, now):
    first, second = world.session(0), world.session(1, en_adult="")
    message = world.message(Kind.CONFIRMED, [first, second], language="en")

    prepare = [item for item in items_of(message, now) if "sessions" not in item.url]

    assert prepare == [
        Item("The room needs: Chaises en cercle"),
        Item("Present, of the Éducation nationale: school nurse"),
        Item("Still to say: which adult of the Éducation nationale will be present"),
        Item(
            "Égalité filles-garçons : en parler en classe",
            url="https://ressources.exemple.test/egalite",
        ),
    ]


def test_materials_no_longer_published_are_left_out(world, now):
    world.offer.materials.update(state="withdrawn", withdrawn_reason="ERROR")

    assert "ressources.exemple.test" not in text_of(world.of_kind(Kind.CONFIRMED), now)


def test_what_is_missing_is_said_with_how_to_lift_it(world, now):
    message = world.of_kind(Kind.READINESS, language="en")

    assert items_of(message, now)[0] == Item(
        "Nobody says which adult of the school will be present.",
        ("Choose who of the Éducation nationale is present.",),
    )


def test_what_is_no_longer_missing_is_said_too(world, now):
    session = world.session(families_informed_on=now.date())

    message = world.message(Kind.READINESS, [session], language="en")

    assert items_of(message, now) == [Item("Nothing is missing any more.")]


def test_a_free_time_says_until_when(world, now):
    message = world.of_kind(Kind.TIME_FREE, language="en")

    assert write(message, now).subject == "A time is free — Collège Jean Bart"
    assert items_of(message, now) == [
        Item(
            "Tuesday 17 November, from 10:00 to 11:00",
            ("Good until Monday 16 November, 10:00.",),
        )
    ]


def test_a_time_that_is_no_longer_offered_is_not_told(world, now):
    message = world.of_kind(Kind.TIME_FREE, language="en")

    assert items_of(message, now + timedelta(days=60)) == []


def test_a_digest_counts_what_waits_in_the_schools_one_coordinates(world, now):
    coordinator = RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user
    for number in range(2):
        world.session(number, SessionState.HELD)
    world.session(2, SessionState.WISHED)
    message = world.message(
        Kind.DIGEST, reader=coordinator, school=None, about="week:2026-W39", language="en"
    )

    assert [item.text for item in items_of(message, now)] == [
        "2 held times run out within a week.",
        "2 sessions wait for a head’s agreement.",
        "2 sessions wait for a partner’s answer.",
        "1 wish is on the waiting list.",
    ]
    assert buttons_of(message, now) == [Button("See what waits for me", f"{SITE}/")]


def test_a_digest_of_nothing_says_so(world, now):
    message = world.message(Kind.DIGEST, school=None, language="en")

    assert paragraphs_of(message, now) == ["Nothing waits for you this week."]
