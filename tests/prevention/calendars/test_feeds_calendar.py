"""What calendar clients need of the file as a whole: its head, its zones and its octets."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from prevention.calendars import ics
from prevention.calendars.contents import FORMAT, About, Contents, Group, Material, Place, Row
from prevention.calendars.models import Feed
from prevention.calendars.render import calendar
from prevention.calendars.words import speak
from prevention.models import SessionGroup
from prevention.schools.zones import time_zone_of
from tests.factories import PARIS, ClassGroupFactory, OfferFactory, SchoolFactory
from tests.prevention.calendars.conftest import NOW, event_of, unfolded

pytestmark = pytest.mark.django_db

# All that is written, so that a property of RFC 9073 or 9253, which libical refuses, or one
# of the properties that clients stumble over needs a change here first.
HEAD = {
    *("VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE", "COLOR"),
    *("REFRESH-INTERVAL", "X-PUBLISHED-TTL"),
}
EVENT = {
    *("UID", "DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE", "DTSTART", "DTEND"),
    *("SUMMARY", "STATUS", "TRANSP", "CATEGORIES", "LOCATION", "DESCRIPTION", "URL", "GEO"),
}
OCTOBER = datetime(2026, 10, 6, 10, tzinfo=PARIS)
DECEMBER = datetime(2026, 12, 8, 14, 30, tzinfo=PARIS)


def content_lines(octets):
    return unfolded(octets).split("\r\n")[:-1]


def test_feeds_01_one_calendar_without_what_clients_stumble_over(
    open_feed, add_session, read, render
):
    feed = open_feed(add_session())

    calendar = read(feed)

    assert render(feed).count(b"BEGIN:VCALENDAR") == render(feed).count(b"END:VCALENDAR") == 1
    assert calendar.name == "VCALENDAR"
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"] == "-//Prevention scolaire//Calendars//FR"
    assert calendar["CALSCALE"] == "GREGORIAN"
    assert {"METHOD", "UID", "SOURCE"}.isdisjoint(calendar)


def test_feeds_01_nothing_is_written_but_what_old_readers_know(open_feed, add_session, read):
    calendar = read(open_feed(add_session()))

    assert set(calendar) == HEAD
    assert set(event_of(calendar)) == EVENT
    assert {part.name for part in calendar.walk()} == {
        *("VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT")
    }


def test_feeds_02_times_are_local_in_a_zone_given_once(feed, add_session, read, render):
    add_session(starts_at=OCTOBER)
    add_session(starts_at=DECEMBER)

    octets = render(feed)

    assert octets.count(b"BEGIN:VTIMEZONE") == 1
    assert b"DTSTART;TZID=Europe/Paris:20261006T100000\r\n" in octets
    assert b"DTEND;TZID=Europe/Paris:20261208T153000\r\n" in octets
    events = read(feed).walk("VEVENT")
    assert [event["DTSTART"].dt.astimezone(PARIS) for event in events] == [OCTOBER, DECEMBER]


def test_feeds_02_one_static_zone_by_rule_for_each_of_three_in_use(
    feed_of_facilitator, add_session, render
):
    feed, facilitator = feed_of_facilitator
    for tzid in ("Europe/Paris", "Indian/Reunion", "America/Guadeloupe", "Indian/Reunion"):
        session = add_session(school=SchoolFactory(time_zone=tzid), starts_at=OCTOBER)
        session.facilitators.set([facilitator])

    lines = content_lines(render(feed))

    assert [line for line in lines if line.startswith("TZID")] == [
        *("TZID:America/Guadeloupe", "TZID:Europe/Paris", "TZID:Indian/Reunion")
    ]
    assert sorted(line for line in lines if re.match("DTSTART;|DTEND;", line)) == [
        "DTEND;TZID=America/Guadeloupe:20261006T050000",
        "DTEND;TZID=Europe/Paris:20261006T110000",
        *["DTEND;TZID=Indian/Reunion:20261006T130000"] * 2,
        "DTSTART;TZID=America/Guadeloupe:20261006T040000",
        "DTSTART;TZID=Europe/Paris:20261006T100000",
        *["DTSTART;TZID=Indian/Reunion:20261006T120000"] * 2,
    ]
    assert [line for line in lines if line.startswith(("RDATE", "RRULE"))] == [
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    ]
    # Zones come before what refers to them, and no time is without one, nor a whole day.
    assert lines.index("BEGIN:VEVENT") > max(
        at for at, line in enumerate(lines) if line == "END:VTIMEZONE"
    )
    assert not [line for line in lines if "VALUE=DATE" in line]


def test_feeds_02_every_zone_of_french_schools_has_its_table():
    # All numbers of overseas départements and territories lie there.
    assert {time_zone_of(str(number)) for number in (59, *range(970, 990))} == set(ics.ZONES)


def test_feeds_02_a_zone_without_a_table_is_written_in_universal_time(
    feed, add_session, school, render
):
    school.time_zone = "Asia/Tokyo"
    school.save()
    add_session(starts_at=OCTOBER)

    assert b"DTSTART:20261006T080000Z\r\n" in render(feed)
    assert b"VTIMEZONE" not in render(feed)


@pytest.mark.parametrize("tzid", ["Europe/Paris", "Indian/Reunion"])
def test_feeds_10_the_calendar_tells_its_name_and_rhythm_twice(
    feed, add_session, school, read, tzid
):
    school.time_zone = tzid
    school.save()
    feed.school = school
    feed.name = "Séances; 5e,\n4e"
    add_session()

    calendar = read(feed)

    # The package leaves text that it has no type for as it is written.
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == r"Séances\; 5e\, 4e"
    assert calendar["X-WR-TIMEZONE"] == tzid
    assert calendar["COLOR"] == "teal"
    assert calendar["REFRESH-INTERVAL"].params == {"VALUE": "DURATION"}
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert calendar["X-PUBLISHED-TTL"] == "PT1H"
    assert "SOURCE" not in calendar


def row_of(words):
    """A session in which all free texts are ``words``."""
    texts = dict.fromkeys(About._fields, words) | {
        "state": "confirmed",
        "location": "SCHOOL",
        "school": Place(*[words] * 4, 50.36, -3.52, words),
        "groups": (Group(words, ("5e",), 25),),
        "facilitators": (words,),
        "materials": (Material(words, words),),
    }
    return Row(
        uid="5d0c3a0e-8a57-4b8e-9f4e-2f1d4f8f3c11",
        starts_at="20261006T080000Z",
        ends_at="20261006T090000Z",
        sequence=0,
        created_at="20260914T080000Z",
        revised_at="20260914T080000Z",
        about=About(**texts),
    )


def written(words):
    contents = Contents(f"https://{words}", speak(), [row_of(words)])
    feed = Feed(name=words, kind="school", school=SchoolFactory.build(time_zone=words))
    return calendar(feed, contents)


# The name of a zone is no free text: its rules come with it.
@given(st.text(min_size=1).filter(lambda words: words not in ics.ZONES))
def test_feeds_11_whatever_people_typed_the_octets_are_those_of_the_norm(words):
    octets = written(words)
    lines = octets.split(b"\r\n")

    assert lines.pop() == b""
    assert all(
        len(line) <= 75 and not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line) for line in lines
    )
    assert all(line.decode() for line in lines)  # no line ends inside a sequence
    assert [line.split(":")[0].split(";")[0] for line in content_lines(octets)] == [
        *("BEGIN", "VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE"),
        *("COLOR", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "BEGIN", "UID", "DTSTAMP"),
        *("LAST-MODIFIED", "CREATED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS"),
        *("TRANSP", "CATEGORIES", "LOCATION", "GEO", "DESCRIPTION", "URL", "END", "END"),
    ]
    assert written(words) == octets


def test_feeds_11_texts_come_back_as_they_were_but_for_controls_and_on_one_line():
    words = "École; \\n « œ »,\r\nfin\x07 " + "é" * 60 + "𝄞" * 30

    event = event_of(Calendar.from_ical(written(words)))

    kept = words.replace("\x07", "")
    assert str(event["SUMMARY"]) == f"{kept} · {kept}".replace("\r\n", " ")
    assert [str(part) for part in event["CATEGORIES"].cats] == [kept.replace("\r\n", "\n")]
    assert kept.replace("\r\n", "\n") in event["DESCRIPTION"]


def test_feeds_11_no_parameter_holds_what_people_typed(feed, add_session, school, render):
    school.time_zone = 'Europe/"Paris";X=y:z'
    school.name = "\"Collège\" ^ 'Thomas'"
    school.save()
    add_session(offer=OfferFactory(title='Dire "non"; oui'))

    names = [line.split(":")[0] for line in content_lines(render(feed))]

    assert {name for name in names if ";" in name} == {"REFRESH-INTERVAL;VALUE=DURATION"}


def test_feeds_11_the_same_data_give_the_same_bytes_in_whatever_order_they_came(
    open_feed, add_session, school, render
):
    session = add_session()
    others = [ClassGroupFactory(school=school, label=label) for label in ("4e 1", "6e 1")]
    feed = open_feed(session)

    def write_with(groups):
        session.session_groups.exclude(group__label="5e 2").delete()
        for group in groups:
            SessionGroup.objects.create(session=session, group=group)
        return render(feed)

    first = write_with(others)

    assert write_with(reversed(others)) == first == render(feed, NOW + timedelta(hours=1))


def test_feeds_11_what_is_written_stays_the_same_until_the_format_is_raised(
    feed, add_session, render, settings
):
    """A change of the writer alone must reach subscribers: raise ``FORMAT`` and keep its file."""
    settings.SITE_URL = "https://prevention.exemple.test"
    public_id = "5d0c3a0e-8a57-4b8e-9f4e-2f1d4f8f3c11"
    offer = OfferFactory(organisation__name="Association Parler", room_needs="Chairs; no tables")
    add_session(offer=offer, public_id=public_id, state="confirmed", authorised_at=NOW)

    assert render(feed) == (Path(__file__).parent / f"format-{FORMAT}.ics").read_bytes()
