"""Which sessions a feed shows, under which name, stamps and state."""

import re
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from prevention.calendars.render import SESSIONS_MAX_OCTETS
from prevention.models import Session
from prevention.scheduling.acts import authorise, cancel, expire_due
from prevention.vocabulary import EndReason, RoleKind, SessionState, Side
from tests.factories import PARIS, RoleFactory
from tests.prevention.calendars.conftest import NOW, OPENERS, event_of, uids

pytestmark = pytest.mark.django_db


def test_feeds_03_a_session_keeps_one_unguessable_name_for_life(feed, add_session, read):
    session = add_session()
    add_session()

    before = uids(read(feed))
    session.sequence += 1
    session.starts_at += timedelta(days=1)
    session.ends_at += timedelta(days=1)
    session.save()

    assert sorted(uids(read(feed))) == sorted(before)
    assert len(set(before)) == 2
    assert [UUID(uid).version for uid in before] == [4, 4]  # random, and no key of a table


def test_feeds_03_a_session_has_the_same_name_in_every_feed(add_session, read):
    session = add_session()

    names = {kind: uids(read(opener(session))) for kind, opener in OPENERS.items()}

    assert names == {kind: [str(session.public_id)] for kind in OPENERS}


def test_feeds_04_stamps_are_those_of_the_last_revision(feed, add_session, read):
    session = add_session(sequence=3, revised_at=datetime(2026, 9, 18, 9, 30, tzinfo=PARIS))

    event = event_of(read(feed))
    next_day = event_of(read(feed, NOW + timedelta(days=1)))

    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == session.revised_at
    assert event["CREATED"].dt == session.created_at
    assert event["SEQUENCE"] == 3
    assert next_day == event


def test_feeds_04_created_stays_as_it_was_whatever_comes_after(feed, add_session, read):
    session = add_session()
    created = event_of(read(feed))["CREATED"].dt

    session.revised_at = NOW
    session.save()

    event = event_of(read(feed))
    assert (event["CREATED"].dt, event["DTSTAMP"].dt) == (created, NOW)


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


STATES = {
    "proposed": ("TENTATIVE", "OPAQUE", "To be confirmed: 5e 2 · Respect et relations"),
    "held": ("TENTATIVE", "OPAQUE", "To be confirmed: 5e 2 · Respect et relations"),
    "confirmed": ("CONFIRMED", "OPAQUE", "5e 2 · Respect et relations"),
    "done": ("CONFIRMED", "OPAQUE", "5e 2 · Respect et relations"),
    "closed": ("CONFIRMED", "OPAQUE", "5e 2 · Respect et relations"),
    "cancelled": ("CANCELLED", "TRANSPARENT", "Cancelled: 5e 2 · Respect et relations"),
    "not_held": ("CANCELLED", "TRANSPARENT", "Cancelled: 5e 2 · Respect et relations"),
}


@pytest.mark.parametrize(("state", "shown"), STATES.items(), ids=STATES)
def test_feeds_05_the_status_follows_the_state(open_feed, add_session, read, state, shown):
    session = add_session(state=state, authorised_at=NOW, ended_by_side=Side.SCHOOL)

    event = event_of(read(open_feed(session)))

    assert (event["STATUS"], event["TRANSP"], event["SUMMARY"]) == shown


@pytest.mark.parametrize("state", sorted(set(SessionState.values) - STATES.keys()))
def test_feeds_05_what_is_not_planned_never_enters(open_feed, add_session, read, state):
    assert state in {"wished", "refused", "expired"}

    assert uids(read(open_feed(add_session(state=state)))) == []


def test_feeds_05_a_hold_that_ran_out_leaves_with_the_next_minute(feed, add_session, read):
    session = add_session(held_until=NOW - timedelta(seconds=1))
    assert uids(read(feed)) == [str(session.public_id)]

    expire_due(now=NOW)

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
    shown = re.findall(rb"\r\nUID:(.+)\r\n", octets)
    planned = Session.objects.order_by("starts_at").values_list("public_id", flat=True)
    assert len(shown) < len(planned) == 900
    assert shown == [str(public_id).encode() for public_id in planned][-len(shown) :]
