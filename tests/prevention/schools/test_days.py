from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from prevention.models import School, SchoolTimetable
from prevention.schools.days import (
    CalendarGapError,
    Closed,
    HalfDay,
    PublicHolidaysUnknownError,
    SchoolDays,
    ZoneCalendar,
    ZoneHoliday,
    ZoneUnknownError,
    has_class,
)
from prevention.schools.weeks import (
    FOUR_DAYS,
    FOUR_DAYS_AND_A_HALF,
    SECONDARY,
    SECONDARY_WITH_SATURDAY,
)
from prevention.vocabulary import Half, NoClass
from tests.factories import (
    ClosureFactory,
    HolidayFactory,
    PublicHolidayFactory,
    SchoolFactory,
    SchoolTimetableFactory,
)

PARIS = ZoneInfo("Europe/Paris")
REUNION = ZoneInfo("Indian/Reunion")

AUTUMN = ZoneHoliday(date(2026, 10, 17), date(2026, 11, 1), 2026, leave_after_class=True)
BRIDGE = ZoneHoliday(date(2027, 5, 7), date(2027, 5, 7), 2026)
SUMMER = ZoneHoliday(date(2027, 7, 3), date(2027, 8, 31), 2026, leave_after_class=True)
PUBLIC_HOLIDAYS = {
    2026: frozenset({date(2026, 11, 11)}),
    2027: frozenset({date(2027, 5, 6), date(2027, 5, 8)}),
}


def school_days(week=SECONDARY, *, zone="B", holidays=(AUTUMN, BRIDGE, SUMMER), **more):
    calendar = ZoneCalendar(zone, "Métropole", holidays, PUBLIC_HOLIDAYS)
    return SchoolDays(calendar, week, more.pop("time_zone", PARIS), **more)


def at(day, clock, time_zone=PARIS):
    return datetime.combine(day, datetime.strptime(clock, "%H:%M").time(), tzinfo=time_zone)  # noqa: DTZ007 - the zone is given beside


class TestOneHalfDay:
    def test_a_day_of_class_has_its_half_days_in_local_time(self):
        tuesday = date(2026, 9, 15)

        assert school_days().half_days(tuesday) == [
            HalfDay(Half.AM, at(tuesday, "08:00"), at(tuesday, "12:00")),
            HalfDay(Half.PM, at(tuesday, "13:30"), at(tuesday, "17:00")),
        ]

    @pytest.mark.parametrize(
        ("day", "half", "reason"),
        [
            (date(2026, 9, 16), Half.AM, None),
            (date(2026, 9, 16), Half.PM, NoClass.NO_CLASS),
            (date(2026, 9, 19), Half.AM, NoClass.WEEKEND),
            (date(2026, 9, 20), Half.AM, NoClass.WEEKEND),
            (date(2026, 10, 16), Half.PM, None),
            (date(2026, 10, 17), Half.AM, NoClass.WEEKEND),
            (date(2026, 10, 19), Half.AM, NoClass.HOLIDAY),
            (date(2026, 11, 1), Half.AM, NoClass.HOLIDAY),
            (date(2026, 11, 2), Half.AM, None),
            (date(2026, 11, 11), Half.AM, NoClass.PUBLIC_HOLIDAY),
        ],
    )
    def test_each_closed_half_day_has_its_reason(self, day, half, reason):
        assert school_days().why_closed(day, half) == reason

    def test_pupils_with_class_on_saturday_leave_after_it(self):
        days = school_days(SECONDARY_WITH_SATURDAY)
        first_saturday, second_saturday = date(2026, 10, 17), date(2026, 10, 24)

        assert days.half_days(first_saturday) == [
            HalfDay(Half.AM, at(first_saturday, "08:00"), at(first_saturday, "12:00"))
        ]
        assert days.why_closed(second_saturday, Half.AM) == NoClass.HOLIDAY

    def test_the_bridge_after_ascension_has_no_class_though_it_is_one_day(self):
        days = school_days(SECONDARY_WITH_SATURDAY)

        assert [days.why_closed(date(2027, 5, day), Half.AM) for day in (5, 6, 7, 8)] == [
            None,
            NoClass.PUBLIC_HOLIDAY,
            NoClass.HOLIDAY,
            NoClass.PUBLIC_HOLIDAY,
        ]

    def test_a_closure_of_the_school_holds_from_its_first_to_its_last_day(self):
        days = school_days(closures=(Closed(date(2026, 9, 15), date(2026, 9, 17)),))

        closed = [day for day in range(14, 19) if not days.half_days(date(2026, 9, day))]

        assert closed == [15, 16, 17]

    def test_a_closure_of_mornings_leaves_the_afternoons(self):
        mornings = Closed(date(2026, 9, 14), date(2026, 9, 15), Half.AM)
        days = school_days(closures=(mornings,))

        left = [[one.half for one in days.half_days(date(2026, 9, day))] for day in (14, 15, 17)]

        assert left == [[Half.PM], [Half.PM], [Half.AM, Half.PM]]

    def test_a_school_closed_for_good_has_class_until_the_day_before(self):
        days = school_days(closed_for_good_on=date(2026, 9, 15))

        assert days.why_closed(date(2026, 9, 14), Half.AM) is None
        assert days.why_closed(date(2040, 1, 2), Half.AM) == NoClass.SCHOOL_CLOSED


class TestTimeZones:
    def test_class_starts_at_the_same_local_time_in_summer_and_winter(self):
        last_of_summer_time, first_after = date(2026, 10, 16), date(2026, 11, 2)

        starts = [school_days().half_days(day)[0] for day in (last_of_summer_time, first_after)]

        assert [start.starts_at.astimezone(UTC).hour for start in starts] == [6, 7]
        assert [start.starts_at.hour for start in starts] == [8, 8]

    def test_the_days_of_the_clock_changes_are_sundays_without_class(self):
        days = school_days(SECONDARY_WITH_SATURDAY)

        assert days.half_days(date(2026, 10, 25)) == days.half_days(date(2027, 3, 28)) == []

    def test_the_monday_after_the_clocks_go_forward_keeps_its_hours(self):
        monday = date(2027, 3, 29)

        half_day = school_days().half_days(monday)[0]

        assert half_day.starts_at == datetime(2027, 3, 29, 6, 0, tzinfo=UTC)

    @given(
        day=st.dates(date(2026, 9, 1), date(2027, 8, 31)),
        time_zone=st.sampled_from([PARIS, REUNION, ZoneInfo("America/Miquelon")]),
    )
    def test_on_any_day_class_has_the_hours_of_the_timetable(self, day, time_zone):
        for half_day in school_days(time_zone=time_zone).half_days(day):
            starts_at, ends_at = SECONDARY[day.isoweekday(), half_day.half]
            assert half_day.starts_at.timetz() == starts_at.replace(tzinfo=time_zone)
            lasts = half_day.ends_at.astimezone(UTC) - half_day.starts_at.astimezone(UTC)
            assert lasts == datetime.combine(day, ends_at) - datetime.combine(day, starts_at)

    def test_a_school_overseas_lives_on_its_own_time(self):
        monday = date(2026, 9, 14)

        half_day = school_days(time_zone=REUNION).half_days(monday)[0]

        assert half_day.starts_at == datetime(2026, 9, 14, 4, 0, tzinfo=UTC)


class TestWhatIsNotPublished:
    def test_a_day_beyond_the_published_calendar_is_refused_with_the_facts(self):
        with translation.override("en"), pytest.raises(CalendarGapError) as refusal:
            school_days().half_days(date(2027, 9, 1))

        assert refusal.value.code == "calendar_gap"
        assert refusal.value.facts == {
            "day": "2027-09-01",
            "zone": "B",
            "last_known_day": "2027-08-31",
        }

    def test_even_a_sunday_beyond_the_calendar_is_not_guessed(self):
        with pytest.raises(CalendarGapError):
            school_days().why_closed(date(2027, 9, 5), Half.AM)

    def test_a_day_before_the_first_published_year_is_refused(self):
        with pytest.raises(CalendarGapError):
            school_days().half_days(date(2026, 8, 31))

    def test_a_year_without_its_summer_is_known_to_its_last_holiday_only(self):
        days = school_days(holidays=(AUTUMN,))

        assert days.why_closed(date(2026, 11, 1), Half.AM) == NoClass.HOLIDAY
        with pytest.raises(CalendarGapError):
            days.half_days(date(2026, 11, 2))

    def test_a_year_missing_between_two_known_ones_is_refused(self):
        later = ZoneHoliday(date(2028, 10, 21), date(2028, 11, 5), 2028)

        with pytest.raises(CalendarGapError):
            school_days(holidays=(AUTUMN, SUMMER, later)).half_days(date(2027, 10, 4))

    def test_a_day_off_entered_alone_publishes_no_year(self):
        with pytest.raises(CalendarGapError):
            school_days(holidays=(BRIDGE,)).half_days(date(2027, 3, 1))

    def test_pupils_overseas_are_back_in_august_once_the_next_year_is_known(self):
        year_before = (
            ZoneHoliday(date(2025, 10, 11), date(2025, 10, 26), 2025),
            ZoneHoliday(date(2026, 7, 4), date(2026, 8, 17), 2025),
        )
        back_at_school = date(2026, 8, 18)

        with pytest.raises(CalendarGapError):
            school_days(holidays=year_before).half_days(back_at_school)
        assert school_days(holidays=(*year_before, AUTUMN)).half_days(back_at_school)

    def test_a_year_without_its_public_holidays_is_refused(self):
        calendar = ZoneCalendar("B", "Alsace-Moselle", (AUTUMN, SUMMER), {2026: frozenset()})
        days = SchoolDays(calendar, SECONDARY, PARIS)

        with pytest.raises(PublicHolidaysUnknownError) as refusal:
            days.half_days(date(2027, 1, 4))

        assert refusal.value.code == "public_holidays_unknown"
        assert refusal.value.facts["zone"] == "Alsace-Moselle"

    def test_a_school_without_a_zone_is_refused(self):
        with pytest.raises(ZoneUnknownError) as refusal:
            school_days(zone="").half_days(date(2026, 9, 14))

        assert refusal.value.code == "holiday_zone_unknown"

    def test_the_sentence_names_the_day_and_the_zone_in_words(self):
        with translation.override("en"):
            sentence = str(CalendarGapError(day=date(2027, 9, 1), zone="B"))

        assert sentence.startswith(
            "The school calendar published for zone B does not reach Sept. 1, 2027."
        )

    def test_a_leap_day_is_a_day_like_any_other(self):
        year = (
            ZoneHoliday(date(2027, 10, 23), date(2027, 11, 7), 2027),
            ZoneHoliday(date(2028, 7, 4), date(2028, 8, 31), 2027),
        )
        calendar = ZoneCalendar("B", "Métropole", year, {2028: frozenset()})

        assert SchoolDays(calendar, SECONDARY, PARIS).half_days(date(2028, 2, 29))


class TestWeeks:
    @pytest.mark.parametrize(
        ("week", "half_days", "hours"),
        [(FOUR_DAYS, 8, 24), (FOUR_DAYS_AND_A_HALF, 9, 24), (SECONDARY, 9, 34)],
    )
    def test_the_usual_weeks_have_the_hours_of_the_code(self, week, half_days, hours):
        minutes = sum(
            (end.hour - start.hour) * 60 + end.minute - start.minute for start, end in week.values()
        )

        assert (len(week), minutes / 60) == (half_days, hours)

    def test_nine_half_days_keep_to_the_limits_of_the_code(self):
        """D521-10: 5 h 30 a day, 3 h 30 a half-day, 1 h 30 for lunch."""

        def minutes(clock):
            return clock.hour * 60 + clock.minute

        for weekday in (1, 2, 4, 5):
            morning = FOUR_DAYS_AND_A_HALF[weekday, Half.AM]
            afternoon = FOUR_DAYS_AND_A_HALF[weekday, Half.PM]
            lasts = [minutes(end) - minutes(start) for start, end in (morning, afternoon)]
            assert sum(lasts) <= 330
            assert max(lasts) <= 210
            assert minutes(afternoon[0]) - minutes(morning[1]) >= 90


@pytest.mark.django_db
class TestLoading:
    @pytest.fixture(autouse=True)
    def published(self):
        HolidayFactory()
        HolidayFactory(summer=True)
        PublicHolidayFactory()
        PublicHolidayFactory(day=date(2027, 5, 6), name="Ascension")

    def test_a_school_that_told_no_timetable_has_the_week_of_its_kind(self):
        wednesday = date(2026, 9, 16)

        assert has_class(SchoolFactory(kind="CLG"), wednesday, Half.AM)
        assert not has_class(SchoolFactory(kind="ELEM"), wednesday, Half.AM)

    def test_a_school_that_told_its_timetable_has_that_one_alone(self):
        school = SchoolFactory(kind="ELEM")
        wednesday = SchoolTimetable.Weekday.WEDNESDAY
        SchoolTimetableFactory(school=school, weekday=wednesday, starts_at="09:00")

        days = SchoolDays.load(school, first=date(2026, 9, 14), last=date(2026, 9, 20))

        week = [days.half_days(date(2026, 9, day)) for day in range(14, 21)]
        the_day = date(2026, 9, 16)
        only = HalfDay(Half.AM, at(the_day, "09:00"), at(the_day, "12:00"))
        assert week == [[], [], [only], [], [], [], []]

    def test_a_closure_closes_its_own_school_only(self):
        closed = ClosureFactory().school

        assert not has_class(closed, date(2026, 9, 14), Half.AM)
        assert has_class(SchoolFactory(), date(2026, 9, 14), Half.AM)

    def test_a_closed_school_has_no_class(self):
        closed = SchoolFactory(status=School.Status.CLOSED, closed_on=date(2026, 9, 1))

        assert not has_class(closed, date(2026, 9, 14), Half.AM)

    def test_other_zones_have_other_holidays(self):
        HolidayFactory(zone="A", name="Autumn", starts_on=date(2026, 10, 24))

        assert has_class(SchoolFactory(holiday_zone="A"), date(2026, 10, 19), Half.AM)
        assert not has_class(SchoolFactory(holiday_zone="B"), date(2026, 10, 19), Half.AM)

    def test_good_friday_is_off_in_alsace_and_not_in_the_nord(self):
        good_friday = date(2027, 3, 26)
        PublicHolidayFactory(territory="Alsace-Moselle", day=good_friday, name="Vendredi saint")

        assert has_class(SchoolFactory(department_code="59"), good_friday, Half.AM)
        assert not has_class(SchoolFactory(department_code="67"), good_friday, Half.AM)
        assert not has_class(
            SchoolFactory(department_code="", uai="0680010X"), good_friday, Half.AM
        )

    def test_a_whole_year_costs_four_queries(self, django_assert_num_queries):
        school = SchoolFactory()

        with django_assert_num_queries(4):
            days = SchoolDays.load(school, first=date(2026, 9, 1), last=date(2027, 8, 31))
            assert days.half_days(date(2027, 6, 15))

    def test_a_day_that_was_not_loaded_is_a_mistake_of_the_caller(self):
        days = SchoolDays.load(SchoolFactory(), first=date(2026, 9, 1), last=date(2026, 9, 30))

        with pytest.raises(ValueError, match="outside the days loaded"):
            days.half_days(date(2026, 10, 1))
