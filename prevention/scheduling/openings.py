"""When an offer can come to a class: pure arithmetic over intervals.

Nothing here reads the database or the clock. ``load.py`` gathers the facts, this decides.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from functools import cached_property
from operator import itemgetter

from prevention.scheduling.intervals import Span, covered, overlaps_any
from prevention.scheduling.people import Lunch, Person, can_give
from prevention.schools.days import HalfDay

# Lessons begin at odd minutes (8:05, 9:55), but schools and partners agree on half hours,
# counted from the start of the half-day.
STEP = timedelta(minutes=30)


class Obstacle(StrEnum):
    """What stands against an opening, in the order in which it is looked at."""

    # Against every start of a half-day of class.
    TOO_SHORT = "TOO_SHORT"
    TOO_SOON = "TOO_SOON"
    NO_AGREEMENT = "NO_AGREEMENT"
    GROUP_BUSY = "GROUP_BUSY"
    ROOM_BUSY = "ROOM_BUSY"
    NO_FACILITATOR = "NO_FACILITATOR"
    # Against one chosen start.
    OUTSIDE_HOURS = "OUTSIDE_HOURS"
    TAKEN = "TAKEN"
    BETWEEN_STARTS = "BETWEEN_STARTS"


@dataclass(frozen=True)
class Search:
    """All that decides: where to look, for how long, and who must be free together.

    ``agreed`` holds the first and last days of the partner's agreements; None when it needs none.
    """

    half_days: Sequence[HalfDay]
    duration: timedelta
    people: Sequence[Person]
    needed: int
    group_busy: Sequence[Span]
    not_before: datetime
    lunch: Lunch | None = None
    agreed: Sequence[tuple[date, date]] | None = None
    room_busy: Sequence[Span] = ()

    @cached_property
    def ranked(self) -> list[Person]:
        """The people, least busy first."""
        return sorted(self.people, key=lambda person: (len(person.visits), person.id))

    def is_agreed(self, day: date) -> bool:
        return self.agreed is None or any(first <= day <= last for first, last in self.agreed)


@dataclass(frozen=True)
class Opening:
    """A time that suits everybody; ``facilitators`` are all who are free, least busy first."""

    starts_at: datetime
    ends_at: datetime
    facilitators: tuple[int, ...]


@dataclass(frozen=True)
class Found:
    """The openings in order, and how many half-days gave none, by obstacle."""

    openings: list[Opening]
    obstacles: Mapping[Obstacle, int]


def find_openings(search: Search) -> Found:
    """Look through half-days of class, in their order, for times that suit everybody."""
    openings: list[Opening] = []
    obstacles: Counter[Obstacle] = Counter()
    for half_day in search.half_days:
        found = _in_half_day(half_day, search)
        if isinstance(found, Obstacle):
            obstacles[found] += 1
        else:
            openings += found
    return Found(openings, obstacles)


def _in_half_day(half_day: HalfDay, search: Search) -> list[Opening] | Obstacle:
    spans = list(_starts(half_day, search.duration))
    if not spans:
        return Obstacle.TOO_SHORT
    spans = [span for span in spans if span[0] >= search.not_before]
    if not spans:
        return Obstacle.TOO_SOON
    day, zone = half_day.starts_at.date(), half_day.starts_at.tzinfo
    if not search.is_agreed(day):
        return Obstacle.NO_AGREEMENT
    spans = [span for span in spans if not overlaps_any(search.group_busy, span)]
    if not spans:
        return Obstacle.GROUP_BUSY
    spans = [span for span in spans if not overlaps_any(search.room_busy, span)]
    if not spans:
        return Obstacle.ROOM_BUSY
    free = [(person, person.free_on(day, zone)) for person in search.ranked]
    found = []
    for start, end in spans:
        ids = tuple(
            person.id
            for person, stretches in free
            if can_give(person, stretches, (start, end), search.lunch, zone)
        )
        if len(ids) >= search.needed:
            found.append(Opening(start.astimezone(zone), end.astimezone(zone), ids))
    return found or Obstacle.NO_FACILITATOR


def _starts(half_day: HalfDay, duration: timedelta) -> Iterator[Span]:
    start, end = _in_utc(half_day)
    while start + duration <= end:
        yield start, start + duration
        start += STEP


def _in_utc(half_day: HalfDay) -> Span:
    return half_day.starts_at.astimezone(UTC), half_day.ends_at.astimezone(UTC)


def obstacle_at(starts_at: datetime, search: Search) -> Obstacle | None:
    """Say what stands against one start; None when it is an opening."""
    start = starts_at.astimezone(UTC)
    span = (start, start + search.duration)
    half_day = next((half for half in search.half_days if covered([_in_utc(half)], span)), None)
    if half_day is None:
        return Obstacle.OUTSIDE_HOURS
    if start < search.not_before:
        return Obstacle.TOO_SOON
    here = half_day.starts_at.date(), half_day.starts_at.tzinfo
    if not search.is_agreed(here[0]):
        return Obstacle.NO_AGREEMENT
    if overlaps_any(search.group_busy, span):
        return Obstacle.GROUP_BUSY
    if overlaps_any(search.room_busy, span):
        return Obstacle.ROOM_BUSY
    if sum(covered(one.works_on(*here), span) for one in search.people) < search.needed:
        return Obstacle.NO_FACILITATOR
    if len(who_can(search.people, span, search.lunch, *here)) < search.needed:
        return Obstacle.TAKEN
    return None if span in _starts(half_day, search.duration) else Obstacle.BETWEEN_STARTS


def who_can(
    people: Iterable[Person], span: Span, lunch: Lunch | None, day: date, zone: tzinfo | None
) -> list[int]:
    """The people who can give a session at ``span`` of a local day."""
    return [
        person.id
        for person in people
        if can_give(person, person.free_on(day, zone), span, lunch, zone)
    ]


def find_nearest(search: Search, *, to: datetime, count: int = 3) -> list[Opening]:
    """Look for the openings closest to a wished start, closest first.

    Goes outwards from it, and no further than it must: people wait for the answer, and
    others behind them for what is locked meanwhile.
    """
    wished = to.astimezone(UTC)

    def away(opening: Opening) -> timedelta:
        return abs(opening.starts_at - wished)

    found: list[Opening] = []
    for least, half_day in _outwards(search.half_days, wished):
        if len(found) >= count and away(found[count - 1]) < least:
            break
        more = _in_half_day(half_day, search)
        if not isinstance(more, Obstacle):
            found = sorted([*found, *more], key=lambda one: (away(one), one.starts_at))[:count]
    return found


def _outwards(half_days: Iterable[HalfDay], wished: datetime) -> list[tuple[timedelta, HalfDay]]:
    """Half-days with how far away a start in them is at least, closest first."""
    spans = ((_in_utc(half_day), half_day) for half_day in half_days)
    reached = [
        (max(start - wished, wished - end, timedelta()), half_day)
        for (start, end), half_day in spans
    ]
    return sorted(reached, key=itemgetter(0))
