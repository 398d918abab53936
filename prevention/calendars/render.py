"""Turn what a feed shows into the text of a calendar."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from prevention.calendars import ics
from prevention.calendars.contents import OFF_STATES, Contents, Group, Material, Place, Row
from prevention.calendars.models import Feed
from prevention.calendars.words import Words
from prevention.vocabulary import Location, SessionState

PRODUCT = "-//Prevention scolaire//Calendars//FR"
REFRESH = "PT1H"
COLOUR = "teal"  # a CSS3 name (RFC 7986, 5.9)

# Google refuses a calendar of 1 MB: what is written before the sessions fits in the rest.
SESSIONS_MAX_OCTETS = 980_000

TENTATIVE_STATES = frozenset({SessionState.PROPOSED, SessionState.HELD})


def calendar(feed: Feed, contents: Contents) -> bytes:
    """Write what a feed shows under its name."""
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
    return ics.lines(head) + _body(contents) + ics.lines(["END:VCALENDAR"])


def _body(contents: Contents) -> bytes:
    """Write the zones in use and the sessions, the oldest left out where there are too many."""
    events: list[bytes] = []
    zones: set[str] = set()
    octets = 0
    for row in reversed(contents.rows):
        written = _written(row, contents.site, contents.words)
        octets += len(written)
        if octets > SESSIONS_MAX_OCTETS:
            break
        events.append(written)
        zones.add(row.school.time_zone)
    used = [
        line for tzid in sorted(zones & ics.ZONES.keys()) for line in ics.ZONES[tzid].splitlines()
    ]
    return ics.lines(used) + b"".join(reversed(events))


@lru_cache(maxsize=10_000)  # some 1 kB each
def _written(row: Row, site: str, words: Words) -> bytes:
    """Write a session once: most of a changed calendar is as it was, and others show it too."""
    return ics.lines(event(row, Contents(site, words, [])))


def event(
    row: Row, contents: Contents, *, stamp: datetime | None = None, people: Sequence[str] = ()
) -> list[str]:
    """Write one session as the properties of a VEVENT (RFC 5545, 3.6.1).

    ``DTSTAMP`` is the last revision and never the present: a subscriber takes a new stamp
    for a new event. An invitation gives its own ``stamp``, and ``people``: who invites whom.
    """
    uid = str(row.public_id)
    page = f"{contents.site}/sessions/{uid}"
    about, to_page = description(row, contents.words), contents.words.page % page
    off = row.state in OFF_STATES
    zone = row.school.time_zone
    properties = [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{ics.utc(stamp) if stamp else row.revised_at}",
        f"LAST-MODIFIED:{row.revised_at}",
        f"CREATED:{row.created_at}",
        f"SEQUENCE:{row.sequence}",
        ics.start_or_end("DTSTART", row.starts_at, zone),
        ics.start_or_end("DTEND", row.ends_at, zone),
        f"SUMMARY:{ics.one_line(summary(row, contents.words))}",
        f"STATUS:{status(row.state)}",
        f"TRANSP:{'TRANSPARENT' if off else 'OPAQUE'}",
        f"CATEGORIES:{ics.text(row.theme)}",
        f"LOCATION:{ics.one_line(location(row, contents.words))}",
        # Apart, since many sessions share all but the page.
        f"DESCRIPTION:{ics.text(about)}\\n{ics.text(to_page)}",
        f"URL:{ics.uri(page)}",
    ]
    latitude, longitude = row.school.latitude, row.school.longitude
    if row.location == Location.SCHOOL and latitude is not None and longitude is not None:
        properties.append(f"GEO:{latitude:.6f};{longitude:.6f}")
    return [*properties, *people, "END:VEVENT"]


def status(state: str) -> str:
    if state in OFF_STATES:
        return "CANCELLED"
    return "TENTATIVE" if state in TENTATIVE_STATES else "CONFIRMED"


def summary(row: Row, words: Words) -> str:
    """Give the classes and the title, after the state where readers hide ``STATUS``."""
    labels = ", ".join(group.label for group in row.groups)
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
    return _address(row.school)


@lru_cache(maxsize=4096)
def _address(school: Place) -> str:
    town = f"{school.postcode} {school.commune}".strip()
    return ", ".join(part for part in (school.name, school.address, town) if part)


class About(NamedTuple):
    """What a description says of a session; many sessions share it."""

    state: str
    theme: str
    groups: tuple[Group, ...]
    organisation: str
    people: tuple[str, ...]
    room: str
    room_needs: str
    materials: tuple[Material, ...]


def description(row: Row, words: Words) -> str:
    """Give what a reader prepares with, in plain text."""
    people = (row.groups, row.organisation, row.facilitators)
    things = (row.room, row.room_needs, row.materials)
    return _described(About(row.state, row.theme, *people, *things), words)


@lru_cache(maxsize=4096)
def _described(about: About, words: Words) -> str:
    classes = "; ".join(_group(words.pupils, group) for group in about.groups)
    listed = [f"- {title} {url}".rstrip() for title, url in about.materials]
    parts = [
        words.states[about.state].capitalize() + ".",
        words.theme % about.theme,
        words.classes % classes if classes else "",
        words.organisation % about.organisation if about.organisation else "",
        words.facilitators % ", ".join(about.people) if about.people else "",
        words.in_room % about.room if about.room else "",
        words.room % about.room_needs if about.room_needs else "",
        "\n".join([words.materials, *listed]) if listed else "",
        words.help_numbers,
    ]
    return "\n".join(part for part in parts if part)


def _group(pupils: str, group: Group) -> str:
    details = ["/".join(group.levels)]
    if group.headcount is not None:
        details.append(pupils % group.headcount)
    return f"{group.label} ({', '.join(details)})"
