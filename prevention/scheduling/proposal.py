"""Fill in a whole year-group: a set of openings that can all be taken together."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from prevention.offers.models import Offer
from prevention.scheduling.choice import Choice
from prevention.scheduling.intervals import Span
from prevention.scheduling.load import Answer, Meeting, gather, gather_each, people_for
from prevention.scheduling.openings import Opening, Search, find_openings, who_can
from prevention.scheduling.people import Person, Visit
from prevention.schools.models import ClassGroup

# Sessions of a series: what was said needs a week to settle.
BETWEEN_SESSIONS = timedelta(days=7)


@dataclass(frozen=True)
class ProposedLine:
    """One session of classes that come together; ``opening`` is None when no time was left."""

    groups: Sequence[ClassGroup]
    opening: Opening | None


def propose(
    *,
    offer: Offer,
    groups: Sequence[ClassGroup],
    sessions_each: int,
    first: date,
    last: date,
    now: datetime,
    together: int = 1,
) -> list[ProposedLine]:
    """Choose openings for classes of one school, ``sessions_each`` a week apart or more.

    Classes follow each other in the same half-day where they can, so that facilitators come
    for a morning rather than for an hour; ``together`` of them share each session. Nothing is
    held: a teacher changes what does not suit, then asks.

    Raises:
        GroupElsewhereError: the classes belong to several schools or school years.
        CalendarGapError, CommuneNotServedError, LevelOutsideOfferError, LevelOutsideThemeError,
        RangeTooLongError, TooManyClassesError: as ``openings_for``.

    """
    meetings = [
        Meeting(offer, groups[start : start + together])
        for start in range(0, len(groups), together)
    ]
    searches = gather_each(meetings, first=first, last=last, now=now)
    chosen = choose_together(dict(enumerate(searches)), sessions_each=sessions_each)
    return [ProposedLine(meetings[number].groups, opening) for number, opening in chosen]


def openings_beside(
    meeting: Meeting, others: Sequence[Choice], *, first: date, last: date, now: datetime
) -> Answer:
    """Find openings as ``openings_for`` does, out of what other lines of a form would take.

    The others take people as booking will: in their order, the least busy first. Raises as
    ``openings_for``.
    """
    gathered = gather(meeting, first=first, last=last, now=now)
    search = gathered.search
    if others:
        days = [first, last, *(other.day for other in others)]
        everybody = people_for(meeting, first=min(days), last=max(days))
        taken = _Taken()
        for other in others:
            taken.take_first_free(other, replace(search, people=everybody))
            if {one.pk for one in other.meeting.groups} & {one.pk for one in meeting.groups}:
                taken.groups[0].append(_span(other, search))
        search = taken.out_of(search, 0)
    found = find_openings(search)
    obstacles = {obstacle.value: count for obstacle, count in found.obstacles.items()}
    return Answer(found.openings, {**gathered.closed, **obstacles})


def choose_together(
    searches: Mapping[int, Search], *, sessions_each: int
) -> list[tuple[int, Opening | None]]:
    """Choose for each key ``sessions_each`` openings that leave each other free.

    All searches are for one school and one offer. Round by round, so that every class has its
    first session before any has its second.
    """
    taken = _Taken()
    chosen: list[tuple[int, Opening | None]] = []
    for _round in range(sessions_each):
        before: Opening | None = None
        for key, search in searches.items():
            opening = _best(find_openings(taken.out_of(search, key)).openings, after=before)
            chosen.append((key, opening))
            if opening is not None:
                taken.take(key, opening, needed=search.needed)
                before = opening
    return chosen


def _best(openings: Sequence[Opening], *, after: Opening | None) -> Opening | None:
    """The opening that follows another at once, else the earliest."""
    if after is not None:
        for opening in openings:
            if opening.starts_at == after.ends_at:
                return opening
    return openings[0] if openings else None


def _span(choice: Choice, search: Search) -> Span:
    start = choice.starts_at.astimezone(UTC)
    return start, start + search.duration


class _Taken:
    """What a proposal takes while it is made."""

    def __init__(self) -> None:
        self.visits: dict[int, list[Visit]] = defaultdict(list)
        self.groups: dict[int, list[Span]] = defaultdict(list)
        self.earliest: dict[int, datetime] = {}

    def take(self, key: int, opening: Opening, *, needed: int) -> None:
        # At one school there is no way between two of these.
        visit = Visit(opening.starts_at, opening.ends_at, opening.starts_at.date())
        for person in opening.facilitators[:needed]:
            self.visits[person].append(visit)
        self.groups[key].append((opening.starts_at, opening.ends_at))
        midnight = opening.starts_at.replace(hour=0, minute=0)
        self.earliest[key] = midnight + BETWEEN_SESSIONS

    def take_first_free(self, choice: Choice, search: Search) -> None:
        """Take whom booking would take for a time chosen already; nobody where nobody is free."""
        span, zone = _span(choice, search), ZoneInfo(choice.meeting.school.time_zone)
        ranked = replace(search, people=self._people(search)).ranked
        free = who_can(ranked, span, search.lunch, choice.day, zone)
        for person in free[: search.needed]:
            self.visits[person].append(Visit(*span, choice.day))

    def out_of(self, search: Search, key: int) -> Search:
        """The same search, with what is taken already."""
        return replace(
            search,
            people=self._people(search),
            group_busy=[*search.group_busy, *self.groups[key]],
            not_before=max(search.not_before, self.earliest.get(key, search.not_before)),
        )

    def _people(self, search: Search) -> list[Person]:
        return [
            replace(person, visits=[*person.visits, *self.visits[person.id]])
            for person in search.people
        ]
