"""What classes were given week by week: who reads it, against which pace, at what cost."""

from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext

from prevention.models import Holiday
from tests.factories import ClassGroupFactory, CommuneFactory, DutyFactory, SchoolFactory
from tests.prevention.api.test_activity import MORNING, give

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/coverage/evolution/"


@pytest.fixture
def here(school):
    """A class of the school of everybody, that had a session and has another one planned."""
    DutyFactory()
    group = ClassGroupFactory(school=school)
    give(group)
    give(group, state="held", starts_at=MORNING.replace(month=12), held_until=MORNING)
    for starts_on, ends_on in [("2026-12-19", "2027-01-03"), ("2027-07-03", "2027-08-31")]:
        Holiday.objects.create(
            zone="B", school_year=group.school_year, starts_on=starts_on, ends_on=ends_on
        )
    return group


@pytest.fixture
def elsewhere(here):
    commune = CommuneFactory(insee_code="59014", name="Anzin")
    return ClassGroupFactory(school=SchoolFactory(name="Collège Bêta", commune=commune))


def evolution(client, **query):
    answer = client.get(ADDRESS, {"school_year": 2026, **query})
    assert answer.status_code == 200, answer.json()
    return answer.json()["results"]


def at(told, monday):
    (week,) = [week for week in told["weeks"] if week["monday"] == monday.isoformat()]
    return week["given"], week["planned"], week["due"]


def test_a_coordinator_follows_the_year_against_the_pace(client_of, coordinator, here, elsewhere):
    (told,) = evolution(client_of(coordinator))

    assert (told["duty"]["code"], told["classes"], told["owed"]) == ("EVARS", 2, 6)
    assert at(told, date(2026, 9, 28)) == (0, 0, 0.71)  # 5 weeks of 42, of 6 sessions
    assert at(told, date(2026, 10, 5)) == (1, 0, 0.86)
    assert at(told, date(2026, 11, 30)) == (1, 1, 2)
    assert at(told, date(2027, 6, 28)) == (1, 1, 6)
    assert len(told["weeks"]) == 53


def test_a_head_follows_the_own_school_alone(client_of, head, here, elsewhere):
    (told,) = evolution(client_of(head))

    assert (told["classes"], told["owed"]) == (1, 3)


def test_it_is_narrowed_to_what_is_named(client_of, coordinator, here, elsewhere):
    (told,) = evolution(client_of(coordinator), commune="59014")

    assert (told["classes"], at(told, date(2027, 6, 28))) == (1, (0, 0, 3))
    assert evolution(client_of(coordinator), commune="59014", level="CP") == []


def test_a_zone_without_a_calendar_has_no_pace(client_of, coordinator, here, elsewhere):
    elsewhere.school.holiday_zone = "A"
    elsewhere.school.save()

    (told,) = evolution(client_of(coordinator))

    assert at(told, date(2027, 6, 28)) == (1, 1, None)


def test_a_year_without_duties_or_classes_is_empty(client_of, coordinator, here):
    assert evolution(client_of(coordinator), school_year=2030) == []


def test_any_number_of_classes_and_schools_costs_the_same(
    client_of, coordinator, here, elsewhere, the_connection
):
    client = client_of(coordinator)

    def cost():
        with CaptureQueriesContext(the_connection) as asked:
            evolution(client)
        return len(asked)

    cost()  # who the reader is, is asked once
    few = cost()
    for place in range(5):
        school = SchoolFactory(commune=CommuneFactory(insee_code=f"5960{place}"))
        give(ClassGroupFactory(school=school))
    assert cost() == few
