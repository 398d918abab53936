"""What classes are owed, against plain loops over random worlds."""

from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from prevention.coverage.owed import BY, whole_and_parts
from prevention.models import ClassGroup
from tests.prevention.coverage.worlds import DUTIES, THEMES, YEAR, build, where, worlds

FOR_CLASSES = {"CLASS", "SHOW", "INTERNAL"}
GIVEN = {"done", "closed"}


def values_of(dimension, world, number, rows):
    """Where a class stands in a dimension: several times in that of levels alone."""
    return {
        "class_group": [rows.groups[number].pk],
        "all": ["all"],
        **where(world, number, rows),
    }[dimension]


def amount(world, number, duty, counts):
    """Minutes or sessions of one class under a duty, of the sessions that count."""
    unit, themes = DUTIES[duty][2:]
    total = 0
    for session in world.sessions:
        if session.kind not in FOR_CLASSES or THEMES[session.theme] not in themes:
            continue
        for member in session.members:
            if member.group == number and counts(session):
                total += session.minutes if unit == "HOURS" else 1
    return total


def of_class(world, number, duty):
    per_unit = 60 if DUTIES[duty][2] == "HOURS" else 1
    owed = DUTIES[duty][1] * per_unit
    done = amount(world, number, duty, lambda one: one.state in GIVEN)
    confirmed = amount(world, number, duty, lambda one: one.state == "confirmed")
    held = amount(world, number, duty, lambda one: one.state == "held")
    return {
        "classes": 1,
        "unknown_classes": int(done + confirmed + held == 0),
        "owed": owed,
        "done": done,
        "internal": amount(
            world, number, duty, lambda one: one.state in GIVEN and one.kind == "INTERNAL"
        ),
        "confirmed": confirmed,
        "held": held,
        "to_give": max(0, owed - done),
        "missing": max(0, owed - done - confirmed - held),
    }


def expected(dimension, world, rows):
    found = {}
    for number, group in enumerate(world.groups):
        for value in values_of(dimension, world, number, rows):
            for duty, (levels, *_more) in DUTIES.items():
                if set(levels) & set(group.levels):
                    sums = found.setdefault((value, duty), {})
                    for name, more in of_class(world, number, duty).items():
                        sums[name] = sums.get(name, 0) + more
    return {key: in_unit(key[1], sums) for key, sums in found.items()}


def in_unit(duty, sums):
    hours = DUTIES[duty][2] == "HOURS"
    counts = {"classes", "unknown_classes"}
    return {
        name: round(Decimal(total) / 60, 2) if hours and name not in counts else total
        for name, total in sums.items()
    }


def told(found):
    return {
        (value, one.duty.code): {
            name: figure for name, figure in vars(one).items() if name != "duty"
        }
        for value, row in found.items()
        for one in row
    }


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds())
def test_every_figure_of_every_dimension_agrees_with_plain_loops(world):
    with transaction.atomic():
        rows = build(world)
        for dimension in BY:
            whole, parts = whole_and_parts(dimension, ClassGroup.objects.all(), school_year=YEAR)
            assert told(parts) == expected(dimension, world, rows), dimension
            assert told({"all": whole}) == expected("all", world, rows), dimension
        transaction.set_rollback(True)
