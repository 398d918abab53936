"""libical, which Evolution, KOrganizer and Zimbra's clients read with; as Debian ships it.

Called without a wrapper: only the few functions that a reader needs are declared. Properties
that a release does not know become ``X-LIC-ERROR``; there must be none.
"""

import ctypes
from datetime import UTC, datetime
from functools import cache

from tests.readers.expected import Shown


class Time(ctypes.Structure):
    """``struct icaltimetype`` of libical 3."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        *((name, ctypes.c_int) for name in ("is_date", "is_daylight")),
        ("zone", ctypes.c_void_p),
    ]


@cache
def library() -> ctypes.CDLL:
    """Load the library that ``tools/setup dev`` installs; the suite fails without it."""
    lib = ctypes.CDLL("libical.so.3")
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    for name, gives, *takes in [
        ("icalparser_parse_string", pointer, text),
        ("icalcomponent_free", None, pointer),
        ("icalcomponent_count_errors", number, pointer),
        ("icalcomponent_string_to_kind", number, text),
        ("icalcomponent_get_first_component", pointer, pointer, number),
        ("icalcomponent_get_next_component", pointer, pointer, number),
        ("icalcomponent_get_uid", text, pointer),
        ("icalcomponent_get_summary", text, pointer),
        ("icalcomponent_get_location", text, pointer),
        ("icalcomponent_get_status", number, pointer),
        ("icalcomponent_get_dtstart", Time, pointer),
        ("icalcomponent_get_dtend", Time, pointer),
        ("icalproperty_status_to_string", text, number),
        ("icaltime_as_timet_with_zone", ctypes.c_long, Time, pointer),
    ]:
        function = getattr(lib, name)
        function.restype, function.argtypes = gives, takes
    return lib


def read(octets: bytes) -> list[Shown]:
    lib = library()
    calendar = lib.icalparser_parse_string(octets)
    try:
        assert lib.icalcomponent_count_errors(calendar) == 0
        return [_event(lib, part) for part in _parts(lib, calendar)]
    finally:
        lib.icalcomponent_free(calendar)


def _parts(lib: ctypes.CDLL, calendar: int):
    kind = lib.icalcomponent_string_to_kind(b"VEVENT")
    part = lib.icalcomponent_get_first_component(calendar, kind)
    while part:
        yield part
        part = lib.icalcomponent_get_next_component(calendar, kind)


def _event(lib: ctypes.CDLL, part: int) -> Shown:
    def instant(time: Time) -> datetime:
        assert time.zone, "a time without its zone"
        return datetime.fromtimestamp(lib.icaltime_as_timet_with_zone(time, time.zone), UTC)

    return Shown(
        uid=lib.icalcomponent_get_uid(part).decode(),
        starts_at=instant(lib.icalcomponent_get_dtstart(part)),
        ends_at=instant(lib.icalcomponent_get_dtend(part)),
        title=lib.icalcomponent_get_summary(part).decode(),
        place=lib.icalcomponent_get_location(part).decode(),
        status=lib.icalproperty_status_to_string(lib.icalcomponent_get_status(part)).decode(),
    )
