"""Busy times in, clause by clause: from the address that is given to the openings that are left."""

from datetime import date, datetime, timedelta
from ipaddress import ip_address

import pytest

from prevention.calendars.busy.acts import EVERY, read_due
from prevention.calendars.busy.child import Bounds
from prevention.calendars.busy.expand import MOST_A_YEAR
from prevention.calendars.busy.fetch import MOST_BYTES, MOST_REDIRECTS
from prevention.calendars.busy.places import PORTS, Reach
from prevention.calendars.busy.state import State, shown
from prevention.models import BusyTime, OwnCalendar
from prevention.public_internet import is_public
from prevention.schedule import SCHEDULE
from prevention.scheduling import acts
from prevention.scheduling.load import Meeting, openings_for
from prevention.vocabulary import EnAdult, SessionState
from tests.factories import (
    PARIS,
    AvailabilityFactory,
    ClassGroupFactory,
    HolidayFactory,
    OfferFactory,
    PublicHolidayFactory,
    RoleFactory,
)
from tests.prevention.calendars.busy.files import GOOGLE, OUTLOOK, at, calendar
from tests.prevention.calendars.busy.servers import redirect, response

pytestmark = pytest.mark.django_db

TUESDAY = date(2026, 10, 6)
HOUR = timedelta(hours=1)
# Every Tuesday from ten to noon, in a year of summer and winter time.
TUESDAYS = (
    "UID:t\nDTSTART;TZID=Europe/Paris:20260901T100000\nDTEND;TZID=Europe/Paris:20260901T120000\n"
    "RRULE:FREQ=WEEKLY"
)


@pytest.fixture
def facilitator(facilitator):
    """Free on Tuesdays."""
    AvailabilityFactory(facilitator=facilitator)
    return facilitator


@pytest.fixture
def meeting(facilitator):
    HolidayFactory()
    HolidayFactory(summer=True)
    PublicHolidayFactory()
    offer = OfferFactory(organisation=facilitator.organisation, facilitators=[facilitator])
    return Meeting(offer, [ClassGroupFactory()])


@pytest.fixture
def starts(meeting, now):
    """The openings of a Tuesday, as its clocks show them."""

    def ask(day=TUESDAY):
        found = openings_for(meeting, first=day, last=day, now=now)
        return [f"{one.starts_at:%H:%M}" for one in found.openings]

    return ask


def test_feeds_20_busy_times_leave_the_openings_in_summer_and_winter(
    kept, server, read, starts, now
):
    summer, winter = TUESDAY, date(2026, 11, 10)
    free = {day: starts(day) for day in (summer, winter)}
    server.answers["/a.ics"] = response(calendar(TUESDAYS))

    read_due(now=now, read=read)

    for day in (summer, winter):
        assert {"10:00", "11:00"} < set(free[day])
        assert [start for start in starts(day) if "09:00" < start < "12:00"] == []
        assert {start for start in free[day] if start >= "13:30"} <= set(starts(day))


def test_feeds_20_the_worker_reads_each_half_hour():
    (job,) = [job for job in SCHEDULE if job.name == "read_busy_times"]

    assert (job.every, EVERY) == (timedelta(minutes=1), timedelta(minutes=30))


def test_feeds_20_the_reading_is_conditional(kept, server, read, now):
    server.answers["/a.ics"] = response(calendar(), ETag='"a"', Last_Modified="Mon, 14")
    read_due(now=now, read=read)
    server.answers["/a.ics"] = response(status="304 Not Modified")

    read_due(now=now + EVERY, read=read)

    asked = server.asked[-1].headers
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"a"', "Mon, 14")
    assert OwnCalendar.objects.get().read_at == now + EVERY


@pytest.mark.parametrize(("file", "count"), [(GOOGLE, 6), (OUTLOOK, 5)])
def test_feeds_20_recurrences_whole_days_free_and_cancelled_events_of_real_programs(
    file, count, kept, server, read, now
):
    server.answers["/a.ics"] = response(file)

    read_due(now=now, read=read)

    assert OwnCalendar.objects.get().busy_count == BusyTime.objects.count() == count


def test_feeds_20_only_start_and_end_are_kept(kept, server, read, now):
    server.answers["/a.ics"] = response(calendar(at("0900", "1000", "SUMMARY:Secret médical")))

    read_due(now=now, read=read)

    fields = {field.name for field in BusyTime._meta.get_fields()}
    assert fields == {"id", "facilitator", "starts_at", "ends_at"}
    rows = [*BusyTime.objects.values(), *OwnCalendar.objects.values()]
    assert "médical" not in str(rows)


def test_feeds_20_the_bounds_are_those_that_were_set():
    assert (MOST_BYTES, Bounds().network_seconds, MOST_REDIRECTS, MOST_A_YEAR) == (
        5_000_000,
        10,
        3,
        5_000,
    )


def test_feeds_20_five_thousand_occurrences_a_year_are_read_and_no_more(kept, server, read, now):
    hours = ",".join(map(str, range(14)))
    server.answers["/a.ics"] = response(
        calendar(f"UID:d\nDTSTART:20260101T000000Z\nDURATION:PT5M\nRRULE:FREQ=DAILY;BYHOUR={hours}")
    )
    read_due(now=now, read=read)
    assert OwnCalendar.objects.get().trouble == "TOO_DENSE"

    hours = hours.removesuffix(",13")
    server.answers["/a.ics"] = response(
        calendar(f"UID:d\nDTSTART:20260101T000000Z\nDURATION:PT5M\nRRULE:FREQ=DAILY;BYHOUR={hours}")
    )
    read_due(now=now + EVERY, read=read)
    assert OwnCalendar.objects.get().busy_count == 13 * 401


def test_feeds_20_only_public_addresses_are_asked_whatever_the_environment_says(monkeypatch):
    monkeypatch.setenv("DEBUG", "1")

    reach = Reach()

    assert (reach.allows, reach.ports) == (is_public, PORTS)
    assert not any(
        reach.allows(ip_address(ip))
        for ip in ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fe80::1", "fd00::1"]
    )


@pytest.mark.parametrize("host", ["interne.exemple.test", "interne6.exemple.test"])
def test_feeds_20_no_internal_request_after_a_redirect_or_a_second_answer(
    host, kept, server, read, inside, now
):
    places = [f"https://{host}:{inside.port}/", f"https://{host}:{server.port}/"]
    places.append(f"https://127.0.0.1:{server.port}/")
    for number, place in enumerate(places):
        server.answers["/a.ics"] = redirect(place)
        read_due(now=now + number * EVERY, read=read)
        assert OwnCalendar.objects.get().trouble in {"NOT_PUBLIC", "INSECURE"}

    turning = server.address("/b.ics", host="tourne.exemple.test")
    server.answers["/a.ics"] = redirect(turning)
    server.answers["/b.ics"] = redirect(turning)
    read_due(now=now + timedelta(days=1), read=read)

    assert OwnCalendar.objects.get().trouble == "NOT_PUBLIC"
    assert inside.visitors() == 0


def test_feeds_20_a_calendar_that_stops_answering_keeps_its_busy_times_and_is_shown_as_stale(
    kept, facilitator, server, read, starts, now
):
    server.answers["/a.ics"] = response(calendar(TUESDAYS))
    read_due(now=now, read=read)
    before = starts()
    server.answers["/a.ics"] = response(status="503 Service Unavailable")

    states = []
    for number in range(1, 4):
        later = now + number * HOUR
        read_due(now=later, read=read)
        states.append(shown(facilitator, now=later).state)

    assert states == [State.READ, State.READ, State.STALE]
    assert starts() == before
    # What whoever writes to the owner goes by.
    assert OwnCalendar.objects.stale(now=later).get().stale_since == later


def test_feeds_20_a_session_under_a_busy_time_is_a_clash_and_can_still_be_moved(
    kept, facilitator, meeting, server, read, starts, now
):
    teacher = RoleFactory(school=meeting.school).user
    ten = datetime(2026, 10, 6, 10, tzinfo=PARIS)
    asked = acts.request_sessions(
        offer=meeting.offer,
        lines=[acts.Line(meeting.groups, ten)],
        asked_by=teacher,
        now=now,
        preparation=acts.Preparation(en_adult=EnAdult.TEACHER),
    )
    session = asked.request.sessions.get()
    # The accepted invitation to the session itself, and something else at the same time.
    itself = TUESDAYS.replace("UID:t", f"UID:{session.public_id}")
    server.answers["/a.ics"] = response(calendar(itself))
    read_due(now=now, read=read)
    assert list(shown(facilitator, now=now).clashes) == []

    server.answers["/a.ics"] = response(calendar(itself, TUESDAYS))
    read_due(now=now + EVERY, read=read)

    session.refresh_from_db()
    assert list(shown(facilitator, now=now).clashes) == [session]
    assert (session.state, session.starts_at) == (SessionState.HELD, ten)
    moved = acts.move(
        session=session, user=teacher, starts_at=ten.replace(hour=14), now=now + EVERY
    )
    assert list(shown(facilitator, now=now).clashes) == []
    assert moved.starts_at == ten.replace(hour=14)
