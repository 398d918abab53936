from datetime import date

import pytest
from django.core.exceptions import ValidationError

from prevention.models import ClassGroup, School, SchoolYear
from prevention.schools.years import (
    OpenedYear,
    SchoolYearGapError,
    open_school_year,
    planned_year,
)
from prevention.vocabulary import Level
from tests.factories import ClassGroupFactory, SchoolFactory, SchoolYearFactory

pytestmark = pytest.mark.django_db


def classes_of(year):
    return list(
        ClassGroup.objects.filter(school_year=year)
        .order_by("label")
        .values_list("label", "levels", "headcount", "source")
    )


def test_a_school_year_runs_from_september_to_august():
    year = SchoolYear(year=2027)

    assert (year.starts_on, year.ends_on) == (date(2027, 9, 1), date(2028, 8, 31))
    assert str(year) == "2027-2028"


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2027, 8, 31), 2026),
        (date(2027, 9, 1), 2027),
        (date(2027, 12, 31), 2027),
        (date(2028, 1, 1), 2027),
        (date(2028, 2, 29), 2027),
    ],
)
def test_a_day_belongs_to_the_school_year_that_began_last(day, year):
    assert SchoolYear.year_of(day) == year


def test_classes_carry_on_with_label_and_levels_and_without_head_count():
    ClassGroupFactory(label="CM1-CM2 B", levels=(Level.CM1, Level.CM2), headcount=24)

    report = open_school_year(year=2027)

    assert classes_of(2027) == [("CM1-CM2 B", (Level.CM1, Level.CM2), None, "CARRIED_ON")]
    assert report == OpenedYear(
        school_year=2027,
        newly_opened=True,
        carried_on=1,
        already_there=0,
        left_with_closed_schools=0,
    )


def test_opening_again_changes_nothing():
    ClassGroupFactory.create_batch(3)
    open_school_year(year=2027)
    before = list(ClassGroup.objects.values())

    report = open_school_year(year=2027)

    assert (report.newly_opened, report.carried_on, report.already_there) == (False, 0, 3)
    assert list(ClassGroup.objects.values()) == before


def test_a_class_already_there_stays_as_it_is():
    school = SchoolFactory()
    ClassGroupFactory(school=school, label="5e A", headcount=25)
    ClassGroupFactory(school=school, label="5e B", headcount=25)
    next_year = SchoolYearFactory(year=2027)
    ClassGroupFactory(school=school, school_year=next_year, label="5e A", headcount=29)

    open_school_year(year=2027)

    levels = (Level.CINQUIEME,)
    assert classes_of(2027) == [
        ("5e A", levels, 29, "MANUAL"),
        ("5e B", levels, None, "CARRIED_ON"),
    ]


def test_the_same_label_in_another_school_is_another_class():
    ClassGroupFactory(label="CP")
    next_year = SchoolYearFactory(year=2027)
    ClassGroupFactory(label="CP", school_year=next_year)

    assert open_school_year(year=2027).carried_on == 1


def test_classes_of_closed_schools_stay_behind():
    closed = SchoolFactory(status=School.Status.CLOSED, closed_on=date(2027, 7, 3))
    ClassGroupFactory(school=closed)

    report = open_school_year(year=2027)

    assert (report.carried_on, report.left_with_closed_schools) == (0, 1)
    assert classes_of(2027) == []


def test_a_year_cannot_be_jumped_over():
    SchoolYearFactory(year=2026)

    with pytest.raises(SchoolYearGapError) as refusal:
        open_school_year(year=2028)

    assert refusal.value.facts == {"missing": "2027-2028", "asked": "2028-2029"}
    assert not SchoolYear.objects.filter(year=2028).exists()


def test_the_very_first_year_needs_none_before():
    assert open_school_year(year=2026).newly_opened


def test_an_impossible_year_is_refused():
    with pytest.raises(ValidationError):
        open_school_year(year=27)


def test_the_cost_does_not_grow_with_the_classes(django_assert_max_num_queries):
    ClassGroupFactory.create_batch(50, school=SchoolFactory())

    with django_assert_max_num_queries(12):
        open_school_year(year=2027)


@pytest.mark.parametrize(
    ("today", "planned"),
    [
        (date(2027, 6, 14), 2026),
        (date(2027, 6, 15), 2027),
        (date(2027, 8, 31), 2027),
        (date(2027, 9, 1), 2027),
    ],
    ids=str,
)
def test_in_summer_people_plan_for_september(today, planned):
    ClassGroupFactory(school_year=SchoolYearFactory(year=2027))

    assert planned_year(today=today) == planned


def test_a_year_without_classes_is_not_planned_for_yet():
    SchoolYearFactory(year=2027)

    assert planned_year(today=date(2027, 7, 20)) == 2026
