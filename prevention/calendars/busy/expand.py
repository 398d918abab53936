"""From a calendar file to the times at which its owner is busy.

Without Django, like all that runs in the child process (``child.py``), which bounds the work and
the memory that everything here may take.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import recurring_ical_events
import x_wr_timezone
from icalendar import Calendar, Component, Event
from icalendar.timezone import tzp

from prevention.calendars.busy.sieve import Sieved, sieved
from prevention.calendars.busy.troubles import Trouble, UnreadableError

# From the day before: the day is local, the window in UTC. A year and the summer after it.
BEHIND = timedelta(days=1)
AHEAD = timedelta(days=400)
MOST_A_YEAR = 5_000
MOST = MOST_A_YEAR * AHEAD.days // 365
# What libraries raise on an event that is none: the others must not go with it.
BROKEN = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)


class Busy(NamedTuple):
    """When somebody is busy, and by which event (RFC 5545, 3.8.4.7); nothing else of it."""

    starts_at: datetime
    ends_at: datetime
    uid: str


def expand(body: bytes, *, now: datetime, zone: ZoneInfo) -> list[Busy]:
    """Give the busy times of a calendar from yesterday on, in order, cut to the window.

    Each occurrence of a recurring event is one. Events that are free, cancelled, without a
    length or without a sense are left out. ``zone`` is that of days and of floating times,
    unless the calendar names another.

    Raises:
        UnreadableError: NOT_A_CALENDAR; TOO_DENSE: more than 5,000 of them a year.

    """
    start = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - BEHIND
    window = start, start + BEHIND + AHEAD
    kept = sieved(body, before=f"{start - BEHIND:%Y%m%d}")
    named = tzp.timezone(kept.time_zone) if kept.time_zone else None
    _learn_zones(kept.zones)
    found: list[Busy] = []
    for series in _series(kept):
        for event in _occurrences(series, window, named):
            busy = _as_busy(event, window, named or zone)
            if busy:
                found.append(busy)
            if len(found) > MOST:
                raise UnreadableError(Trouble.TOO_DENSE)
    return sorted(found)


def _learn_zones(zones: Iterable[str]) -> None:
    """Make icalendar know the zones that the file describes under names of its own."""
    for text in zones:
        try:
            Component.from_ical(text)
        except BROKEN:
            continue  # its name may be one that icalendar knows; else its times are floating


def _series(kept: Sieved) -> Iterator[list[Event]]:
    """The events of each UID: one that recurs, with the occurrences that were changed."""
    by_uid: dict[str, list[Event]] = defaultdict(list)
    for number, text in enumerate(kept.events):
        try:
            event = Event.from_ical(text)
            if isinstance(event, Event) and _has_sense(event):
                by_uid[str(event.get("UID", number))].append(event)
        except BROKEN:
            continue
    yield from by_uid.values()


def _has_sense(event: Event) -> bool:
    """Leave out what ends before it begins: libraries read it backwards."""
    start = _value(event, "DTSTART")
    if "DURATION" in event:
        return bool(_value(event, "DURATION") > timedelta())
    return "DTEND" not in event or instant(_value(event, "DTEND"), UTC) > instant(start, UTC)


def _value(event: Component, name: str) -> Any:
    """What a property says; one of the errors of ``BROKEN`` when it says nothing."""
    written: Any = event[name]
    return written.dt


def _occurrences(
    series: list[Event], window: tuple[datetime, datetime], named: tzinfo | None
) -> list[Component]:
    calendar = Calendar()
    calendar.subcomponents = list(series)
    try:
        # Google writes some times of a calendar with X-WR-TIMEZONE in UTC: they recur in
        # local time all the same.
        local = x_wr_timezone.to_standard(calendar, timezone=named)
        found: list[Component] = recurring_ical_events.of(local).between(*window)
    except BROKEN:
        return []
    return found


def _as_busy(event: Component, window: tuple[datetime, datetime], zone: tzinfo) -> Busy | None:
    free = (
        str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
        or str(event.get("STATUS", "")).upper() == "CANCELLED"
        or str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() == "FREE"
    )
    try:
        start = max(instant(_value(event, "DTSTART"), zone), window[0])
        end = min(instant(_value(event, "DTEND"), zone), window[1])
    except BROKEN:
        return None
    return None if free or start >= end else Busy(start, end, str(event.get("UID", "")))


def instant(value: date, zone: tzinfo) -> datetime:
    """A day begins at midnight in the zone, and a floating time is of it (RFC 5545, 3.3.5)."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(0))
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)
