"""Own calendars read when they are due, failing, and changed meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from prevention.calendars.busy.acts import (
    AT_A_TIME,
    CLAIMED_FOR,
    forget_calendar,
    give_calendar,
    read_due,
)
from prevention.calendars.busy.fetch import Validators
from prevention.calendars.busy.reading import Answer, BusyOccurrence
from prevention.calendars.busy.troubles import Trouble, UnreadableError
from prevention.models import OwnCalendar
from tests.factories import (
    CommuneFactory,
    OwnCalendarFactory,
    SessionFactory,
)
from tests.prevention.calendars.busy.files import at, calendar
from tests.prevention.calendars.busy.servers import response

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
# Ten and two o'clock of that day in Paris.
EIGHT = datetime(2026, 9, 16, 8, tzinfo=UTC)
NOON = datetime(2026, 9, 16, 12, tzinfo=UTC)
ADDRESS = "https://agenda.exemple.test/secret.ics"


def busy(facilitator):
    return list(facilitator.busy_times.order_by("starts_at").values_list("starts_at", "ends_at"))


class TestReading:
    def test_what_overlaps_becomes_one_busy_time(self, kept, facilitator, serve, read, now):
        serve(
            calendar(at("1000", "1100", uid="a"), at("1030", "1130"), at("1400", "1500", uid="c"))
        )

        assert read_due(now=now, read=read) == 1
        half = timedelta(minutes=30)
        assert busy(facilitator) == [(EIGHT, EIGHT + HOUR + half), (NOON, NOON + HOUR)]
        kept.refresh_from_db()
        assert (kept.read_at, kept.busy_count, kept.trouble) == (now, 2, "")

    def test_a_reading_replaces_the_last(self, kept, facilitator, serve, read, now):
        serve(calendar(at("1000", "1100")), calendar(at("1400", "1500")))

        for later in (now, now + HOUR):
            read_due(now=later, read=read)

        assert busy(facilitator) == [(NOON, NOON + HOUR)]

    def test_the_same_busy_times_are_not_written_again(self, kept, facilitator, serve, read, now):
        serve(calendar(at("1000", "1100")), calendar(at("1000", "1100")))
        read_due(now=now, read=read)
        (before,) = facilitator.busy_times.all()

        read_due(now=now + HOUR, read=read)

        assert [row.pk for row in facilitator.busy_times.all()] == [before.pk]

    def test_it_is_read_every_half_hour(self, kept, serve, read, now):
        serve(calendar(), calendar())
        read_due(now=now, read=read)

        early = read_due(now=now + timedelta(minutes=29), read=read)
        later = read_due(now=now + timedelta(minutes=30), read=read)

        assert (early, later) == (0, 1)

    def test_it_is_asked_whether_it_changed_until_the_window_has_moved_by_a_day(
        self, kept, facilitator, serve, read, server, now
    ):
        file = response(calendar(at("1000", "1100")), ETag='"a"')
        serve(file, response(status="304 Not Modified"), file)

        for later in [timedelta(), 23 * HOUR, 24 * HOUR]:
            read_due(now=now + later, read=read)

        asked = [one.headers.get("If-None-Match") for one in server.asked]
        assert asked == [None, '"a"', None]
        kept.refresh_from_db()
        assert (kept.read_at, kept.busy_count) == (now + 24 * HOUR, 1)
        assert busy(facilitator) == [(EIGHT, EIGHT + HOUR)]

    def test_our_own_sessions_take_no_time_twice(self, kept, facilitator, serve, read, now):
        ours, other = SessionFactory().public_id, "0f8fad5b-d9cb-469f-a165-70867728950e"
        serve(calendar(at("1000", "1100", uid=ours), at("1400", "1500", uid=other)))

        read_due(now=now, read=read)

        assert busy(facilitator) == [(NOON, NOON + HOUR)]

    def test_days_begin_where_the_facilitator_sets_out(self, kept, facilitator, serve, read, now):
        facilitator.base = CommuneFactory(insee_code="97411", department_code="974")
        facilitator.save()
        serve(calendar("UID:d\nDTSTART;VALUE=DATE:20260916"))

        read_due(now=now, read=read)

        midnight = datetime(2026, 9, 15, 20, tzinfo=UTC)
        assert busy(facilitator) == [(midnight, midnight + 24 * HOUR)]

    def test_whoever_gives_no_more_sessions_is_left_alone(self, kept, facilitator, read, now):
        facilitator.active = False
        facilitator.save()

        assert read_due(now=now, read=read) == 0

    def test_the_longest_waiting_are_read_first_and_no_more_than_a_minute_may_hold(self, now):
        for number in range(AT_A_TIME + 2):
            OwnCalendarFactory(next_try_at=now - number * HOUR)

        done = read_due(now=now, read=lambda _question: Answer([], Validators()))

        left = [one.next_try_at for one in OwnCalendar.objects.due(now=now)]
        assert (done, left) == (AT_A_TIME, [now - HOUR, now])

    def test_the_queries_are_as_many_for_each_calendar(
        self, serve, read, server, now, django_assert_num_queries
    ):
        for count in (1, 3):
            OwnCalendar.objects.all().delete()
            for _one in range(count):
                OwnCalendarFactory(address=server.address("/a.ics"))
            serve(*[calendar()] * count)
            with django_assert_num_queries(1 + count * 6):
                read_due(now=now, read=read)


class TestFailing:
    def test_the_last_busy_times_are_kept_and_the_reason_is_said(
        self, kept, facilitator, serve, read, now
    ):
        serve(calendar(at("1000", "1100")), response(status="404 Not Found"))

        for later in (now, now + HOUR):
            read_due(now=later, read=read)

        kept.refresh_from_db()
        assert busy(facilitator) == [(EIGHT, EIGHT + HOUR)]
        assert (kept.read_at, kept.tried_at, kept.failing_since) == (now, now + HOUR, now + HOUR)
        assert (kept.trouble, kept.failures, kept.stale_since) == ("NOT_FOUND", 1, None)
        assert kept.trouble_sentence.startswith("No calendar is shared at this address")

    def test_the_third_failure_in_a_row_makes_it_stale_once(self, kept, serve, read, now):
        serve(*[response(status="500 Oops")] * 4)
        stale = []
        for number in range(4):
            later = now + number * HOUR
            read_due(now=later, read=read)
            kept.refresh_from_db()
            stale.append((kept.stale_since, OwnCalendar.objects.stale(now=later).count()))

        third = now + 2 * HOUR
        assert stale == [(None, 0), (None, 0), (third, 1), (third, 1)]

    def test_a_good_reading_ends_it(self, kept, serve, read, now):
        serve(*[response(status="500 Oops")] * 3, calendar())

        for number in range(4):
            read_due(now=now + number * HOUR, read=read)

        kept.refresh_from_db()
        assert (kept.stale_since, kept.failing_since, kept.failures, kept.trouble) == (
            None,
            None,
            0,
            "",
        )

    def test_it_is_asked_less_and_less_often_and_never_given_up(self, kept, now):
        def read(_question):
            raise UnreadableError(Trouble.UNAVAILABLE)

        waits = []
        for _time in range(60):
            read_due(now=now, read=read)
            kept.refresh_from_db()
            waits.append((kept.next_try_at - now) / timedelta(minutes=30))
            now = kept.next_try_at

        assert waits == [1, 1, 1, 2, 4, 8, *[12] * 54]

    def test_what_nothing_reads_for_a_day_is_stale_without_a_failure(self, kept, serve, read, now):
        serve(calendar())
        read_due(now=now, read=read)
        kept.refresh_from_db()

        for later, stale in [(now + 23 * HOUR, False), (now + 24 * HOUR, True)]:
            assert OwnCalendar.objects.stale(now=later).exists() == stale
            assert kept.is_stale(now=later) == stale

    @pytest.mark.parametrize("trouble", Trouble)
    def test_each_trouble_has_its_sentence(self, trouble):
        assert OwnCalendarFactory.build(trouble=trouble).trouble_sentence.endswith(".")


@pytest.mark.django_db(transaction=True)
class TestMeanwhile:
    """Reading holds no lock: others act while a server takes its time."""

    def during(self, act):
        def read(_question):
            try:
                act()
                return Answer([BusyOccurrence(EIGHT, EIGHT + HOUR, "")], Validators())
            finally:
                connection.close()  # that of this thread

        return read

    def test_what_was_forgotten_stays_forgotten(self, kept, facilitator, now):
        def act():
            forget_calendar(facilitator=facilitator, user=facilitator.user)

        read_due(now=now, read=self.during(act))

        assert (busy(facilitator), OwnCalendar.objects.count()) == ([], 0)

    def test_what_the_former_address_held_is_not_written(self, kept, facilitator, now):
        def act():
            give_calendar(facilitator=facilitator, address=ADDRESS, user=facilitator.user, now=now)

        read_due(now=now, read=self.during(act))

        (given,) = OwnCalendar.objects.due(now=now)
        assert (busy(facilitator), given.address, given.read_at) == ([], ADDRESS, None)

    def test_another_worker_finds_nothing_to_do_until_this_one_seems_dead(self, kept, now):
        found = []

        def act():
            found.append(OwnCalendar.objects.due(now=now).count())
            found.append(OwnCalendar.objects.due(now=now + CLAIMED_FOR).count())

        read_due(now=now, read=self.during(act))

        assert found == [0, 1]
