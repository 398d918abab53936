"""Answers to what is held, and what ends a session."""

from datetime import datetime

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
                enter(session, SessionState.EXPIRED, Act.EXPIRE, None, now=now)
                expired += 1
    return expired


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
    session.ended_by_side = side
    session.ended_reason = reason
    enter(session, state, act, user, now=now)
    return session
