"""What classes are owed, added up: who reads it, narrowed to what, at what cost."""

import pytest
from django.test.utils import CaptureQueriesContext

from prevention.coverage.bounds import MOST_ROWS
from prevention.models import ClassGroup, Commune, School
from prevention.vocabulary import Level
from tests.factories import (
    ClassGroupFactory,
    CommuneFactory,
    DutyFactory,
    RequestFactory,
    SchoolFactory,
    SessionFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/coverage/grid/"


@pytest.fixture
def here(school):
    """Two classes of the school of everybody, one of which had a session."""
    DutyFactory()
    school.name, school.priority = "Collège Alpha", "REP"
    school.save()
    had, _had_not = ClassGroupFactory.create_batch(2, school=school)
    session = SessionFactory(state="done", request=RequestFactory(school=school))
    session.groups.add(had)
    return school


@pytest.fixture
def elsewhere(here):
    """A class of another school, in another commune, that is owed the same."""
    commune = CommuneFactory(insee_code="59014", name="Anzin")
    return ClassGroupFactory(
        school=SchoolFactory(name="Collège Bêta", commune=commune), levels=(Level.SIXIEME,)
    ).school


def grid(client, **query):
    answer = client.get(ADDRESS, {"by": "school", "school_year": 2026, **query})
    assert answer.status_code == 200, answer.json()
    return answer.json()


def amounts(row):
    (owed,) = row["owed"]
    return [owed[one] for one in ("classes", "unknown_classes", "owed", "done", "missing")]


def test_a_coordinator_reads_each_school_and_the_whole(client_of, coordinator, here, elsewhere):
    told = grid(client_of(coordinator))

    assert [(row["value"], row["name"], amounts(row)) for row in told["results"]] == [
        (here.pk, "Collège Alpha", [2, 1, 6, 1, 5]),
        (elsewhere.pk, "Collège Bêta", [1, 1, 3, 0, 3]),
    ]
    assert [row["about"] for row in told["results"]] == [here.commune.name, "Anzin"]
    assert amounts({"owed": told["total"]}) == [3, 2, 9, 1, 8]
    assert [duty["code"] for duty in told["duties"]] == ["EVARS"]


def test_a_teacher_reads_the_own_school_alone(client_of, teacher, here, elsewhere):
    told = grid(client_of(teacher))

    assert [row["value"] for row in told["results"]] == [here.pk]
    assert amounts({"owed": told["total"]}) == [2, 1, 6, 1, 5]


@pytest.mark.parametrize(
    ("chosen", "classes"),
    [
        ({}, 3),
        ({"priority": "REP"}, 2),
        ({"level": "6E"}, 1),
        ({"level": "6E", "priority": "REP"}, 0),
        ({"commune": "59014"}, 1),
        ({"department": "59"}, 3),
        ({"department": "2A"}, 0),
        ({"qpv": "true"}, 0),
        ({"qpv": "false"}, 3),
        ({"kind": "CLG", "sector": "PUBLIC"}, 3),
        ({"school": "0000000A"}, 0),
    ],
    ids=str,
)
def test_it_is_narrowed_to_what_is_named(client_of, coordinator, here, elsewhere, chosen, classes):
    told = grid(client_of(coordinator), **chosen)

    assert sum(one["classes"] for one in told["total"]) == classes
    assert sum(row["owed"][0]["classes"] for row in told["results"]) == classes


def test_levels_are_in_the_order_of_school_and_named(client_of, coordinator, here, elsewhere):
    told = grid(client_of(coordinator), by="level")

    assert [row["value"] for row in told["results"]] == ["6E", "5E"]
    assert told["results"][0]["name"] == Level.SIXIEME.label


def test_names_are_in_the_order_of_a_dictionary(client_of, coordinator, here, elsewhere):
    Commune.objects.filter(pk=elsewhere.commune_id).update(name="Émerchicourt")
    ClassGroupFactory(
        school=SchoolFactory(commune=CommuneFactory(insee_code="59153", name="Crespin"))
    )

    told = grid(client_of(coordinator), by="commune")

    assert [row["name"] for row in told["results"]] == ["Crespin", "Émerchicourt", "Valenciennes"]


def test_what_is_not_known_has_a_name_and_no_value(client_of, coordinator, here):
    (row,) = grid(client_of(coordinator), by="epci")["results"]

    assert (row["value"], row["name"]) == ("", "not known")


def test_a_year_without_duties_or_classes_is_empty(client_of, coordinator, here):
    assert grid(client_of(coordinator), school_year=2030) == {
        "duties": [],
        "total": [],
        "results": [],
    }


@pytest.mark.parametrize(
    "query", [{"by": "pupil"}, {"by": ""}, {"school_year": "x"}, {"kind": "X"}]
)
def test_what_it_does_not_know_is_refused_by_name(client_of, coordinator, query):
    answer = client_of(coordinator).get(ADDRESS, {"by": "school", "school_year": 2026, **query})

    assert (answer.status_code, list(answer.json()["errors"])) == (400, list(query))


@pytest.mark.parametrize("by", ["school", "commune", "level"])
def test_any_number_of_classes_and_schools_costs_the_same(
    client_of, coordinator, here, elsewhere, the_connection, by
):
    client = client_of(coordinator)
    DutyFactory(code="HAR", unit="HOURS", amount=10, themes=[ThemeFactory(code="HAR")])

    def cost():
        with CaptureQueriesContext(the_connection) as asked:
            grid(client, by=by)
        return len(asked)

    cost()  # who the reader is, is asked once
    few = cost()
    for place in range(5):
        school = SchoolFactory(commune=CommuneFactory(insee_code=f"5960{place}"))
        ClassGroupFactory.create_batch(3, school=school)
    assert cost() == few


@pytest.mark.parametrize(("language", "name"), [("fr", "Élèves touchés"), ("en", "Pupils reached")])
def test_figures_are_told_in_the_reader_s_language(client_of, coordinator, language, name):
    answer = client_of(coordinator).get(
        "/api/v1/coverage/figures/", headers={"accept-language": language}
    )

    groups = {group["code"]: group for group in answer.json()["results"]}
    figures = {one["code"]: one for one in groups["given"]["figures"]}
    assert (figures["reached"]["name"], figures["reached"]["unit"]) == (name, "PUPILS")


def choices(client):
    answer = client.get("/api/v1/coverage/choices/")
    assert answer.status_code == 200, answer.json()
    return {name: {one["key"]: one["name"] for one in some} for name, some in answer.json().items()}


def test_one_chooses_among_what_occurs_in_the_own_classes(client_of, teacher, here, elsewhere):
    told = choices(client_of(teacher))

    theme, partner = here.sessions.values_list("theme", "offer__organisation").get()
    assert told["commune"] == {here.commune_id: here.commune.name}
    assert told["priority"] == {"REP": "REP"}
    assert (told["epci"], list(told["qpv"])) == ({}, ["false"])
    assert (list(told["theme"]), list(told["partner"])) == ([theme], [str(partner)])


def test_choices_are_in_the_order_that_people_know(client_of, coordinator, here, elsewhere):
    told = choices(client_of(coordinator))

    assert list(told["level"]) == ["6E", "5E"]
    assert list(told["priority"]) == ["NONE", "REP"]
    assert list(told["commune"].values()) == sorted(["Anzin", here.commune.name])


def test_any_number_of_choices_costs_the_same(
    client_of, coordinator, here, elsewhere, the_connection
):
    client = client_of(coordinator)

    def cost():
        with CaptureQueriesContext(the_connection) as asked:
            choices(client)
        return len(asked)

    cost()
    few = cost()
    for place in range(5):
        school = SchoolFactory(commune=CommuneFactory(insee_code=f"5960{place}"))
        ClassGroupFactory.create_batch(3, school=school)
    assert cost() == few


def test_more_rows_than_anybody_reads_are_refused(client_of, coordinator, elsewhere):
    more = [
        SchoolFactory.build(uai=f"{n:07}A", commune=elsewhere.commune) for n in range(MOST_ROWS)
    ]
    School.objects.bulk_create(more, batch_size=500)
    year = elsewhere.class_groups.get().school_year
    ClassGroup.objects.bulk_create(
        [ClassGroupFactory.build(school=one, school_year=year) for one in more[:-2]], batch_size=500
    )
    client = client_of(coordinator)

    assert len(grid(client)["results"]) == MOST_ROWS
    ClassGroupFactory(school=more[-1], school_year=year)
    answer = client.get(ADDRESS, {"by": "school", "school_year": 2026})

    assert answer.status_code == 409
    assert answer.json()["code"] == "too_many_rows"
    assert len(grid(client, by="department")["results"]) == 1
