"""Keep of a calendar file the few lines that say when, before anything else reads it.

Titles, places, guests and alarms go here: what cannot be needed is never parsed, and cannot
break the parsing either.

Without Django, like all that runs in the child process (``child.py``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from prevention.calendars.busy.troubles import Trouble, UnreadableError

# Each event that is left is built as an object, at a third of a millisecond.
MOST_EVENTS = 10_000
MOST_ZONES = 200
# RFC 5545 folds at 75 octets; a rule or a list of dates longer than this is no person's.
LONGEST_LINE = 100_000

FOLD = re.compile(r"(?:\r\n|\n|\r)[ \t]")
LINE = re.compile(r"\r\n|\n|\r")
NAME = re.compile(r"[A-Za-z0-9-]+")
DAY = re.compile(r"\d{8}")
TIMES = frozenset({"DTSTART", "DTEND"})
# With one of these, an event may be about other days than it begins and ends on.
ELSEWHEN = frozenset({"DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
OF_EVENTS = TIMES | ELSEWHEN | {"UID", "SEQUENCE", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS"}
OF_ZONES = frozenset({"TZID", "DTSTART", "RRULE", "RDATE", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"})
ZONE_PARTS = frozenset({"STANDARD", "DAYLIGHT"})
CALENDAR, EVENT, ZONE = ["VCALENDAR"], ["VCALENDAR", "VEVENT"], ["VCALENDAR", "VTIMEZONE"]


@dataclass
class Sieved:
    """Whole components, each a text of its own, and the zone that the calendar names if any."""

    events: list[str] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    time_zone: str = ""


def sieved(body: bytes, *, before: str) -> Sieved:
    """Take the events and zones out of a file; ``before`` is a day as ``20260914``.

    Single events that are over before that day are left out. A file may hold several calendars
    (RFC 5545, 3.4). Bytes that are no UTF-8 only ever stand in what is dropped.

    Raises:
        UnreadableError: NOT_A_CALENDAR: nothing begins, or what begins does not end (a file
            cut off would look like a free week); TOO_DENSE.

    """
    kept = Sieved()
    for kind, lines in _components(body):
        if kind == EVENT and not _is_over(lines, before):
            kept.events.append("\r\n".join(lines))
        elif kind == ZONE:
            kept.zones.append("\r\n".join(lines))
        elif kind == CALENDAR and not kept.time_zone:
            kept.time_zone = lines[0].partition(":")[2].strip()
        if len(kept.events) > MOST_EVENTS or len(kept.zones) > MOST_ZONES:
            raise UnreadableError(Trouble.TOO_DENSE)
    return kept


def _components(body: bytes) -> Iterator[tuple[list[str], list[str]]]:
    """The lines of each event and zone that matter, and X-WR-TIMEZONE as the calendar's own."""
    within: list[str] = []
    lines: list[str] = []
    calendars = 0
    for name, line in _lines(body):
        if name == "BEGIN":
            within.append(_value(line))
            if within in (EVENT, ZONE):
                lines = []
        if _matters(name, within) and len(line) <= LONGEST_LINE:
            lines.append(line)
        elif name == "X-WR-TIMEZONE" and within == CALENDAR:
            yield CALENDAR, [line]
        if name == "END" and within and _value(line) == within[-1]:
            if within in (EVENT, ZONE):
                yield list(within), lines
            within.pop()
            calendars += not within
    if within or not calendars:
        raise UnreadableError(Trouble.NOT_A_CALENDAR)


def _lines(body: bytes) -> Iterator[tuple[str, str]]:
    """Unfolded lines (RFC 5545, 3.1) with their names; the first one must begin a calendar."""
    text = FOLD.sub("", body.decode("utf-8-sig", errors="replace")).strip()
    if not text[:20].upper().startswith("BEGIN:VCALENDAR"):
        raise UnreadableError(Trouble.NOT_A_CALENDAR)
    for line in LINE.split(text):
        if named := NAME.match(line):
            yield named[0].upper(), line


def _value(line: str) -> str:
    return line.partition(":")[2].strip().upper()


def _matters(name: str, within: list[str]) -> bool:
    """Tell whether a line belongs to an event or a zone, and says when."""
    if within == EVENT:
        return name in OF_EVENTS or name in {"BEGIN", "END"}
    in_zone = within == ZONE or (within[:2] == ZONE and within[2:] and within[2] in ZONE_PARTS)
    return (
        bool(in_zone)
        and len(within) <= len(ZONE) + 1
        and (name in OF_ZONES or name in {"BEGIN", "END"})
    )


def _is_over(lines: list[str], before: str) -> bool:
    """Tell whether a single event ended before that day; an override hides another time."""
    names = {NAME.match(line)[0].upper(): line for line in lines}  # type: ignore[index] # named
    if "DTSTART" not in names or names.keys() & ELSEWHEN:
        return False
    days = [day for name in TIMES & names.keys() for day in DAY.findall(_value(names[name]))]
    return bool(days) and max(days) < before
