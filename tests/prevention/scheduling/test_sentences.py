"""Days and hours as people say them."""

from datetime import datetime, timedelta

import pytest
from django.utils import translation

from prevention.models import School, Session
from prevention.scheduling.sentences import in_words, when
from tests.factories import PARIS

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("at", "french", "english"),
    [
        (
            datetime(2026, 12, 8, 18, tzinfo=PARIS),
            "mardi 8_décembre à 18_h",
            "Tuesday 8 December, 18:00",
        ),
        (
            datetime(2026, 12, 8, 9, 5, tzinfo=PARIS),
            "mardi 8_décembre à 9_h_05",
            "Tuesday 8 December, 09:05",
        ),
        (
            datetime(2026, 12, 1, 0, tzinfo=PARIS),
            "mardi 1er_décembre à 0_h",
            "Tuesday 1 December, 00:00",
        ),
    ],
)
def test_an_instant_is_said_in_the_zone_of_the_school(at, french, english):
    with translation.override("fr"):
        assert in_words(at, "Europe/Paris") == french.replace("_", NBSP)
    assert in_words(at, "Europe/Paris") == english


def test_a_session_is_said_with_its_day_its_year_and_its_hours():
    starts_at = datetime(2026, 12, 1, 10, tzinfo=PARIS)
    session = Session(
        school=School(time_zone="Europe/Paris"),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
    )

    with translation.override("fr"):
        french = when(session)

    assert french == "mardi 1er_décembre 2026, de 10_h à 11_h_30".replace("_", NBSP)
    assert when(session) == "Tuesday 1 December 2026, from 10:00 to 11:30"
