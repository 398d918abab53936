"""A schedule for tests: one job that notes when it ran, one that fails."""

from datetime import timedelta

from prevention.operations.turns import Job

RAN = []


def count(now):
    RAN.append(now)
    return len(RAN)


def fail(_now):
    said = "No answer from personne@exemple.test.\nDETAIL: token=abcdef"
    raise LookupError(said)


COUNT = Job("count", "count what there is", timedelta(minutes=5), count)
BROKEN = Job("broken", "do what cannot be done", timedelta(hours=6), fail)
SCHEDULE = [COUNT, BROKEN]
