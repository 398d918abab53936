"""Turn what a feed shows into the text of a calendar."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from prevention.calendars import ics
from prevention.calendars.contents import OFF_STATES, About, Contents, Group, Place, Row
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
        f"X-WR-TIMEZONE:{ics.text(_zone(feed, contents.rows))}",
        f"COLOR:{COLOUR}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    return ics.lines(head) + _body(contents) + ics.lines(["END:VCALENDAR"])


def _zone(feed: Feed, rows: Sequence[Row]) -> str:
    """Give the zone a reader thinks in; all sessions of a school have read it already."""
    if feed.kind == Feed.Kind.SCHOOL and rows:
        return rows[0].about.school.time_zone
    return feed.time_zone


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
        zones.add(row.about.school.time_zone)
    used = [
        line for tzid in sorted(zones & ics.ZONES.keys()) for line in ics.ZONES[tzid].splitlines()
    ]
    return ics.lines(used) + b"".join(reversed(events))


@lru_cache(maxsize=10_000)  # some 1 kB each
def _written(row: Row, site: str, words: Words) -> bytes:
    """Write a session once: most of a changed calendar is as it was, and others show it too."""
    return event(row, site, words)


def event(
    row: Row, site: str, words: Words, *, stamp: datetime | None = None, people: Sequence[str] = ()
) -> bytes:
    """Write one session as a VEVENT (RFC 5545, 3.6.1); ``site`` is where its page stands.

    ``DTSTAMP`` is the last revision and never the present: a subscriber takes a new stamp
    for a new event. An invitation gives its own ``stamp``, and ``people``: who invites whom.
    """
    page = f"{ics.uri(site)}/sessions/{row.uid}"
    zone = row.about.school.time_zone
    # No value here is longer than its line has room for, and all are ASCII: nothing to fold.
    own = (
        f"BEGIN:VEVENT\r\nUID:{row.uid}\r\n"
        f"DTSTAMP:{ics.utc(stamp) if stamp else row.revised_at}\r\n"
        f"LAST-MODIFIED:{row.revised_at}\r\n"
        f"CREATED:{row.created_at}\r\n"
        f"SEQUENCE:{row.sequence}\r\n"
        f"{ics.start_or_end('DTSTART', row.starts_at, zone)}\r\n"
        f"{ics.start_or_end('DTEND', row.ends_at, zone)}\r\n"
    )
    # The description's last line; a content line may be folded anywhere.
    to_page = f" \\n{ics.text(words.page % page)}"
    rest = [to_page, f"URL:{page}", *people, "END:VEVENT"]
    return own.encode() + _about(row.about, words) + ics.lines(rest)


@lru_cache(maxsize=4096)
def _about(about: About, words: Words) -> bytes:
    """Write the properties that sessions share, all but the last line of ``DESCRIPTION``."""
    properties = [
        f"SUMMARY:{ics.one_line(summary(about, words))}",
        f"STATUS:{status(about.state)}",
        f"TRANSP:{'TRANSPARENT' if about.state in OFF_STATES else 'OPAQUE'}",
        f"CATEGORIES:{ics.text(about.theme)}",
        f"LOCATION:{ics.one_line(location(about, words))}",
    ]
    latitude, longitude = about.school.latitude, about.school.longitude
    if about.location == Location.SCHOOL and latitude is not None and longitude is not None:
        properties.append(f"GEO:{latitude:.6f};{longitude:.6f}")
    return ics.lines([*properties, f"DESCRIPTION:{ics.text(description(about, words))}"])


def status(state: str) -> str:
    if state in OFF_STATES:
        return "CANCELLED"
    return "TENTATIVE" if state in TENTATIVE_STATES else "CONFIRMED"


def summary(about: About, words: Words) -> str:
    """Give the classes and the title, after the state where readers hide ``STATUS``."""
    labels = ", ".join(group.label for group in about.groups)
    title = " · ".join(part for part in (labels, about.title) if part)
    if about.state in OFF_STATES:
        return words.cancelled % title
    return words.to_confirm % title if about.state in TENTATIVE_STATES else title


def location(about: About, words: Words) -> str:
    """Give where to go: the school, unless the session says otherwise."""
    if about.location == Location.ADDRESS:
        return about.elsewhere
    if about.location == Location.TO_BE_DEFINED:
        return words.no_place
    return _address(about.school)


def _address(school: Place) -> str:
    town = f"{school.postcode} {school.commune}".strip()
    return ", ".join(part for part in (school.name, school.address, town) if part)


def description(about: About, words: Words) -> str:
    """Give what a reader prepares with, in plain text."""
    classes = "; ".join(_group(words.pupils, group) for group in about.groups)
    listed = [f"- {title} {url}".rstrip() for title, url in about.materials]
    parts = [
        words.states[about.state].capitalize() + ".",
        words.theme % about.theme,
        words.classes % classes if classes else "",
        words.organisation % about.organisation if about.organisation else "",
        words.facilitators % ", ".join(about.facilitators) if about.facilitators else "",
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
