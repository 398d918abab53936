"""Openings from rows against the oracle, so that what is gathered is right as well."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import given, settings

from prevention.scheduling.load import Meeting, openings_for
from prevention.schools.days import CalendarGapError
from prevention.vocabulary import Half
from tests.prevention.scheduling.oracle import CalendarUnknownError, told
from tests.prevention.scheduling.rows import write
from tests.prevention.scheduling.worlds import worlds


@contextmanager
def rows_of(world):
    """Write a world, and take it back afterwards."""
    with transaction.atomic():
        yield write(world)
        transaction.set_rollback(True)


def answer_in(world, written):
    """What the code tells of a world, in the words of the oracle."""
    try:
        answer = openings_for(
            Meeting(written.offer, [written.groups[0]]),
            first=world.first,
            last=world.last,
            now=world.now,
        )
    except CalendarGapError:
        return "unknown"
    numbers = {person.pk: number for number, person in enumerate(written.facilitators)}
    openings = [
        (one.starts_at, [numbers[pk] for pk in one.facilitators]) for one in answer.openings
    ]
    return openings, answer.reasons


def expected_in(world):
    try:
        return told(world)
    except CalendarUnknownError:
        return "unknown"


@pytest.mark.django_db
@settings(max_examples=60)
@given(worlds(stored=True))
def test_openings_from_rows_agree_with_the_minute_by_minute_oracle(world):
    with rows_of(world) as written:
        answer = answer_in(world, written)

    assert answer == expected_in(world)
    if answer != "unknown":
        openings, reasons = answer
        with_openings = {(start.date(), start.hour < 13) for start, _people in openings}
        assert len(with_openings) + sum(reasons.values()) == len(Half) * len(world.days)
