from datetime import date

import pytest
from django.core.exceptions import ValidationError

from prevention.schools.readers.calendar import (
    OfficialHoliday,
    is_for_pupils,
    merge,
    official_holiday,
    read_day,
    read_school_year,
    read_zone,
)
from prevention.vocabulary import HolidayZone


def holiday(name="Vacances de la Toussaint", start=date(2026, 10, 17), resume=date(2026, 11, 2)):
    return official_holiday(
        zone=HolidayZone.B, name=name, start=start, resume=resume, school_year=2026
    )


def test_holidays_last_until_the_day_before_lessons_resume():
    assert holiday() == OfficialHoliday(
        zone=HolidayZone.B,
        school_year=2026,
        name="Vacances de la Toussaint",
        starts_on=date(2026, 10, 17),
        ends_on=date(2026, 11, 1),
        leave_after_class=True,
    )


def test_a_row_that_starts_and_ends_together_is_one_day_off_from_the_morning():
    bridge = holiday("Pont de l'Ascension", date(2027, 5, 7), date(2027, 5, 7))

    assert (bridge.starts_on, bridge.ends_on) == (date(2027, 5, 7), date(2027, 5, 7))
    assert not bridge.leave_after_class


def test_a_summer_whose_end_is_not_decided_lasts_until_the_school_year_ends():
    summer = holiday("Début des Vacances d'Été", date(2027, 7, 3), date(2027, 7, 3))

    assert (summer.name, summer.starts_on, summer.ends_on) == (
        "Vacances d'Été",
        date(2027, 7, 3),
        date(2027, 8, 31),
    )
    assert summer.leave_after_class


@pytest.mark.parametrize(
    ("start", "resume", "code"),
    [
        (date(2026, 11, 2), date(2026, 10, 17), "order"),
        (date(2025, 10, 17), date(2025, 11, 2), "other_year"),
        (date(2026, 10, 17), date(2036, 11, 2), "other_year"),
    ],
)
def test_days_out_of_order_or_of_another_year_are_refused(start, resume, code):
    with pytest.raises(ValidationError) as refusal:
        holiday(start=start, resume=resume)

    assert refusal.value.code == code


@pytest.mark.parametrize("name", ["", "Vacances " * 20])
def test_holidays_without_a_name_or_with_a_novel_are_refused(name):
    with pytest.raises(ValidationError) as refusal:
        holiday(name=name)

    assert refusal.value.code == "name"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-16T22:00:00+00:00", date(2026, 10, 17)),  # summer time
        ("2026-12-18T23:00:00+00:00", date(2026, 12, 19)),  # winter time
        ("2026-10-17T00:00:00+02:00", date(2026, 10, 17)),
        ("2026-10-17", date(2026, 10, 17)),
        ("2028-02-28T23:00:00+00:00", date(2028, 2, 29)),
    ],
)
def test_an_instant_is_the_day_that_begins_then_in_paris(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize("text", ["", "bientôt", "2026-13-01", "2027-02-29", "17/10"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValidationError) as refusal:
        read_day(text)

    assert refusal.value.code == "date"


def test_a_school_year_is_two_years_in_a_row():
    assert read_school_year("2026-2027") == 2026
    for wrong in ("2026", "2026-2028", "2027-2026", ""):
        with pytest.raises(ValidationError):
            read_school_year(wrong)


def test_zones_are_known_by_their_official_names():
    official = ["Zone A", "zone b", "Corse", "Réunion", "Saint Pierre et Miquelon", "Polynésie"]

    assert [read_zone(name).value for name in official] == [
        "A",
        "B",
        "CORSE",
        "REUNION",
        "SPM",
        "POLYNESIE",
    ]


@pytest.mark.parametrize("text", ["", "Zone D", "B", "Lille"])
def test_an_unknown_zone_is_refused(text):
    with pytest.raises(ValidationError) as refusal:
        read_zone(text)

    assert refusal.value.code == "zone"


def test_rows_for_teachers_give_pupils_nothing():
    assert is_for_pupils("Vacances d'Été", "Élèves")
    assert is_for_pupils("Grandes Vacances", "Élèves du premier degré")
    assert not is_for_pupils("Vacances d'Été", "Enseignants")
    assert not is_for_pupils("Vacances d'Été (prérentrée Enseignants)")
    assert not is_for_pupils("Rentrée scolaire des élèves")


def test_one_row_per_academie_makes_one_holiday():
    assert merge([holiday(), holiday(), holiday()]) == [holiday()]


def test_pieces_that_touch_make_one_holiday():
    whole = holiday("Vacances d'Hiver", date(2027, 2, 20), date(2027, 3, 8))
    pieces = [
        holiday("Vacances d'Hiver", date(2027, 2, 27), date(2027, 3, 8)),
        holiday("Vacances d'Hiver", date(2027, 2, 20), date(2027, 2, 27)),
    ]

    assert merge(pieces) == [whole]
