"""What days off are called, day by day."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prevention.schools.named_days import NamedDay, each_day, named_days, ordinary_days
from prevention.vocabulary import Half, NoClass
from tests.factories import (
    ClosureFactory,
    HolidayFactory,
    PublicHolidayFactory,
    SchoolFactory,
    SchoolTimetableFactory,
)

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 9)  # the week of 11 November
BOTH = tuple(Half)


@pytest.fixture
def school():
    """A school whose year 2026-2027 is published."""
    HolidayFactory()
    HolidayFactory(summer=True)
    PublicHolidayFactory()
    PublicHolidayFactory(day=date(2027, 1, 1), name="1er janvier")
    return SchoolFactory()


def week(school, monday=MONDAY, **options):
    options = {"closures": True, **options}
    return named_days(school, first=monday, last=monday + timedelta(days=6), **options)


def test_a_week_says_which_days_and_half_days_are_off(school):
    ClosureFactory(school=school, starts_on=date(2026, 11, 13), ends_on=date(2026, 11, 13))

    assert week(school) == [
        NamedDay(date(2026, 11, 9)),
        NamedDay(date(2026, 11, 10)),
        NamedDay(date(2026, 11, 11), NoClass.PUBLIC_HOLIDAY, "11 novembre", BOTH),
        NamedDay(date(2026, 11, 12)),
        NamedDay(date(2026, 11, 13), NoClass.CLOSURE, "examinations", BOTH),
        NamedDay(date(2026, 11, 14), NoClass.WEEKEND, "", BOTH),
        NamedDay(date(2026, 11, 15), NoClass.WEEKEND, "", BOTH),
    ]


def test_a_wednesday_with_its_morning_alone_is_a_day_of_class(school):
    assert week(school, date(2026, 9, 14))[2] == NamedDay(date(2026, 9, 16), closed=(Half.PM,))


def test_a_closed_day_without_class_in_the_afternoon_anyway_is_called_closed(school):
    wednesday = date(2026, 9, 16)
    ClosureFactory(school=school, starts_on=wednesday, ends_on=wednesday, reason="TRIP")

    expected = NamedDay(wednesday, NoClass.CLOSURE, "school trip", BOTH)
    assert week(school, date(2026, 9, 14))[2] == expected


def test_a_wednesday_that_is_never_a_day_of_class_has_no_name(school):
    for weekday in (1, 2, 4, 5):
        SchoolTimetableFactory(school=school, weekday=weekday)

    expected = NamedDay(date(2026, 9, 16), NoClass.NO_CLASS, "", BOTH)
    assert week(school, date(2026, 9, 14))[2] == expected


def test_holidays_keep_their_name_over_their_weekends(school):
    names = {day.name for day in week(school, date(2026, 10, 19))}

    assert names == {"Vacances de la Toussaint"}


def test_closures_are_left_out_for_who_does_not_belong_there(school):
    ClosureFactory(school=school, starts_on=MONDAY, ends_on=MONDAY)

    assert week(school, closures=False)[0] == NamedDay(MONDAY)


def test_a_school_that_closed_says_so(school):
    school.status, school.closed_on = "CLOSED", MONDAY

    assert {day.name for day in week(school)} == {"school closed for good"}


def test_days_that_no_calendar_reaches_are_marked_and_have_their_weekends():
    days = week(SchoolFactory())

    assert [(day.known, day.off) for day in days] == [
        *[(False, None)] * 5,
        *[(False, NoClass.WEEKEND)] * 2,
    ]


def test_days_of_no_school_have_their_weekends():
    days = ordinary_days(first=MONDAY, last=MONDAY + timedelta(days=6))

    assert [day.off for day in days] == [None] * 5 + [NoClass.WEEKEND] * 2
    assert all(day.known for day in days)


def test_each_day_is_given_once_over_the_change_of_clocks():
    assert list(each_day(date(2026, 10, 24), date(2026, 10, 26))) == [
        date(2026, 10, 24),
        date(2026, 10, 25),
        date(2026, 10, 26),
    ]


def test_a_year_costs_seven_queries(school):
    with CaptureQueriesContext(connection) as made:
        days = named_days(school, first=date(2026, 9, 1), last=date(2027, 8, 31), closures=True)

    assert (len(days), len(made)) == (365, 7)
