from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.factories import FacilitatorFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "honourable"),
    [
        (date(2026, 1, 14), False),
        (date(2026, 1, 15), True),
        (date(2029, 1, 14), True),
        (date(2029, 1, 15), False),
    ],
)
def test_a_check_of_honorability_holds_for_three_years(day, honourable):
    facilitator = FacilitatorFactory(honorability_on=date(2026, 1, 15))

    assert facilitator.is_honourable_on(day) is honourable


def test_how_long_it_holds_is_the_deployers_choice(settings):
    settings.HONORABILITY_YEARS = 5
    facilitator = FacilitatorFactory(honorability_on=date(2026, 1, 15))

    assert facilitator.is_honourable_on(date(2031, 1, 14))


def test_a_check_made_on_a_leap_day_ends_with_the_month():
    facilitator = FacilitatorFactory(honorability_on=date(2028, 2, 29))

    assert facilitator.is_honourable_on(date(2031, 2, 27))
    assert not facilitator.is_honourable_on(date(2031, 2, 28))


def test_nobody_is_taken_for_honourable_without_a_check():
    facilitator = FacilitatorFactory(honorability_on=None, honorability_authority="")

    assert not facilitator.is_honourable_on(date(2026, 9, 14))


def test_a_check_names_the_authority_that_made_it():
    facilitator = FacilitatorFactory()
    facilitator.honorability_authority = ""

    with pytest.raises(ValidationError) as refusal:
        facilitator.full_clean()

    assert refusal.value.messages == ["Say which authority checked the honorability."]
