"""Nothing leaves in the holidays but what is urgent: planned so, and held to once more."""

from datetime import timedelta

import pytest

from prevention.messages.following import follow_events
from prevention.messages.kinds import Kind
from prevention.messages.models import Message
from prevention.messages.moments import load_moments
from prevention.messages.sending import send_due
from prevention.models import Holiday
from prevention.scheduling.acts import authorise, cancel, move
from prevention.vocabulary import EndReason
from tests.factories import PublicHolidayFactory, SchoolFactory
from tests.prevention.messages.conftest import MAILBOX, SOON, ask, news, sent, tell_all, waiting
from tests.prevention.scheduling.conftest import paris

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
State = Message.State

# The autumn holidays of the tests: from Saturday 17 October to Sunday 1 November.
IN_HOLIDAYS = paris(2026, 10, 20, 9)
LAST_MORNING, FIRST_MORNING = paris(2026, 10, 16, 7), paris(2026, 11, 2, 7)


def due(kind):
    rows = Message.objects.scheduled().filter(kind=kind)
    return sorted(set(rows.values_list("due_at", flat=True)))


@pytest.fixture
def after_holidays(offer, group, teacher, head, now):
    """Confirmed for Tuesday 3 November, the second day after the holidays."""
    session = ask(offer, group, teacher, paris(2026, 11, 3, 10), now=now)
    authorise(session=session, user=head, now=now)
    return session


def test_moments_around_holidays(calendar):
    Holiday.objects.filter(name="Toussaint").update(leave_after_class=True)
    school = SchoolFactory()
    moments = load_moments([school], now=IN_HOLIDAYS)[school.pk]

    assert [moments.in_holidays(at) for at in (paris(2026, 10, 17, 9), IN_HOLIDAYS)] == [
        False,  # pupils leave after that Saturday's class
        True,
    ]
    assert moments.after_holidays(IN_HOLIDAYS) == FIRST_MORNING
    assert moments.before_holidays(IN_HOLIDAYS) == LAST_MORNING
    assert moments.after_holidays(paris(2026, 10, 16, 9)) == paris(2026, 10, 16, 9)


def test_the_first_day_of_class_is_no_public_holiday(calendar):
    PublicHolidayFactory(day=FIRST_MORNING.date())
    school = SchoolFactory()

    moments = load_moments([school], now=IN_HOLIDAYS)[school.pk]

    assert moments.after_holidays(IN_HOLIDAYS) == FIRST_MORNING + DAY


def test_each_school_has_the_calendar_and_the_clock_of_its_own(calendar, django_assert_num_queries):
    here = SchoolFactory()
    overseas = SchoolFactory(holiday_zone="REUNION", time_zone="Indian/Reunion")

    with django_assert_num_queries(2):
        moments = load_moments([here, overseas], now=IN_HOLIDAYS)

    assert moments[here.pk].in_holidays(IN_HOLIDAYS)
    assert not moments[overseas.pk].in_holidays(IN_HOLIDAYS)
    morning = moments[overseas.pk].morning(IN_HOLIDAYS.date())
    assert morning == paris(2026, 10, 20, 5)


def test_what_comes_before_a_session_is_brought_forward(after_holidays, now):
    follow_events(now=now)

    assert due(Kind.REMINDER) == [LAST_MORNING]
    assert due(Kind.READINESS) == [LAST_MORNING]


def test_what_cannot_be_brought_forward_any_more_comes_on_the_first_day(after_holidays):
    follow_events(now=IN_HOLIDAYS)

    assert due(Kind.REMINDER) == [FIRST_MORNING]
    assert due(Kind.CONFIRMED) == [FIRST_MORNING]


def test_what_comes_after_a_session_waits(offer, group, teacher, head, now):
    session = ask(offer, group, teacher, paris(2026, 10, 13, 10), now=now)
    authorise(session=session, user=head, now=now)

    follow_events(now=now)

    assert due(Kind.REPORT_DUE) == [paris(2026, 10, 14, 7)]
    assert due(Kind.REPORT_LATE) == [FIRST_MORNING]


def test_a_change_and_an_end_leave_in_the_holidays(after_holidays, head, teacher, now, mailoutbox):
    tell_all(now=now)
    mailoutbox.clear()
    move(session=after_holidays, user=head, starts_at=paris(2026, 11, 10, 10), now=IN_HOLIDAYS)
    tell_all(now=IN_HOLIDAYS)
    assert len(mailoutbox) == 3

    cancel(session=after_holidays, user=head, reason=EndReason.ABSENCE, now=IN_HOLIDAYS + DAY)
    tell_all(now=IN_HOLIDAYS + DAY)
    assert len(mailoutbox) == 6


def test_what_comes_due_in_the_holidays_is_put_off_and_then_sent(after_holidays, now, mailoutbox):
    follow_events(now=now)
    Message.objects.filter(kind=Kind.CONFIRMED).update(due_at=IN_HOLIDAYS)

    assert send_due(clock=lambda: IN_HOLIDAYS + SOON) == 0

    assert due(Kind.CONFIRMED) == [FIRST_MORNING]
    assert set(Message.objects.scheduled().values_list("attempts", flat=True)) == {0}
    assert send_due(clock=lambda: FIRST_MORNING) > 0
    assert MAILBOX in sent()


def test_where_no_calendar_is_published_mails_leave(after_holidays, teacher, now, mailoutbox):
    Holiday.objects.all().delete()

    tell_all(now=IN_HOLIDAYS)

    assert teacher.email in sent()
    assert (Kind.REMINDER, teacher.email) in waiting()
    assert news() == []
