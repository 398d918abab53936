"""Openings against a slow oracle, over worlds that no example thinks of."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from prevention.scheduling.openings import (
    Search,
    find_nearest,
    find_openings,
    obstacle_at,
)
from prevention.scheduling.people import Lunch, Person, Visit, Window
from prevention.scheduling.travel import TravelRule
from prevention.schools.days import Closed, SchoolDays, ZoneCalendar, ZoneHoliday
from prevention.schools.distances import Place
from prevention.vocabulary import Half
from tests.prevention.scheduling.oracle import told
from tests.prevention.scheduling.worlds import MINUTE, worlds


def school_days(world):
    return SchoolDays(
        calendar=ZoneCalendar(
            zone="B",
            territory="Métropole",
            holidays=tuple(
                ZoneHoliday(one.first, one.last, 2026, one.after_class) for one in world.holidays
            ),
            public_holidays={
                year: frozenset(day for day in world.public_holidays if day.year == year)
                for year in (2026, 2027)
            },
        ),
        week=world.week,
        time_zone=world.zone,
        closures=tuple(Closed(*span) for span in world.closures),
        closed_for_good_on=world.closed_on,
    )


def people(world):
    rule = TravelRule(world.detour, world.speed_kmh, world.margin_minutes * MINUTE)
    schools = [
        Place(f"school {number}", point or world.communes[commune])
        for number, (point, commune) in enumerate(world.schools)
    ]
    communes = [Place(f"commune {n}", point) for n, point in enumerate(world.communes)]
    return [
        Person(
            number,
            [
                Window(one.weekday, one.start, one.end, one.first, one.last)
                for one in person.windows
            ],
            visits=[
                Visit(
                    held.start,
                    held.end,
                    held.start.astimezone(world.zone).date(),
                    rule.between(schools[held.school], schools[0]),
                )
                for held in person.held
            ],
            busy=person.busy,
            extras=person.extras,
            absences=person.absences,
            way=timedelta()
            if person.base is None
            else rule.between(communes[person.base], schools[0]),
            max_per_day=person.max_per_day,
            max_per_week=person.max_per_week,
        )
        for number, person in enumerate(world.people)
    ]


def agreed(world):
    if world.agreements is None:
        return None
    return [
        (max(one.first, one.national[0]), min(one.last, one.national[1]))
        if one.national
        else (one.first, one.last)
        for one in world.agreements
        if one.fits
    ]


def search_in(world):
    days = school_days(world)
    return Search(
        half_days=[half for day in world.days for half in days.half_days(day)],
        duration=world.duration_minutes * MINUTE,
        people=people(world),
        needed=world.needed,
        group_busy=[span for busy in world.classes_busy for span in busy],
        not_before=world.now + timedelta(days=world.lead_days),
        lunch=world.lunch and Lunch(*world.lunch[:2], lasts=world.lunch[2] * MINUTE),
        agreed=agreed(world),
    )


def in_utc(openings):
    # An hour that clocks show twice equals nothing outside its own zone (PEP 495).
    return [
        (one.starts_at.astimezone(UTC), one.ends_at.astimezone(UTC), one.facilitators)
        for one in openings
    ]


@settings(max_examples=400, deadline=None)
@given(worlds())
def test_openings_agree_with_the_minute_by_minute_oracle(world):
    days = school_days(world)
    closed = [days.why_closed(day, half) for day in world.days for half in Half]
    openings, reasons = told(world)

    found = find_openings(search_in(world))

    assert in_utc(found.openings) == [
        (start, start + world.duration_minutes * MINUTE, tuple(able)) for start, able in openings
    ]
    assert Counter(filter(None, closed)) + Counter(found.obstacles) == reasons


@settings(max_examples=50, deadline=None)
@given(worlds())
def test_each_half_day_gives_openings_or_one_reason(world):
    search = search_in(world)

    found = find_openings(search)

    alone = [find_openings(replace(search, half_days=[half])) for half in search.half_days]
    assert all(bool(one.openings) != bool(one.obstacles) for one in alone)
    assert all(sum(one.obstacles.values()) <= 1 for one in alone)
    assert sum(found.obstacles.values()) == sum(not one.openings for one in alone)


@settings(max_examples=100, deadline=None)
@given(worlds(), st.data())
def test_a_start_has_an_obstacle_unless_it_is_an_opening(world, data):
    search = search_in(world)
    starts = [start for start, _end, _able in in_utc(find_openings(search).openings)]
    midnight = datetime.combine(data.draw(st.sampled_from(world.days)), time(0), tzinfo=UTC)
    any_minute = st.integers(0, 24 * 60 - 1).map(lambda n: midnight + n * MINUTE)

    when = data.draw(any_minute | st.sampled_from(starts or [midnight]))

    assert (obstacle_at(when, search) is None) == (when in starts)


@settings(max_examples=200, deadline=None)
@given(worlds(), st.data())
def test_the_nearest_found_by_going_outwards_are_the_nearest_of_all(world, data):
    search = search_in(world)
    midnight = datetime.combine(data.draw(st.sampled_from(world.days)), time(0), tzinfo=UTC)
    wished = midnight + data.draw(st.integers(0, 24 * 60 - 1)) * MINUTE

    def nearness(opening):
        return abs(opening.starts_at - wished), opening.starts_at

    found = find_nearest(search, to=wished)

    of_all = sorted(find_openings(search).openings, key=nearness)
    assert [nearness(one) for one in found] == [nearness(one) for one in of_all[:3]]
