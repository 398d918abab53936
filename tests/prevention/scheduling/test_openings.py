"""Openings are arithmetic: examples to read, then everything against a slow oracle."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from prevention.scheduling.intervals import merged
from prevention.scheduling.openings import (
    STEP,
    Found,
    Obstacle,
    Opening,
    Person,
    Search,
    Window,
    find_openings,
    nearest,
    obstacle_at,
)
from prevention.schools.days import HalfDay
from prevention.vocabulary import Half

PARIS = ZoneInfo("Europe/Paris")
MARTINIQUE = ZoneInfo("America/Martinique")
TUESDAY = date(2026, 10, 6)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def at(clock, day=TUESDAY, zone=PARIS):
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=zone)


def morning(starts_at="08:30", ends_at="11:30", day=TUESDAY):
    return HalfDay(Half.AM, at(starts_at, day), at(ends_at, day))


def window(starts_at="08:00", ends_at="17:00", *, weekday=2, until=None):
    start, end = time.fromisoformat(starts_at), time.fromisoformat(ends_at)
    return Window(weekday, start, end, date(2026, 9, 1), until)


def person(key=1, *windows, busy=()):
    return Person(key, list(windows) or [window()], list(busy))


def find(*half_days, people=None, needed=1, busy=(), not_before=at("00:00"), lasts=HOUR):  # noqa: B008 - a constant
    return find_openings(
        Search(
            list(half_days) or [morning()],
            duration=lasts,
            people=[person()] if people is None else people,
            needed=needed,
            group_busy=list(busy),
            not_before=not_before,
        )
    )


def starts(found):
    return [f"{opening.starts_at:%H:%M}" for opening in found.openings]


class TestExamples:
    def test_a_free_morning_is_offered_every_half_hour(self):
        assert starts(find()) == ["08:30", "09:00", "09:30", "10:00", "10:30"]

    def test_an_opening_is_told_in_the_time_of_the_school(self):
        first = find().openings[0]

        assert first == Opening(at("08:30"), at("09:30"), (1,))
        assert first.starts_at.utcoffset() == timedelta(hours=2)

    def test_what_is_taken_leaves_the_rest(self):
        assert starts(find(people=[person(1, busy=[(at("09:00"), at("09:45"))])])) == [
            "10:00",
            "10:30",
        ]

    def test_two_windows_in_a_row_are_one(self):
        worker = person(1, window("08:00", "10:00"), window("10:00", "12:00"))

        assert "09:30" in starts(find(people=[worker]))

    def test_two_facilitators_must_be_free_together(self):
        early, late = person(1, window("08:00", "10:30")), person(2, window("09:30", "12:00"))

        assert starts(find(people=[early, late], needed=2)) == ["09:30"]

    def test_the_least_busy_comes_first(self):
        busy = person(1, busy=[(at("14:00"), at("15:00"))])

        assert find(people=[busy, person(2)]).openings[0].facilitators == (2, 1)

    def test_a_window_that_is_no_longer_valid_gives_nothing(self):
        former = person(1, window(until=date(2026, 10, 5)))

        assert find(people=[former]) == Found([], {Obstacle.NO_FACILITATOR: 1})


class TestReasons:
    def test_each_half_day_without_an_opening_has_one_reason(self):
        days = [TUESDAY + timedelta(weeks=week) for week in range(5)]
        short = morning("10:45", "11:30", day=days[0])

        found = find(
            short,
            *(morning(day=day) for day in days[1:]),
            people=[person(1, window(until=days[3]))],
            busy=[(at("08:00", days[2]), at("12:00", days[2]))],
            not_before=at("00:00", days[2]),
        )

        assert found.obstacles == {
            Obstacle.TOO_SHORT: 1,
            Obstacle.TOO_SOON: 1,
            Obstacle.GROUP_BUSY: 1,
            Obstacle.NO_FACILITATOR: 1,
        }
        assert {opening.starts_at.date() for opening in found.openings} == {days[3]}

    def test_nobody_at_all_is_no_facilitator(self):
        assert find(people=[]) == Found([], {Obstacle.NO_FACILITATOR: 1})


def test_the_nearest_openings_come_closest_first():
    openings = find(morning(), morning(day=TUESDAY + timedelta(weeks=1))).openings

    found = nearest(openings, to=at("09:15"))

    assert [f"{one.starts_at:%H:%M}" for one in found] == ["09:00", "09:30", "08:30"]


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
def worlds(draw):
    zone = draw(st.sampled_from([PARIS, MARTINIQUE]))
    people = st.lists(
        st.tuples(
            st.just(ALL_NIGHT) | st.lists(windows(), max_size=4),
            st.lists(busy_times(), max_size=3),
        ),
        max_size=4,
    )
    return Search(
        half_days=draw(st.lists(half_days(zone), max_size=4)),
        duration=draw(st.sampled_from([15, 50, 60, 90, 240])) * MINUTE,
        people=[
            Person(pk, weeks, merged(busy))
            for pk, (weeks, busy) in enumerate(draw(people), start=1)
        ],
        needed=draw(st.integers(1, 2)),
        group_busy=draw(st.lists(busy_times(), max_size=2)),
        not_before=draw(st.just(at("00:00")) | busy_times().map(min)),
    )


def minutes(start, length):
    return [start + n * MINUTE for n in range(length // MINUTE)]


def works(window, minute, zone):
    local = minute.astimezone(zone)
    valid = window.valid_from <= local.date() <= (window.valid_until or date.max)
    same_day = local.isoweekday() == window.weekday
    return valid and same_day and window.starts_at <= local.time() < window.ends_at


def is_taken(spans, minute):
    return any(start <= minute < end for start, end in spans)


def oracle(search):
    """Ask, minute by minute, whether it suits everybody; slow, and hard to get wrong."""
    for half_day in search.half_days:
        zone = half_day.starts_at.tzinfo
        start, end = (when.astimezone(UTC) for when in (half_day.starts_at, half_day.ends_at))
        while start + search.duration <= end:
            every = minutes(start, search.duration)
            free = {
                one.id
                for one in search.people
                if all(any(works(w, minute, zone) for w in one.windows) for minute in every)
                and not any(is_taken(one.busy, minute) for minute in every)
            }
            group_is_free = not any(is_taken(search.group_busy, minute) for minute in every)
            if start >= search.not_before and group_is_free and len(free) >= search.needed:
                yield start, start + search.duration, free
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
    when = data.draw(busy_times().map(min) | st.sampled_from(sorted(starts) or [at("00:00")]))

    assert (obstacle_at(when, search) is None) == (when in starts)
