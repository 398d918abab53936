"""Which sessions a planning shows: those of one school, class or facilitator, day by day.

A planning is what people print, pin up and hand on: see ``names_people``.
"""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q, QuerySet

from prevention.offers.models import Facilitator
from prevention.people.models import User
from prevention.scheduling.models import Session
from prevention.schools.models import ClassGroup, School, SchoolYear
from prevention.schools.named_days import NamedDay, named_days, ordinary_days
from prevention.vocabulary import OCCUPYING_STATES, Half, SessionState

Subject = School | ClassGroup | Facilitator

# Called off: still shown, crossed out, since somebody may have noted them down.
OFF_STATES = frozenset({SessionState.CANCELLED, SessionState.NOT_HELD})
SHOWN_STATES = OCCUPYING_STATES | OFF_STATES

NOON = time(12)
# The clocks of the world are at most fourteen hours from UTC's.
BEYOND = timedelta(days=1)


class Span(models.TextChoices):
    """How much a planning shows."""

    WEEK = "week"
    MONTH = "month"
    SCHOOL_YEAR = "school_year"


@dataclass(frozen=True)
class PlannedDay:
    """A day and its sessions, in order."""

    named: NamedDay
    sessions: list[Session]


@dataclass(frozen=True)
class Planning:
    """What a reader sees of a subject from ``first`` to ``last``, both included.

    ``names_people`` tells whether facilitators are named: a paper on a wall goes further
    than its reader, so schools get the organisation alone, as in their calendar feeds.
    ``days_off_known`` is false where the days off are nobody's or not published.
    """

    subject: Subject
    span: Span
    first: date
    last: date
    days: list[PlannedDay]
    names_people: bool
    days_off_known: bool

    @property
    def sessions(self) -> list[Session]:
        return [session for day in self.days for session in day.sessions]


def days_of(span: Span, day: date) -> tuple[date, date]:
    """Give the first and last day of the week, month or school year that ``day`` is in."""
    match span:
        case Span.WEEK:
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=6)
        case Span.MONTH:
            return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
        case Span.SCHOOL_YEAR:
            year = SchoolYear(year=SchoolYear.year_of(day))
            return year.starts_on, year.ends_on


def planning_of(subject: Subject, *, span: Span, day: date, user: User) -> Planning:
    """Read the planning of the span that ``day`` is in; ten queries at most.

    Each session stands on the day that its own school lives in. Wishes, refusals and holds
    that ran out are left out, as in calendar feeds.
    """
    first, last = days_of(span, day)
    named = _days(subject, first=first, last=last, user=user)
    by_day = _by_day(_sessions(subject, first=first, last=last, user=user))
    return Planning(
        subject=subject,
        span=span,
        first=first,
        last=last,
        days=[PlannedDay(one, by_day[one.day]) for one in named],
        names_people=user.may("facilitator.read"),
        days_off_known=school_of(subject) is not None and all(one.known for one in named),
    )


def school_of(subject: Subject) -> School | None:
    """Give the school whose days a planning follows; a facilitator goes to several."""
    match subject:
        case School():
            return subject
        case ClassGroup():
            return subject.school
        case Facilitator():
            return None


def name_of(subject: Subject) -> str:
    """Name whose planning it is; a class with its school."""
    match subject:
        case ClassGroup():
            return f"{subject.label}, {subject.school.name}"
        case School() | Facilitator():
            return subject.name


def local(session: Session) -> tuple[datetime, datetime]:
    """Give the start and end of a session on its school's clocks.

    Raises:
        ValueError: it has no time, so no planning shows it.

    """
    if session.starts_at is None or session.ends_at is None:
        raise ValueError(session.pk)
    zone = ZoneInfo(session.school.time_zone)
    return session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)


def half_of(session: Session) -> Half:
    """Tell in which half of the day a session begins."""
    starts_at, _ends_at = local(session)
    return Half.AM if starts_at.time() < NOON else Half.PM


def is_off(session: Session) -> bool:
    return session.state in OFF_STATES


def headcount(session: Session) -> int | None:
    """Add up the pupils of a session's classes; None when a class has not told its number."""
    counts = [group.headcount for group in session.groups.all()]
    known = [count for count in counts if count is not None]
    return sum(known) if counts and len(known) == len(counts) else None


def _days(subject: Subject, *, first: date, last: date, user: User) -> list[NamedDay]:
    school = school_of(subject)
    if school is None:
        return ordinary_days(first=first, last=last)
    # A partner knows the published calendar; what the school says of itself is for its own.
    return named_days(school, first=first, last=last, closures=user.reach().covers(school))


def _sessions(subject: Subject, *, first: date, last: date, user: User) -> QuerySet[Session]:
    earliest = datetime.combine(first, time(), UTC) - BEYOND
    latest = datetime.combine(last, time(), UTC) + 2 * BEYOND
    return (
        Session.objects.visible_to(user)
        .filter(_about(subject), state__in=SHOWN_STATES)
        .filter(starts_at__gte=earliest, starts_at__lt=latest)
        .select_related("theme", "offer__organisation", "school__commune", "room")
        .defer("school__commune__outline")
        .prefetch_related("groups", "facilitators")
        .order_by("starts_at", "pk")
    )


def _about(subject: Subject) -> Q:
    match subject:
        case School():
            return Q(school=subject)
        case ClassGroup():
            return Q(groups=subject)
        case Facilitator():
            return Q(facilitators=subject)


def _by_day(sessions: QuerySet[Session]) -> defaultdict[date, list[Session]]:
    days: defaultdict[date, list[Session]] = defaultdict(list)
    for session in sessions:
        starts_at, _ends_at = local(session)
        days[starts_at.date()].append(session)
    return days
