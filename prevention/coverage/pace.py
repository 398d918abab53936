"""The pace of a school year: how much of what classes are owed is due by a day.

Weeks of class alone count, so that nobody falls behind during holidays. By a day, the **share**
due is that of the weeks of class that are over, of all those of the year; in a year of 36 weeks,
half of an amount is due after 18. A **week of class** is one, from Monday to Sunday, in which at
least one day from Monday to Friday is in no holiday of the zone. Public holidays take no whole
week, and what one school closes for is its own affair: neither changes the pace.

A class is **behind pace** when what it had, and what is planned for it, is less than the whole
units (sessions or hours) due by then: with three sessions a year, it is behind from a third of
the weeks on if it has none. Where the calendar of a zone is not published there is no pace.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from prevention.schools.days import ZoneHoliday
from prevention.schools.models import Holiday, SchoolYear

WEEK = timedelta(days=7)
DAYS_OF_CLASS = 5  # from Monday


@dataclass(frozen=True)
class Pace:
    """The Mondays of the weeks of class of one zone in one school year, in order."""

    mondays: Sequence[date]

    @classmethod
    def of(cls, school_year: int, holidays: Iterable[ZoneHoliday]) -> "Pace | None":
        """Read a year off the holidays of one zone; None when they are not published.

        The last holidays end the year. One that has none before January is not published:
        some day off was entered alone.
        """
        year = SchoolYear(year=school_year)
        days_off = [one for one in holidays if one.school_year == school_year]
        if not any(one.starts_on <= date(school_year, 12, 31) for one in days_off):
            return None
        last = min(year.ends_on, max(one.ends_on for one in days_off))
        monday = year.starts_on - timedelta(days=year.starts_on.weekday())
        mondays = []
        while monday <= last:
            week = [monday + timedelta(days=day) for day in range(DAYS_OF_CLASS)]
            within = [day for day in week if year.starts_on <= day <= last]
            if any(not any(one.covers(day) for one in days_off) for day in within):
                mondays.append(monday)
            monday += WEEK
        return cls(mondays) if mondays else None

    def share(self, day: date) -> Fraction:
        """What share of a year's amount is due by ``day``: from 0 to 1."""
        over = sum(monday + WEEK <= day for monday in self.mondays)
        return Fraction(over, len(self.mondays))

    def due(self, amount: int, day: date) -> int:
        """How many whole sessions or hours of ``amount`` are due by ``day``."""
        return int(amount * self.share(day))


def paces(*, school_year: int) -> Mapping[str, Pace]:
    """The pace of each zone whose calendar of the year is published; one query."""
    holidays: dict[str, list[ZoneHoliday]] = {}
    rows = Holiday.objects.filter(school_year=school_year).values_list(
        "zone", "starts_on", "ends_on", "leave_after_class"
    )
    for zone, starts_on, ends_on, leave_after_class in rows:
        days = ZoneHoliday(starts_on, ends_on, school_year, leave_after_class)
        holidays.setdefault(zone, []).append(days)
    found = {zone: Pace.of(school_year, days) for zone, days in holidays.items()}
    return {zone: pace for zone, pace in found.items() if pace is not None}
