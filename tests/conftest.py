"""What every test may ask for."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from hypothesis import settings

from tests import caches

# How long an example takes says nothing on a busy machine: no test is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# A Monday of class in zone B, before the autumn holidays of 2026.
NOW = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)


@pytest.fixture
def now():
    return NOW


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet():
    """Limits count in the cache: what one test asked must not slow the next."""
    caches.begin()


@pytest.fixture(autouse=True)
def _in_english():
    """A request leaves its language behind: what one test asked must not translate the next."""
    with translation.override("en"):
        yield
