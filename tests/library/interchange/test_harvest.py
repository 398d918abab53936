"""A whole harvest by a client that is not ours: sickle, over the network."""

import warnings
from datetime import UTC, datetime

import pytest

from library.acts import withdraw
from tests.factories import MaterialFactory, ThemeFactory

with warnings.catch_warnings():
    # Its patterns are written in a way that Python warns of, once, when it compiles them.
    warnings.simplefilter("ignore")
    from sickle import Sickle
    from sickle.oaiexceptions import NoRecordsMatch

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def portal(settings, live_server):
    """A client, to whom the site is where it really answers."""
    settings.SITE_URL = live_server.url
    settings.LIBRARY_HARVEST_PAGE = 3
    return Sickle(f"{live_server.url}/oai")


@pytest.fixture
def library(portal, dated):
    """Eight materials that changed one a day from 1 September; the third has ended."""
    theme = ThemeFactory()
    materials = [MaterialFactory(title=f"Ressource {day}") for day in range(1, 9)]
    withdraw(material=materials[2], reason="OUTDATED")
    materials[0].themes.add(theme)
    materials[4].levels = ["TLE"]
    materials[4].save()
    for day, material in enumerate(materials, start=1):
        dated(material, datetime(2026, 9, day, 12, tzinfo=UTC))
    return materials


def keys(records):
    return [record.header.identifier.rpartition(":")[2] for record in records]


@pytest.mark.parametrize("prefix", ["oai_dc", "lom"])
def test_all_is_harvested_in_pages_with_what_has_ended(portal, library, prefix):
    records = list(portal.ListRecords(metadataPrefix=prefix))

    assert keys(records) == [str(material.public_id) for material in library]
    ended = [record.header.identifier for record in records if record.deleted]
    assert [one.rpartition(":")[2] for one in ended] == [str(library[2].public_id)]


def test_titles_are_those_of_the_library(portal, library):
    records = portal.ListRecords(metadataPrefix="oai_dc", ignore_deleted=True)

    titles = [record.metadata["title"] for record in records]
    assert titles == [[one.title] for one in library if one is not library[2]]


def test_the_next_harvest_brings_what_has_changed_since(portal, library):
    since = portal.ListIdentifiers(
        **{"metadataPrefix": "lom", "from": "2026-09-02", "until": "2026-09-06"}
    )

    assert [header.identifier.rpartition(":")[2] for header in since] == [
        str(material.public_id) for material in library[1:6]
    ]
    with pytest.raises(NoRecordsMatch):
        portal.ListRecords(metadataPrefix="lom", until="2026-08-31")


def test_a_set_is_harvested_apart(portal, library):
    sets = {one.setSpec for one in portal.ListSets()}
    assert {"theme:EVARS", "level:TLE"} <= sets

    for chosen, material in (("theme:EVARS", library[0]), ("level:TLE", library[4])):
        [record] = portal.ListRecords(metadataPrefix="lom", set=chosen)
        assert record.header.identifier.endswith(str(material.public_id))


def test_one_record_is_asked_for_by_its_identifier(portal, library):
    [first, *_others] = portal.ListIdentifiers(metadataPrefix="oai_dc")

    record = portal.GetRecord(identifier=first.identifier, metadataPrefix="oai_dc")

    assert record.metadata["title"] == ["Ressource 1"]
    assert {one.metadataPrefix for one in portal.ListMetadataFormats()} == {"oai_dc", "lom"}
    assert portal.Identify().deletedRecord == "persistent"
