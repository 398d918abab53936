"""Answers to what is held, and what ends a session before it takes place."""

from datetime import datetime, timedelta

from django.db import transaction

from prevention.people.models import User
from prevention.scheduling.acts.steps import enter, give_authorisation, locked, settle
from prevention.scheduling.models import Session
from prevention.vocabulary import Act, EndReason, SessionState


@transaction.atomic
def authorise(*, session: Session, user: User, now: datetime) -> Session:
    """The head lets the session take place in the school.

    Raises:
        PermissionDenied: the person is not head of this school.
        ActRefusedError: it does not wait for that.
        HoldExpiredError: the answer comes too late.

    """
    session, _side = locked(session, Act.AUTHORISE, user, now=now)
    give_authorisation(session, user, now=now)
    return session


@transaction.atomic
def accept(*, session: Session, user: User, now: datetime) -> Session:
    """The partner takes the session on, for offers that are not instant.

    Raises: as ``authorise``.
    """
    session, _side = locked(session, Act.ACCEPT, user, now=now)
    session.accepted_at = now
    settle(session, Act.ACCEPT, user, now=now)
    return session


@transaction.atomic
def refuse(*, session: Session, user: User, reason: EndReason, now: datetime) -> Session:
    """The head or the partner says no: the time is free again.

    Raises: as ``authorise``.
    """
    return _end(session, Act.REFUSE, SessionState.REFUSED, user, reason, now=now)


@transaction.atomic
def cancel(*, session: Session, user: User, reason: EndReason, now: datetime) -> Session:
    """Somebody of either side calls off a session before it begins, or a wish.

    A confirmed one called off after the offer's limit is marked as late. What a school
    declared by mistake is taken back in the same way.

    Raises: as ``authorise``; SessionBegunError: too late for that.
    """
    return _end(session, Act.CANCEL, SessionState.CANCELLED, user, reason, now=now)


def free_cancellation_until(session: Session) -> datetime | None:
    """The later of the booking and so many days before the start; None without a time or offer."""
    if session.starts_at is None or session.offer is None:
        return None
    before = timedelta(days=session.offer.free_cancellation_days)
    return max(session.created_at, session.starts_at - before)


def _end(
    session: Session,
    act: Act,
    state: SessionState,
    user: User,
    reason: EndReason,
    *,
    now: datetime,
) -> Session:
    session, side = locked(session, act, user, now=now)
    limit = free_cancellation_until(session)
    was_confirmed = session.state == SessionState.CONFIRMED
    session.ended_late = was_confirmed and limit is not None and now > limit
    session.ended_by_side = side
    session.ended_reason = reason
    enter(session, state, act, user, now=now)
    return session
