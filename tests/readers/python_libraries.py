"""Two libraries that programs written in Python read calendars with."""

from datetime import UTC, timedelta

import recurring_ical_events
import vobject
from icalendar import Calendar

from tests.readers.expected import Shown


def read_with_vobject(octets: bytes) -> list[Shown]:
    calendar = vobject.readOne(octets.decode(), validate=True)
    return [
        Shown(
            uid=event.uid.value,
            starts_at=event.dtstart.value.astimezone(UTC),
            ends_at=event.dtend.value.astimezone(UTC),
            title=event.summary.value,
            place=event.location.value,
            status=event.status.value,
        )
        for event in calendar.vevent_list
    ]


def read_with_recurring_ical_events(octets: bytes) -> list[Shown]:
    calendar = Calendar.from_ical(octets)
    stamps = [event["DTSTAMP"].dt for event in calendar.walk("VEVENT")]
    first, last = min(stamps) - timedelta(days=800), max(stamps) + timedelta(days=800)
    return [
        Shown(
            uid=str(event["UID"]),
            starts_at=event["DTSTART"].dt.astimezone(UTC),
            ends_at=event["DTEND"].dt.astimezone(UTC),
            title=str(event["SUMMARY"]),
            place=str(event["LOCATION"]),
            status=str(event["STATUS"]),
        )
        for event in recurring_ical_events.of(calendar).between(first, last)
    ]
