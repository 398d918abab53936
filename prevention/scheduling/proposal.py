"""Fill in a whole year-group: a set of openings that can all be taken together."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from prevention.offers.models import Offer
from prevention.scheduling.intervals import Span
from prevention.scheduling.load import gather_each
from prevention.scheduling.openings import Opening, Search, find_openings
from prevention.scheduling.people import Visit
from prevention.schools.models import ClassGroup

# Sessions of a series: what was said needs a week to settle.
BETWEEN_SESSIONS = timedelta(days=7)


@dataclass(frozen=True)
class ProposedLine:
    """One session of a class at its opening; ``opening`` is None when no time was left."""

    group: ClassGroup
    opening: Opening | None


def propose(
    *,
    offer: Offer,
    groups: Sequence[ClassGroup],
    sessions_each: int,
    first: date,
    last: date,
    now: datetime,
) -> list[ProposedLine]:
    """Choose openings for classes of one school, ``sessions_each`` a week apart or more.

    Classes follow each other in the same half-day where they can, so that facilitators come
    for a morning rather than for an hour. Nothing is held: a teacher changes what does not
    suit, then asks.

    Raises:
        GroupElsewhereError: the classes belong to several schools or school years.
        CalendarGapError, CommuneNotServedError, LevelOutsideOfferError, LevelOutsideThemeError,
        RangeTooLongError: as ``openings_for``.

    """
    searches = gather_each(offer, groups, first=first, last=last, now=now)
    chosen = choose_together(searches, sessions_each=sessions_each)
    by_pk = {group.pk: group for group in groups}
    return [ProposedLine(by_pk[pk], opening) for pk, opening in chosen]


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

    def out_of(self, search: Search, key: int) -> Search:
        """The same search, with what is taken already."""
        return replace(
            search,
            people=[
                replace(person, visits=[*person.visits, *self.visits[person.id]])
                for person in search.people
            ],
            group_busy=[*search.group_busy, *self.groups[key]],
            not_before=max(search.not_before, self.earliest.get(key, search.not_before)),
        )
