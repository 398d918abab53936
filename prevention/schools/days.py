"""Tell whether a school has class in a half-day, and from when to when.

Everything that places a session in time asks here. ``ZoneCalendar`` and ``SchoolDays`` are
values: they read neither the database nor the clock. ``SchoolDays.load`` fills them for one
school in a constant number of queries.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from prevention.errors import RefusedError
from prevention.schools.models import Holiday, PublicHoliday, School, SchoolYear
from prevention.schools.territories import territory_of
from prevention.schools.weeks import SATURDAY, Week, usual_week
from prevention.vocabulary import Half, HolidayZone, NoClass

Span = tuple[date, date]
"""First and last day, both included."""


class CalendarGapError(RefusedError):
    """No published calendar says whether this is a day of class; we do not guess.

    Facts: ``day``, ``zone`` and ``last_known_day`` (ISO 8601; null when nothing is known).
    """

    code = "calendar_gap"
    message = _(
        "The school calendar published for %(zone)s does not reach %(day)s."
        " Ask the coordination to import the new calendar, or choose an earlier day."
    )

    def __init__(self, *, day: date, last_known_day: date | None = None, zone: str) -> None:
        known = last_known_day.isoformat() if last_known_day else None
        super().__init__(day=day.isoformat(), last_known_day=known, zone=zone)
        self.day = day

    def __str__(self) -> str:
        zones: dict[str, object] = dict(HolidayZone.choices)
        zone = self.facts["zone"]
        in_words = {"day": date_format(self.day), "zone": zones.get(zone, zone)}
        return str(self.message) % in_words


class ZoneUnknownError(CalendarGapError):
    """The school has no holiday zone, so no calendar speaks of it."""

    code = "holiday_zone_unknown"
    message = _(
        "The holiday zone of this school is not known, so its days of class are not either."
        " Ask the coordination to fill it in."
    )


class PublicHolidaysUnknownError(CalendarGapError):
    """The public holidays of that calendar year are not imported; ``zone`` is a territory."""

    code = "public_holidays_unknown"
    message = _(
        "The public holidays of %(zone)s are not known for %(day)s."
        " Ask the coordination to import them."
    )


@dataclass(frozen=True)
class HalfDay:
    """Half a day of class, in the school's own time zone."""

    half: Half
    starts_at: datetime
    ends_at: datetime


class Closed(NamedTuple):
    """Days on which one school is closed, both ends included; ``half`` empty means all day."""

    first: date
    last: date
    half: str = ""

    def covers(self, day: date, half: Half) -> bool:
        return self.first <= day <= self.last and self.half in {"", half}


@dataclass(frozen=True)
class ZoneHoliday:
    """The part of a ``Holiday`` that rules need."""

    starts_on: date
    ends_on: date
    school_year: int
    leave_after_class: bool = False

    def covers(self, day: date) -> bool:
        """Tell whether no lesson takes place on ``day``.

        Source: the yearly decree of the school calendar (« le départ en vacances a lieu
        après la classe »), so a holiday that starts on a Saturday leaves that Saturday's
        lessons to the schools that have some.
        """
        first_day_off = self.starts_on + timedelta(days=self.leave_after_class)
        return first_day_off <= day <= self.ends_on


@dataclass(frozen=True)
class ZoneCalendar:
    """What is published for one zone, and for one territory's public holidays.

    ``public_holidays`` holds a calendar year only when its public holidays are known.
    """

    zone: str
    territory: str
    holidays: tuple[ZoneHoliday, ...]
    public_holidays: Mapping[int, frozenset[date]]

    def day_off(self, day: date) -> NoClass | None:
        """Say why the whole zone is off on ``day``; None when lessons may take place.

        Raises:
            CalendarGapError: what is published does not reach ``day``.

        """
        if not self.zone:
            raise ZoneUnknownError(day=day, zone=self.zone)
        if not self._is_published(day):
            raise CalendarGapError(day=day, zone=self.zone, last_known_day=self.last_known_day)
        if day.year not in self.public_holidays:
            raise PublicHolidaysUnknownError(
                day=day, zone=self.territory, last_known_day=self.last_known_day
            )
        if day in self.public_holidays[day.year]:
            return NoClass.PUBLIC_HOLIDAY
        if any(holiday.covers(day) for holiday in self.holidays):
            return NoClass.HOLIDAY
        return None

    @property
    def last_known_day(self) -> date | None:
        return max((holiday.ends_on for holiday in self.holidays), default=None)

    def _is_published(self, day: date) -> bool:
        """A school year is known from 1 September to the end of its last holidays.

        One that has none before January is not published: some day off was entered alone.
        Overseas, pupils are back in August: days between the end of the summer and
        1 September are known once the next year is.
        """
        year = SchoolYear.year_of(day)
        of_year = [holiday for holiday in self.holidays if holiday.school_year == year]
        if not any(holiday.starts_on <= date(year, 12, 31) for holiday in of_year):
            return False
        if day <= max(holiday.ends_on for holiday in of_year):
            return True
        return self._is_published(SchoolYear(year=year + 1).starts_on)


@dataclass(frozen=True)
class SchoolDays:
    """The days of class of one school."""

    calendar: ZoneCalendar
    week: Week
    time_zone: ZoneInfo
    closures: tuple[Closed, ...] = ()
    closed_for_good_on: date | None = None
    loaded: Span = (date.min, date.max)

    @classmethod
    def load(cls, school: School, *, first: date, last: date) -> Self:
        """Read what is needed to answer from ``first`` to ``last``, in four queries."""
        closures = school.closures.filter(starts_on__lte=last, ends_on__gte=first)
        return cls(
            calendar=load_calendar(school, first=first, last=last),
            week=_load_week(school),
            time_zone=ZoneInfo(school.time_zone),
            closures=tuple(
                Closed(*row) for row in closures.values_list("starts_on", "ends_on", "half")
            ),
            closed_for_good_on=school.closed_on if school.status == School.Status.CLOSED else None,
            loaded=(first, last),
        )

    def why_closed(self, day: date, half: Half) -> NoClass | None:
        """Say why there is no class in this half-day; None when there is.

        Raises:
            CalendarGapError: what is published does not reach ``day``.
            ValueError: ``day`` lies outside the days loaded.

        """
        if not self.loaded[0] <= day <= self.loaded[1]:
            raise ValueError(f"{day} is outside the days loaded, {self.loaded}.")
        if self.closed_for_good_on and day >= self.closed_for_good_on:
            return NoClass.SCHOOL_CLOSED
        if reason := self.calendar.day_off(day):
            return reason
        if (day.isoweekday(), half) not in self.week:
            return NoClass.WEEKEND if day.isoweekday() >= SATURDAY else NoClass.NO_CLASS
        if any(closed.covers(day, half) for closed in self.closures):
            return NoClass.CLOSURE
        return None

    def half_days(self, day: date) -> list[HalfDay]:
        """Give the half-days of class of ``day``, in order; none on a day off.

        Raises:
            CalendarGapError: what is published does not reach ``day``.

        """
        return [self._half_day(day, half) for half in Half if self.why_closed(day, half) is None]

    def _half_day(self, day: date, half: Half) -> HalfDay:
        starts_at, ends_at = self.week[day.isoweekday(), half]
        return HalfDay(half, self._instant(day, starts_at), self._instant(day, ends_at))

    def _instant(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, tzinfo=self.time_zone)


def has_class(school: School, day: date, half: Half) -> bool:
    """Tell whether ``school`` has class in this half-day; for many days load ``SchoolDays``.

    Raises:
        CalendarGapError: what is published does not reach ``day``.

    """
    return SchoolDays.load(school, first=day, last=day).why_closed(day, half) is None


def load_calendar(school: School, *, first: date, last: date) -> ZoneCalendar:
    """Read the calendar of the school's zone and territory, in two queries."""
    return load_calendars([school], first=first, last=last)[school.pk]


def load_calendars(
    schools: Collection[School], *, first: date, last: date
) -> Mapping[str, ZoneCalendar]:
    """Read the calendar of each school, by UAI; in two queries, however many schools."""
    holidays: dict[str, list[ZoneHoliday]] = defaultdict(list)
    for zone, starts_on, ends_on, year, leave_after_class in Holiday.objects.filter(
        zone__in={school.holiday_zone for school in schools}
    ).values_list("zone", "starts_on", "ends_on", "school_year_id", "leave_after_class"):
        holidays[zone].append(ZoneHoliday(starts_on, ends_on, year, leave_after_class))
    territories = {
        school.pk: territory_of(school.department_code or school.uai[:3]) for school in schools
    }
    public = _load_public_holidays(set(territories.values()), first=first, last=last)
    return {
        school.pk: ZoneCalendar(
            zone=school.holiday_zone,
            territory=territories[school.pk],
            holidays=tuple(holidays[school.holiday_zone]),
            public_holidays=public[territories[school.pk]],
        )
        for school in schools
    }


def _load_public_holidays(
    territories: Collection[str], *, first: date, last: date
) -> Mapping[str, Mapping[int, frozenset[date]]]:
    rows = PublicHoliday.objects.filter(
        territory__in=territories, day__year__range=(first.year, last.year)
    ).values_list("territory", "day")
    found: dict[str, dict[int, set[date]]] = {territory: {} for territory in territories}
    for territory, day in rows:
        found[territory].setdefault(day.year, set()).add(day)
    return {
        territory: {year: frozenset(days) for year, days in by_year.items()}
        for territory, by_year in found.items()
    }


def _load_week(school: School) -> Week:
    """Read the school's own week, or give its kind's when it has told us none."""
    rows = school.timetable.values_list("weekday", "half", "starts_at", "ends_at")
    own = {(weekday, Half(half)): (start, end) for weekday, half, start, end in rows}
    return own or usual_week(school.kind)
