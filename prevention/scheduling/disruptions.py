"""What an absence or a closure breaks, and what could be done about each session.

Reading alone. The absence or closure may be written already or be no more than a thought: the
answer is the same, so that people see what they would break before they decide.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from prevention.errors import RefusedError
from prevention.offers.models import Facilitator
from prevention.scheduling.acts import replacements
from prevention.scheduling.choice import Choice, gather_around
from prevention.scheduling.load import meeting_of
from prevention.scheduling.models import DatedAvailability, Session, SessionQuerySet
from prevention.scheduling.openings import Opening, Search, find_nearest
from prevention.scheduling.planning import half_of
from prevention.schools.days import Closed
from prevention.schools.models import Closure

SHOWN = ("offer__theme", "offer__organisation", "theme", "school__commune", "room")


@dataclass(frozen=True)
class Broken:
    """A session that cannot take place as planned.

    ``replacements`` could give it at its time, by name; ``nearest`` are up to three openings
    around it, closest first.
    """

    session: Session
    replacements: list[Facilitator]
    nearest: list[Opening]


def broken_by_absence(absence: DatedAvailability, *, now: datetime) -> list[Broken]:
    """The facilitator's sessions to come that the absence overlaps, in order of time.

    An extra time breaks nothing. Three queries, and twenty-two for each session; an agreement or
    a room that counts adds its own.
    """
    if absence.kind != DatedAvailability.Kind.ABSENCE:
        return []
    given = Session.objects.given_by(absence.facilitator).to_come(now=now)
    return [
        Broken(session, replacements(session), _nearest(session, _without(absence), now=now))
        for session in _in_order(given.overlapping(absence.starts_at, absence.ends_at))
    ]


def broken_by_closure(closure: Closure, *, now: datetime) -> list[Broken]:
    """The sessions to come of the school on its days without class, in order of time.

    Nobody could replace a school. Three queries, and fourteen for each session, as above.
    """
    there = Session.objects.to_come(now=now).at_school(
        closure.school, first=closure.starts_on, last=closure.ends_on
    )
    return [
        Broken(session, [], _nearest(session, _while_open(closure), now=now))
        for session in _in_order(there)
        if closure.half in {"", half_of(session)}
    ]


def _in_order(sessions: SessionQuerySet) -> Iterable[Session]:
    rows = sessions.select_related(*SHOWN).prefetch_related("groups", "facilitators")
    return rows.order_by("starts_at", "pk")


def _nearest(
    session: Session, supposing: Callable[[Search], Search], *, now: datetime
) -> list[Opening]:
    if session.offer is None or session.starts_at is None:
        return []
    choice = Choice(meeting_of(session, session.offer), session.starts_at)
    try:
        search = gather_around(choice, now=now).search
    except RefusedError:
        return []  # it could not be moved at all: its offer was withdrawn, its class has changed
    return find_nearest(supposing(search), to=choice.starts_at)


def _without(absence: DatedAvailability) -> Callable[[Search], Search]:
    """Suppose the absence; where it is written already, that changes nothing."""
    away = absence.starts_at.astimezone(UTC), absence.ends_at.astimezone(UTC)

    def supposing(search: Search) -> Search:
        people = [
            replace(one, absences=[*one.absences, away])
            if one.id == absence.facilitator_id
            else one
            for one in search.people
        ]
        return replace(search, people=people)

    return supposing


def _while_open(closure: Closure) -> Callable[[Search], Search]:
    """Suppose the closure, in the same way."""
    closed = Closed(closure.starts_on, closure.ends_on, closure.half)

    def supposing(search: Search) -> Search:
        half_days = [
            half for half in search.half_days if not closed.covers(half.starts_at.date(), half.half)
        ]
        return replace(search, half_days=half_days)

    return supposing
