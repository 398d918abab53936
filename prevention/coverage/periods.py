"""The days that figures are told of: a school year, or a calendar year."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prevention.schools.models import SchoolYear

PARIS = ZoneInfo("Europe/Paris")


class YearKind(models.TextChoices):
    SCHOOL_YEAR = "school_year", _("school year")
    CALENDAR_YEAR = "calendar_year", _("calendar year")


@dataclass(frozen=True)
class Period:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @classmethod
    def school_year(cls, year: int) -> "Period":
        """From 1 September of ``year`` to the next 31 August."""
        of = SchoolYear(year=year)
        return cls(of.starts_on, of.ends_on)

    @classmethod
    def calendar_year(cls, year: int) -> "Period":
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def of(cls, kind: YearKind, year: int) -> "Period":
        """A year by its kind; a school year by its first calendar year."""
        return cls.school_year(year) if kind == YearKind.SCHOOL_YEAR else cls.calendar_year(year)

    def holds(self, instant: str) -> Q:
        """Choose the rows whose instant, a field by its path, is of these days in Paris.

        No school has class on the days at the ends of a year, in whatever time zone it is.
        """
        midnights = [
            datetime.combine(day, time(), PARIS)
            for day in (self.first, self.last + timedelta(days=1))
        ]
        return Q(**{f"{instant}__gte": midnights[0], f"{instant}__lt": midnights[1]})
