"""Opening hours as they are written on the web, and as people say them.

The form is a part of the OpenStreetMap specification ``opening_hours``, which schema.org
``openingHours`` shares: ``24/7``, or rules such as ``Mo-Fr 09:00-12:00,14:00-17:00`` parted by
semicolons. A day that no rule names is closed.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prevention.hours import clock

ALWAYS = "24/7"
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAY = f"(?:{'|'.join(DAYS)})"
CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
END = rf"(?:{CLOCK}|24:00)"
RULE = re.compile(
    rf"(?:(?P<days>{DAY}(?:-{DAY})?(?:,{DAY}(?:-{DAY})?)*) )?"
    rf"(?P<spans>{CLOCK}-{END}(?:,{CLOCK}-{END})*)\Z"
)


@dataclass(frozen=True)
class Span:
    """From when until when, of a day's minutes: 0 to 1440."""

    start: int
    end: int


Week = tuple[tuple[Span, ...], ...]


def read_opening_hours(text: str) -> Week:
    """Give the spans of each day of the week, Monday first.

    Raises:
        ValidationError: the text is not of the form above, or its spans cross.

    """
    if text == ALWAYS:
        return ((Span(0, 1440),),) * 7
    week: list[tuple[Span, ...]] = [()] * 7
    for rule in text.split(";"):
        found = RULE.match(rule.strip())
        if not found:
            raise _not_read(text)
        spans = tuple(_span(span) for span in found["spans"].split(","))
        if any(span.end <= span.start for span in spans) or any(
            later.start < earlier.end for earlier, later in pairwise(spans)
        ):
            raise _not_read(text)
        for day in _days(found["days"]):
            week[day] = spans
    return tuple(week)


def check_opening_hours(text: str) -> None:
    """Validate a field of opening hours; raises ``ValidationError``."""
    read_opening_hours(text)


def is_open(text: str, *, at: datetime) -> bool:
    """Tell whether the service answers at a local time; unknown hours are not open."""
    if not text:
        return False
    minute = at.hour * 60 + at.minute
    return any(span.start <= minute < span.end for span in read_opening_hours(text)[at.weekday()])


def say_opening_hours(text: str) -> str:
    """Write opening hours in the active language; "" for unknown ones."""
    if not text:
        return ""
    if text == ALWAYS:
        return _("every day, at any hour")
    week = read_opening_hours(text)
    said: list[str] = []
    for days, spans in _runs(week):
        when = get_text_list([_say_span(span) for span in spans], _("and"))
        said.append(f"{_say_days(days)} {when}")
    return ", ".join(said)


def _not_read(text: str) -> ValidationError:
    return ValidationError(
        gettext_lazy(
            "“%(hours)s” are no opening hours: write “24/7”, or as in"
            " “Mo-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00”."
        ),
        code="opening_hours",
        params={"hours": text},
    )


def _span(text: str) -> Span:
    start, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in text.split("-"))
    return Span(start, end)


def _days(text: str | None) -> list[int]:
    if text is None:
        return list(range(7))
    days: list[int] = []
    for part in text.split(","):
        first, _to, last = part.partition("-")
        start, stop = DAYS.index(first), DAYS.index(last or first)
        # "Sa-Mo" goes round the end of the week.
        days += [day % 7 for day in range(start, stop + 1 if stop >= start else stop + 8)]
    return days


def _runs(week: Week) -> list[tuple[list[int], tuple[Span, ...]]]:
    """Gather neighbouring days that have the same hours; closed ones are left out."""
    runs: list[tuple[list[int], tuple[Span, ...]]] = []
    for day, spans in enumerate(week):
        if not spans:
            continue
        if runs and runs[-1][1] == spans and runs[-1][0][-1] == day - 1:
            runs[-1][0].append(day)
        else:
            runs.append(([day], spans))
    return runs


def _say_days(days: list[int]) -> str:
    if len(days) == 7:  # noqa: PLR2004 - a week
        return _("every day")
    first, last = str(WEEKDAYS[days[0]]), str(WEEKDAYS[days[-1]])
    if len(days) == 1:
        return _("on %(day)s") % {"day": first}
    return _("from %(first)s to %(last)s") % {"first": first, "last": last}


def _say_span(span: Span) -> str:
    return _("from %(start)s to %(end)s") % {"start": _say(span.start), "end": _say(span.end)}


def _say(minute: int) -> str:
    return clock(datetime(2000, 1, 1, minute // 60 % 24, minute % 60, tzinfo=UTC))
