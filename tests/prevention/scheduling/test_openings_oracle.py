"""Openings against a slow oracle, over worlds that no example thinks of."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from prevention.scheduling.openings import STEP, Search, find_openings, obstacle_at
from prevention.scheduling.people import Lunch, Person, Visit, Window
from prevention.schools.days import HalfDay
from prevention.vocabulary import Half

PARIS = ZoneInfo("Europe/Paris")
MARTINIQUE = ZoneInfo("America/Martinique")
LONG_AGO = datetime(2026, 9, 1, tzinfo=PARIS)
MINUTE = timedelta(minutes=1)

# Around both changes of the clock: 25 October 2026 and 28 March 2027, at night. Half-days
# at night exist only here: where arithmetic on wall clocks goes wrong, it goes wrong there.
DAYS = [date(2026, 10, 25), date(2026, 10, 26), date(2027, 3, 28)]
# Nothing begins or ends between two and three o'clock, shown twice or not at all.
CLOCKS = [time(0), time(1, 15), time(1, 50), *(time(hour, 5) for hour in range(3, 24, 2))]


@st.composite
def orders(draw, values):
    first, second = draw(st.lists(values, min_size=2, max_size=2, unique=True).map(sorted))
    return first, second


@st.composite
def half_days(draw, zone):
    clocks, day = draw(orders(st.sampled_from(CLOCKS))), draw(st.sampled_from(DAYS))
    start, end = (datetime.combine(day, clock, tzinfo=zone) for clock in clocks)
    return HalfDay(Half.AM, start, end)


@st.composite
def windows(draw):
    start, end = draw(orders(st.sampled_from(CLOCKS)))
    first, last = draw(orders(st.sampled_from(DAYS)))
    return Window(
        draw(st.sampled_from([7, 7, 1])), start, end, first, draw(st.none() | st.just(last))
    )


ALL_NIGHT = [Window(7, time(0), time(23, 5), DAYS[0])]


@st.composite
def busy_times(draw):
    day = draw(st.sampled_from(DAYS))
    start = datetime.combine(day, time(0), tzinfo=UTC) + draw(st.integers(0, 287)) * 5 * MINUTE
    return start, start + draw(st.integers(1, 60)) * 5 * MINUTE


@st.composite
def visits(draw, zone):
    start, end = draw(busy_times())
    travel = draw(st.integers(0, 8)) * 5 * MINUTE
    return Visit(start, end, start.astimezone(zone).date(), travel)


def few(values):
    return st.lists(values, max_size=3)


def a_number_or_none(largest):
    return st.none() | st.integers(1, largest)


@st.composite
def people(draw, zone):
    return [
        Person(
            number,
            draw(st.just(ALL_NIGHT) | st.lists(windows(), max_size=4)),
            visits=draw(few(visits(zone))),
            busy=draw(few(busy_times())),
            extras=draw(few(busy_times())),
            absences=draw(few(busy_times())),
            way=draw(st.sampled_from([0, 0, 10, 35])) * MINUTE,
            max_per_day=draw(a_number_or_none(2)),
            max_per_week=draw(a_number_or_none(3)),
        )
        for number in range(1, draw(st.integers(0, 4)) + 1)
    ]


@st.composite
def lunches(draw):
    start, end = draw(orders(st.sampled_from(CLOCKS[4:])))
    return Lunch(start, end, draw(st.sampled_from([20, 45, 90])) * MINUTE)


@st.composite
def worlds(draw):
    zone = draw(st.sampled_from([PARIS, MARTINIQUE]))
    return Search(
        half_days=draw(st.lists(half_days(zone), max_size=4)),
        duration=draw(st.sampled_from([15, 50, 60, 90, 240])) * MINUTE,
        people=draw(people(zone)),
        needed=draw(st.integers(1, 2)),
        group_busy=draw(st.lists(busy_times(), max_size=2)),
        not_before=draw(st.just(LONG_AGO) | busy_times().map(min)),
        lunch=draw(st.none() | lunches()),
    )


def minutes(start, end):
    return [start + n * MINUTE for n in range((end - start) // MINUTE)]


def is_open(window, minute, zone):
    local = minute.astimezone(zone)
    valid = window.valid_from <= local.date() <= (window.valid_until or date.max)
    same_day = local.isoweekday() == window.weekday
    return valid and same_day and window.starts_at <= local.time() < window.ends_at


def is_in(spans, minute):
    return any(start <= minute < end for start, end in spans)


def works(person, minute, day, zone):
    there = any(is_open(window, minute, zone) for window in person.windows)
    there = there or is_in(person.extras, minute)
    return there and minute.astimezone(zone).date() == day and not is_in(person.absences, minute)


def is_taken(person, minute):
    on_the_way = any(
        held.starts_at - held.travel <= minute < held.ends_at + held.travel
        for held in person.visits
    )
    return on_the_way or is_in(person.busy, minute)


def has_room(person, day):
    def week(one):
        return one.isocalendar()[:2]

    today = [held for held in person.visits if held.day == day]
    this_week = [held for held in person.visits if week(held.day) == week(day)]
    return (person.max_per_day is None or len(today) < person.max_per_day) and (
        person.max_per_week is None or len(this_week) < person.max_per_week
    )


def eats(person, lunch, start, end, day, zone):
    """Count the longest run of free minutes of noon, unless the session is far from it."""
    noon = [datetime.combine(day, clock, tzinfo=zone) for clock in (lunch.starts_at, lunch.ends_at)]
    noon = [when.astimezone(UTC) for when in noon]
    if end <= noon[0] or noon[1] <= start:
        return True
    longest = run = 0
    for minute in minutes(*noon):
        run = 0 if is_taken(person, minute) or start <= minute < end else run + 1
        longest = max(longest, run)
    return longest * MINUTE >= lunch.lasts


def suits(person, search, start, end, zone):
    day = start.astimezone(zone).date()
    return (
        all(
            works(person, minute, day, zone)
            for minute in minutes(start - person.way, end + person.way)
        )
        and not any(is_taken(person, minute) for minute in minutes(start, end))
        and has_room(person, day)
        and (search.lunch is None or eats(person, search.lunch, start, end, day, zone))
    )


def oracle(search):
    """Ask, minute by minute, whether it suits everybody; slow, and hard to get wrong."""
    for half_day in search.half_days:
        zone = half_day.starts_at.tzinfo
        start, last = (when.astimezone(UTC) for when in (half_day.starts_at, half_day.ends_at))
        while (end := start + search.duration) <= last:
            group_is_free = not any(is_in(search.group_busy, one) for one in minutes(start, end))
            if start >= search.not_before and group_is_free:
                able = {one.id for one in search.people if suits(one, search, start, end, zone)}
                if len(able) >= search.needed:
                    yield start, end, able
            start += STEP


@settings(max_examples=300, deadline=None)
@given(worlds())
def test_openings_agree_with_the_minute_by_minute_oracle(search):
    found = find_openings(search)

    assert [
        (one.starts_at.astimezone(UTC), one.ends_at.astimezone(UTC), set(one.facilitators))
        for one in found.openings
    ] == list(oracle(search))


@settings(max_examples=100, deadline=None)
@given(worlds())
def test_each_half_day_gives_openings_or_one_reason(search):
    found = find_openings(search)

    alone = [find_openings(replace(search, half_days=[half])) for half in search.half_days]
    assert all(bool(one.openings) != bool(one.obstacles) for one in alone)
    assert sum(found.obstacles.values()) == sum(not one.openings for one in alone)


@settings(max_examples=100, deadline=None)
@given(worlds(), st.data())
def test_a_start_has_an_obstacle_unless_it_is_an_opening(search, data):
    search = replace(search, half_days=search.half_days[:1])  # half-days never overlap
    starts = {one.starts_at for one in find_openings(search).openings}
    when = data.draw(busy_times().map(min) | st.sampled_from(sorted(starts) or [LONG_AGO]))

    assert (obstacle_at(when, search) is None) == (when in starts)
