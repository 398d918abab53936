"""The ministry's school calendar as ICS (RFC 5545): one file for a zone, or one for several."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from icalendar import Calendar, Event
from icalendar.error import InvalidCalendar

from prevention.schools.models import SchoolYear
from prevention.schools.readers.calendar import (
    PARIS,
    OfficialHoliday,
    is_for_pupils,
    official_holiday,
    read_zone,
)
from prevention.vocabulary import HolidayZone

# "Zone B", "Zones A/B/C".
_LETTERED = re.compile(r"Zones?\s+([ABC](?:\s*/\s*[ABC])*)", re.IGNORECASE)


def read_calendar_ics(text: str) -> Iterator[OfficialHoliday]:
    """Read every holiday; a damaged file is refused whole, since what is lost is unknown.

    Raises:
        ValidationError: not a calendar, a line is cut, a date or a zone is missing.

    """
    calendar = _parse(text)
    for event in calendar.events:
        summary, *zones = str(event.get("SUMMARY", "")).split(" - ")
        if not is_for_pupils(summary):
            continue
        start, resume = _days(event)
        for zone in _zones(zones, event, calendar):
            yield official_holiday(
                zone=zone,
                name=summary.strip(),
                start=start,
                resume=resume,
                school_year=SchoolYear.year_of(start),
            )


def _parse(text: str) -> Calendar:
    try:
        calendar = Calendar.from_ical(text)
    except ValueError:
        calendar = None
    # A lone event parses too, as itself.
    if not isinstance(calendar, Calendar):
        raise ValidationError(
            _("This is not a whole calendar (ICS): its beginning, its end or a line is missing."),
            code="not_a_calendar",
        )
    for event in calendar.events:
        # The parser keeps going after a line it cannot read, and notes it here.
        if event.errors:
            raise ValidationError(
                _("A line of the event “%(event)s” is cut or damaged: fetch the file again."),
                code="damaged_line",
                params={"event": event.get("SUMMARY", "")},
            )
    return calendar


def _days(event: Event) -> tuple[date, date]:
    """Give the first day and the day lessons resume (DTEND is exclusive, RFC 5545 3.6.1)."""
    try:
        start, resume = event.DTSTART, event.DTEND
    except InvalidCalendar:  # given twice, or not as a date
        start = resume = None
    if start is None:
        raise ValidationError(
            _("The event “%(event)s” has no date, or several."),
            code="no_date",
            params={"event": event.get("SUMMARY", "")},
        )
    return _day(start), _day(resume or start)


def _day(value: date) -> date:
    if isinstance(value, datetime):
        return value.astimezone(PARIS).date() if value.tzinfo else value.date()
    return value


def _zones(named: list[str], event: Event, calendar: Calendar) -> list[HolidayZone]:
    """Read the zones that the summary ends with, else those that the place or the file names."""
    if named:
        return [zone for part in named for zone in _each(part)]
    for place in (event.get("LOCATION", ""), calendar.get("X-WR-CALNAME", "")):
        if lettered := _LETTERED.search(str(place)):
            return _each(lettered[0])
    raise ValidationError(
        _("The event “%(event)s” names no zone: choose the calendar of a zone."),
        code="no_zone",
        params={"event": event.get("SUMMARY", "")},
    )


def _each(text: str) -> list[HolidayZone]:
    if lettered := _LETTERED.fullmatch(text.strip()):
        return [HolidayZone(letter.strip().upper()) for letter in lettered[1].split("/")]
    return [read_zone(text)]
