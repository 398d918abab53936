from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event, Timezone

from prevention.calendars import ics


@given(st.text())
def test_feeds_11_any_text_comes_back_as_it_was_but_for_control_characters(value):
    octets = ics.lines(["BEGIN:VEVENT", f"SUMMARY:{ics.text(value)}", "END:VEVENT"])

    kept = value
    for end in ("\r\n", "\r", "\x85", "\u2028", "\u2029"):
        kept = kept.replace(end, "\n")
    kept = "".join(c for c in kept if c in "\t\n" or not (c < " " or "\x7f" <= c < "\xa0"))
    assert str(Event.from_ical(octets)["SUMMARY"]) == kept


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"])))
def test_feeds_11_lines_are_folded_between_characters(value):
    octets = ics.lines([f"SUMMARY:{value}"])

    lines = octets.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode() for line in lines)
    assert octets.replace(b"\r\n ", b"") == f"SUMMARY:{value}\r\n".encode()


def test_feeds_11_an_address_cannot_end_its_line():
    assert ics.uri("https://exemple.test/\r\n\x00ATTENDEE:x") == "https://exemple.test/ATTENDEE:x"


@pytest.mark.parametrize("tzid", ics.ZONES)
def test_feeds_02_the_zones_agree_with_the_time_zone_database(tzid):
    zone = Timezone.from_ical(ics.lines(ics.ZONES[tzid].splitlines())).to_tz(lookup_tzid=False)
    real = ZoneInfo(tzid)
    start = datetime(2025, 1, 1, 0, 30, tzinfo=UTC)

    instants = [start + timedelta(hours=6 * step) for step in range(4 * 365 * 12)]

    assert [
        at for at in instants if at.astimezone(zone).utcoffset() != at.astimezone(real).utcoffset()
    ] == []


def test_feeds_02_a_reader_finds_the_hour_right_on_both_sides_of_the_change():
    octets = ics.lines(
        [
            "BEGIN:VCALENDAR",
            *ics.ZONES["Europe/Paris"].splitlines(),
            "BEGIN:VEVENT",
            ics.start_or_end("DTSTART", "20260328T090000Z", "Europe/Paris"),
            ics.start_or_end("DTEND", "20260330T090000Z", "Europe/Paris"),
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    )

    (event,) = Calendar.from_ical(octets).walk("VEVENT")

    assert event["DTSTART"].dt.isoformat() == "2026-03-28T10:00:00+01:00"
    assert event["DTEND"].dt.isoformat() == "2026-03-30T11:00:00+02:00"
