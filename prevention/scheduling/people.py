"""Facilitators as the arithmetic of openings knows them: when they work, what they hold."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property

from prevention.scheduling.intervals import Span, covered, instant, merged, shortened, without

NO_TIME = timedelta()


@dataclass(frozen=True)
class Window:
    """A weekly window of a facilitator, in local time; ``weekday`` is ISO 8601's."""

    weekday: int
    starts_at: time
    ends_at: time
    valid_from: date
    valid_until: date | None = None

    def on(self, day: date, zone: tzinfo | None) -> Span | None:
        """The window on one day, or None when it does not open then."""
        valid = self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
        if day.isoweekday() != self.weekday or not valid:
            return None
        return instant(day, self.starts_at, zone), instant(day, self.ends_at, zone)


@dataclass(frozen=True)
class Visit:
    """A session held already: ``day`` is local, ``travel`` leads from there to this school."""

    starts_at: datetime
    ends_at: datetime
    day: date
    travel: timedelta = NO_TIME

    @property
    def with_travel(self) -> Span:
        return self.starts_at - self.travel, self.ends_at + self.travel


@dataclass(frozen=True)
class Lunch:
    """The break that a day keeps free: ``lasts`` at least, between two local times."""

    starts_at: time
    ends_at: time
    lasts: timedelta


@dataclass(frozen=True)
class Person:
    """One facilitator.

    Works in ``windows`` and ``extras``, not during ``absences``; leaves and returns to a base
    that is ``way`` from this school. ``busy`` is what an own calendar holds.
    """

    id: int
    windows: Sequence[Window]
    visits: Sequence[Visit] = ()
    busy: Sequence[Span] = ()
    extras: Sequence[Span] = ()
    absences: Sequence[Span] = ()
    way: timedelta = NO_TIME
    max_per_day: int | None = None
    max_per_week: int | None = None

    @cached_property
    def taken(self) -> list[Span]:
        """What is no longer free, with the travel around it; in order, without overlap."""
        return merged([*(visit.with_travel for visit in self.visits), *self.busy])

    @cached_property
    def _away(self) -> list[Span]:
        return merged(self.absences)

    @cached_property
    def _held(self) -> Counter[date]:
        return Counter(visit.day for visit in self.visits)

    def works_on(self, day: date, zone: tzinfo | None) -> list[Span]:
        """The stretches of a local day in which a session can be given, if nothing is taken."""
        weekly = (span for window in self.windows if (span := window.on(day, zone)))
        there = [
            stretch
            for span in merged([*weekly, *self._extras_on(day, zone)])
            for stretch in without(span, self._away)
        ]
        return list(shortened(there, self.way))

    def _extras_on(self, day: date, zone: tzinfo | None) -> Iterable[Span]:
        if not self.extras:
            return
        start = instant(day, time.min, zone)
        end = instant(day + timedelta(days=1), time.min, zone)
        for extra_from, extra_until in self.extras:
            if extra_from < end and start < extra_until:
                yield max(extra_from, start), min(extra_until, end)

    def free_on(self, day: date, zone: tzinfo | None) -> list[Span]:
        """The stretches of a local day that are left for one more session."""
        if self.has_enough(day):
            return []
        return [free for span in self.works_on(day, zone) for free in without(span, self.taken)]

    def has_enough(self, day: date) -> bool:
        """Tell whether the day, or its week from Monday, holds all the sessions it may."""
        if self.max_per_day is not None and self._held[day] >= self.max_per_day:
            return True
        if self.max_per_week is None:
            return False
        monday = day - timedelta(days=day.weekday())
        week = sum(self._held[monday + timedelta(days=n)] for n in range(7))
        return week >= self.max_per_week

    def keeps(self, lunch: Lunch | None, span: Span, day: date, zone: tzinfo | None) -> bool:
        """Tell whether a session at ``span`` leaves time to eat."""
        if lunch is None:
            return True
        noon = instant(day, lunch.starts_at, zone), instant(day, lunch.ends_at, zone)
        if not (span[0] < noon[1] and noon[0] < span[1]):
            return True
        left = (part for free in without(noon, self.taken) for part in without(free, [span]))
        return any(end - start >= lunch.lasts for start, end in left)


def can_give(
    person: Person, free: Iterable[Span], span: Span, lunch: Lunch | None, zone: tzinfo | None
) -> bool:
    """Tell whether the person can give a session at ``span``, of the day's ``free`` stretches."""
    return covered(free, span) and person.keeps(lunch, span, span[0].astimezone(zone).date(), zone)
