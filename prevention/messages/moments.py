"""When people of a school are written to: at seven in the morning, and not in the holidays."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from prevention.schools.days import ZoneCalendar, load_calendars
from prevention.schools.models import School
from prevention.schools.weeks import SATURDAY

MORNING = time(7)
DAY = timedelta(days=1)
# The longest holidays last two months; overseas calendars are alike.
LOOKED_AHEAD = timedelta(days=120)


@dataclass(frozen=True)
class Moments:
    """The moments of one school, in its own time zone.

    Where no calendar is published no day is known to be off, and mails go out.
    """

    calendar: ZoneCalendar
    zone: ZoneInfo

    def day_of(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()

    def morning(self, day: date) -> datetime:
        return datetime.combine(day, MORNING, self.zone)

    def in_holidays(self, instant: datetime) -> bool:
        return self._is_off(self.day_of(instant))

    def after_holidays(self, instant: datetime) -> datetime:
        """The instant itself, or the morning of the first day of class after its holidays."""
        day = self.day_of(instant)
        return self.morning(self._school_day(day, DAY)) if self._is_off(day) else instant

    def before_holidays(self, instant: datetime) -> datetime:
        """The instant itself, or the morning of the last day of class before its holidays."""
        day = self.day_of(instant)
        return self.morning(self._school_day(day, -DAY)) if self._is_off(day) else instant

    def _is_off(self, day: date) -> bool:
        return any(holiday.covers(day) for holiday in self.calendar.holidays)

    def _school_day(self, day: date, step: timedelta) -> date:
        while self._is_off(day) or day.isoweekday() >= SATURDAY or self._is_public_holiday(day):
            day += step
        return day

    def _is_public_holiday(self, day: date) -> bool:
        return day in self.calendar.public_holidays.get(day.year, ())


def load_moments(schools: Collection[School], *, now: datetime) -> Mapping[str, Moments]:
    """Read the moments of schools, by UAI, in two queries."""
    today = now.date()
    calendars = load_calendars(schools, first=today - DAY, last=today + LOOKED_AHEAD)
    return {
        school.pk: Moments(calendars[school.pk], ZoneInfo(school.time_zone)) for school in schools
    }
