"""What clashes is found, graded, and comes with the acts that lift it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prevention.scheduling.clashes import Grade, clashes, count_by_grade
from prevention.vocabulary import RoleKind
from tests.conftest import NOW
from tests.factories import (
    TUESDAY_AT_TEN,
    AgreementFactory,
    BusyTimeFactory,
    ClassGroupFactory,
    ClosureFactory,
    CommuneFactory,
    DatedAvailabilityFactory,
    FacilitatorFactory,
    OfferFactory,
    RequestFactory,
    RoleFactory,
    RoomFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 9, 14), date(2026, 11, 30)
HOUR = timedelta(hours=1)


@pytest.fixture
def coordinator(group):
    user = UserFactory()
    RoleFactory(user=user, kind=RoleKind.COORDINATOR, commune=group.school.commune)
    return user


@pytest.fixture
def plan(offer, facilitator, group):
    """Make a session at some time; of the same class and facilitator, unless told otherwise."""

    def make(starts_at, *, groups=None, people=None, **more):
        school = more.pop("school", group.school)
        made = SessionFactory(
            request=RequestFactory(offer=more.pop("offer", offer), school=school),
            starts_at=starts_at,
            **more,
        )
        made.groups.set([group] if groups is None else groups)
        made.facilitators.set([facilitator] if people is None else people)
        return made

    return make


def found(user):
    return [
        (one.kind.value, one.session.pk, one.other.pk if one.other else None)
        for one in clashes(user, first=FIRST, last=LAST, now=NOW)
    ]


def test_what_is_in_order_does_not_clash(plan, tuesday, coordinator):
    plan(tuesday)
    plan(tuesday + timedelta(days=1))

    assert found(coordinator) == []


def test_who_and_what_is_taken_twice_is_said_of_both(plan, tuesday, coordinator, group):
    room = RoomFactory(school=group.school)
    one = plan(tuesday, room=room)
    other = plan(tuesday + HOUR / 2, room=room)

    assert set(found(coordinator)) == {
        (kind, *pair)
        for kind in ("FACILITATOR", "CLASS_GROUP", "ROOM")
        for pair in ((one.pk, other.pk), (other.pk, one.pk))
    }


def test_a_session_out_of_reach_clashes_without_being_shown(plan, tuesday, coordinator):
    mine = plan(tuesday)
    anzin = SchoolFactory(commune=CommuneFactory(insee_code="59014", name="Anzin"))
    plan(tuesday, school=anzin, groups=[])

    assert found(coordinator) == [("FACILITATOR", mine.pk, None)]


def test_an_absence_an_own_calendar_and_a_closure_are_told_apart(
    plan, tuesday, coordinator, facilitator, group
):
    session = plan(tuesday)
    DatedAvailabilityFactory(facilitator=facilitator)
    DatedAvailabilityFactory(facilitator=facilitator, kind="EXTRA")
    BusyTimeFactory(facilitator=facilitator)
    ClosureFactory(school=group.school, starts_on=tuesday.date(), ends_on=tuesday.date())
    ClosureFactory(school=group.school, starts_on=tuesday.date(), ends_on=tuesday.date(), half="PM")

    result = clashes(coordinator, first=FIRST, last=LAST, now=NOW)

    assert [(one.kind, one.grade, one.session.pk) for one in result] == [
        ("ABSENCE", "hard", session.pk),
        ("BUSY", "soft", session.pk),
        ("CLOSURE", "hard", session.pk),
    ]
    assert str(result[0].detail) == f"{facilitator.name} is absent then."
    assert str(result[2].detail) == "The school takes no session then: examinations."
    assert count_by_grade(result) == {Grade.HARD: 2, Grade.SOFT: 1}


def test_an_agreement_that_is_over_is_hard_and_what_else_lacks_is_soft(plan, tuesday, coordinator):
    association = OfferFactory(organisation__kind="ASSOCIATION", theme__needs_agreement=True)
    AgreementFactory(organisation=association.organisation, valid_until="2026-10-05")
    over = plan(tuesday, offer=association, people=[FacilitatorFactory()])
    lacks = plan(tuesday + timedelta(days=7), en_adult="")

    result = clashes(coordinator, first=FIRST, last=LAST, now=NOW)

    assert [(one.kind, one.grade, one.session.pk) for one in result] == [
        ("AGREEMENT", "hard", over.pk),
        ("MISSING", "soft", lacks.pk),
    ]


def test_too_short_a_way_is_said_of_the_second_session(plan, tuesday, coordinator, group):
    far = SchoolFactory(commune=group.school.commune, latitude=50.5, longitude=3.2)
    first = plan(tuesday)
    second = plan(tuesday + HOUR + timedelta(minutes=5), school=far, groups=[])
    plan(tuesday + timedelta(days=1))

    (clash,) = clashes(coordinator, first=FIRST, last=LAST, now=NOW)

    assert (clash.kind, clash.session, clash.other) == ("TRAVEL", second, first)
    assert "has 5 minutes to come from" in str(clash.detail)


def test_what_comes_on_top_of_a_day_or_a_week_is_said(plan, tuesday, coordinator, facilitator):
    facilitator.max_per_day, facilitator.max_per_week = 2, 3
    facilitator.save()
    plan(tuesday)
    plan(tuesday + HOUR)
    third = plan(tuesday + 2 * HOUR)
    fourth = plan(tuesday + timedelta(days=1))
    plan(tuesday + timedelta(days=7))

    assert found(coordinator) == [
        ("DAY_FULL", third.pk, None),
        ("WEEK_FULL", fourth.pk, None),
    ]


def test_the_acts_that_lift_a_clash_are_those_that_the_reader_may_do(
    plan, tuesday, coordinator, facilitator, teacher
):
    plan(tuesday)
    DatedAvailabilityFactory(facilitator=facilitator)

    (theirs,) = clashes(coordinator, first=FIRST, last=LAST, now=NOW)
    (schools,) = clashes(teacher, first=FIRST, last=LAST, now=NOW)

    assert theirs.lifted_by == ["replace", "move", "cancel"]
    assert schools.lifted_by == ["move", "cancel"]


def some(count, plan):
    for number in range(count):
        commune = CommuneFactory(insee_code=f"596{number:02d}", name=f"Commune {number}")
        school = SchoolFactory(commune=commune)
        offer = OfferFactory(organisation__kind="ASSOCIATION", room_needs="Un tableau")
        AgreementFactory(organisation=offer.organisation, extends=AgreementFactory())
        people = [FacilitatorFactory(organisation=offer.organisation, max_per_day=1)]
        ClosureFactory(school=school, starts_on="2026-10-06", ends_on="2026-10-06")
        for minutes in (0, 30, 90):
            plan(
                TUESDAY_AT_TEN + timedelta(minutes=minutes),
                school=school,
                offer=offer,
                groups=[ClassGroupFactory(school=school)],
                people=people,
                en_adult="",
            )


def test_clashes_cost_the_same_however_many_they_are(plan, tuesday):
    administrator = UserFactory(administrator=True)
    costs = []
    for count in (1, 6):
        some(count, plan)
        administrator.reach()
        with CaptureQueriesContext(connection) as queries:
            result = clashes(administrator, first=FIRST, last=LAST, now=NOW)
        costs.append(len(queries))

    assert len(result) > 40
    assert costs[0] == costs[1] <= 20
