"""Outcomes, ways, meetings and answers beside what was given: what is told, and to whom."""

from datetime import timedelta

import pytest

from prevention.models import Feedback, Report, SessionFacilitator
from prevention.vocabulary import RoleKind
from tests.factories import (
    ClassGroupFactory,
    FacilitatorFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)
from tests.prevention.api.test_activity import MORNING, activity, declare, give

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(school):
    return ClassGroupFactory(school=school)


def answer(session, number, **said):
    for _ in range(number):
        Feedback.objects.create(
            session=session,
            author=UserFactory(),
            given_at=MORNING,
            **{"usefulness": 4, "level_fit": "RIGHT", "again": True, **said},
        )


def test_what_did_not_take_place_is_told_by_side_and_reason(client_of, coordinator, group):
    asked_at = MORNING - timedelta(days=30)
    give(group, created_at=asked_at)
    declare(group)
    for day, (state, side, reason) in enumerate(
        [
            ("cancelled", "SCHOOL", "ABSENCE"),
            ("cancelled", "SCHOOL", "ABSENCE"),
            ("expired", "", ""),
        ]
    ):
        give(
            group,
            state=state,
            starts_at=MORNING + timedelta(days=day),
            ended_by_side=side,
            ended_reason=reason,
            ended_late=day == 0,
        )

    total = activity(client_of(coordinator))["total"]

    outcomes = total["outcomes"]
    assert outcomes.pop("endings") == [
        {
            "outcome": "cancelled",
            "outcome_name": "cancelled",
            "side": "SCHOOL",
            "side_name": "the school",
            "reason": "ABSENCE",
            "reason_name": "somebody is absent",
            "sessions": 2,
        },
        {
            "outcome": "expired",
            "outcome_name": "expired",
            "side": None,
            "side_name": "",
            "reason": None,
            "reason_name": "",
            "sessions": 1,
        },
    ]
    assert outcomes == {
        "given": 1,
        "cancelled": 2,
        "cancelled_late": 1,
        "not_held": 0,
        "refused": 0,
        "expired": 1,
        "cancellation_rate": 66.7,
        "lead_days": 30,
    }
    assert total["given"]["sessions"] == 2


def test_ways_lead_from_one_school_to_the_next_of_a_day(client_of, coordinator, group):
    other = ClassGroupFactory(school=SchoolFactory(latitude=50.36, longitude=3.52))
    group.school.latitude, group.school.longitude = 50.33, 3.39
    group.school.save()
    facilitator = FacilitatorFactory()
    for one, at in [
        (group, MORNING),
        (other, MORNING + timedelta(hours=2)),
        (group, MORNING + timedelta(days=1)),
    ]:
        session = give(one, starts_at=at)
        SessionFacilitator.objects.create(session=session, facilitator=facilitator)

    told = activity(client_of(coordinator))

    assert told["total"]["travel"]["journeys"] == 1
    assert 9 < told["total"]["travel"]["km"] < 16  # as the crow flies, 9.8
    assert {row["value"]: row["travel"]["journeys"] for row in told["results"]} == {
        group.school_id: 0,
        other.school_id: 1,
    }


def test_meetings_count_adults_and_no_class(client_of, coordinator, group):
    session = SessionFactory(
        kind="PARENTS",
        state="done",
        starts_at=MORNING,
        ends_at=MORNING + timedelta(hours=2),
        request=RequestFactory(school=group.school),
    )
    Report.objects.create(session=session, participants=41, filed_by=coordinator, filed_at=MORNING)
    SessionFactory(
        kind="PARENTS",
        state="cancelled",
        starts_at=MORNING,
        ends_at=MORNING + timedelta(hours=2),
        request=RequestFactory(school=group.school),
    )

    total = activity(client_of(coordinator))["total"]

    assert total["meetings"] == {"meetings": 1, "hours": 2, "participants": 41, "unreported": 0}
    assert total["given"]["sessions"] == 0
    assert activity(client_of(coordinator), level="5E")["total"]["meetings"]["meetings"] == 0


def test_answers_are_told_by_packets_of_five_alone(client_of, coordinator, group):
    session = give(group)
    client = client_of(coordinator)
    answer(session, 4)
    before = activity(client, by="theme")["total"]["answers"]
    answer(session, 1, usefulness=2, again=False, level_fit="")
    packet = activity(client, by="theme")["total"]["answers"]
    answer(session, 1, usefulness=1, again=False)

    told = activity(client, by="theme")

    nobody = {"usefulness": None, "right_level": None, "again": None}
    assert before == {"answers": 4, "counted": 0, **nobody}
    assert packet == {
        "answers": 5,
        "counted": 5,
        "usefulness": 3.6,
        "right_level": 100,
        "again": 80,
    }
    assert told["total"]["answers"] == packet | {"answers": 6}
    assert [row["answers"] for row in told["results"]] == [packet | {"answers": 6}]


@pytest.mark.parametrize(
    "query",
    [{"school": "here"}, {"level": "5E"}, {"priority": "NONE"}, {"period": "calendar_year"}],
    ids=str,
)
def test_no_answer_is_told_by_places_levels_or_other_years(client_of, coordinator, group, query):
    answer(give(group), 6)
    if "school" in query:
        query = {"school": group.school_id}

    told = activity(client_of(coordinator), by="theme", **query)

    assert [one["answers"] for one in [told["total"], *told["results"]]] == [None, None]


def test_rows_of_places_tell_no_answer(client_of, coordinator, group):
    answer(give(group), 6)

    (row,) = activity(client_of(coordinator), by="school")["results"]

    assert row["answers"] is None


def test_a_head_reads_no_answer(client_of, head, group):
    answer(give(group), 6)

    told = activity(client_of(head), by="theme")

    assert told["total"]["answers"] is None
    assert told["total"]["given"]["sessions"] == 1


def test_a_coordinator_counts_the_meetings_of_the_own_commune_alone(client_of, group):
    elsewhere = SchoolFactory(commune__insee_code="59014")
    user = UserFactory()
    RoleFactory(user=user, kind=RoleKind.COORDINATOR, commune=elsewhere.commune)
    for school in (group.school, elsewhere):
        SessionFactory(
            kind="PARENTS",
            state="done",
            starts_at=MORNING,
            ends_at=MORNING + timedelta(hours=1),
            request=RequestFactory(school=school),
        )

    told = activity(client_of(user))

    assert told["total"]["meetings"]["meetings"] == 1
    assert [row["value"] for row in told["results"]] == [elsewhere.pk]
