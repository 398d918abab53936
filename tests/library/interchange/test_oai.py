"""The protocol, request by request; ``test_harvest`` has a client that is not ours read it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from defusedxml.ElementTree import fromstring
from django.urls import reverse

from library.acts import withdraw
from library.interchange.oai.sets import theme_set
from library.interchange.oai.tokens import Resumption, read_token, write_token
from tests.factories import MaterialFactory, ThemeFactory
from tests.library.interchange.conftest import SITE

pytestmark = pytest.mark.django_db
OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
LOM = "{http://ltsc.ieee.org/xsd/LOM}"

WARNED = "Avertissement\N{NO-BREAK SPACE}: violences sexuelles, suicide."

# What stands in each element, in this order (the protocol's own schema, section 3.2.1).
CONTENT = {
    "OAI-PMH": r"responseDate request (error |(?P<verb>[A-Z]\w+ ))",
    "Identify": r"repositoryName baseURL protocolVersion (adminEmail )+earliestDatestamp"
    r" deletedRecord granularity (description )*",
    "ListMetadataFormats": r"(metadataFormat )+",
    "metadataFormat": r"metadataPrefix schema metadataNamespace ",
    "ListSets": r"(set )+",
    "set": r"setSpec setName ",
    "GetRecord": r"record ",
    "ListRecords": r"(record )+(resumptionToken )?",
    "ListIdentifiers": r"(header )+(resumptionToken )?",
    "record": r"header (metadata )?",
    "header": r"identifier datestamp (setSpec )*",
}
SET = re.compile(r"([\w\-.!~*'()])+(:[\w\-.!~*'()]+)*\Z", re.ASCII)


@pytest.fixture
def ask(client):
    """Ask, check that the answer is a document of the protocol, and give its root."""

    def ask_(**arguments):
        answer = client.get(reverse("oai"), arguments)
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/xml; charset=utf-8")
        root = fromstring(answer.content)
        for element in root.iter():
            name = element.tag.removeprefix(OAI)
            if name in CONTENT:
                inside = "".join(f"{child.tag.removeprefix(OAI)} " for child in element)
                assert re.fullmatch(CONTENT[name], inside), f"{name}: {inside}"
        for named in root.iter(f"{OAI}setSpec"):
            assert SET.match(named.text)
        return root

    return ask_


def error(root):
    found = root.find(f"{OAI}error")
    return found.get("code")


def identifiers(root):
    return [header.findtext(f"{OAI}identifier") for header in root.iter(f"{OAI}header")]


def named(*materials):
    return [f"oai:prevention.exemple.test:{one.public_id}" for one in materials]


def test_the_repository_says_what_it_is(ask, film, dated):
    dated(film, datetime(2026, 9, 1, 6, 0, 0, 500_000, tzinfo=UTC))

    said = ask(verb="Identify").find(f"{OAI}Identify")

    assert {child.tag.removeprefix(OAI): child.text for child in said if not len(child)} == {
        "repositoryName": "Prévention scolaire",
        "baseURL": f"{SITE}/oai",
        "protocolVersion": "2.0",
        "adminEmail": "nepasrepondre@exemple.test",
        "earliestDatestamp": "2026-09-01T06:00:00Z",
        "deletedRecord": "persistent",
        "granularity": "YYYY-MM-DDThh:mm:ssZ",
    }


def test_an_empty_library_identifies_itself_too(ask):
    assert ask(verb="Identify").find(f"{OAI}Identify") is not None
    assert error(ask(verb="ListRecords", metadataPrefix="oai_dc")) == "noRecordsMatch"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Delete"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "Identify", "set": "level"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": ["lom", "lom"]}, "badArgument"),
        ({"verb": "GetRecord", "identifier": "oai:x:1"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "lom", "from": "2026"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "lom", "from": ""}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "lom", "from": "2026-02-30"}, "badArgument"),
        (
            {
                "verb": "ListRecords",
                "metadataPrefix": "lom",
                "from": "2026-01-01",
                "until": "2026-01-02T00:00:00Z",
            },
            "badArgument",
        ),
        (
            {
                "verb": "ListRecords",
                "metadataPrefix": "lom",
                "from": "2026-01-02",
                "until": "2026-01-01",
            },
            "badArgument",
        ),
        ({"verb": "ListRecords", "metadataPrefix": "lom", "resumptionToken": "x"}, "badArgument"),
        ({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        (
            {"verb": "GetRecord", "metadataPrefix": "marc", "identifier": "oai:x:1"},
            "cannotDisseminateFormat",
        ),
        (
            {"verb": "GetRecord", "metadataPrefix": "lom", "identifier": "oai:x:1"},
            "idDoesNotExist",
        ),
        ({"verb": "ListMetadataFormats", "identifier": "oai:x:1"}, "idDoesNotExist"),
        ({"verb": "ListRecords", "metadataPrefix": "lom", "set": "nothing"}, "noRecordsMatch"),
        (
            {"verb": "ListRecords", "metadataPrefix": "lom", "until": "2000-01-01"},
            "noRecordsMatch",
        ),
    ],
)
def test_what_cannot_be_answered_is_said_in_the_words_of_the_protocol(ask, film, arguments, code):
    answer = ask(**arguments)

    assert error(answer) == code
    # An answer to what is no request of the protocol does not repeat it (section 3.6).
    repeated = answer.find(f"{OAI}request").attrib
    assert repeated == ({} if code in {"badVerb", "badArgument"} else arguments)


def test_a_record_is_given_in_dublin_core(ask, film):
    record = ask(verb="GetRecord", metadataPrefix="oai_dc", identifier=named(film)[0])

    said = record.find(f".//{OAI}metadata")[0]
    assert [(element.tag.removeprefix(DC), element.text) for element in said] == [
        ("title", "Le consentement expliqué </script> & plus"),
        ("creator", "Collectif fictif"),
        ("subject", "Vie affective, relationnelle et à la sexualité"),
        ("subject", "rencontrer les autres et construire des relations respectueuses"),
        ("subject", "sixième (6e)"),
        ("subject", "seconde (2nde)"),
        ("description", f"{WARNED} Un film à discuter en classe."),
        ("description", film.adult_advice),
        ("publisher", "Ville de Valenciennes"),
        ("date", "2026-09-01"),
        ("type", "http://purl.org/dc/dcmitype/MovingImage"),
        ("type", "film"),
        ("identifier", f"{SITE}/catalogue/{film.public_id}"),
        ("identifier", f"urn:uuid:{film.public_id}"),
        ("relation", "https://films.exemple.test/consentement"),
        ("language", "fr"),
        ("rights", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("rights", "CC BY-SA 4.0"),
    ]


def test_a_record_is_given_in_lom_with_the_concepts_of_scolomfr(ask, film):
    record = ask(verb="GetRecord", metadataPrefix="lom", identifier=named(film)[0])

    lom = record.find(f".//{LOM}lom")
    assert [element.tag.removeprefix(LOM) for element in lom] == [
        "general",
        "lifeCycle",
        "metaMetadata",
        "technical",
        "educational",
        "rights",
        "relation",
        "classification",
        "classification",
    ]
    levels = lom.find(f"{LOM}classification").iter(f"{LOM}id")
    assert [level.text.rpartition("-voc-")[2] for level in levels] == [
        "022-num-018",
        "022-num-136",
        "022-num-027",
    ]
    assert lom.findtext(f"{LOM}technical/{LOM}location") == film.url
    role = lom.findtext(f".//{LOM}intendedEndUserRole/{LOM}value")
    assert role == "http://data.education.fr/voc/scolomfr/concept/learner"
    assert lom.findtext(f".//{LOM}duration") == "PT1H30M"
    assert "FN:Ville de Valenciennes\n" in lom.findtext(f".//{LOM}entity")


def test_the_file_of_a_guide_is_described_and_never_located(ask, guide):
    record = ask(verb="GetRecord", metadataPrefix="lom", identifier=named(guide)[0])

    technical = record.find(f".//{LOM}technical")
    assert technical.findtext(f"{LOM}format") == "application/pdf"
    assert technical.findtext(f"{LOM}size") == "1234"
    assert technical.findtext(f"{LOM}location") == f"{SITE}/catalogue/{guide.public_id}"


def test_what_ends_stays_as_a_deleted_record_without_a_word_of_it(ask, film):
    withdraw(material=film, reason="RIGHTS")

    listed = ask(verb="ListRecords", metadataPrefix="oai_dc")
    one = ask(verb="GetRecord", metadataPrefix="lom", identifier=named(film)[0])

    for root in (listed, one):
        assert root.find(f".//{OAI}header").get("status") == "deleted"
        assert root.find(f".//{OAI}metadata") is None


def test_what_was_never_told_has_no_record(ask, film):
    draft = MaterialFactory(draft=True)
    own = MaterialFactory(audience="FACILITATOR")

    assert identifiers(ask(verb="ListIdentifiers", metadataPrefix="lom")) == named(film)
    for hidden in named(draft, own):
        answer = ask(verb="GetRecord", metadataPrefix="lom", identifier=hidden)
        assert error(answer) == "idDoesNotExist"


def test_an_identifier_has_one_spelling(ask, film):
    shouted = f"oai:prevention.exemple.test:{str(film.public_id).upper()}"

    answer = ask(verb="GetRecord", metadataPrefix="lom", identifier=shouted)

    assert error(answer) == "idDoesNotExist"


def test_dates_are_whole_days_or_whole_seconds_ends_included(ask, dated):
    early, late = (
        dated(MaterialFactory(), datetime(2026, 9, day, 10, 0, 0, 700_000, tzinfo=UTC))
        for day in (1, 2)
    )

    def between(**dates):
        return identifiers(ask(verb="ListIdentifiers", metadataPrefix="lom", **dates))

    assert between(until="2026-09-01") == named(early)
    assert between(**{"from": "2026-09-02"}) == named(late)
    assert between(**{"from": "2026-09-01", "until": "2026-09-02"}) == named(early, late)
    assert between(until="2026-09-01T10:00:00Z") == named(early)
    assert between(**{"from": "2026-09-02T10:00:00Z"}) == named(late)


def test_pages_follow_one_another_and_lose_nothing_that_changes_meanwhile(ask, settings, dated):
    settings.LIBRARY_HARVEST_PAGE = 2
    # All changed in one second, as when a theme has changed its name.
    moment = datetime(2026, 9, 1, 10, tzinfo=UTC)
    first, second, third, fourth, fifth = (dated(MaterialFactory(), moment) for _n in range(5))

    page = ask(verb="ListIdentifiers", metadataPrefix="lom")
    token = page.find(f".//{OAI}resumptionToken")
    assert identifiers(page) == named(first, second)
    assert (token.get("completeListSize"), token.get("cursor")) == ("5", "0")
    assert token.get("expirationDate")

    first.save()  # given already: it comes again at the end
    third.save()  # not given yet

    page = ask(verb="ListIdentifiers", resumptionToken=token.text)
    token = page.find(f".//{OAI}resumptionToken")
    assert identifiers(page) == named(fourth, fifth)
    assert (token.get("completeListSize"), token.get("cursor")) == ("5", "2")

    page = ask(verb="ListIdentifiers", resumptionToken=token.text)
    token = page.find(f".//{OAI}resumptionToken")
    assert identifiers(page) == named(first, third)
    assert (token.text, token.get("cursor")) == (None, "4")


def test_a_list_of_one_page_needs_no_token(ask, film):
    page = ask(verb="ListRecords", metadataPrefix="lom")

    assert page.find(f".//{OAI}resumptionToken") is None


def test_a_token_serves_its_own_verb_until_it_expires(ask, settings):
    settings.LIBRARY_HARVEST_PAGE = 1
    MaterialFactory.create_batch(2)
    page = ask(verb="ListRecords", metadataPrefix="lom")
    token = page.find(f".//{OAI}resumptionToken").text

    assert error(ask(verb="ListIdentifiers", resumptionToken=token)) == "badResumptionToken"
    assert error(ask(verb="ListRecords", resumptionToken=token + "x")) == "badResumptionToken"
    held = read_token(token, verb="ListRecords", now=datetime(2026, 1, 1, tzinfo=UTC))
    expired = write_token(Resumption(**{**vars(held), "expires_at": held.after[0]}))
    assert error(ask(verb="ListRecords", resumptionToken=expired)) == "badResumptionToken"
    # With the token, what follows is found again as often as is asked.
    again = [identifiers(ask(verb="ListRecords", resumptionToken=token)) for _n in range(2)]
    assert again[0] == again[1] != []


def test_a_list_whose_rest_is_gone_is_begun_again(ask, settings):
    settings.LIBRARY_HARVEST_PAGE = 1
    [_first, last] = MaterialFactory.create_batch(2)
    page = ask(verb="ListRecords", metadataPrefix="lom")
    last.delete()

    token = page.find(f".//{OAI}resumptionToken").text

    assert error(ask(verb="ListRecords", resumptionToken=token)) == "badResumptionToken"


def test_sets_are_the_themes_in_use_and_the_levels(ask, film):
    ThemeFactory(code="CYB")

    sets = ask(verb="ListSets").iter(f"{OAI}set")
    said = {one.findtext(f"{OAI}setSpec"): one.findtext(f"{OAI}setName") for one in sets}

    assert said["theme:EVARS"] == "Vie affective, relationnelle et à la sexualité"
    assert said["level:6E"] == "sixième (6e)"
    assert "theme:CYB" not in said
    assert len(said) == 2 + 1 + 18


@pytest.mark.parametrize(
    ("specification", "holds"),
    [
        ("theme:EVARS", True),
        ("theme", True),
        ("level", True),
        ("level:6E", True),
        ("level:PS", False),
        ("level:9E", False),
        ("theme:CYB", False),
    ],
)
def test_a_portal_harvests_the_sets_it_wants(ask, film, specification, holds):
    answer = ask(verb="ListIdentifiers", metadataPrefix="lom", set=specification)

    assert identifiers(answer) == (named(film) if holds else [])


def test_whatever_a_theme_is_coded_its_set_can_be_named(ask, film):
    theme = ThemeFactory(code="ÉDU ~%/é", name="Autre")
    film.themes.add(theme)

    assert theme_set("a~b") != theme_set("a%7Eb")
    answer = ask(verb="ListIdentifiers", metadataPrefix="lom", set=theme_set(theme.pk))
    assert identifiers(answer) == named(film)


def test_a_request_may_be_posted(client, film):
    asked = {"verb": "ListIdentifiers", "metadataPrefix": "lom"}
    client.handler.enforce_csrf_checks = True

    answer = client.post(reverse("oai"), asked)

    assert identifiers(fromstring(answer.content)) == named(film)


def test_a_page_costs_the_same_however_long_it_is(ask, film, django_assert_num_queries):
    MaterialFactory.create_batch(9)

    with django_assert_num_queries(4):
        ask(verb="ListRecords", metadataPrefix="lom")


def test_a_character_that_xml_does_not_know_ends_no_harvest(ask, film):
    film.title = "Un titre\x0b collé"
    film.save()

    answer = ask(verb="ListRecords", metadataPrefix="oai_dc")

    assert answer.findtext(f".//{DC}title") == "Un titre collé"


def test_a_day_is_the_same_wherever_it_is_read(ask, film, dated):
    dated(film, datetime(2026, 9, 1, 23, 30, tzinfo=UTC))

    answer = ask(verb="ListIdentifiers", metadataPrefix="lom")

    assert answer.findtext(f".//{OAI}datestamp") == "2026-09-01T23:30:00Z"
    now = datetime.now(UTC)
    said = datetime.fromisoformat(answer.findtext(f"{OAI}responseDate"))
    assert now - timedelta(hours=1) < said <= now
