"""One act on many sessions: what it would do to each, then each for itself.

Nothing here changes a session: the acts do, one by one, each in a transaction of its own, so
that what one session refuses stops no other.
"""

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from prevention.errors import RefusedError
from prevention.people.models import User
from prevention.scheduling import acts, readiness
from prevention.scheduling.acts.steps import held_or_confirmed, lock_takers
from prevention.scheduling.errors import (
    NotAllowedError,
    ReasonNeededError,
    SessionChangedError,
    TimeMissingError,
    TooManyAtOnceError,
)
from prevention.scheduling.models import Session
from prevention.scheduling.states import may, why_not
from prevention.vocabulary import Act, EndReason, SessionState

# What somebody can still read through before saying yes.
MOST_AT_ONCE = 200

# The acts that say the same of every session. A report, another time or another facilitator
# are of one session alone; a limit passes by the clock.
MANY: Mapping[Act, Callable[..., Session]] = {
    Act.HOLD: acts.hold,
    Act.AUTHORISE: acts.authorise,
    Act.ACCEPT: acts.accept,
    Act.CLOSE: acts.close,
    Act.REFUSE: acts.refuse,
    Act.CANCEL: acts.cancel,
    Act.NOT_HELD: acts.declare_not_held,
}
WITH_A_REASON = frozenset({Act.REFUSE, Act.CANCEL, Act.NOT_HELD})
ENDS_IN: Mapping[Act, SessionState] = {
    Act.CLOSE: SessionState.CLOSED,
    Act.REFUSE: SessionState.REFUSED,
    Act.CANCEL: SessionState.CANCELLED,
    Act.NOT_HELD: SessionState.NOT_HELD,
}

# What foreseeing reads of each session, beside what its queryset selects.
READ = (*readiness.READ, "school__rooms", "time_offers")


@dataclass(frozen=True)
class Gesture:
    """What somebody wants done to many sessions; some acts need a reason.

    Raises:
        ReasonNeededError: the act ends sessions, and nobody says why.

    """

    act: Act
    user: User
    reason: EndReason | None = None

    def checked(self) -> "Gesture":
        if self.act in WITH_A_REASON and self.reason is None:
            raise ReasonNeededError
        return self

    @property
    def arguments(self) -> dict[str, Any]:
        return {"reason": self.reason} if self.act in WITH_A_REASON else {}


@dataclass(frozen=True)
class Foreseen:
    """What the gesture would do to a session: the state it enters, or what refuses it."""

    session: Session
    becomes: SessionState | None = None
    refusal: RefusedError | None = None


def foresee(sessions: QuerySet[Session], gesture: Gesture, *, now: datetime) -> list[Foreseen]:
    """Say of each session what the gesture would do to it, in a constant number of queries.

    Raises:
        TooManyAtOnceError: more than can be read through.

    """
    rows = sessions.select_related(
        "offer__theme", "offer__organisation", "theme", "school__commune", "room"
    ).defer("school__commune__outline")
    read = list(rows.prefetch_related(None).prefetch_related(*READ)[: MOST_AT_ONCE + 1])
    if len(read) > MOST_AT_ONCE:
        raise TooManyAtOnceError(most=MOST_AT_ONCE)
    return [_foreseen(session, gesture, now=now) for session in read]


def _foreseen(session: Session, gesture: Gesture, *, now: datetime) -> Foreseen:
    if refusal := _refusal(session, gesture, now=now):
        return Foreseen(session, refusal=refusal)
    return Foreseen(session, becomes=SessionState(supposed(session, gesture, now=now).state))


def _refusal(session: Session, gesture: Gesture, *, now: datetime) -> RefusedError | None:
    if not may(gesture.user, gesture.act, session):
        return NotAllowedError()
    if refusal := why_not(gesture.act, session, now=now):
        return refusal
    if gesture.act == Act.HOLD and session.state == SessionState.WISHED:
        return TimeMissingError()  # each wish takes a time of its own
    return None


def supposed(session: Session, gesture: Gesture, *, now: datetime) -> Session:
    """The session as the act would leave it; the one handed in stays as it is."""
    after = copy(session)
    after.sequence += 1
    after.revised_at = now
    if gesture.act in ENDS_IN:
        after.state = ENDS_IN[gesture.act]
        return after
    after.state = SessionState.HELD
    heads = may(gesture.user, Act.AUTHORISE, session)
    if gesture.act == Act.AUTHORISE or (gesture.act == Act.HOLD and heads):
        after.authorised_at = now
    if gesture.act == Act.ACCEPT:
        after.accepted_at = now
    after.state = held_or_confirmed(after)
    return after


@transaction.atomic
def do_one(*, public_id: UUID, revised_at: datetime, gesture: Gesture, now: datetime) -> Session:
    """Do the act on one session, if it is still as it was when somebody looked.

    Raises:
        SessionChangedError: somebody has changed it since ``revised_at``.
        NotAllowedError: it is not the person's to do, or to know of.
        RefusedError: whatever the act itself refuses.

    """
    visible = Session.objects.visible_to(gesture.user).filter(public_id=public_id)
    if gesture.act == Act.HOLD:
        _lock_takers(visible)  # the order that every act keeps: takers before the session
    row = visible.select_for_update(of=("self",)).first()
    if row is None:
        raise NotAllowedError
    if row.revised_at != revised_at:
        raise SessionChangedError
    try:
        return MANY[gesture.act](session=row, user=gesture.user, now=now, **gesture.arguments)
    except PermissionDenied as denied:
        raise NotAllowedError from denied


def _lock_takers(visible: QuerySet[Session]) -> None:
    session = visible.select_related("offer", "room").first()
    if session is None:
        raise NotAllowedError
    if session.state == SessionState.WISHED:
        raise TimeMissingError
    if session.offer is not None:
        lock_takers(session.offer, list(session.groups.all()), session.room)
