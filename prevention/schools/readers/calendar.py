"""What the rows of the official school calendar mean, whatever file they come in.

Source: ministry of Éducation nationale, « Le calendrier scolaire » (open data), as table
and as ICS. Dates are those of the yearly decree: pupils leave after the lessons of the
first, lessons resume on the second.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from prevention.schools.models import SchoolYear
from prevention.schools.readers.words import plain
from prevention.vocabulary import HolidayZone

# Even overseas rows are written as midnights of Paris.
PARIS = ZoneInfo("Europe/Paris")

MAX_NAME = 80  # what ``Holiday.name`` and ``PublicHoliday.name`` hold

# What a calendar names without giving lessons off to pupils.
_NOT_FOR_PUPILS = re.compile(r"enseignant|rentree")
_OPEN_START = re.compile(r"^Début des ", re.IGNORECASE)
_SCHOOL_YEAR = re.compile(r"(20\d\d)\s*[-/–]\s*(20\d\d)")


@dataclass(frozen=True)
class OfficialHoliday:
    """Holidays of one zone, as ``prevention.schools.models.Holiday`` stores them."""

    zone: HolidayZone
    school_year: int
    name: str
    starts_on: date
    ends_on: date
    leave_after_class: bool

    @property
    def key(self) -> tuple[str, date, str]:
        return self.zone, self.starts_on, self.name


_ZONES = {
    "zone a": HolidayZone.A,
    "zone b": HolidayZone.B,
    "zone c": HolidayZone.C,
    "corse": HolidayZone.CORSE,
    "guadeloupe": HolidayZone.GUADELOUPE,
    "guyane": HolidayZone.GUYANE,
    "martinique": HolidayZone.MARTINIQUE,
    "mayotte": HolidayZone.MAYOTTE,
    "reunion": HolidayZone.REUNION,
    "la reunion": HolidayZone.REUNION,
    "polynesie": HolidayZone.POLYNESIE,
    "polynesie francaise": HolidayZone.POLYNESIE,
    "saint pierre et miquelon": HolidayZone.SPM,
    "nouvelle caledonie": HolidayZone.NOUVELLE_CALEDONIE,
    "wallis et futuna": HolidayZone.WALLIS_ET_FUTUNA,
}


def read_zone(text: str) -> HolidayZone:
    """Read a zone as the ministry writes it: ``Zone B``, ``Polynésie``.

    Raises:
        ValidationError: no such zone.

    """
    if zone := _ZONES.get(plain(text)):
        return zone
    raise ValidationError(
        _("“%(zone)s” is not a zone of the school calendar."),
        code="zone",
        params={"zone": text},
    )


def read_day(text: str) -> date:
    """Read a day, or the instant of its midnight in Paris (``2026-10-16T22:00:00+00:00``).

    Raises:
        ValidationError: no such day.

    """
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise ValidationError(
            _("“%(day)s” is not a date."), code="date", params={"day": text}
        ) from error
    return instant.astimezone(PARIS).date() if instant.tzinfo else instant.date()


def read_school_year(text: str) -> int:
    """Read ``2026-2027`` and give 2026.

    Raises:
        ValidationError: not two years that follow each other.

    """
    years = _SCHOOL_YEAR.fullmatch(text.strip())
    if years and int(years[2]) == int(years[1]) + 1:
        return int(years[1])
    raise ValidationError(
        _("“%(year)s” is not a school year such as 2026-2027."),
        code="school_year",
        params={"year": text},
    )


def checked_name(name: str) -> str:
    """Give the name back.

    Raises:
        ValidationError: it is empty, or longer than the tables hold.

    """
    if 0 < len(name) <= MAX_NAME:
        return name
    raise ValidationError(
        _("Holidays have a name of at most %(limit)s characters."),
        code="name",
        params={"limit": MAX_NAME},
    )


def is_for_pupils(name: str, population: str = "") -> bool:
    """Tell whether the row gives pupils days off.

    Summer also comes in a row for teachers, who are back earlier, and the ICS tells when
    everybody is back. Rows for a part of a zone count for all of it: better no session on
    a day of class than a session on a day off.
    """
    return not _NOT_FOR_PUPILS.search(plain(f"{name} {population}"))


def official_holiday(
    *, zone: HolidayZone, name: str, start: date, resume: date, school_year: int
) -> OfficialHoliday:
    """Make the holidays out of one row: ``resume`` is the day lessons start again.

    ``start`` and ``resume`` alike make one day off, or the start of a summer whose end is
    not decided yet: it lasts at least until the school year ends.

    Raises:
        ValidationError: no name, days not in order, or not in the school year.

    """
    year = SchoolYear(year=school_year)
    ends_on = resume - timedelta(days=1)
    if start == resume:
        ends_on = year.ends_on if _OPEN_START.match(name) else start
    if ends_on < start:
        raise ValidationError(
            _("“%(name)s” ends before it starts."), code="order", params={"name": name}
        )
    # Overseas a school year may begin in August; a summer may last into September.
    first, last = date(school_year, 8, 1), date(school_year + 1, 9, 30)
    if not first <= start <= ends_on <= last:
        raise ValidationError(
            _("“%(name)s” is not in the school year %(year)s: check its dates."),
            code="other_year",
            params={"name": name, "year": str(year)},
        )
    return OfficialHoliday(
        zone=zone,
        school_year=school_year,
        name=checked_name(_OPEN_START.sub("", name)),
        starts_on=start,
        ends_on=ends_on,
        # A bridge or a single day off begins in the morning, holidays after class.
        leave_after_class="vacances" in plain(name),
    )


def merge(holidays: Iterable[OfficialHoliday]) -> list[OfficialHoliday]:
    """Say each holiday once, in order.

    The table has a row per académie; an ICS of several zones cuts holidays where other
    zones join in, so what touches under one name is one holiday.
    """
    merged: list[OfficialHoliday] = []
    for holiday in sorted(set(holidays), key=lambda h: (h.zone, h.name, h.starts_on, h.ends_on)):
        last = merged[-1] if merged else None
        if last and _touch(last, holiday):
            merged[-1] = replace(last, ends_on=max(last.ends_on, holiday.ends_on))
        else:
            merged.append(holiday)
    return sorted(merged, key=lambda h: (h.zone, h.starts_on, h.name))


def _touch(one: OfficialHoliday, following: OfficialHoliday) -> bool:
    same = (one.zone, one.school_year, one.name) == (
        following.zone,
        following.school_year,
        following.name,
    )
    return same and following.starts_on <= one.ends_on + timedelta(days=1)
