"""The load tests' settings, where other jobs are scheduled."""

from tests.load.settings import *  # noqa: F403

SCHEDULE = "tests.load.jobs.SCHEDULE"
