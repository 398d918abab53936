"""The next thing at each school, against plain loops over random worlds."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prevention.coverage.pace import Pace
from prevention.schools.days import ZoneHoliday
from prevention.vocabulary import Level
from prevention.worklist.worklist import worklist_of
from tests.factories import HolidayFactory, UserFactory
from tests.prevention.coverage.worlds import (
    DUTIES,
    FIRST_DAY,
    THEMES,
    YEAR,
    build,
    worlds,
)

FOR_CLASSES = {"CLASS", "SHOW", "INTERNAL"}
COUNTED = {"proposed", "held", "confirmed", "done", "closed"}
COUNTED_ON = {"proposed", "held", "confirmed"}
SECONDARY = {"6E", "5E", "4E"}  # the levels that the factory's themes are for
PARIS = ZoneInfo("Europe/Paris")
PACE = Pace.of(
    YEAR,
    [
        ZoneHoliday(date(2026, 10, 17), date(2026, 11, 1), YEAR, leave_after_class=True),
        ZoneHoliday(date(2027, 7, 3), date(2027, 8, 31), YEAR, leave_after_class=True),
    ],
)


def starts(session):
    return FIRST_DAY + timedelta(days=session.day)


def ends(session):
    return starts(session) + timedelta(minutes=session.minutes)


def held_until(session):
    return starts(session) - timedelta(days=session.asked_days_before)


def counted(world, number):
    """The sessions of a class that took place or are planned."""
    return [
        session
        for session in world.sessions
        if session.kind in FOR_CLASSES
        and session.state in COUNTED
        and number in [member.group for member in session.members]
    ]


def had(world, number, duty):
    _levels, _amount, unit, themes = DUTIES[duty]
    mine = [one for one in counted(world, number) if THEMES[one.theme] in themes]
    return sum(one.minutes for one in mine) if unit == "HOURS" else len(mine)


def per_unit(duty):
    return 60 if DUTIES[duty][2] == "HOURS" else 1


def duties_of(group):
    return [duty for duty, (levels, *_more) in DUTIES.items() if set(levels) & set(group.levels)]


def is_behind(world, number, today):
    return any(
        had(world, number, duty) < PACE.due(DUTIES[duty][1], today) * per_unit(duty)
        for duty in duties_of(world.groups[number])
    )


def next_thing(world, school, now):
    """What is next at a school by its number, with how many of it; None for nothing."""
    here = [session for session in world.sessions if session.host == school]
    soon = [
        one
        for one in here
        if one.state in {"held", "proposed"} and now < held_until(one) <= now + timedelta(days=3)
    ]
    if soon:
        return "hold_expiring", len(soon), min(map(held_until, soon))
    untold = [one for one in here if one.state == "confirmed" and ends(one) <= now]
    if untold:
        return "outcome_missing", len(untold), min(map(ends, untold))
    numbers = [number for number, one in enumerate(world.groups) if one.school == school]
    owed = [number for number in numbers if duties_of(world.groups[number])]
    if owed and not any(counted(world, number) for number in numbers):
        return "never_reached", len(owed), -len(owed)
    late = [number for number in owed if is_behind(world, number, now.astimezone(PARIS).date())]
    if late:
        return "behind_pace", len(late), -len(late)
    coming = [one for one in here if one.state in COUNTED_ON and ends(one) > now]
    if coming:
        return "feed_never_read", len(coming), -len(coming)
    return None


def owed_most(world, school, rows, now):
    """The class, duty, theme and number of units, by the definition; None where none may be."""
    today = now.astimezone(PARIS).date()
    candidates = []
    for number, group in enumerate(world.groups):
        if group.school != school or not set(group.levels) <= SECONDARY:
            continue
        missing = {
            duty: max(0, DUTIES[duty][1] * per_unit(duty) - had(world, number, duty))
            for duty in duties_of(group)
        }
        shares = {
            duty: Fraction(left, DUTIES[duty][1] * per_unit(duty)) for duty, left in missing.items()
        }
        for duty, left in missing.items():
            if left:
                amount = DUTIES[duty][1] * per_unit(duty)
                due = PACE.due(DUTIES[duty][1], today) * per_unit(duty)
                behind = Fraction(max(0, due - had(world, number, duty)), amount)
                levels = sorted(list(Level).index(Level(level)) for level in group.levels)
                order = (-behind, -shares[duty], -sum(shares.values()), levels)
                label = rows.groups[number].label
                units = -(-left // per_unit(duty))
                theme = min(DUTIES[duty][3])
                candidates.append(((*order, label, duty), (rows.groups[number], theme, units)))
    return min(candidates, key=lambda one: one[0])[1] if candidates else None


def expected(world, rows, now):
    lines = {}
    for school, row in enumerate(rows.schools):
        if found := next_thing(world, school, now):
            thing, count, rank = found
            most = None
            if thing in {"never_reached", "behind_pace"}:
                most = owed_most(world, school, rows, now)
            lines[row.pk] = (thing, count, rank, most)
    return lines


ORDER = ["hold_expiring", "outcome_missing", "never_reached", "behind_pace", "feed_never_read"]


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds(), days=st.integers(0, 290))
def test_the_next_thing_of_each_school_agrees_with_plain_loops(world, days):
    now = datetime(2026, 9, 1, 11, tzinfo=PARIS) + timedelta(days=days)
    with transaction.atomic():
        rows = build(world)
        HolidayFactory()
        HolidayFactory(summer=True)
        told = worklist_of(UserFactory(administrator=True), now=now)
        lines = expected(world, rows, now)
        assert {
            line.school.pk: (
                line.thing.value,
                line.count,
                line.most and (line.most.group, line.most.theme.pk, line.most.missing),
            )
            for line in told.lines
        } == {uai: (thing, count, most) for uai, (thing, count, _rank, most) in lines.items()}

        def urgency(uai):
            school = next(one for one in rows.schools if one.pk == uai)
            thing, _count, rank, _most = lines[uai]
            return ORDER.index(thing), rank, school.commune.name, school.name, uai

        assert [line.school.pk for line in told.lines] == sorted(lines, key=urgency)
        assert sum(told.counts.values()) == len(lines)
        transaction.set_rollback(True)
