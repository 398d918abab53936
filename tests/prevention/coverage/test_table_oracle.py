"""Outcomes, ways, meetings and answers, against plain loops over random worlds."""

from collections import Counter
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from prevention.coverage.activity import given_to_classes, in_sessions
from prevention.coverage.answers import OF_OFFERS, answers_by, answers_in, answers_of
from prevention.coverage.dimensions import OF_SESSIONS
from prevention.coverage.meetings import OF_MEETINGS, meetings_by, meetings_in, meetings_of
from prevention.coverage.outcomes import outcomes_by, outcomes_of
from prevention.coverage.periods import Period
from prevention.coverage.travel import travel_by, travel_of
from prevention.scheduling.load import TRAVEL
from prevention.schools.distances import Place
from prevention.vocabulary import RoleKind
from tests.factories import RoleFactory
from tests.prevention.coverage.test_activity_oracle import FOR_CLASSES, PERIODS, values_of
from tests.prevention.coverage.worlds import build as build_world
from tests.prevention.coverage.worlds import of_session, starts, where_school, worlds

GIVEN = {"done", "closed"}
OVER = GIVEN | {"cancelled", "not_held", "refused", "expired"}


def build(world):
    rows = build_world(world)
    rows.reader = RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True, school=None).user
    return rows


def rate(total, number):
    return round(Decimal(total) / number, 1) if number else None


def counted(dimension, world, rows, in_period, chosen):
    """The numbers of the sessions that each value has, once each."""
    found = {}
    for number, session in enumerate(world.sessions):
        if session.state == "wished" or not in_period(starts(session).date()):
            continue
        if session.kind not in FOR_CLASSES or not chosen(session):
            continue
        for member in session.members:
            for value in values_of(dimension, world, session, member, rows):
                found.setdefault(value, set()).add(number)
    return found


def outcomes(sessions):
    states = Counter(one.state for one in sessions)
    given_ = [one for one in sessions if one.state in GIVEN]
    off = states["cancelled"] + states["not_held"]
    return {
        "given": len(given_),
        "cancelled": states["cancelled"],
        "cancelled_late": sum(one.late for one in sessions),
        "not_held": states["not_held"],
        "refused": states["refused"],
        "expired": states["expired"],
        "lead_days": rate(sum(one.asked_days_before for one in given_), len(given_)),
        "cancellation_rate": rate(100 * off, off + len(given_)),
        "endings": Counter(
            (one.state, one.ended[0] or None, one.ended[1] or None)
            for one in sessions
            if one.state not in GIVEN
        ),
    }


def told_outcomes(one):
    endings = {(row.outcome, row.side, row.reason): row.sessions for row in one.endings}
    assert [row.sessions for row in one.endings] == sorted(endings.values(), reverse=True)
    rate_ = one.cancellation_rate
    return vars(one) | {"endings": endings, "cancellation_rate": rate_}


def check_outcomes(dimension, world, rows, period, in_period):
    base = in_sessions(period)
    found = outcomes_by(dimension, base) if dimension else {"everything": outcomes_of(base)}
    numbers = counted(
        dimension,
        world,
        rows,
        in_period,
        lambda one: one.state in OVER and one.kind != "INTERNAL",
    )
    wanted = {value: [world.sessions[one] for one in them] for value, them in numbers.items()}
    if dimension is None:
        wanted.setdefault("everything", [])
    assert {value: told_outcomes(one) for value, one in found.items()} == {
        value: outcomes(sessions) for value, sessions in wanted.items()
    }, dimension


def place(world, rows, session):
    school = world.schools[session.host]
    commune = rows.schools[session.host].commune
    point = school.point or (
        (commune.latitude, commune.longitude) if commune.latitude is not None else None
    )
    return Place(str(session.host), point)


def ways(world):
    """Each way: the sessions at its ends, one facilitator's after the other on a day."""
    for facilitator in range(2):
        for day in {one.day for one in world.sessions}:
            there = sorted(
                (one.hour, number)
                for number, one in enumerate(world.sessions)
                if one.day == day and one.state in GIVEN and facilitator in one.facilitators
            )
            for (_hour, before), (_later, after) in pairwise(there):
                if world.sessions[before].host != world.sessions[after].host:
                    yield before, after


def check_travel(dimension, world, rows, period, in_period):
    base = given_to_classes(period)
    if dimension:
        found = travel_by(dimension, base, period)
    else:
        found = {"everything": travel_of(base, period)}
    wanted = {}
    numbers = counted(dimension, world, rows, in_period, lambda one: one.state in GIVEN)
    for before, after in ways(world):
        for value, them in numbers.items():
            if after not in them:
                continue
            one, other = (place(world, rows, world.sessions[end]) for end in (before, after))
            sums = wanted.setdefault(value, Counter())
            km = TRAVEL.km(one, other)
            sums.update(
                journeys=1,
                tenths=0 if km is None else round(km * 10),
                minutes=int(TRAVEL.between(one, other).total_seconds() // 60),
                unplaced=int(km is None),
            )
    if dimension is None:
        wanted.setdefault("everything", Counter())
    assert {
        value: (one.journeys, one.km * 10, one.minutes, one.unplaced)
        for value, one in found.items()
    } == {
        value: tuple(sums[name] for name in ("journeys", "tenths", "minutes", "unplaced"))
        for value, sums in wanted.items()
    }, dimension


def check_meetings(dimension, world, rows, period, in_period):
    base = meetings_in(period, {})
    found = meetings_by(dimension, base) if dimension else {"everything": meetings_of(base)}
    wanted = {} if dimension else {"everything": (0, 0, 0, 0)}
    for session in world.sessions:
        meets = session.kind in {"PARENTS", "PROFESSIONAL_TRAINING"} and session.state in GIVEN
        if not meets or not in_period(starts(session).date()):
            continue
        stands = where_school(world, session.host, rows) | of_session(session, rows)
        for value in {**stands, None: ["everything"], "level": []}[dimension]:
            here = (1, session.minutes, session.participants or 0, session.participants is None)
            before = wanted.get(value, (0, 0, 0, 0))
            wanted[value] = tuple(a + b for a, b in zip(before, here, strict=True))
    assert {
        value: (one.meetings, one.hours, one.participants, one.unreported)
        for value, one in found.items()
    } == {
        value: (meetings, round(Decimal(minutes) / 60, 2), participants, silent)
        for value, (meetings, minutes, participants, silent) in wanted.items()
    }, dimension


def packets(world, rows):
    """The answers about each offer as they were given: the session of each, and the answer."""
    by_offer = {}
    for number, session in enumerate(world.sessions):
        for place_, answer in enumerate(session.answers):
            given_at = (session.day, session.hour, answer.order, number, place_)
            key = session.partner, session.theme
            at = starts(session).timestamp() + answer.order * 86400
            by_offer.setdefault(key, []).append((at, given_at[-2:], session, answer))
    for told in by_offer.values():
        told.sort(key=lambda one: one[:2])
        yield told, len(told) - len(told) % 5


def check_answers(dimension, world, rows, year, in_period):
    base = answers_in(year, rows.reader, {})
    found = answers_by(dimension, base) if dimension else {"everything": answers_of(base)}
    wanted = {} if dimension else {"everything": ([], [])}
    for told, within in packets(world, rows):
        for place_, (_at, _order, session, answer) in enumerate(told):
            if not in_period(starts(session).date()):
                continue
            # Every offer of these worlds is for sessions in class, whatever was made of it.
            stands = of_session(session, rows) | {"session_kind": ["CLASS"]}
            for value in {**stands, None: ["everything"]}[dimension]:
                every, kept = wanted.setdefault(value, ([], []))
                every.append(answer)
                if place_ < within:
                    kept.append(answer)
    assert {value: tuple(vars(one).values()) for value, one in found.items()} == {
        value: means(every, kept) for value, (every, kept) in wanted.items()
    }, dimension


def means(every, kept):
    useful = sum(one.usefulness for one in kept)
    fits = [one.level_fit for one in kept if one.level_fit]
    again = [one.again for one in kept if one.again is not None]
    return (
        len(every),
        len(kept),
        round(Decimal(useful) / len(kept), 2) if kept else None,
        rate(100 * fits.count("RIGHT"), len(fits)),
        rate(100 * sum(again), len(again)),
    )


@pytest.mark.django_db
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(world=worlds())
def test_every_figure_of_every_dimension_agrees_with_plain_loops(world):
    with transaction.atomic():
        rows = build(world)
        for period in (Period.school_year(2026), Period.calendar_year(2026)):
            in_period = PERIODS[period]
            for dimension in [None, *OF_SESSIONS]:
                check_outcomes(dimension, world, rows, period, in_period)
                check_travel(dimension, world, rows, period, in_period)
                check_meetings(dimension, world, rows, period, in_period)
        for year in (2025, 2026):
            for dimension in [None, *OF_OFFERS]:
                in_period = PERIODS[Period.school_year(year)]
                check_answers(dimension, world, rows, year, in_period)
        transaction.set_rollback(True)


def test_meetings_and_offers_are_told_apart_by_dimensions_of_sessions():
    assert OF_MEETINGS.keys() == OF_SESSIONS.keys() - {"level"}
    assert OF_OFFERS.keys() <= OF_SESSIONS.keys()
