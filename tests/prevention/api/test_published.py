"""What a funder reads, and what is handed out as open data."""

import csv
import json
from datetime import UTC, datetime
from io import StringIO

import frictionless
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.timezone import localdate

from prevention.models import Epci, PublishedRelease, SchoolYear, Session, SessionGroup
from prevention.vocabulary import RoleKind
from tests.factories import (
    ClassGroupFactory,
    CommuneFactory,
    OfferFactory,
    OrganisationFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SchoolYearFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/api/v1/coverage/published/"
OVER = {"school_year": 2024, "territory": "245900001"}


@pytest.fixture(autouse=True)
def world():
    """Two communes of a group and one of none, with sessions of two themes in a finished year."""
    for year in (2024, 2025, 2026, 2027, 2028):
        SchoolYearFactory(year=year)
    epci = Epci.objects.create(siren="245900001", name="Agglomération")
    communes = [
        CommuneFactory(insee_code="59014", name="Anzin", epci=epci),
        CommuneFactory(insee_code="59606", name="Valenciennes", epci=epci),
        CommuneFactory(insee_code="59001", name="Abancourt", epci=None),
    ]
    partner = OrganisationFactory(name="=Partenaire")
    offers = [
        OfferFactory(organisation=partner, theme=ThemeFactory(code=code, name=name))
        for code, name in (("HAR", "Harcèlement"), ("ADD", "Addictions"))
    ]
    held = [(0, 0, 3, 9), (1, 0, 24, 2), (0, 1, 12, 6), (1, 1, 31, 1), (2, 1, 20, 5)]
    for commune, theme, present, times in held:
        school = SchoolFactory(commune=communes[commune])
        group = ClassGroupFactory(school=school, school_year_id=2024)
        for day in range(1, times + 1):
            starts_at = datetime(2024, 11, day, 9, tzinfo=UTC)
            session = Session.objects.create(
                kind="CLASS",
                state="done",
                theme=offers[theme].theme,
                offer=offers[theme],
                request=RequestFactory(offer=offers[theme], school=school),
                school=school,
                starts_at=starts_at,
                ends_at=starts_at.replace(hour=10, minute=30),
            )
            SessionGroup.objects.create(
                session=session, group=group, headcount=31, present=present if day == 1 else 0
            )
    return communes


@pytest.fixture
def funder(client_of):
    return client_of(RoleFactory(kind=RoleKind.FUNDER, everywhere=True).user)


def table(answer, code):
    (found,) = [one for one in answer.json()["tables"] if one["code"] == code]
    return {
        (line["row"]["code"], column["code"]): cell["numbers"]
        for line in found["lines"]
        for column, cell in zip(found["columns"], line["cells"], strict=True)
    }


def test_small_counts_are_masked_with_what_would_give_them_away(funder):
    answer = funder.get(LIST, OVER)

    assert table(answer, "participations_by_commune") == {
        ("59014", "ADD"): [None],
        ("59014", "HAR"): [None],
        ("59014", "TOTAL"): [15],
        ("59606", "ADD"): [None],
        ("59606", "HAR"): [None],
        ("59606", "TOTAL"): [55],
        ("TOTAL", "ADD"): [43],
        ("TOTAL", "HAR"): [27],
        ("TOTAL", "TOTAL"): [70],
    }


def test_hours_are_there_with_their_sessions(funder):
    assert table(funder.get(LIST, OVER), "sessions_by_partner")["TOTAL", "TOTAL"] == [18, 27]


def test_everything_costs_the_same_number_of_queries(funder, django_assert_max_num_queries):
    with django_assert_max_num_queries(22):
        assert funder.get(LIST, OVER).status_code == 200


def test_a_report_that_is_corrected_later_changes_nothing(funder, client_of, world):
    """The difference would say what one session was."""
    before = funder.get(LIST, OVER).json()
    SessionGroup.objects.filter(present=31).update(present=28)

    commune = client_of(RoleFactory(kind=RoleKind.FUNDER, commune=world[0]).user)

    assert funder.get(LIST, OVER).json() == before
    assert before["made_on"] == localdate(timezone.now()).isoformat()
    assert commune.get(LIST, OVER | {"territory": "59014"}).json()["made_on"] == before["made_on"]
    assert PublishedRelease.objects.get().territory == "245900001"


def test_a_year_of_nothing_is_not_closed_by_who_looks_at_it(funder):
    sessions = SessionGroup.objects.filter(session__school__commune__epci="245900001")
    sessions.update(group=ClassGroupFactory(school__commune__insee_code="59001"))

    empty = funder.get(LIST, OVER)

    assert table(empty, "sessions_by_partner") == {("TOTAL", "TOTAL"): [0, 0]}
    assert (empty.json()["preview"], empty.json()["made_on"]) == (False, None)
    assert not PublishedRelease.objects.exists()


def test_a_preview_is_told_anew_each_time(client_of, world):
    coordinator = client_of(RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user)
    this_year = SchoolYear.year_of(localdate(timezone.now()))

    answer = coordinator.get(LIST, OVER | {"school_year": this_year})

    assert (answer.json()["preview"], answer.json()["made_on"]) == (True, None)
    assert not PublishedRelease.objects.exists()


def test_a_commune_of_a_group_sees_its_row_as_the_group_does(funder, client_of, world):
    of_group = table(funder.get(LIST, OVER), "participations_by_commune")
    commune = client_of(RoleFactory(kind=RoleKind.FUNDER, commune=world[0]).user)

    own = commune.get(LIST, OVER | {"territory": "59014"})

    assert len(own.json()["tables"]) == 1
    assert table(own, "participations_by_commune") == {
        key: numbers for key, numbers in of_group.items() if key[0] == "59014"
    }
    assert commune.get(LIST, OVER).status_code == 404


def test_what_there_is_to_choose_from(funder, client_of):
    choices = funder.get(f"{LIST}choices/").json()
    coordinator = client_of(RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user)

    assert [(one["code"], one["is_part"]) for one in choices["territories"]] == [
        ("59001", False),
        ("245900001", False),
    ]
    running = [one["preview"] for one in choices["years"]]
    assert running
    assert not any(running)
    assert coordinator.get(f"{LIST}choices/").json()["years"][0]["preview"] is True


def test_a_year_that_goes_on_is_for_the_coordination_alone(funder, client_of):
    year = funder.get(f"{LIST}choices/").json()["years"][0]["year"] + 1
    SchoolYearFactory(year=year)
    asked = OVER | {"school_year": year}
    coordinator = client_of(RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user)

    refused = funder.get(LIST, asked)

    assert (refused.status_code, refused.json()["code"]) == (409, "not_published_yet")
    assert funder.get(f"{LIST}csv/", asked).status_code == 409
    assert coordinator.get(LIST, asked).json()["preview"] is True
    assert coordinator.get(LIST, asked | {"school_year": year + 1}).status_code in {404, 409}


def read(answer):
    return b"".join(answer.streaming_content).decode()


def test_the_file_is_what_its_schema_says(funder, tmp_path):
    answer = funder.get(f"{LIST}csv/", {"school_year": 2024})
    text = read(answer)
    schema = funder.get(f"{LIST}table-schema/", headers={"accept-language": "fr"}).json()

    (tmp_path / "figures.csv").write_text(text, encoding="utf-8", newline="")
    resource = frictionless.Resource(
        path="figures.csv",
        basepath=str(tmp_path),
        schema=frictionless.Schema.from_descriptor(schema),
    )
    report = resource.validate()

    assert answer["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert "licence-ouverte" in answer["Link"]
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    assert report.tasks[0].stats["rows"] == len(text.splitlines()) - 1
    assert schema["fields"][0]["title"] == "Année scolaire"
    assert frictionless.Schema.metadata_validate(schema) is not None


def test_a_file_that_breaks_the_schema_is_found(funder, tmp_path):
    text = read(funder.get(f"{LIST}csv/", {"school_year": 2024}))
    schema = funder.get(f"{LIST}table-schema/").json()
    (tmp_path / "broken.csv").write_text(text.replace("MASKED", "0"), newline="")

    report = frictionless.Resource(
        path="broken.csv",
        basepath=str(tmp_path),
        schema=frictionless.Schema.from_descriptor(schema),
    ).validate()

    assert not report.valid


def test_masked_is_empty_and_said_and_zero_is_zero(funder):
    rows = list(csv.DictReader(StringIO(read(funder.get(f"{LIST}csv/", OVER)))))
    counts = {
        (row["row_code"], row["column_code"]): (row["count"], row["secrecy"])
        for row in rows
        if row["table"] == "participations_by_commune"
    }
    zeros = [row for row in rows if row["row_code"] == "girls"]

    assert counts["59014", "HAR"] == ("", "MASKED")
    assert counts["59014", "TOTAL"] == ("15", "")
    assert {row["count"] for row in zeros} <= {"0"}
    # No spreadsheet runs the name of a partner.
    assert {row["row_name"] for row in rows if row["table"] == "participations_by_partner"} == {
        "'=Partenaire",
        "total",
    }


def test_the_command_writes_the_same_in_a_folder(funder, tmp_path):
    call_command("publish_figures", str(tmp_path), school_year=2024, verbosity=0)

    written = (tmp_path / "prevention-scolaire-2024-2025.csv").read_bytes().decode()
    asked = funder.get(f"{LIST}csv/", {"school_year": 2024}, headers={"accept-language": "fr"})
    assert written == read(asked)
    schema = json.loads((tmp_path / "table-schema.json").read_text())
    assert schema["licenses"][0]["name"] == "etalab-2.0"


@pytest.mark.parametrize("year", [2028, 2031])
def test_the_command_publishes_no_year_that_is_not_over(tmp_path, year):
    with pytest.raises(CommandError):
        call_command("publish_figures", str(tmp_path), school_year=year, verbosity=0)
    assert list(tmp_path.iterdir()) == []
