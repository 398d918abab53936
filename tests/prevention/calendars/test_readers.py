"""Whose calendar nobody reads, as coordinators see it."""

from datetime import timedelta

import pytest

from prevention.calendars.feeds import (
    create_facilitator_feed,
    create_school_feed,
    reset_feed,
    revoke_feed,
)
from prevention.calendars.readers import (
    count_by_reading,
    facilitators_and_readings,
    schools_and_readings,
)
from prevention.models import Feed
from prevention.vocabulary import RoleKind
from tests.factories import (
    CommuneFactory,
    FacilitatorFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)
from tests.prevention.calendars.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere():
    return SchoolFactory(commune=CommuneFactory(insee_code="59172", name="Denain"))


@pytest.fixture
def coordinator(school):
    return RoleFactory(kind=RoleKind.COORDINATOR, commune=school.commune).user


def open_feed(person, school):
    return create_school_feed(holder=person, school=school, name="", now=NOW)


def readings(coordinator):
    rows = schools_and_readings(coordinator, now=NOW)
    return [(row.pk, row.reading, row.last_read_at) for row in rows]


def test_a_school_has_no_calendar_then_one_that_nobody_read_then_one_that_is_read(
    coordinator, school, holder
):
    assert readings(coordinator) == [(school.pk, "none", None)]

    feed, second = open_feed(holder, school), open_feed(holder, school)
    assert readings(coordinator) == [(school.pk, "never", None)]

    Feed.objects.filter(pk=second.pk).update(last_fetched_at=NOW - timedelta(days=9))
    Feed.objects.filter(pk=feed.pk).update(last_fetched_at=NOW)
    assert readings(coordinator) == [(school.pk, "read", NOW)]

    # A new address was read by nobody yet, a closed one by nobody any more.
    reset_feed(feed=feed, now=NOW)
    revoke_feed(feed=second, now=NOW)
    assert readings(coordinator) == [(school.pk, "never", None)]


def test_a_school_does_not_read_what_others_read_of_it(coordinator, school, holder):
    open_feed(coordinator, school)
    left, shut_out = RoleFactory(school=school).user, RoleFactory(school=school).user
    for person in (left, shut_out):
        open_feed(person, school)
    left.roles.update(status="ENDED")
    shut_out.is_active = False
    shut_out.save()
    Feed.objects.update(last_fetched_at=NOW)

    assert readings(coordinator) == [(school.pk, "none", None)]


def test_coordinators_see_the_open_schools_of_their_reach_alone(school, elsewhere, coordinator):
    SchoolFactory(status="CLOSED", closed_on=NOW.date())
    everywhere = RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user
    head = RoleFactory(kind=RoleKind.HEAD, school=school).user
    # Who teaches somewhere and coordinates elsewhere sees the calendars of the latter.
    RoleFactory(user=coordinator, school=elsewhere)

    def seen(person):
        return {row.pk for row in schools_and_readings(person, now=NOW)}

    assert seen(coordinator) == {school.pk}
    assert seen(everywhere) == seen(UserFactory(administrator=True)) == {school.pk, elsewhere.pk}
    assert seen(head) == set()


def facilitator_with_account(**fields):
    facilitator = FacilitatorFactory(user=UserFactory(), **fields)
    RoleFactory(
        user=facilitator.user, kind=RoleKind.FACILITATOR, organisation=facilitator.organisation
    )
    return facilitator


def test_facilitators_are_those_who_give_sessions_in_reach(
    coordinator, school, elsewhere, add_session
):
    given, far, past, retired = (FacilitatorFactory(active=n != 3) for n in range(4))
    FacilitatorFactory()  # gives nothing
    add_session().facilitators.set([given, retired])
    add_session().facilitators.set([given])
    add_session(school=elsewhere).facilitators.set([given, far])
    add_session(starts_at=NOW - timedelta(days=401), state="done").facilitators.set([past])
    add_session(state="cancelled").facilitators.set([past])

    rows = facilitators_and_readings(coordinator, now=NOW)

    assert [(row.pk, row.reading, row.sessions_to_come) for row in rows] == [(given.pk, "none", 2)]


def test_a_facilitator_reads_the_own_calendar_alone(coordinator, school, add_session):
    facilitator = facilitator_with_account()
    add_session().facilitators.set([facilitator])
    RoleFactory(user=facilitator.user, school=school)
    open_feed(facilitator.user, school)
    Feed.objects.update(last_fetched_at=NOW)

    def reading():
        return facilitators_and_readings(coordinator, now=NOW).get().reading

    assert reading() == "none"
    feed = create_facilitator_feed(holder=facilitator.user, name="", now=NOW)
    assert reading() == "never"
    Feed.objects.filter(pk=feed.pk).update(last_fetched_at=NOW)
    assert reading() == "read"


def test_sessions_to_come_are_those_that_somebody_counts_on(coordinator, school, add_session):
    add_session()
    add_session(starts_at=NOW - timedelta(days=2))
    add_session(state="wished")
    add_session(state="cancelled")
    SessionFactory(request=RequestFactory())

    assert schools_and_readings(coordinator, now=NOW).get(pk=school.pk).sessions_to_come == 1


def test_readings_are_counted_in_one_query(coordinator, school, holder, django_assert_num_queries):
    SchoolFactory.create_batch(2)
    open_feed(holder, school)
    coordinator.reach()

    with django_assert_num_queries(1):
        counts = count_by_reading(schools_and_readings(coordinator, now=NOW))

    assert counts == {"none": 2, "never": 1, "read": 0}
