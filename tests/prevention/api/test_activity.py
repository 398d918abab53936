"""What was given in a year: who reads it, narrowed to what, against which years, at what cost."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test.utils import CaptureQueriesContext

from prevention.models import SessionGroup
from prevention.vocabulary import RoleKind
from tests.factories import (
    ClassGroupFactory,
    CommuneFactory,
    OfferFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/coverage/activity/"
MORNING = datetime(2026, 10, 6, 9, tzinfo=ZoneInfo("Europe/Paris"))


def give(group, *, present=20, starts_at=MORNING, state="done", **more):
    session = SessionFactory(
        state=state,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        school=group.school,
        **{"request": RequestFactory(school=group.school), **more},
    )
    SessionGroup.objects.create(session=session, group=group, headcount=30, present=present)
    return session


def declare(group):
    """A session that the school gave by itself."""
    return give(
        group,
        kind="INTERNAL",
        request=None,
        offer=None,
        theme=ThemeFactory(code="EVARS"),
        present=25,
    )


@pytest.fixture
def here(school):
    """A class of the school of everybody, that had two sessions."""
    school.name, school.priority = "Collège Alpha", "REP"
    school.save()
    group = ClassGroupFactory(school=school)
    give(group)
    declare(group)
    return group


@pytest.fixture
def elsewhere(here):
    """A class of another commune, that had one, and whose other one was called off."""
    commune = CommuneFactory(insee_code="59014", name="Anzin")
    group = ClassGroupFactory(school=SchoolFactory(name="Collège Bêta", commune=commune))
    give(group, present=11)
    give(group, state="cancelled", starts_at=MORNING + timedelta(days=1))
    return group


def activity(client, **query):
    answer = client.get(ADDRESS, {"by": "school", "year": 2026, **query})
    assert answer.status_code == 200, answer.json()
    return answer.json()


def amounts(row):
    given = row["given"]
    return [given[one] for one in ("sessions", "hours", "classes", "participations", "reached")]


def test_a_coordinator_reads_each_school_and_the_whole(client_of, coordinator, here, elsewhere):
    told = activity(client_of(coordinator))

    assert [(row["value"], row["name"], amounts(row)) for row in told["results"]] == [
        (here.school_id, "Collège Alpha", [2, 3.0, 1, 45, 25]),
        (elsewhere.school_id, "Collège Bêta", [1, 1.5, 1, 11, 11]),
    ]
    assert (told["total"]["year"], amounts(told["total"])) == (2026, [3, 4.5, 2, 56, 36])


def test_a_head_reads_the_own_school_alone(client_of, head, here, elsewhere):
    told = activity(client_of(head))

    assert [row["value"] for row in told["results"]] == [here.school_id]
    assert amounts(told["total"]) == [2, 3.0, 1, 45, 25]


def test_a_coordinator_reads_the_own_commune_alone(client_of, here, elsewhere):
    user = UserFactory()
    RoleFactory(user=user, kind=RoleKind.COORDINATOR, commune=elsewhere.school.commune)

    told = activity(client_of(user))

    assert [row["value"] for row in told["results"]] == [elsewhere.school_id]
    assert amounts(told["total"]) == [1, 1.5, 1, 11, 11]


@pytest.mark.parametrize(
    ("chosen", "sessions"),
    [
        ({"giver": "NETWORK"}, 2),
        ({"giver": "SCHOOL"}, 1),
        ({"session_kind": "INTERNAL"}, 1),
        ({"priority": "REP"}, 2),
        ({"priority": "REP", "giver": "NETWORK"}, 1),
        ({"commune": "59014"}, 1),
        ({"theme": "EVARS"}, 3),
        ({"theme": "NONE"}, 0),
        ({"partner": 999999}, 0),
        ({"level": "5E"}, 3),
        ({"period": "calendar_year"}, 3),
        ({"period": "calendar_year", "year": 2027}, 0),
        ({"year": 2025}, 0),
    ],
    ids=str,
)
def test_it_is_narrowed_to_what_is_named(client_of, coordinator, here, elsewhere, chosen, sessions):
    told = activity(client_of(coordinator), by="theme", **chosen)

    assert told["total"]["given"]["sessions"] == sessions
    assert sum(row["given"]["sessions"] for row in told["results"]) == sessions


def test_a_partner_and_who_gave_are_told_apart_by_name(client_of, coordinator, here):
    client = client_of(coordinator)
    rows = activity(client, by="giver")["results"]
    partners = activity(client, by="partner")["results"]

    assert [(row["value"], row["name"]) for row in rows] == [
        ("NETWORK", "the partners of the network"),
        ("SCHOOL", "the schools themselves"),
    ]
    assert ("", "given by the schools themselves") in [
        (row["value"], row["name"]) for row in partners
    ]


def test_earlier_years_are_told_beside_the_whole_latest_first(client_of, coordinator, here):
    before = ClassGroupFactory(school=here.school, school_year__year=2025)
    give(before, starts_at=MORNING - timedelta(days=364))

    told = activity(client_of(coordinator), compare=2)

    assert [(one["year"], one["given"]["sessions"]) for one in told["earlier"]] == [
        (2025, 1),
        (2024, 0),
    ]


@pytest.mark.parametrize(
    "query", [{"by": "pupil"}, {"year": "x"}, {"period": "month"}, {"compare": 11}, {"giver": "X"}]
)
def test_what_it_does_not_know_is_refused_by_name(client_of, coordinator, query):
    answer = client_of(coordinator).get(ADDRESS, {"by": "school", "year": 2026, **query})

    assert (answer.status_code, list(answer.json()["errors"])) == (400, list(query))


@pytest.mark.parametrize("by", ["school", "level", "partner"])
def test_any_number_of_classes_and_schools_costs_the_same(
    client_of, coordinator, here, elsewhere, the_connection, by
):
    client = client_of(coordinator)

    def cost():
        with CaptureQueriesContext(the_connection) as asked:
            activity(client, by=by)
        return len(asked)

    cost()  # who the reader is, is asked once
    few = cost()
    for place in range(5):
        school = SchoolFactory(commune=CommuneFactory(insee_code=f"5960{place}"))
        give(ClassGroupFactory(school=school))
    assert cost() == few


def test_a_facilitator_reads_what_the_own_organisation_gave(client_of, here, elsewhere):
    ours = SessionGroup.objects.get(group=elsewhere, session__state="done").session
    user = RoleFactory(
        kind=RoleKind.FACILITATOR, organisation=ours.offer.organisation, user=UserFactory()
    ).user
    others = RequestFactory(school=elsewhere.school, offer=OfferFactory())
    give(elsewhere, request=others, starts_at=MORNING + timedelta(days=2))

    told = activity(client_of(user))

    of_own = SessionGroup.objects.filter(
        session__offer__organisation=ours.offer.organisation, session__state="done"
    )
    assert 0 < told["total"]["given"]["sessions"] == of_own.count()
    assert "INTERNAL" not in [
        row["value"] for row in activity(client_of(user), by="session_kind")["results"]
    ]
