"""The weeks of a school year, against plain loops over random worlds."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from prevention.coverage.evolution import evolution_of
from prevention.coverage.owed import owed_by
from prevention.models import ClassGroup, Holiday
from tests.prevention.coverage.test_owed_oracle import FOR_CLASSES, GIVEN
from tests.prevention.coverage.worlds import DUTIES, THEMES, YEAR, build, starts, worlds

MONDAY = date(2026, 8, 31)
LAST_MONDAY = date(2027, 8, 30)
# Two weeks of holidays, and those of summer: 43 weeks from 31 August to 4 July, without two.
HOLIDAYS = [(date(2026, 10, 17), date(2026, 11, 2)), (date(2027, 7, 3), date(2027, 8, 31))]
OFF = {date(2026, 10, 19), date(2026, 10, 26)}
WEEKS_OF_CLASS = [
    monday
    for monday in (MONDAY + timedelta(weeks=number) for number in range(53))
    if monday not in OFF and monday < date(2027, 7, 3)
]


def had(world, number, duty, states, until):
    """What a class had under a duty until a day, of its amount at most."""
    _levels, amount, unit, themes = DUTIES[duty]
    total = 0
    for session in world.sessions:
        for member in session.members:
            if (
                member.group == number
                and session.kind in FOR_CLASSES
                and THEMES[session.theme] in themes
                and session.state in states
                and starts(session).date() < until
            ):
                total += session.minutes if unit == "HOURS" else 1
    return min(total, amount * (60 if unit == "HOURS" else 1))


def in_unit(duty, total):
    return round(Decimal(total) / 60, 2) if DUTIES[duty][2] == "HOURS" else Decimal(total)


def expected(world, duty):
    levels, amount, _unit, _themes = DUTIES[duty]
    bound = [number for number, group in enumerate(world.groups) if set(levels) & set(group.levels)]
    weeks = []
    monday = MONDAY
    while monday <= LAST_MONDAY:
        until = monday + timedelta(weeks=1)
        given_ = sum(had(world, number, duty, GIVEN, until) for number in bound)
        all_ = sum(
            had(world, number, duty, GIVEN | {"confirmed", "held"}, until) for number in bound
        )
        over = sum(one < until for one in WEEKS_OF_CLASS)
        due = round(Decimal(amount * len(bound) * over) / len(WEEKS_OF_CLASS), 2)
        line = in_unit(duty, given_)
        weeks.append((monday, line, in_unit(duty, all_) - line, due))
        monday = until
    return len(bound), weeks


@pytest.mark.django_db
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(world=worlds())
def test_every_week_of_every_duty_agrees_with_plain_loops(world):
    with transaction.atomic():
        build(world)
        for starts_on, ends_on in HOLIDAYS:
            Holiday.objects.create(
                zone="B", school_year_id=YEAR, starts_on=starts_on, ends_on=ends_on
            )

        found = evolution_of(ClassGroup.objects.all(), school_year=YEAR)

        assert {
            one.duty.code: (one.classes, [tuple(vars(week).values()) for week in one.weeks])
            for one in found
        } == {duty: told for duty in DUTIES if (told := expected(world, duty))[0]}
        whole = owed_by("all", ClassGroup.objects.all(), school_year=YEAR).get("all", [])
        assert [
            (one.owed, one.owed - one.weeks[-1].given, one.weeks[-1].planned) for one in found
        ] == [(one.owed, one.to_give, one.to_give - one.missing) for one in whole]
        transaction.set_rollback(True)
