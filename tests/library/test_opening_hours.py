from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from library.opening_hours import DAYS, is_open, read_opening_hours, say_opening_hours

MONDAY = datetime(2026, 9, 14)  # noqa: DTZ001 - what the clock of the place shows


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("24/7", "tous les jours, à toute heure"),
        ("09:00-23:00", "tous les jours de 9 h à 23 h"),
        (
            "Mo-Fr 09:00-12:00,14:00-17:30",
            "du lundi au vendredi de 9 h à 12 h et de 14 h à 17 h 30",
        ),
        (
            "Mo-Fr 09:00-17:00; Sa 09:00-12:00",
            "du lundi au vendredi de 9 h à 17 h, le samedi de 9 h à 12 h",
        ),
        ("We 13:30-24:00", "le mercredi de 13 h 30 à 0 h"),
        ("", ""),
    ],
)
def test_hours_are_said_as_people_say_them(hours, said):
    with translation.override("fr"):
        spoken = say_opening_hours(hours)

    assert spoken.replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ") == said


@pytest.mark.parametrize(
    "hours",
    ["always", "9h-12h", "Mo-Fr", "Mo 12:00-09:00", "Mo 09:00-12:00,11:00-13:00", "Mo 25:00-26:00"],
)
def test_what_is_no_opening_hours_is_refused_with_an_example(hours):
    with pytest.raises(ValidationError, match="write “24/7”"):
        read_opening_hours(hours)


def test_a_service_is_open_within_its_hours_of_that_day():
    hours = "Mo 09:00-12:00; Sa-Su 10:00-24:00"

    assert is_open(hours, at=MONDAY.replace(hour=9))
    assert not is_open(hours, at=MONDAY.replace(hour=12))
    assert not is_open(hours, at=MONDAY.replace(day=15, hour=10))
    assert is_open(hours, at=MONDAY.replace(day=20, hour=23, minute=59))
    assert is_open("24/7", at=MONDAY)
    assert not is_open("", at=MONDAY)


def test_days_go_round_the_end_of_the_week():
    week = read_opening_hours("Sa-Mo 10:00-12:00")

    assert [day for day, spans in zip(DAYS, week, strict=True) if spans] == ["Mo", "Sa", "Su"]


@given(
    days=st.lists(st.sampled_from(DAYS), min_size=1, unique=True),
    start=st.integers(0, 22),
    length=st.integers(1, 2),
)
def test_a_rule_opens_the_days_it_names_and_no_other(days, start, length):
    end = min(start + length, 24)

    week = read_opening_hours(f"{','.join(days)} {start:02}:00-{end:02}:00")

    assert {DAYS[day] for day, spans in enumerate(week) if spans} == set(days)
    assert all(span.start == start * 60 for spans in week for span in spans)
