"""Ask for sessions: hold what is free, say what is not, and wait for what may come free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from prevention.errors import RefusedError
from prevention.offers.errors import OfferWithdrawnError
from prevention.offers.models import Offer
from prevention.people.models import User
from prevention.scheduling.acts.preparing import Preparation, apply_preparation
from prevention.scheduling.acts.steps import (
    bring_groups,
    deadline,
    give_authorisation,
    lock_takers,
    record,
    take_time,
)
from prevention.scheduling.choice import Choice, opening_at
from prevention.scheduling.errors import (
    GroupElsewhereError,
    NothingHeldError,
    RoomElsewhereError,
    WishedDaysOverError,
)
from prevention.scheduling.load import Meeting, check_fit
from prevention.scheduling.models import PreferredHalfDay, Request, Session, Wish
from prevention.scheduling.states import side_of
from prevention.schools.models import ClassGroup, Room
from prevention.vocabulary import Act, Half, SessionState

NOTHING_SAID = Preparation()


@dataclass(frozen=True)
class Wished:
    """The days in which a session would suit; ``half_days`` (ISO weekday, half) none for all."""

    first: date
    last: date
    half_days: frozenset[tuple[int, Half]] = frozenset()


@dataclass(frozen=True)
class Line:
    """One session of a request: its classes, with the start that was chosen or a wish."""

    groups: Sequence[ClassGroup]
    when: datetime | Wished


@dataclass(frozen=True)
class RefusedLine:
    """A line that could not be held; ``number`` counts from 0, as the lines were given."""

    number: int
    refusal: RefusedError

    def as_fact(self) -> dict[str, Any]:
        refusal = self.refusal
        said = {"code": refusal.code, "detail": str(refusal), "facts": dict(refusal.facts)}
        return {"line": self.number, **said}


@dataclass(frozen=True)
class Asked:
    """The request with the sessions it holds, and the lines it could not hold."""

    request: Request
    refused: Sequence[RefusedLine]


@transaction.atomic
def request_sessions(
    *,
    offer: Offer,
    lines: Sequence[Line],
    asked_by: User,
    now: datetime,
    preparation: Preparation = NOTHING_SAID,
) -> Asked:
    """Hold a session for each line at its chosen time, for the head to authorise.

    Line by line: what is free is held, and what is not is said with the nearest openings that
    are left. What the head asks for is authorised at once. A line with a wish joins the
    waiting list.

    Raises:
        PermissionDenied: the person may not ask for a session at that school.
        GroupElsewhereError: the classes belong to several schools.
        OfferWithdrawnError: the offer is no longer made.
        CalendarGapError, LevelOutsideOfferError, LevelOutsideThemeError, OpeningRefusedError,
        TooManyClassesError, WishedDaysOverError: why the only line could not be held.
        NothingHeldError: why each of several lines could not; nothing was written.

    """
    groups = [group for line in lines for group in line.groups]
    request = open_request(offer, groups, asked_by, room=preparation.room, now=now)
    refusals: dict[int, RefusedError] = {}
    for number, line in enumerate(lines):
        try:
            _take(request, line, preparation, now=now)
        except RefusedError as refusal:
            refusals[number] = refusal
    if len(refusals) == len(lines):
        raise nothing_held([RefusedLine(*one) for one in refusals.items()])
    refused = [
        RefusedLine(number, _judged_again(request, lines[number], first, now=now))
        for number, first in refusals.items()
    ]
    return Asked(request, refused)


def nothing_held(refused: Sequence[RefusedLine]) -> RefusedError:
    """Why no line could be held: what refuses the only one, or each of several with its own."""
    if len(refused) == 1:
        return refused[0].refusal
    return NothingHeldError(refused=[line.as_fact() for line in refused])


def open_request(
    offer: Offer,
    groups: Sequence[ClassGroup],
    asked_by: User,
    *,
    now: datetime,
    room: Room | None = None,
) -> Request:
    """Write a request under lock of whoever it may take; raises as ``request_sessions``."""
    if not offer.active:
        raise OfferWithdrawnError
    school = groups[0].school
    if any(group.school_id != school.pk for group in groups):
        raise GroupElsewhereError
    if not asked_by.may("request.create", school=school):
        raise PermissionDenied
    if room and (room.school_id != school.pk or not room.active):
        raise RoomElsewhereError
    lock_takers(offer, groups, room)
    return Request.objects.create(offer=offer, school=school, asked_by=asked_by, created_at=now)


def _take(request: Request, line: Line, preparation: Preparation, *, now: datetime) -> None:
    if isinstance(line.when, Wished):
        _wish(request, line.groups, line.when, preparation, now=now)
        return
    choice = Choice(Meeting(request.offer, line.groups, room=preparation.room), line.when)
    session = take_opening(request, choice, preparation, SessionState.HELD, now=now)
    record(session, Act.REQUEST, request.asked_by, now=now)
    if side_of(request.asked_by, Act.AUTHORISE, session):
        give_authorisation(session, request.asked_by, now=now)


def _judged_again(
    request: Request, line: Line, first: RefusedError, *, now: datetime
) -> RefusedError:
    """Say why, once all else is held: times offered instead must not be among these."""
    if isinstance(line.when, Wished):
        return first
    try:
        opening_at(Choice(Meeting(request.offer, line.groups), line.when), now=now)
    except RefusedError as refusal:
        return refusal
    return first


@transaction.atomic
def take_opening(
    request: Request,
    choice: Choice,
    preparation: Preparation,
    state: SessionState,
    *,
    now: datetime,
) -> Session:
    """Write a session at the opening that was chosen, with all that it takes."""
    opening = opening_at(choice, now=now)
    session = written(
        request,
        preparation,
        state,
        starts_at=opening.starts_at,
        ends_at=opening.ends_at,
        held_until=deadline(opening.starts_at, now=now),
        created_at=now,
        revised_at=now,
    )
    bring_groups(session, choice.meeting.groups)
    chosen = opening.facilitators[: request.offer.facilitators_needed]
    take_time(session, chosen, choice, now=now)
    return session


def _wish(
    request: Request,
    groups: Sequence[ClassGroup],
    wished: Wished,
    preparation: Preparation,
    *,
    now: datetime,
) -> None:
    check_fit(request.offer, groups)
    year, today = groups[0].school_year, localdate(now)
    first, last = max(wished.first, year.starts_on, today), min(wished.last, year.ends_on)
    if last < first:
        raise WishedDaysOverError
    zone = ZoneInfo(request.school.time_zone)
    session = written(
        request,
        preparation,
        SessionState.WISHED,
        held_until=datetime.combine(last + timedelta(days=1), time(), zone),
        created_at=now,
        revised_at=now,
    )
    bring_groups(session, groups)
    wish = Wish.objects.create(session=session, first_day=first, last_day=last)
    PreferredHalfDay.objects.bulk_create(
        PreferredHalfDay(wish=wish, weekday=weekday, half=half)
        for weekday, half in sorted(wished.half_days)
    )
    record(session, Act.REQUEST, request.asked_by, now=now)


def written(
    request: Request, preparation: Preparation, state: SessionState, **times: datetime | None
) -> Session:
    """Write a session of a request, without its people."""
    offer = request.offer
    session = Session(
        request=request,
        offer=offer,
        theme=offer.theme,
        kind=offer.kind,
        school=request.school,
        state=state,
        **times,
    )
    apply_preparation(session, preparation)
    session.save()
    return session
