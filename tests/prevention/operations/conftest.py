import pytest
from django.utils import timezone

from prevention.models import Runner
from prevention.operations.models import ALIVE_FOR
from tests.prevention.operations import jobs


@pytest.fixture
def ran():
    """When the job ``count`` ran, if ``scheduled``."""
    jobs.RAN.clear()
    return jobs.RAN


@pytest.fixture
def scheduled(settings, ran):
    """Let the jobs of these tests be the schedule."""
    settings.SCHEDULE = "tests.prevention.operations.jobs.SCHEDULE"
    return jobs.SCHEDULE


@pytest.fixture
def alive():
    """Make a runner that was just seen, or not for too long."""

    def make(name="alive", *, now=None, dead=False):
        seen_at = (now or timezone.now()) - (ALIVE_FOR if dead else ALIVE_FOR / 2)
        return Runner.objects.create(pk=name, seen_at=seen_at)

    return make
