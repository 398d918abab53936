"""Turn what a feed shows into the text of a calendar."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from prevention.calendars import ics
from prevention.calendars.contents import OFF_STATES, Contents, Row
from prevention.calendars.models import Feed
from prevention.calendars.words import Words
from prevention.fields import to_levels
from prevention.vocabulary import Location, SessionState

PRODUCT = "-//Prevention scolaire//Calendars//FR"
REFRESH = "PT1H"
COLOUR = "teal"  # a CSS3 name (RFC 7986, 5.9)

# Google refuses a calendar of 1 MB: what is written before the sessions fits in the rest.
SESSIONS_MAX_OCTETS = 980_000

TENTATIVE_STATES = frozenset({SessionState.PROPOSED, SessionState.HELD})

# Read by facilitators and coordinators alone, who know one another by name.
NAMES_PEOPLE = frozenset({Feed.Kind.FACILITATOR, Feed.Kind.OFFER, Feed.Kind.TERRITORY})


def calendar(feed: Feed, body: bytes) -> bytes:
    """Put a body (``calendar_body``) under the name of a feed."""
    name = ics.one_line(feed.name)
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        f"X-WR-TIMEZONE:{ics.text(feed.time_zone)}",
        f"COLOR:{COLOUR}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    return ics.lines(head) + body + ics.lines(["END:VCALENDAR"])


def calendar_body(contents: Contents) -> bytes:
    """Write the zones in use and the sessions, the oldest left out where there are too many."""
    events: list[bytes] = []
    zones: set[str] = set()
    octets = 0
    for row in reversed(contents.rows):
        written = _written(row, contents.kind, contents.site, contents.words)
        octets += len(written)
        if octets > SESSIONS_MAX_OCTETS:
            break
        events.append(written)
        zones.add(row.time_zone)
    used = [
        line for tzid in sorted(zones & ics.ZONES.keys()) for line in ics.ZONES[tzid].splitlines()
    ]
    return ics.lines(used) + b"".join(reversed(events))


@lru_cache(maxsize=10_000)  # some 1 kB each
def _written(row: Row, kind: str, site: str, words: Words) -> bytes:
    """Write a session once: most of a changed calendar is as it was, and others show it too."""
    return ics.lines(event(row, Contents(kind, site, words, [], "", "")))


def event(
    row: Row, contents: Contents, *, stamp: datetime | None = None, people: Sequence[str] = ()
) -> list[str]:
    """Write one session as the properties of a VEVENT (RFC 5545, 3.6.1).

    ``DTSTAMP`` is the last revision and never the present: a subscriber takes a new stamp
    for a new event. An invitation gives its own ``stamp``, and ``people``: who invites whom.
    """
    page = f"{contents.site}/sessions/{row.public_id}"
    off = row.state in OFF_STATES
    start, end = map(datetime.fromisoformat, (row.starts_at, row.ends_at))
    properties = [
        "BEGIN:VEVENT",
        f"UID:{row.public_id}",
        f"DTSTAMP:{ics.utc(stamp) if stamp else row.revised_at}",
        f"LAST-MODIFIED:{row.revised_at}",
        f"CREATED:{row.created_at}",
        f"SEQUENCE:{row.sequence}",
        ics.start_or_end("DTSTART", start, row.time_zone),
        ics.start_or_end("DTEND", end, row.time_zone),
        f"SUMMARY:{ics.one_line(summary(row, contents.words))}",
        f"STATUS:{status(row.state)}",
        f"TRANSP:{'TRANSPARENT' if off else 'OPAQUE'}",
        f"CATEGORIES:{ics.text(row.theme)}",
        f"LOCATION:{ics.one_line(location(row, contents.words))}",
        f"DESCRIPTION:{ics.text(description(row, contents, page))}",
        f"URL:{ics.uri(page)}",
    ]
    at_school = row.location == Location.SCHOOL
    if at_school and row.latitude is not None and row.longitude is not None:
        properties.append(f"GEO:{row.latitude:.6f};{row.longitude:.6f}")
    return [*properties, *people, "END:VEVENT"]


def status(state: str) -> str:
    if state in OFF_STATES:
        return "CANCELLED"
    return "TENTATIVE" if state in TENTATIVE_STATES else "CONFIRMED"


def summary(row: Row, words: Words) -> str:
    """Give the classes and the title, after the state where readers hide ``STATUS``."""
    labels = ", ".join(label for label, _levels, _headcount in parts_of(row.groups))
    title = " · ".join(part for part in (labels, row.title) if part)
    if row.state in OFF_STATES:
        return words.cancelled % title
    return words.to_confirm % title if row.state in TENTATIVE_STATES else title


def location(row: Row, words: Words) -> str:
    """Give where to go: the school, unless the session says otherwise."""
    if row.location == Location.ADDRESS:
        return row.elsewhere
    if row.location == Location.TO_BE_DEFINED:
        return words.no_place
    town = f"{row.postcode} {row.commune}".strip()
    return ", ".join(part for part in (row.school, row.address, town) if part)


def description(row: Row, contents: Contents, page: str) -> str:
    """Give what a reader prepares with; in plain text, and nobody's name for a school.

    Facilitators and coordinators read who comes, as in the session itself.
    """
    words = contents.words
    classes = [_group(words.pupils, *group) for group in parts_of(row.groups)]
    people = [name for (name,) in parts_of(row.facilitators)]
    shows_people = contents.kind in NAMES_PEOPLE and people
    materials = [f"- {title} {url}".rstrip() for title, url in parts_of(row.materials)]
    parts = [
        words.states[row.state].capitalize() + ".",
        words.theme % row.theme,
        words.classes % "; ".join(classes) if classes else "",
        words.organisation % row.organisation if row.organisation else "",
        words.facilitators % ", ".join(people) if shows_people else "",
        words.in_room % row.room if row.room else "",
        words.room % row.room_needs if row.room_needs else "",
        "\n".join([words.materials, *materials]) if materials else "",
        words.help_numbers,
        words.page % page,
    ]
    return "\n".join(part for part in parts if part)


@lru_cache(maxsize=4096)  # sessions share classes, people and materials
def parts_of(text: str) -> list[list[Any]]:
    """Read the rows of another table that stand in one as a JSON text."""
    parts: list[list[Any]] = json.loads(text)
    return parts


@lru_cache(maxsize=4096)
def _group(pupils: str, label: str, levels: int, headcount: int | None) -> str:
    details = ["/".join(to_levels(levels))]
    if headcount is not None:
        details.append(pupils % headcount)
    return f"{label} ({', '.join(details)})"
