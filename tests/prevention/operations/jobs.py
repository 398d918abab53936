"""Schedules for tests: jobs that note when they ran, that fail, that lose their database."""

from datetime import timedelta

from django.db import OperationalError, connection

from prevention.operations.turns import Job

RAN = []


def count(now):
    RAN.append(now)
    return len(RAN)


def fail(_now):
    said = "No answer from personne@exemple.test.\nDETAIL: token=abcdef"
    raise LookupError(said)


def lose_the_database(_now):
    """Let what follows fail: to say three times that it went well, and three times that not."""
    left = iter(range(6))

    def answer(execute, *question):
        if next(left, None) is not None:
            raise OperationalError
        return execute(*question)

    connection.execute_wrappers.append(answer)


COUNT = Job("count", "count what there is", timedelta(minutes=5), count)
BROKEN = Job("broken", "do what cannot be done", timedelta(hours=6), fail)
SCHEDULE = [COUNT, BROKEN]
CUT_OFF = Job("cut_off", "lose the database", timedelta(minutes=5), lose_the_database)
WITH_AN_OUTAGE = [CUT_OFF, COUNT]
