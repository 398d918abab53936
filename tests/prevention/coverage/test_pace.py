"""How much of a year's amount is due by a day."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from prevention.coverage.pace import Pace, paces
from prevention.schools.days import ZoneHoliday
from tests.factories import HolidayFactory

YEAR = 2026
AUTUMN = ZoneHoliday(date(2026, 10, 17), date(2026, 11, 1), YEAR, leave_after_class=True)
SUMMER = ZoneHoliday(date(2027, 7, 3), date(2027, 8, 31), YEAR, leave_after_class=True)
PACE = Pace.of(YEAR, [AUTUMN, SUMMER])


def test_weeks_of_class_are_those_with_a_weekday_outside_holidays():
    assert PACE.mondays[0] == date(2026, 8, 31)  # 1 September is a Tuesday
    assert date(2026, 10, 12) in PACE.mondays
    assert not {date(2026, 10, 19), date(2026, 10, 26)} & set(PACE.mondays)
    assert date(2026, 11, 2) in PACE.mondays
    assert PACE.mondays[-1] == date(2027, 6, 28)
    # From 31 August to 28 June there are 44 Mondays, two of which are holidays.
    assert len(PACE.mondays) == 42


def test_the_share_grows_when_a_week_of_class_is_over_and_rests_in_holidays():
    assert PACE.share(date(2026, 9, 1)) == 0
    assert PACE.share(date(2026, 9, 6)) == 0
    assert PACE.share(date(2026, 9, 7)) == Fraction(1, 42)
    assert PACE.share(date(2026, 10, 19)) == PACE.share(date(2026, 11, 8)) == Fraction(7, 42)
    assert PACE.share(date(2026, 11, 9)) == Fraction(8, 42)
    assert PACE.share(date(2027, 7, 5)) == PACE.share(date(2027, 8, 31)) == 1


def test_whole_units_are_due_once_their_share_of_the_weeks_is_over():
    thirds = [
        day
        for day in (date(2026, 9, 1) + timedelta(days=one) for one in range(365))
        if PACE.due(3, day) > PACE.due(3, day - timedelta(days=1))
    ]

    assert [PACE.share(day) for day in thirds] == [Fraction(1, 3), Fraction(2, 3), 1]


def test_a_calendar_that_is_not_published_has_no_pace():
    alone = ZoneHoliday(date(2027, 5, 7), date(2027, 5, 7), YEAR)

    assert Pace.of(YEAR, []) is None
    assert Pace.of(YEAR, [alone]) is None
    assert Pace.of(YEAR + 1, [AUTUMN, SUMMER]) is None


@pytest.mark.django_db
def test_each_zone_has_its_own(django_assert_num_queries):
    HolidayFactory()
    HolidayFactory(summer=True)
    HolidayFactory(zone="A", starts_on=date(2026, 10, 24), ends_on=date(2026, 10, 25))
    HolidayFactory(zone="C", starts_on=date(2027, 2, 6), ends_on=date(2027, 2, 21))

    with django_assert_num_queries(1):
        found = paces(school_year=YEAR)

    assert sorted(found) == ["A", "B"]
    assert found["B"].mondays == PACE.mondays
    assert found["A"].mondays[-1] == date(2026, 10, 19)
