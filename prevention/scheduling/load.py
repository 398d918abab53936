"""Gather from the database what ``openings`` decides on, in a constant number of queries."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from prevention.fields import Levels, to_levels
from prevention.offers.fitting import agreed_days, mismatches
from prevention.offers.models import Offer
from prevention.scheduling.errors import (
    GroupElsewhereError,
    RangeTooLongError,
    TooManyClassesError,
)
from prevention.scheduling.intervals import Span
from prevention.scheduling.models import (
    Availability,
    BusyTime,
    DatedAvailability,
    Occupation,
    Session,
)
from prevention.scheduling.models.availability import StretchQuerySet
from prevention.scheduling.openings import Opening, Search, find_openings
from prevention.scheduling.people import NO_TIME, Lunch, Person, Visit, Window
from prevention.scheduling.travel import TravelRule
from prevention.schools.days import CalendarGapError, HalfDay, SchoolDays
from prevention.schools.distances import Place, place_of
from prevention.schools.models import ClassGroup, Room, School
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


@dataclass(frozen=True)
class Meeting:
    """What is to take place: an offer, for classes of one school that come together.

    ``room`` must be free too when one is named; ``leaving`` is a session that moves, and so
    takes nothing any more.
    """

    offer: Offer
    groups: Sequence[ClassGroup]
    room: Room | None = None
    leaving: Session | None = None

    @property
    def school(self) -> School:
        return self.groups[0].school

    @property
    def levels(self) -> Levels:
        """Every level of every class."""
        return to_levels({level for group in self.groups for level in group.levels})

    def taken(self) -> StretchQuerySet[Occupation]:
        rows = Occupation.objects.all()
        return rows.exclude(session=self.leaving) if self.leaving else rows


def meeting_of(session: Session, offer: Offer) -> Meeting:
    """What a session is, when it looks for another time or for other people; one query."""
    groups = list(session.groups.select_related("school__commune", "school_year"))
    return Meeting(offer, groups, room=session.room, leaving=session)


def openings_for(meeting: Meeting, *, first: date, last: date, now: datetime) -> Answer:
    """Find the times at which the offer can come to the classes, from ``first`` to ``last``.

    Days outside the classes' school year are left out.

    Raises:
        CalendarGapError: not even the first day is in the published calendar.
        CommuneNotServedError: the offer does not go where the school is.
        GroupElsewhereError: the classes are of several schools or school years.
        LevelOutsideOfferError: the offer does not take every level of the classes.
        LevelOutsideThemeError: its theme is not for every level of the classes.
        OfferWithdrawnError: it is no longer made.
        RangeTooLongError: more than a year is asked for.
        TooManyClassesError: more classes than one session takes.

    """
    gathered = gather(meeting, first=first, last=last, now=now)
    found = find_openings(gathered.search)
    obstacles = {obstacle.value: count for obstacle, count in found.obstacles.items()}
    return Answer(found.openings, {**gathered.closed, **obstacles})


def gather(meeting: Meeting, *, first: date, last: date, now: datetime) -> Gathered:
    """Read what decides on openings; raises as ``openings_for``."""
    if last - first > LONGEST_RANGE:
        raise RangeTooLongError(days=LONGEST_RANGE.days)
    offer, school = meeting.offer, meeting.school
    check_fit(offer, meeting.groups)
    year = meeting.groups[0].school_year
    first, last = max(first, year.starts_on), min(last, year.ends_on)
    days = SchoolDays.load(school, first=first, last=last)
    half_days, closed = _half_days(days, first=first, last=last)
    search = Search(
        half_days,
        duration=timedelta(minutes=offer.duration_minutes),
        people=people_for(meeting, first=first, last=last),
        needed=offer.facilitators_needed,
        group_busy=_busy(meeting.taken().filter(group__in=meeting.groups), first=first, last=last),
        not_before=now + timedelta(days=offer.lead_days),
        lunch=LUNCH,
        agreed=agreed_days(offer, meeting.levels),
        room_busy=(
            _busy(meeting.taken().filter(room=meeting.room), first=first, last=last)
            if meeting.room
            else ()
        ),
    )
    return Gathered(search, days, closed)


def gather_each(
    meetings: Sequence[Meeting], *, first: date, last: date, now: datetime
) -> list[Search]:
    """Read what decides on openings for each of several meetings of one offer at one school.

    In a number of queries that does not grow with them; raises as ``openings_for``.
    """
    groups = [group for meeting in meetings for group in meeting.groups]
    if len({(group.school_id, group.school_year_id) for group in groups}) > 1:
        raise GroupElsewhereError
    for meeting in meetings:
        check_fit(meeting.offer, meeting.groups)
    search = gather(meetings[0], first=first, last=last, now=now).search
    busy: dict[int | None, list[Span]] = {group.pk: [] for group in groups}
    taken = Occupation.objects.filter(group__in=groups).between(first, last).order_by("starts_at")
    for group_id, starts_at, ends_at in taken.values_list("group", "starts_at", "ends_at"):
        busy[group_id].append((starts_at, ends_at))
    return [
        replace(
            search,
            group_busy=[span for group in meeting.groups for span in busy[group.pk]],
            agreed=agreed_days(meeting.offer, meeting.levels),
        )
        for meeting in meetings
    ]


def check_fit(offer: Offer, groups: Sequence[ClassGroup]) -> None:
    """Refuse classes that cannot have the offer together; several levels need them all.

    Raises: as ``openings_for``.
    """
    if len({(group.school_id, group.school_year_id) for group in groups}) > 1:
        raise GroupElsewhereError
    if len(groups) > offer.groups_per_session:
        raise TooManyClassesError(most=offer.groups_per_session)
    for group in groups:
        for refusal in mismatches(offer, group):
            raise refusal


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


def _busy(taken: StretchQuerySet[Occupation], *, first: date, last: date) -> list[Span]:
    rows = taken.between(first, last)
    return list(rows.order_by("starts_at").values_list("starts_at", "ends_at"))


def people_for(meeting: Meeting, *, first: date, last: date) -> list[Person]:
    """Read the offer's facilitators, with what keeps them from this school in these days."""
    facilitators = meeting.offer.qualified_facilitators()
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
    busy: dict[int, list[Span]] = defaultdict(list)
    own_calendars = BusyTime.objects.filter(facilitator__in=facilitators).between(first, last)
    for facilitator_id, start, end in own_calendars.values_list(
        "facilitator", "starts_at", "ends_at"
    ):
        busy[facilitator_id].append((start, end))
    here = place_of(meeting.school)
    held = meeting.taken().filter(facilitator__in=facilitators)
    visits = _visits(held, here, first=first, last=last)
    return [
        Person(
            one.pk,
            windows[one.pk],
            visits=visits[one.pk],
            busy=busy[one.pk],
            extras=dated[one.pk, DatedAvailability.Kind.EXTRA],
            absences=dated[one.pk, DatedAvailability.Kind.ABSENCE],
            way=TRAVEL.between(place_of(one.base), here) if one.base else NO_TIME,
            max_per_day=one.max_per_day,
            max_per_week=one.max_per_week,
        )
        for one in facilitators
    ]


def _visits(
    held: StretchQuerySet[Occupation], here: Place, *, first: date, last: date
) -> Mapping[int | None, list[Visit]]:
    """The sessions that facilitators hold, each with the way from its school to this one.

    Those of whole weeks, which count against what a week may hold.
    """
    held = held.between(first - WEEK, last + WEEK).order_by("starts_at")
    # Bare values, and each school once: a year holds thousands of sessions. This school is
    # among them, so that whoever holds nothing yet costs no other number of queries.
    rows = list(held.values_list("facilitator", "starts_at", "ends_at", "session__school"))
    schools = School.objects.select_related("commune").defer("commune__outline")
    there = {
        school.pk: (ZoneInfo(school.time_zone), TRAVEL.between(place_of(school), here))
        for school in schools.filter(pk__in={here.key, *(row[-1] for row in rows)})
    }
    visits: dict[int | None, list[Visit]] = defaultdict(list)
    for facilitator_id, starts_at, ends_at, school_id in rows:
        zone, way = there[school_id]
        visit = Visit(starts_at, ends_at, starts_at.astimezone(zone).date(), way)
        visits[facilitator_id].append(visit)
    return visits
