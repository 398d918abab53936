"""Gather from the database what ``openings`` decides on, in a constant number of queries."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from prevention.offers.models import Offer
from prevention.scheduling.errors import (
    LevelOutsideOfferError,
    LevelOutsideThemeError,
    RangeTooLongError,
)
from prevention.scheduling.intervals import Span
from prevention.scheduling.models import Availability, Occupation
from prevention.scheduling.openings import Opening, Person, Search, Window, find_openings
from prevention.schools.days import CalendarGapError, HalfDay, SchoolDays
from prevention.schools.models import ClassGroup
from prevention.vocabulary import Half

LONGEST_RANGE = timedelta(days=366)
CALENDAR_GAP = "CALENDAR_GAP"


@dataclass(frozen=True)
class Answer:
    """Openings in order, and why the other half-days have none, by code and count."""

    openings: list[Opening]
    reasons: Mapping[str, int]


@dataclass(frozen=True)
class Gathered:
    """What to search, the days it was cut from, and why the other half-days are not in it."""

    search: Search
    days: SchoolDays
    closed: Mapping[str, int]


def openings_for(
    *, offer: Offer, group: ClassGroup, first: date, last: date, now: datetime
) -> Answer:
    """Find the times at which ``offer`` can come to ``group``, from ``first`` to ``last``.

    Days outside the class's school year are left out.

    Raises:
        CalendarGapError: not even the first day is in the published calendar.
        LevelOutsideOfferError: the offer does not take every level of the class.
        LevelOutsideThemeError: its theme is not for every level of the class.
        RangeTooLongError: more than a year is asked for.

    """
    if last - first > LONGEST_RANGE:
        raise RangeTooLongError(days=LONGEST_RANGE.days)
    gathered = gather(offer=offer, group=group, first=first, last=last, now=now)
    found = find_openings(gathered.search)
    obstacles = {obstacle.value: count for obstacle, count in found.obstacles.items()}
    return Answer(found.openings, {**gathered.closed, **obstacles})


def gather(*, offer: Offer, group: ClassGroup, first: date, last: date, now: datetime) -> Gathered:
    """Read what decides on openings for a class; raises as ``openings_for``."""
    _check_levels(offer, group)
    first = max(first, group.school_year.starts_on)
    last = min(last, group.school_year.ends_on)
    days = SchoolDays.load(group.school, first=first, last=last)
    half_days, closed = _half_days(days, first=first, last=last)
    people, group_busy = _taken(offer, group, first=first, last=last)
    search = Search(
        half_days,
        duration=timedelta(minutes=offer.duration_minutes),
        people=people,
        needed=offer.facilitators_needed,
        group_busy=group_busy,
        not_before=now + timedelta(days=offer.lead_days),
    )
    return Gathered(search, days, closed)


def _check_levels(offer: Offer, group: ClassGroup) -> None:
    """A class of several levels needs them all, in the offer and in what its theme allows."""
    if outside := [level.value for level in group.levels if level not in offer.levels]:
        raise LevelOutsideOfferError(levels=outside)
    if outside := [level.value for level in group.levels if level not in offer.theme.levels]:
        raise LevelOutsideThemeError(levels=outside, theme=offer.theme.name)


def _half_days(
    days: SchoolDays, *, first: date, last: date
) -> tuple[list[HalfDay], Mapping[str, int]]:
    """The half-days of class, and how many others there are, by reason."""
    half_days: list[HalfDay] = []
    closed: Counter[str] = Counter()
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        try:
            half_days += days.half_days(day)
            reasons = [days.why_closed(day, half) for half in Half]
        except CalendarGapError:
            if not half_days and not closed:
                raise
            closed[CALENDAR_GAP] += len(Half)
        else:
            closed.update(reason.value for reason in reasons if reason)
    return half_days, closed


def _taken(
    offer: Offer, group: ClassGroup, *, first: date, last: date
) -> tuple[list[Person], list[Span]]:
    ids = list(offer.facilitators.filter(active=True).values_list("pk", flat=True))
    windows: dict[int, list[Window]] = defaultdict(list)
    for row in Availability.objects.filter(facilitator__in=ids):
        windows[row.facilitator_id].append(
            Window(row.weekday, row.starts_at, row.ends_at, row.valid_from, row.valid_until)
        )
    busy: dict[int, list[Span]] = defaultdict(list)
    group_busy: list[Span] = []
    occupations = Occupation.objects.touching(facilitators=ids, groups=[group.pk])
    for taken in occupations.between(first, last).order_by("starts_at"):
        spans = group_busy if taken.facilitator_id is None else busy[taken.facilitator_id]
        spans.append((taken.starts_at, taken.ends_at))
    return [Person(pk, windows[pk], busy[pk]) for pk in ids], group_busy
