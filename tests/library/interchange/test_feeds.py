from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.urls import reverse

from tests.factories import MaterialFactory, ThemeFactory
from tests.library.interchange.conftest import SITE

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def items(client, **filters) -> list[Element]:
    answer = client.get(reverse("catalogue-rss"), filters)
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    return fromstring(answer.content).findall("./channel/item")


def test_new_materials_are_told_once_each_the_newest_first(client, film):
    older = MaterialFactory(title="Plus ancien", published_at="2026-08-01T08:00Z")
    MaterialFactory(audience="FACILITATOR")
    MaterialFactory(draft=True)

    told = items(client)

    assert [item.findtext("title") for item in told] == [film.title, older.title]
    assert [item.findtext("guid") for item in told] == [
        f"{SITE}/catalogue/{one.public_id}" for one in (film, older)
    ]
    assert told[0].findtext("pubDate") == "Tue, 01 Sep 2026 06:00:00 +0000"
    assert told[0].findtext("description").startswith("Avertissement")


def test_a_corrected_title_is_the_same_item(client, film):
    before = items(client)[0].findtext("guid")

    film.title = "Autre titre"
    film.save()

    assert items(client)[0].findtext("guid") == before


def test_a_school_follows_its_levels_and_themes(client, film):
    MaterialFactory(title="Maternelle", levels=["PS"]).themes.add(ThemeFactory(code="CYB"))

    assert [item.findtext("title") for item in items(client, level="PS")] == ["Maternelle"]
    assert [item.findtext("title") for item in items(client, theme="EVARS")] == [film.title]
    assert items(client, theme="UNKNOWN") == []
    assert client.get(reverse("catalogue-rss"), {"level": "9E"}).status_code == 404


def test_a_character_that_xml_does_not_know_breaks_no_feed(client):
    MaterialFactory(title="Un titre\x0b collé", description="et\x1f son texte")

    assert items(client)[0].findtext("title") == "Un titre collé"


def test_readers_share_one_feed_whatever_their_language(client, film):
    english = client.get(reverse("catalogue-rss"), headers={"Accept-Language": "en"})

    assert fromstring(english.content).findtext("./channel/title") == "Nouvelles ressources"
    assert not english.cookies


def test_the_same_is_told_as_atom(client, film):
    answer = client.get(reverse("catalogue-atom"))

    feed = fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"{SITE}/catalogue/{film.public_id}"


def test_a_feed_costs_the_same_however_much_is_new(client, film, django_assert_num_queries):
    MaterialFactory.create_batch(5)

    with django_assert_num_queries(2):
        items(client)
