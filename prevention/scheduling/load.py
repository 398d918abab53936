"""Gather from the database what ``openings`` decides on, in a constant number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from prevention.offers.models import Facilitator, Offer
from prevention.scheduling.errors import (
    LevelOutsideOfferError,
    LevelOutsideThemeError,
    RangeTooLongError,
)
from prevention.scheduling.intervals import Span
from prevention.scheduling.models import Availability, DatedAvailability, Occupation
from prevention.scheduling.openings import Opening, Search, find_openings
from prevention.scheduling.people import NO_TIME, Lunch, Person, Visit, Window
from prevention.scheduling.travel import Place, TravelRule
from prevention.schools.days import CalendarGapError, HalfDay, SchoolDays
from prevention.schools.models import ClassGroup, Commune, School
from prevention.vocabulary import Half

LONGEST_RANGE = timedelta(days=366)
WEEK = timedelta(days=7)
TRAVEL = TravelRule(
    detour=settings.TRAVEL_DETOUR,
    speed_kmh=settings.TRAVEL_SPEED_KMH,
    margin=timedelta(minutes=settings.TRAVEL_MARGIN_MINUTES),
)
# Between the bells of a morning and an afternoon, whatever the school's own lunch is.
LUNCH = Lunch(time(11, 30), time(14), lasts=timedelta(minutes=settings.LUNCH_MINUTES))
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
    gathered = gather(offer=offer, group=group, first=first, last=last, now=now)
    found = find_openings(gathered.search)
    obstacles = {obstacle.value: count for obstacle, count in found.obstacles.items()}
    return Answer(found.openings, {**gathered.closed, **obstacles})


def gather(*, offer: Offer, group: ClassGroup, first: date, last: date, now: datetime) -> Gathered:
    """Read what decides on openings for a class; raises as ``openings_for``."""
    if last - first > LONGEST_RANGE:
        raise RangeTooLongError(days=LONGEST_RANGE.days)
    _check_levels(offer, group)
    first = max(first, group.school_year.starts_on)
    last = min(last, group.school_year.ends_on)
    days = SchoolDays.load(group.school, first=first, last=last)
    half_days, closed = _half_days(days, first=first, last=last)
    search = Search(
        half_days,
        duration=timedelta(minutes=offer.duration_minutes),
        people=_people(offer, group.school, first=first, last=last),
        needed=offer.facilitators_needed,
        group_busy=_group_busy(group, first=first, last=last),
        not_before=now + timedelta(days=offer.lead_days),
        lunch=LUNCH,
        agreed=_agreed(offer, group),
    )
    return Gathered(search, days, closed)


def _check_levels(offer: Offer, group: ClassGroup) -> None:
    """A class of several levels needs them all, in the offer and in what its theme allows."""
    if outside := [level.value for level in group.levels if level not in offer.levels]:
        raise LevelOutsideOfferError(levels=outside)
    if outside := [level.value for level in group.levels if level not in offer.theme.levels]:
        raise LevelOutsideThemeError(levels=outside, theme=offer.theme.name)


def _agreed(offer: Offer, group: ClassGroup) -> list[tuple[date, date]] | None:
    """When the partner's agreements cover the theme and the class; None if it needs none."""
    if not offer.needs_agreement():
        return None
    agreements = offer.organisation.agreements.covering(offer.theme, group.levels)
    return [agreement.days() for agreement in agreements.select_related("extends")]


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


def _group_busy(group: ClassGroup, *, first: date, last: date) -> list[Span]:
    taken = Occupation.objects.filter(group=group).between(first, last)
    return list(taken.order_by("starts_at").values_list("starts_at", "ends_at"))


def _people(offer: Offer, school: School, *, first: date, last: date) -> list[Person]:
    """The offer's facilitators, with what keeps them from this school in these days."""
    facilitators = list(offer.facilitators.filter(active=True).select_related("base"))
    windows: dict[int, list[Window]] = defaultdict(list)
    for row in Availability.objects.filter(facilitator__in=facilitators):
        windows[row.facilitator_id].append(
            Window(row.weekday, row.starts_at, row.ends_at, row.valid_from, row.valid_until)
        )
    dated: dict[tuple[int, str], list[Span]] = defaultdict(list)
    exceptions = DatedAvailability.objects.filter(facilitator__in=facilitators)
    for exception in exceptions.between(first, last):
        span = exception.starts_at, exception.ends_at
        dated[exception.facilitator_id, exception.kind].append(span)
    here = place_of(school)
    visits = _visits(facilitators, here, first=first, last=last)
    return [
        Person(
            one.pk,
            windows[one.pk],
            visits=visits[one.pk],
            extras=dated[one.pk, DatedAvailability.Kind.EXTRA],
            absences=dated[one.pk, DatedAvailability.Kind.ABSENCE],
            way=TRAVEL.between(place_of(one.base), here) if one.base else NO_TIME,
            max_per_day=one.max_per_day,
            max_per_week=one.max_per_week,
        )
        for one in facilitators
    ]


def _visits(
    facilitators: Iterable[Facilitator], here: Place | None, *, first: date, last: date
) -> Mapping[int | None, list[Visit]]:
    """The sessions that facilitators hold, each with the way from its school to this one.

    Those of whole weeks, which count against what a week may hold.
    """
    ways: dict[str, timedelta] = {}
    visits: dict[int | None, list[Visit]] = defaultdict(list)
    held = Occupation.objects.filter(facilitator__in=facilitators).select_related(
        "session__school__commune"
    )
    for taken in held.between(first - WEEK, last + WEEK).order_by("starts_at"):
        school = taken.session.school
        if school.pk not in ways:
            ways[school.pk] = TRAVEL.between(place_of(school), here)
        day = taken.starts_at.astimezone(ZoneInfo(school.time_zone)).date()
        visit = Visit(taken.starts_at, taken.ends_at, day, ways[school.pk])
        visits[taken.facilitator_id].append(visit)
    return visits


def place_of(where: School | Commune) -> Place | None:
    """The point of a school, or its commune's where the file has none; None for neither."""
    for point in (where, where.commune) if isinstance(where, School) else (where,):
        if point.latitude is not None and point.longitude is not None:
            return Place(str(where.pk), point.latitude, point.longitude)
    return None
