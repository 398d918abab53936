"""Write iCalendar text (RFC 5545): content lines, and the time zones of French schools.

Written by hand because it is some thirty times quicker than building components with a
library, and because the same values must give the same bytes. ``TZID`` comes from the table
below; the one parameter that holds free text, a name, is quoted by RFC 6868.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import quote
from zoneinfo import ZoneInfo

MAX_OCTETS = 75  # a line without its end (RFC 5545, 3.1)

LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]+")
UNUSUAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


@lru_cache(maxsize=4096)  # sessions share titles, places and most of their description
def text(value: str) -> str:
    """Write a TEXT value (RFC 5545, 3.3.11); control characters are left out."""
    if UNUSUAL.search(value):
        value = CONTROLS.sub("", LINE_ENDS.sub("\n", value))
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def one_line(value: str) -> str:
    """Write a TEXT value for a title or a place, which programs show on one line."""
    return text(" ".join(value.splitlines()))


@lru_cache(maxsize=64)  # where the pages of the site stand, in each event
def uri(value: str) -> str:
    """Write a URI value: not escaped, so nothing that ends a line may be in it."""
    return "".join(CONTROLS.sub("", value).split())


def parameter(value: str) -> str:
    """Quote a parameter of free text, such as ``CN`` (RFC 5545, 3.2; RFC 6868)."""
    clean = " ".join(CONTROLS.sub("", LINE_ENDS.sub("\n", value)).split())
    return '"' + clean.replace("^", "^^").replace('"', "^'") + '"'


def mailbox(address: str) -> str:
    """Write a calendar address (RFC 5545, 3.3.3) as a ``mailto`` URI (RFC 6068)."""
    return "mailto:" + quote(address, safe="@!$&'*+-/=^_`{|}~")


def utc(at: datetime) -> str:
    return f"{_local(at.astimezone(UTC))}Z"


@lru_cache(maxsize=10_000)  # the sessions of a territory share days and hours
def start_or_end(name: str, at: str, tzid: str) -> str:
    """Write a DATE-TIME in UTC as ``DTSTART`` or ``DTEND`` in a zone of the table, if it has it."""
    if tzid not in ZONES:
        return f"{name}:{at}"
    local = datetime.fromisoformat(at).astimezone(ZoneInfo(tzid))
    return f"{name};TZID={tzid}:{_local(local)}"


def _local(at: datetime) -> str:
    """Write a DATE-TIME in its own zone (RFC 5545, 3.3.5); ``strftime`` takes four times longer."""
    return f"{at.year:04}{at.month:02}{at.day:02}T{at.hour:02}{at.minute:02}{at.second:02}"


def lines(properties: Iterable[str]) -> bytes:
    """Fold the content lines and end each with CRLF."""
    folded = [
        line if len(line) <= MAX_OCTETS and line.isascii() else fold(line) for line in properties
    ]
    return "\r\n".join([*folded, ""]).encode()


@lru_cache(maxsize=4096)
def fold(line: str) -> str:
    """Fold a content line (RFC 5545, 3.1), never inside a character."""
    octets = line.encode()
    if len(octets) <= MAX_OCTETS:
        return line
    parts = []
    start, room = 0, MAX_OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # noqa: PLR2004 - inside a UTF-8 sequence
            end -= 1
        parts.append(octets[start:end])
        start, room = end, MAX_OCTETS - 1  # a folded line starts with a space
    parts.append(octets[start:])
    return b"\r\n ".join(parts).decode()


def _fixed(tzid: str, offset: str, name: str) -> str:
    return _zone(tzid, _onset("STANDARD", "19700101T000000", offset, offset, name))


def _zone(tzid: str, *onsets: str) -> str:
    return "\n".join(["BEGIN:VTIMEZONE", f"TZID:{tzid}", *onsets, "END:VTIMEZONE"])


def _onset(kind: str, starts: str, before: str, after: str, name: str, *rule: str) -> str:
    return "\n".join(
        [
            f"BEGIN:{kind}",
            f"DTSTART:{starts}",
            f"TZOFFSETFROM:{before}",
            f"TZOFFSETTO:{after}",
            f"TZNAME:{name}",
            *rule,
            f"END:{kind}",
        ]
    )


# The rules in force today, as RRULE and never RDATE, which several readers take an hour
# late. Source: IANA time zone database, 2025b; tests compare them with it.
ZONES: dict[str, str] = {
    "Europe/Paris": _zone(
        "Europe/Paris",
        _onset(
            "DAYLIGHT",
            "19810329T020000",
            "+0100",
            "+0200",
            "CEST",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        ),
        _onset(
            "STANDARD",
            "19961027T030000",
            "+0200",
            "+0100",
            "CET",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        ),
    ),
    "America/Miquelon": _zone(
        "America/Miquelon",
        _onset(
            "DAYLIGHT",
            "20070311T020000",
            "-0300",
            "-0200",
            "-02",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
        ),
        _onset(
            "STANDARD",
            "20071104T020000",
            "-0200",
            "-0300",
            "-03",
            "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
        ),
    ),
    **{
        tzid: _fixed(tzid, offset, name)
        for tzid, offset, name in [
            ("America/Cayenne", "-0300", "-03"),
            ("America/Guadeloupe", "-0400", "AST"),
            ("America/Marigot", "-0400", "AST"),
            ("America/Martinique", "-0400", "AST"),
            ("America/St_Barthelemy", "-0400", "AST"),
            ("Indian/Mayotte", "+0300", "EAT"),
            ("Indian/Reunion", "+0400", "+04"),
            ("Pacific/Noumea", "+1100", "+11"),
            ("Pacific/Tahiti", "-1000", "-10"),
            ("Pacific/Wallis", "+1200", "+12"),
        ]
    },
}
