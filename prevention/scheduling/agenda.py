"""A facilitator's agenda: sessions day by day, the way between them, and what else takes time.

Reading alone. The way is measured by the rule that openings keep (``travel``), so that what is
said here is what kept a time from being offered.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from django.db import models
from django.db.models import Q
from django.utils import timezone

from prevention.offers.models import Facilitator
from prevention.people.models import User
from prevention.scheduling.errors import RangeTooLongError
from prevention.scheduling.load import TRAVEL
from prevention.scheduling.models import BusyTime, DatedAvailability, Session
from prevention.scheduling.planning import BEYOND, SHOWN_STATES, is_off, local
from prevention.schools.distances import Place, place_of
from prevention.schools.models import School
from prevention.schools.named_days import NamedDay, days_off, each_day

LONGEST = timedelta(days=62)


class Cause(models.TextChoices):
    """What takes time beside sessions, or gives more of it."""

    BUSY = "BUSY"
    ABSENCE = "ABSENCE"
    EXTRA = "EXTRA"


@dataclass(frozen=True)
class Way:
    """The way to a session from the one before, or from where one sets out; or onward from it.

    ``minutes`` is what the rule allows for it, the margin included; ``km`` is by road, about, and
    None where a place is not known. ``gap`` is the time there is: None where nothing bounds it.
    """

    place: str
    minutes: int
    km: float | None
    gap: int | None = None

    @property
    def short(self) -> bool:
        """Tell whether there is less time than the rule allows."""
        return self.gap is not None and self.gap < self.minutes


@dataclass(frozen=True)
class Entry:
    """A session, and the way to it and onward; None where there is none to make."""

    session: Session
    before: Way | None = None
    after: Way | None = None


@dataclass(frozen=True)
class Stretch:
    """A part of one day; ``row`` is the absence or extra time that it is cut from."""

    cause: Cause
    starts_at: datetime
    ends_at: datetime
    whole_day: bool
    row: int | None = None


@dataclass(frozen=True)
class AgendaDay:
    """A day, what it is called when it is off, its sessions and its other times, in order."""

    named: NamedDay
    entries: list[Entry]
    stretches: list[Stretch]


@dataclass(frozen=True)
class Agenda:
    """What a reader sees of a facilitator's time from ``first`` to ``last``, both included."""

    facilitator: Facilitator
    first: date
    last: date
    days: list[AgendaDay]


def agenda_of(facilitator: Facilitator, *, first: date, last: date, user: User) -> Agenda:
    """Read an agenda; eight queries at most, however long and full it is.

    A session stands on the day that its school lives in, all else on the site's. Schools'
    own closures are not partners' to know: days off are those that are published.

    Raises:
        RangeTooLongError: more than two months are asked for.

    """
    if last - first > LONGEST:
        raise RangeTooLongError(days=LONGEST.days)
    sessions: defaultdict[date, list[Session]] = defaultdict(list)
    for session in _sessions(facilitator, first=first, last=last, user=user):
        sessions[local(session)[0].date()].append(session)
    stretches: defaultdict[date, list[Stretch]] = defaultdict(list)
    zone = timezone.get_default_timezone()
    for day, stretch in _stretches(facilitator, first=first, last=last, zone=zone):
        stretches[day].append(stretch)
    return Agenda(
        facilitator,
        first,
        last,
        [
            AgendaDay(
                named,
                with_ways(sessions[named.day], facilitator),
                sorted(stretches[named.day], key=lambda one: (one.starts_at, one.ends_at)),
            )
            for named in _days(facilitator, first=first, last=last)
        ],
    )


def with_ways(sessions: Sequence[Session], facilitator: Facilitator) -> list[Entry]:
    """Give one day's sessions the way between them; what is called off makes nobody travel."""
    held = [session for session in sessions if not is_off(session)]
    before: dict[int, Way | None] = {}
    after: dict[int, Way | None] = {}
    if held and (base := facilitator.base):
        before[held[0].pk] = _way(place_of(base), place_of(held[0].school), base.name)
        after[held[-1].pk] = _way(place_of(held[-1].school), place_of(base), base.name)
    for one, other in pairwise(held):
        here, there = place_of(one.school), place_of(other.school)
        gap = _gap(one, other)
        before[other.pk] = _way(here, there, one.school.name, gap)
        after[one.pk] = _way(here, there, other.school.name, gap)
    return [Entry(one, before.get(one.pk), after.get(one.pk)) for one in sessions]


def _way(here: Place, there: Place, name: str, gap: int | None = None) -> Way | None:
    if here.key == there.key:
        return None
    minutes = TRAVEL.between(here, there) // timedelta(minutes=1)
    return Way(name, minutes, TRAVEL.km(here, there), gap)


def _gap(one: Session, other: Session) -> int:
    (_start, leaves), (comes, _end) = local(one), local(other)
    return (comes.astimezone(UTC) - leaves.astimezone(UTC)) // timedelta(minutes=1)


def _sessions(
    facilitator: Facilitator, *, first: date, last: date, user: User
) -> Iterable[Session]:
    earliest = datetime.combine(first, time(), UTC) - BEYOND
    latest = datetime.combine(last, time(), UTC) + 2 * BEYOND
    return (
        Session.objects.visible_to(user)
        .given_by(facilitator)
        .filter(state__in=SHOWN_STATES, starts_at__gte=earliest, starts_at__lt=latest)
        .select_related("theme", "offer__organisation", "school__commune", "room")
        .defer("school__commune__outline")
        .prefetch_related("groups", "facilitators")
        .order_by("starts_at", "pk")
    )


def _stretches(
    facilitator: Facilitator, *, first: date, last: date, zone: tzinfo
) -> Iterable[tuple[date, Stretch]]:
    busy = BusyTime.objects.filter(facilitator=facilitator).between(first, last)
    spans: list[tuple[Cause, datetime, datetime, int | None]] = [
        (Cause.BUSY, starts_at, ends_at, None)
        for starts_at, ends_at in busy.values_list("starts_at", "ends_at")
    ]
    dated = DatedAvailability.objects.filter(facilitator=facilitator).between(first, last)
    spans += [
        (Cause(kind), starts_at, ends_at, pk)
        for kind, starts_at, ends_at, pk in dated.values_list("kind", "starts_at", "ends_at", "pk")
    ]
    for cause, starts_at, ends_at, pk in spans:
        for day in each_day(
            max(first, starts_at.astimezone(zone).date()),
            min(last, ends_at.astimezone(zone).date()),
        ):
            midnight, next_midnight = (
                datetime.combine(day + timedelta(days=n), time(), zone).astimezone(UTC)
                for n in (0, 1)
            )
            start, end = max(starts_at, midnight), min(ends_at, next_midnight)
            if start < end:
                whole = (start, end) == (midnight, next_midnight)
                yield day, Stretch(cause, start, end, whole, pk)


def _days(facilitator: Facilitator, *, first: date, last: date) -> list[NamedDay]:
    """Name the published days off of the schools where the facilitator goes, or lives near."""
    there = School.objects.filter(
        Q(sessions__facilitators=facilitator) | Q(commune=facilitator.base)
    )
    calendars = there.exclude(holiday_zone="").order_by("holiday_zone", "department_code")
    followed = calendars.values_list("holiday_zone", "department_code").distinct()
    return days_off(list(followed), first=first, last=last)
