"""What the acts are made of: lock and judge, enter a state, record the event."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from prevention.people.models import User
from prevention.scheduling.models import Event, Session
from prevention.scheduling.states import side_of, why_not
from prevention.vocabulary import OCCUPYING_STATES, Act, SessionState, Side


def locked(session: Session, act: Act, user: User, *, now: datetime) -> tuple[Session, Side]:
    """Read the session again under lock, and judge that row rather than the one handed in."""
    rows = Session.objects.select_related("offer", "school__commune")
    session = rows.select_for_update(of=("self",)).get(pk=session.pk)
    side = side_of(user, act, session)
    if side is None:
        raise PermissionDenied
    if refusal := why_not(act, session, now=now):
        raise refusal
    return session, side


def give_authorisation(session: Session, user: User, *, now: datetime) -> None:
    session.authorised_at = now
    settle(session, Act.AUTHORISE, user, now=now)


def settle(session: Session, act: Act, user: User, *, now: datetime) -> None:
    """Confirm once both sides have said yes; an instant offer has said it in advance."""
    agreed = session.authorised_at and (session.accepted_at or session.offer.instant)
    state = SessionState.CONFIRMED if agreed else SessionState(session.state)
    enter(session, state, act, user, now=now)


def enter(
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
    record(session, act, user, now=now, before=before)


def record(
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
