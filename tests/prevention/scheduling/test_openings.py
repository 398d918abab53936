"""Openings are arithmetic: examples to read."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from prevention.scheduling.openings import (
    Found,
    Obstacle,
    Opening,
    Search,
    find_nearest,
    find_openings,
    obstacle_at,
)
from prevention.scheduling.people import Lunch, Person, Visit, Window
from prevention.schools.days import HalfDay
from prevention.vocabulary import Half

PARIS = ZoneInfo("Europe/Paris")
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


def person(key=1, *windows, **known):
    return Person(key, list(windows) or [window()], **known)


def visit(starts_at, ends_at, travel=0):
    return Visit(at(starts_at), at(ends_at), TUESDAY, travel * MINUTE)


def search(*half_days, people=None, busy=(), **asked):
    return Search(
        list(half_days) or [morning()],
        duration=asked.pop("lasts", HOUR),
        people=[person()] if people is None else people,
        needed=asked.pop("needed", 1),
        group_busy=list(busy),
        not_before=asked.pop("not_before", at("00:00")),
        **asked,
    )


def find(*half_days, **asked):
    return find_openings(search(*half_days, **asked))


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
        busy = person(1, visits=[visit("14:00", "15:00")])

        assert find(people=[busy, person(2)]).openings[0].facilitators == (2, 1)

    def test_a_window_that_is_no_longer_valid_gives_nothing(self):
        former = person(1, window(until=date(2026, 10, 5)))

        assert find(people=[former]) == Found([], {Obstacle.NO_FACILITATOR: 1})


class TestTheDayOfAFacilitator:
    def test_the_way_from_another_school_is_kept_free_before_and_after(self):
        coming = person(1, visits=[visit("08:00", "08:30", travel=20)])
        leaving = person(1, visits=[visit("11:30", "12:00", travel=20)])

        assert starts(find(people=[coming])) == ["09:00", "09:30", "10:00", "10:30"]
        assert starts(find(people=[leaving])) == ["08:30", "09:00", "09:30", "10:00"]

    def test_two_sessions_at_one_school_follow_each_other(self):
        here = person(1, visits=[visit("08:30", "09:30")])

        assert starts(find(people=[here])) == ["09:30", "10:00", "10:30"]

    def test_who_sets_out_from_afar_begins_later_and_ends_earlier(self):
        far = person(1, window("08:30", "11:30"), way=25 * MINUTE)

        assert starts(find(people=[far])) == ["09:00", "09:30", "10:00"]

    def test_an_extra_adds_to_the_week_and_an_absence_takes_from_it(self):
        extra = person(1, window(weekday=1), extras=[(at("09:00"), at("10:30"))])
        absent = person(1, absences=[(at("09:15"), at("10:00"))])

        assert starts(find(people=[extra])) == ["09:00", "09:30"]
        assert starts(find(people=[absent])) == ["10:00", "10:30"]

    def test_an_absence_is_nobody_and_not_somebody_taken(self):
        absent = person(1, absences=[(at("08:00"), at("12:00"))])
        search = Search([morning()], HOUR, [absent], 1, [], at("00:00"))

        assert obstacle_at(at("09:00"), search) == Obstacle.NO_FACILITATOR

    def test_a_day_and_a_week_hold_so_many_sessions(self):
        monday = Visit(at("09:00"), at("10:00"), TUESDAY - timedelta(days=1))
        sunday_before = replace(monday, day=TUESDAY - timedelta(days=2))
        today = visit("14:00", "15:00")

        assert starts(find(people=[person(1, visits=[today], max_per_day=1)])) == []
        assert starts(find(people=[person(1, visits=[monday], max_per_day=1)])) != []
        assert starts(find(people=[person(1, visits=[monday, today], max_per_week=2)])) == []
        assert starts(find(people=[person(1, visits=[sunday_before], max_per_week=1)])) != []

    def test_time_to_eat_is_left_between_morning_and_afternoon(self):
        lunch = Lunch(time(11, 30), time(14), 45 * MINUTE)
        afternoon = person(1, visits=[visit("13:00", "14:00", travel=15)])
        late = morning("10:30", "13:00")

        found = find(late, people=[afternoon], lunch=lunch)

        assert starts(found) == ["10:30", "11:00"]
        assert starts(find(late, lunch=lunch)) == ["10:30", "11:00", "11:30", "12:00"]


class TestAgreements:
    def test_a_day_outside_every_agreement_has_no_opening(self):
        week_later = TUESDAY + timedelta(weeks=1)
        search = Search(
            [morning(), morning(day=week_later)],
            HOUR,
            [person()],
            1,
            [],
            at("00:00"),
            agreed=[(date(2021, 10, 7), TUESDAY)],
        )

        found = find_openings(search)

        assert {one.starts_at.date() for one in found.openings} == {TUESDAY}
        assert found.obstacles == {Obstacle.NO_AGREEMENT: 1}
        assert obstacle_at(at("09:00", week_later), search) == Obstacle.NO_AGREEMENT

    def test_who_needs_one_and_has_none_gives_nothing(self):
        assert find(agreed=[]) == Found([], {Obstacle.NO_AGREEMENT: 1})


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
    weeks = search(morning(), morning(day=TUESDAY + timedelta(weeks=1)))

    found = find_nearest(weeks, to=at("09:15"))

    assert [f"{one.starts_at:%H:%M}" for one in found] == ["09:00", "09:30", "08:30"]
