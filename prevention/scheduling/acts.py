"""The only ways a session changes: each act holds its rights, locks and its ``Event``.

Locks are always taken in the same order: facilitators, then classes, then the session, each
by primary key. On SQLite every transaction is immediate, so writers queue from the start.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from prevention.offers.models import Facilitator, Offer
from prevention.people.models import User
from prevention.scheduling.choice import Choice, nearest_to, opening_at
from prevention.scheduling.errors import (
    GroupElsewhereError,
    OfferWithdrawnError,
    OpeningTakenError,
)
from prevention.scheduling.models import (
    Event,
    Occupation,
    Request,
    Session,
    SessionFacilitator,
    SessionGroup,
)
from prevention.scheduling.openings import Opening
from prevention.scheduling.states import side_of, why_not
from prevention.schools.models import ClassGroup
from prevention.vocabulary import (
    OCCUPYING_STATES,
    Act,
    EndReason,
    SessionState,
    Side,
)

# A head has a week to answer, and answers two days before at the latest: after that a
# facilitator can no longer be placed elsewhere.
HELD_FOR = timedelta(days=7)
DECIDED_BEFORE = timedelta(days=2)


@dataclass(frozen=True)
class Line:
    """One class of a request, and the start that was chosen for it."""

    group: ClassGroup
    starts_at: datetime


@transaction.atomic
def request_sessions(
    *, offer: Offer, lines: Sequence[Line], asked_by: User, now: datetime
) -> Request:
    """Hold a session for each class at its chosen time, for the head to authorise.

    What the head asks for is authorised at once.

    Raises:
        PermissionDenied: the person may not ask for a session at that school.
        GroupElsewhereError: the classes belong to several schools.
        OfferWithdrawnError: the offer is no longer made.
        LevelOutsideOfferError, LevelOutsideThemeError: a class has a level too many.
        CalendarGapError: the time is beyond the published calendar.
        OpeningRefusedError: the time is no opening (any more); nothing was held.

    """
    if not offer.active:
        raise OfferWithdrawnError
    school = lines[0].group.school
    if any(line.group.school_id != school.pk for line in lines):
        raise GroupElsewhereError
    if not asked_by.may("request.create", school=school):
        raise PermissionDenied
    _lock(offer, [line.group for line in lines])
    request = Request.objects.create(offer=offer, school=school, asked_by=asked_by, created_at=now)
    for line in lines:
        session = _hold(request, line, now=now)
        if side_of(asked_by, Act.AUTHORISE, session):
            _authorise(session, asked_by, now=now)
    return request


def _lock(offer: Offer, groups: Sequence[ClassGroup]) -> None:
    # "No key": our rows are not deleted, so others may go on pointing to them meanwhile.
    facilitators = Facilitator.objects.filter(offers=offer).order_by("pk")
    list(facilitators.select_for_update(of=("self",), no_key=True))
    pks = [group.pk for group in groups]
    list(ClassGroup.objects.filter(pk__in=pks).order_by("pk").select_for_update(no_key=True))


def _hold(request: Request, line: Line, *, now: datetime) -> Session:
    choice = Choice(request.offer, line.group, line.starts_at)
    opening = opening_at(choice, now=now)
    try:
        with transaction.atomic():
            session = _write(request, line.group, opening, now=now)
    except IntegrityError as clash:
        if "occupation_one_session_per" not in str(clash):
            raise
        # Somebody who takes none of our locks was quicker; the database held.
        raise OpeningTakenError(nearest=nearest_to(choice, now=now)) from clash
    _record(session, Act.REQUEST, request.asked_by, now=now)
    return session


def _write(request: Request, group: ClassGroup, opening: Opening, *, now: datetime) -> Session:
    limit = min(now + HELD_FOR, opening.starts_at - DECIDED_BEFORE)
    session = Session.objects.create(
        request=request,
        offer=request.offer,
        school=request.school,
        state=SessionState.HELD,
        starts_at=opening.starts_at,
        ends_at=opening.ends_at,
        held_until=limit if limit > now else opening.starts_at,
        created_at=now,
        revised_at=now,
    )
    _occupy(session, group, opening.facilitators[: request.offer.facilitators_needed])
    return session


def _occupy(session: Session, group: ClassGroup, facilitators: Sequence[int]) -> None:
    SessionGroup.objects.create(session=session, group=group)
    SessionFacilitator.objects.bulk_create(
        SessionFacilitator(session=session, facilitator_id=pk) for pk in facilitators
    )
    span = {"session": session, "starts_at": session.starts_at, "ends_at": session.ends_at}
    Occupation.objects.bulk_create(
        [
            *(Occupation(facilitator_id=pk, **span) for pk in sorted(facilitators)),
            Occupation(group=group, **span),
        ]
    )


@transaction.atomic
def authorise(*, session: Session, user: User, now: datetime) -> Session:
    """The head lets the session take place in the school.

    Raises:
        PermissionDenied: the person is not head of this school.
        ActRefusedError: it does not wait for that.
        HoldExpiredError: the answer comes too late.

    """
    session, _side = _locked(session, Act.AUTHORISE, user, now=now)
    _authorise(session, user, now=now)
    return session


@transaction.atomic
def accept(*, session: Session, user: User, now: datetime) -> Session:
    """The partner takes the session on, for offers that are not instant.

    Raises: as ``authorise``.
    """
    session, _side = _locked(session, Act.ACCEPT, user, now=now)
    session.accepted_at = now
    _settle(session, Act.ACCEPT, user, now=now)
    return session


@transaction.atomic
def refuse(*, session: Session, user: User, reason: EndReason, now: datetime) -> Session:
    """The head or the partner says no: the time is free again.

    Raises: as ``authorise``.
    """
    return _end(session, Act.REFUSE, SessionState.REFUSED, user, reason, now=now)


@transaction.atomic
def cancel(*, session: Session, user: User, reason: EndReason, now: datetime) -> Session:
    """Somebody of either side calls off what was held or confirmed, before it begins.

    Raises: as ``authorise``; SessionBegunError: too late for that.
    """
    return _end(session, Act.CANCEL, SessionState.CANCELLED, user, reason, now=now)


def expire_due(*, now: datetime) -> int:
    """Free the times whose limit has passed without an answer; returns how many."""
    expired = 0
    for pk in Session.objects.due_to_expire(now=now).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            # Read again under lock: the head may have answered in between.
            due = Session.objects.due_to_expire(now=now).select_for_update()
            session = due.filter(pk=pk).first()
            if session:
                _enter(session, SessionState.EXPIRED, Act.EXPIRE, None, now=now)
                expired += 1
    return expired


def _authorise(session: Session, user: User, *, now: datetime) -> None:
    session.authorised_at = now
    _settle(session, Act.AUTHORISE, user, now=now)


def _settle(session: Session, act: Act, user: User, *, now: datetime) -> None:
    """Confirm once both sides have said yes; an instant offer has said it in advance."""
    agreed = session.authorised_at and (session.accepted_at or session.offer.instant)
    state = SessionState.CONFIRMED if agreed else SessionState(session.state)
    _enter(session, state, act, user, now=now)


def _end(
    session: Session,
    act: Act,
    state: SessionState,
    user: User,
    reason: EndReason,
    *,
    now: datetime,
) -> Session:
    session, side = _locked(session, act, user, now=now)
    session.ended_by_side = side
    session.ended_reason = reason
    _enter(session, state, act, user, now=now)
    return session


def _locked(session: Session, act: Act, user: User, *, now: datetime) -> tuple[Session, Side]:
    """Read the session again under lock, and judge that row rather than the one handed in."""
    rows = Session.objects.select_related("offer", "school__commune")
    session = rows.select_for_update(of=("self",)).get(pk=session.pk)
    side = side_of(user, act, session)
    if side is None:
        raise PermissionDenied
    if refusal := why_not(act, session, now=now):
        raise refusal
    return session, side


def _enter(
    session: Session, state: SessionState, act: Act, user: User | None, *, now: datetime
) -> None:
    before = SessionState(session.state)
    session.state = state
    session.revised_at = now
    if state != before:
        session.sequence += 1  # RFC 5546, 2.1.4: readers must notice
    if state != SessionState.HELD:
        session.held_until = None
    session.save()
    if state not in OCCUPYING_STATES:
        session.occupations.all().delete()
    _record(session, act, user, now=now, before=before)


def _record(
    session: Session,
    act: Act,
    user: User | None,
    *,
    now: datetime,
    before: SessionState | None = None,
) -> None:
    Event.objects.create(
        session=session,
        act=act,
        actor=user,
        at=now,
        from_state=before or "",
        to_state=session.state,
        reason=session.ended_reason,
    )
