"""What calendar clients need of the contents, one rule of the field after another."""

from datetime import date, datetime, timedelta

import pytest

from prevention.calendars.render import SESSIONS_MAX_OCTETS
from prevention.models import Session
from prevention.scheduling.acts import authorise, cancel
from prevention.vocabulary import EndReason, RoleKind, Side
from tests.factories import PARIS, RoleFactory
from tests.prevention.calendars.conftest import NOW, event_of, uids

pytestmark = pytest.mark.django_db


def test_feeds_01_one_calendar_without_what_clients_stumble_over(feed, add_session, read, render):
    add_session()

    calendar = read(feed)

    assert calendar.name == "VCALENDAR"
    assert calendar["VERSION"] == "2.0"
    assert calendar["CALSCALE"] == "GREGORIAN"
    assert "Prevention" in calendar["PRODID"]
    assert {"METHOD", "UID", "SOURCE"}.isdisjoint(calendar)
    for later_norm in (b"STYLED-DESCRIPTION", b"PARTICIPANT", b"VLOCATION", b"CONCEPT", b"LINK"):
        assert later_norm not in render(feed)


def test_feeds_02_times_are_local_in_a_zone_given_once(feed, add_session, read, render):
    add_session(starts_at=datetime(2026, 10, 6, 10, tzinfo=PARIS))
    add_session(starts_at=datetime(2026, 12, 8, 14, 30, tzinfo=PARIS))

    calendar = read(feed)
    octets = render(feed)

    assert octets.count(b"BEGIN:VTIMEZONE") == 1
    assert b"RDATE" not in octets
    assert b"DTSTART;TZID=Europe/Paris:20261006T100000\r\n" in octets
    assert b"DTEND;TZID=Europe/Paris:20261208T153000\r\n" in octets
    assert [event["DTSTART"].dt.astimezone(PARIS) for event in calendar.walk("VEVENT")] == [
        datetime(2026, 10, 6, 10, tzinfo=PARIS),
        datetime(2026, 12, 8, 14, 30, tzinfo=PARIS),
    ]


def test_feeds_02_a_school_overseas_keeps_its_own_time(feed, add_session, school, render):
    school.time_zone = "Indian/Reunion"
    school.save()
    add_session(starts_at=datetime(2026, 10, 6, 10, tzinfo=PARIS))

    octets = render(feed)

    assert b"DTSTART;TZID=Indian/Reunion:20261006T120000\r\n" in octets
    assert b"TZID:Europe/Paris" not in octets


def test_feeds_02_a_zone_without_a_table_is_written_in_universal_time(
    feed, add_session, school, render
):
    school.time_zone = "Asia/Tokyo"
    school.save()
    add_session(starts_at=datetime(2026, 10, 6, 10, tzinfo=PARIS))

    assert b"DTSTART:20261006T080000Z\r\n" in render(feed)


def test_feeds_03_a_session_has_one_unguessable_name_everywhere(feed, add_session, read):
    session = add_session()

    before = uids(read(feed))
    session.sequence += 1
    session.starts_at += timedelta(days=1)
    session.ends_at += timedelta(days=1)
    session.save()

    assert uids(read(feed)) == before == [str(session.public_id)]


def test_feeds_04_stamps_are_those_of_the_last_revision(feed, add_session, read):
    session = add_session(sequence=3, revised_at=datetime(2026, 9, 18, 9, 30, tzinfo=PARIS))

    event = event_of(read(feed))
    next_day = event_of(read(feed, NOW + timedelta(days=1)))

    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == session.revised_at
    assert event["CREATED"].dt == session.created_at
    assert event["SEQUENCE"] == 3
    assert next_day == event


def test_feeds_04_each_act_raises_the_sequence_of_the_same_event(feed, add_session, school, read):
    head = RoleFactory(school=school, kind=RoleKind.HEAD).user
    session = add_session()
    later = NOW + timedelta(hours=1)

    held = event_of(read(feed))
    authorise(session=session, user=head, now=NOW)
    confirmed = event_of(read(feed))
    cancel(session=session, user=head, reason=EndReason.SCHEDULE, now=later)
    cancelled = event_of(read(feed))

    events = [held, confirmed, cancelled]
    assert [event["STATUS"] for event in events] == ["TENTATIVE", "CONFIRMED", "CANCELLED"]
    assert held["SEQUENCE"] < confirmed["SEQUENCE"] < cancelled["SEQUENCE"]
    assert [event["DTSTAMP"].dt for event in events[1:]] == [NOW, later]
    assert len({str(event["UID"]) for event in events}) == 1


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("proposed", ("TENTATIVE", "OPAQUE")),
        ("held", ("TENTATIVE", "OPAQUE")),
        ("confirmed", ("CONFIRMED", "OPAQUE")),
        ("done", ("CONFIRMED", "OPAQUE")),
        ("closed", ("CONFIRMED", "OPAQUE")),
        ("cancelled", ("CANCELLED", "TRANSPARENT")),
        ("not_held", ("CANCELLED", "TRANSPARENT")),
    ],
)
def test_feeds_05_the_status_follows_the_state(feed, add_session, read, state, shown):
    add_session(state=state, authorised_at=NOW, ended_by_side=Side.SCHOOL)

    event = event_of(read(feed))

    assert (event["STATUS"], event["TRANSP"]) == shown


@pytest.mark.parametrize("state", ["wished", "refused", "expired"])
def test_feeds_05_what_is_not_planned_never_enters(feed, add_session, read, state):
    add_session(state=state)

    assert uids(read(feed)) == []


def test_feeds_05_a_cancelled_session_stays_thirty_days_after_its_date(feed, add_session, read):
    session = add_session(state="cancelled", starts_at=datetime(2026, 10, 6, 10, tzinfo=PARIS))
    last_day = datetime(2026, 11, 5, 23, 59, tzinfo=PARIS)

    assert uids(read(feed, last_day)) == [str(session.public_id)]
    assert uids(read(feed, last_day + timedelta(minutes=1))) == []


@pytest.mark.parametrize(
    ("today", "earliest"),
    [
        # The school year before the running one began 395 days ago.
        (date(2026, 10, 1), date(2025, 9, 1)),
        (date(2027, 6, 15), date(2026, 5, 11)),
        (date(2026, 8, 31), date(2025, 7, 27)),
    ],
)
def test_feeds_06_the_window_opens_with_the_last_school_year_or_400_days_back(
    feed, add_session, read, today, earliest
):
    first = datetime(earliest.year, earliest.month, earliest.day, 8, tzinfo=PARIS)
    inside = add_session(state="done", starts_at=first)
    add_session(state="done", starts_at=first - timedelta(days=1))
    far = add_session(starts_at=first + timedelta(days=1500))
    now = datetime(today.year, today.month, today.day, 9, tzinfo=PARIS)

    assert uids(read(feed, now)) == [str(inside.public_id), str(far.public_id)]


def test_feeds_06_a_feed_stays_under_a_megabyte_without_its_oldest(feed, add_session, render):
    offer = add_session().offer
    offer.title = "é" * 150
    offer.room_needs = "œ" * 250
    offer.save()
    model = Session.objects.get()
    step = timedelta(minutes=5)
    Session.objects.bulk_create(
        Session(
            request=model.request,
            offer=offer,
            theme=model.theme,
            school=model.school,
            state="held",
            held_until=NOW,
            starts_at=model.starts_at + step * place,
            ends_at=model.ends_at + step * place,
        )
        for place in range(1, 900)
    )

    octets = render(feed)

    assert SESSIONS_MAX_OCTETS * 0.99 < len(octets) < 1_000_000
    assert str(model.public_id).encode() not in octets
    assert str(Session.objects.latest("starts_at").public_id).encode() in octets
