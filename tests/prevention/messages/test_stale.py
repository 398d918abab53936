"""Whose own calendar is no longer read is told so, once each time."""

from datetime import timedelta

import pytest

from prevention.messages.kinds import Kind
from prevention.messages.models import Message
from prevention.messages.sending import send_due
from prevention.messages.stale import plan_calendar_stale
from prevention.models import OwnCalendar, SessionFacilitator
from tests.factories import FacilitatorFactory, OwnCalendarFactory, UserFactory
from tests.prevention.messages.conftest import sent
from tests.prevention.scheduling.conftest import paris

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
State = Message.State


@pytest.fixture
def owner():
    return FacilitatorFactory(user=UserFactory(email="zoe@exemple.test"))


@pytest.fixture
def stale(owner, now):
    return OwnCalendarFactory(facilitator=owner, stale_since=now, failures=3)


def warnings():
    rows = Message.objects.filter(kind=Kind.CALENDAR_STALE)
    return list(rows.order_by("pk").values_list("reader__email", "state"))


def test_the_owner_is_told_once(stale, now, mailoutbox):
    assert plan_calendar_stale(now=now) == 1
    assert plan_calendar_stale(now=now) == 0

    assert send_due(clock=lambda: now) == 1

    assert sent() == ["zoe@exemple.test"]
    assert "agenda" in mailoutbox[0].subject
    assert plan_calendar_stale(now=now + DAY) == 0


def test_one_that_fails_again_later_is_told_again(stale, now):
    plan_calendar_stale(now=now)
    send_due(clock=lambda: now)
    OwnCalendar.objects.update(stale_since=now + DAY)

    assert plan_calendar_stale(now=now + DAY) == 1


def test_one_that_is_read_again_meanwhile_is_not_told(stale, now, mailoutbox):
    plan_calendar_stale(now=now)
    OwnCalendar.objects.update(stale_since=None, failures=0)

    assert send_due(clock=lambda: now) == 0

    assert warnings() == [("zoe@exemple.test", State.SUPERSEDED)]
    assert mailoutbox == []


def test_a_calendar_that_only_failed_once_warns_nobody(owner, now):
    OwnCalendarFactory(facilitator=owner, failures=1, failing_since=now)

    assert plan_calendar_stale(now=now) == 0


def test_who_has_no_account_or_left_is_not_written_to(now):
    OwnCalendarFactory(facilitator=FacilitatorFactory(user=None), stale_since=now)
    gone = UserFactory(is_active=False)
    OwnCalendarFactory(facilitator=FacilitatorFactory(user=gone), stale_since=now)
    OwnCalendarFactory(
        facilitator=FacilitatorFactory(user=UserFactory(), active=False), stale_since=now
    )

    assert plan_calendar_stale(now=now) == 0


def test_it_waits_for_the_end_of_the_holidays_where_the_next_session_is(
    stale, owner, session, calendar, mailoutbox
):
    in_holidays, after = paris(2026, 10, 20, 9), paris(2026, 11, 2, 7)
    SessionFacilitator.objects.get_or_create(session=session, facilitator=owner)
    plan_calendar_stale(now=in_holidays)

    assert send_due(clock=lambda: in_holidays) == 0
    assert Message.objects.get().school == session.school
    assert Message.objects.get().due_at == after
    assert send_due(clock=lambda: after) == 1
