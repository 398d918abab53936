"""What was given, against plain loops over random worlds."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from prevention.coverage.activity import activity_by, activity_of, given_to_classes
from prevention.coverage.dimensions import OF_SESSIONS
from prevention.coverage.periods import Period
from tests.prevention.coverage.worlds import build, of_session, starts, where, worlds

FOR_CLASSES = {"CLASS", "SHOW", "INTERNAL"}
CHRISTMAS = date(2026, 12, 31)
PERIODS = {
    Period.school_year(2026): lambda _day: True,
    Period.calendar_year(2026): lambda day: day <= CHRISTMAS,
    Period.calendar_year(2027): lambda day: day > CHRISTMAS,
    Period.school_year(2025): lambda _day: False,
}


def values_of(dimension, world, session, member, rows):
    """Where a class in a session stands."""
    return {
        **where(world, member.group, rows),
        **of_session(session, rows),
        None: ["everything"],
    }[dimension]


class Tally:
    """The figures, one class in one session at a time."""

    def __init__(self):
        self.lengths, self.most = {}, {}
        self.participations = self.girls = self.boys = self.unreported = 0

    def add(self, number, session, member):
        self.lengths[number] = session.minutes
        self.most[member.group] = max(self.most.get(member.group, 0), member.present or 0)
        self.participations += member.present or 0
        self.girls += member.girls or 0
        self.boys += member.boys or 0
        self.unreported += member.present is None

    def told(self):
        return {
            "sessions": len(self.lengths),
            "hours": round(Decimal(sum(self.lengths.values())) / 60, 2),
            "classes": len(self.most),
            "participations": self.participations,
            "reached": sum(self.most.values()),
            "girls": self.girls,
            "boys": self.boys,
            "unreported": self.unreported,
        }


def expected(dimension, world, rows, in_period):
    found = {}
    for number, session in enumerate(world.sessions):
        day = starts(session).date()
        given_ = session.state in {"done", "closed"} and session.kind in FOR_CLASSES
        if not given_ or not in_period(day):
            continue
        for member in session.members:
            for value in values_of(dimension, world, session, member, rows):
                found.setdefault(value, Tally()).add(number, session, member)
    return {value: tally.told() for value, tally in found.items()}


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds())
def test_every_figure_of_every_dimension_agrees_with_plain_loops(world):
    with transaction.atomic():
        rows = build(world)
        for period, in_period in PERIODS.items():
            given_rows = given_to_classes(period)
            for dimension in OF_SESSIONS:
                found = activity_by(dimension, given_rows)
                told = {value: vars(figures) for value, figures in found.items()}
                assert told == expected(dimension, world, rows, in_period), dimension
            whole = expected(None, world, rows, in_period).get("everything", Tally().told())
            assert vars(activity_of(given_rows)) == whole
        transaction.set_rollback(True)
