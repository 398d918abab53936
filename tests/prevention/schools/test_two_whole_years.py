"""Two whole school years of zone B, half-day by half-day, against a second source.

``vacances-jour-par-jour-2024-2028.csv`` was made by other people from other documents; where
it differs from the ministry's calendar, the difference stands below with its reason
(``docs/calendar.md`` tells it at length).
"""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

import prevention
from prevention.models import PublicHoliday, SchoolTimetable
from prevention.schools.days import SchoolDays
from prevention.schools.imports.calendar import import_calendar
from prevention.schools.imports.public_holidays import import_public_holidays
from prevention.schools.weeks import (
    FOUR_DAYS,
    FOUR_DAYS_AND_A_HALF,
    SATURDAY,
    SECONDARY_WITH_SATURDAY,
    SUNDAY,
)
from prevention.vocabulary import Half, NoClass
from tests.factories import SchoolFactory, SchoolTimetableFactory

pytestmark = pytest.mark.django_db

DAY_BY_DAY = Path(__file__).parents[2] / "data" / "vacances-jour-par-jour-2024-2028.csv"
SHIPPED = Path(prevention.__file__).parent / "data"
YEARS = [2025, 2026]

# The ministry closes schools on the Friday (and Saturday) after Ascension 2026; the second
# source has this bridge in 2027 and 2028 only.
BRIDGE_OF_2026 = {
    (date(2026, 5, 15), Half.AM): False,
    (date(2026, 5, 15), Half.PM): False,
}
BRIDGE_SATURDAY_OF_2026 = {(date(2026, 5, 16), Half.AM): False}

# Pupils who have class on Saturday leave after it; the second source counts the whole day.
LAST_SATURDAYS_BEFORE_HOLIDAYS = {
    (date(year, month, day), Half.AM): True
    for year, month, day in [
        (2025, 10, 18),
        (2025, 12, 20),
        (2026, 2, 14),
        (2026, 4, 11),
        (2026, 7, 4),
        (2026, 10, 17),
        (2026, 12, 19),
        (2027, 2, 20),
        (2027, 4, 17),
        (2027, 7, 3),
    ]
}


def every_day():
    first, last = date(YEARS[0], 9, 1), date(YEARS[-1] + 1, 8, 31)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def off_by_the_second_source():
    with DAY_BY_DAY.open(encoding="utf-8", newline="") as file:
        return {
            date.fromisoformat(row["date"])
            for row in csv.DictReader(file)
            if row["vacances_zone_b"] == "True"
        }


def school_with(week, *, kind):
    school = SchoolFactory(kind=kind)
    for (weekday, half), (starts_at, ends_at) in week.items():
        SchoolTimetableFactory(
            school=school, weekday=weekday, half=half, starts_at=starts_at, ends_at=ends_at
        )
    return school


def differences(week, *, kind):
    """Half-days where we say otherwise: True when we say that there is class."""
    days = SchoolDays.load(school_with(week, kind=kind), first=every_day()[0], last=every_day()[-1])
    off = off_by_the_second_source() | set(PublicHoliday.objects.values_list("day", flat=True))
    ours = {(day, half): days.why_closed(day, half) is None for day in every_day() for half in Half}
    theirs = {
        (day, half): day not in off and (day.isoweekday(), half) in week for day, half in ours
    }
    return {key: ours[key] for key in ours if ours[key] != theirs[key]}


@pytest.fixture(autouse=True)
def published():
    """The official calendars of the years, as shipped."""
    import_calendar(SHIPPED / "calendrier-scolaire.csv")
    import_public_holidays(SHIPPED / "jours-feries-metropole.csv")


def test_two_years_are_730_days():
    assert len(every_day()) == 730


def test_a_primary_school_of_four_days_agrees_but_for_one_bridge():
    assert differences(FOUR_DAYS, kind="ELEM") == BRIDGE_OF_2026


def test_a_primary_school_of_four_and_a_half_days_agrees_but_for_one_bridge():
    assert differences(FOUR_DAYS_AND_A_HALF, kind="ELEM") == BRIDGE_OF_2026


def test_a_college_with_saturdays_also_has_class_before_leaving():
    assert differences(SECONDARY_WITH_SATURDAY, kind="CLG") == {
        **BRIDGE_OF_2026,
        **BRIDGE_SATURDAY_OF_2026,
        **LAST_SATURDAYS_BEFORE_HOLIDAYS,
    }


def test_every_public_holiday_is_a_day_off():
    days = SchoolDays.load(SchoolFactory(), first=every_day()[0], last=every_day()[-1])

    public_holidays = PublicHoliday.objects.filter(day__in=every_day())

    assert len(public_holidays) == 22
    for public_holiday in public_holidays:
        assert days.why_closed(public_holiday.day, Half.AM) == NoClass.PUBLIC_HOLIDAY


def test_every_closed_half_day_has_its_reason_and_every_half_day_of_class_its_hours():
    school = school_with(SECONDARY_WITH_SATURDAY, kind="CLG")
    days = SchoolDays.load(school, first=every_day()[0], last=every_day()[-1])

    for day in every_day():
        half_days = {half_day.half: half_day for half_day in days.half_days(day)}
        for half in Half:
            reason = days.why_closed(day, half)
            assert (half in half_days) == (reason is None)
            if reason == NoClass.WEEKEND:
                assert day.isoweekday() in {SATURDAY, SUNDAY}
        for half_day in half_days.values():
            assert half_day.starts_at.date() == half_day.ends_at.date() == day
            assert half_day.starts_at.utcoffset() == half_day.ends_at.utcoffset()
    assert SchoolTimetable.objects.filter(school=school).count() == 10
