"""The life of a session: which act is possible in which state, and for whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from prevention.errors import RefusedError
from prevention.people.models import User
from prevention.scheduling.errors import (
    ActRefusedError,
    HoldExpiredError,
    SessionBegunError,
    SessionNotBegunError,
)
from prevention.scheduling.models import Session
from prevention.scheduling.sentences import in_words
from prevention.vocabulary import Act, SessionKind, SessionState, Side


@dataclass(frozen=True)
class Rule:
    """From which states an act starts, and the right it needs."""

    right: str
    states: frozenset[SessionState]


def _from(right: str, *states: SessionState) -> Rule:
    return Rule(right, frozenset(states))


W, P, H, C, D = (
    SessionState.WISHED,
    SessionState.PROPOSED,
    SessionState.HELD,
    SessionState.CONFIRMED,
    SessionState.DONE,
)

RULES: Mapping[Act, Rule] = {
    Act.HOLD: _from("session.hold", W, P),
    Act.AUTHORISE: _from("session.authorise", H),
    Act.ACCEPT: _from("session.accept", H),
    Act.PREPARE: _from("session.prepare", P, H, C),
    Act.MOVE: _from("session.move", H, C),
    Act.REPLACE: _from("session.replace", P, H, C),
    Act.REFUSE: _from("session.refuse", H),
    Act.CANCEL: _from("session.cancel", W, P, H, C, D),
    Act.REPORT: _from("session.report", C),
    Act.NOT_HELD: _from("session.not_held", C),
    Act.CLOSE: _from("session.close", D),
}

# What gives a time up; all else is of no use once the limit of a held time has passed.
ENDINGS = frozenset({Act.REFUSE, Act.CANCEL})
BEFORE_IT_BEGINS = frozenset({Act.MOVE, Act.CANCEL, Act.PREPARE, Act.REPLACE})
ONCE_BEGUN = frozenset({Act.REPORT, Act.NOT_HELD})


def why_not(act: Act, session: Session, *, now: datetime) -> RefusedError | None:
    """Say what refuses the act in the session's state, whoever asks; None when nothing does."""
    if session.state not in RULES[act].states or _is_given(act, session):
        return ActRefusedError(state=session.state, state_label=session.get_state_display())
    if session.kind == SessionKind.INTERNAL:
        return None  # declared when it was over: its school takes it back, or it is closed
    if act not in ENDINGS and session.held_until and session.held_until <= now:
        return HoldExpiredError(held_until=in_words(session.held_until, session.school.time_zone))
    begun = session.starts_at is not None and session.starts_at <= now
    if act in BEFORE_IT_BEGINS and begun:
        return SessionBegunError()
    if act in ONCE_BEGUN and not begun:
        return SessionNotBegunError()
    return None


def _is_given(act: Act, session: Session) -> bool:
    """Tell whether the answer is there already; an instant offer is accepted in advance."""
    match act:
        case Act.AUTHORISE:
            return session.authorised_at is not None
        case Act.ACCEPT:
            return session.accepted_at is not None or is_instant(session)
        case Act.CANCEL:
            return session.state == D and session.kind != SessionKind.INTERNAL
        case _:
            return False


def is_instant(session: Session) -> bool:
    return session.offer is not None and session.offer.instant


def may(user: User, act: Act, session: Session) -> bool:
    """Tell whether the person holds the act's right over this session.

    A school role or a coordinator reaches it by its school, a facilitator by the
    organisation that gives it.
    """
    return side_of(user, act, session) is not None


def side_of(user: User, act: Act, session: Session) -> Side | None:
    """The side a person acts for; None when the right is not held over this session."""
    reach = user.reach().having(RULES[act].right)
    giver = session.offer.organisation_id if session.offer else None
    if any(role.organisation_id == giver for role in reach.roles if role.organisation_id):
        return Side.PARTNER
    if not reach.covers(session.school):
        return None
    at_school = any(role.school_id == session.school_id for role in reach.roles)
    return Side.SCHOOL if at_school else Side.COORDINATION


def allowed_actions(user: User, session: Session, *, now: datetime) -> list[Act]:
    """The acts that this person would succeed in, in the order of the table.

    For a wish, that a time is offered to it is read from ``time_offers``.
    """
    possible = (act for act in RULES if why_not(act, session, now=now) is None)
    return [
        act
        for act in possible
        if may(user, act, session) and has_something_to_take(act, session, user, now=now)
    ]


def has_something_to_take(act: Act, session: Session, user: User, *, now: datetime) -> bool:
    """Tell whether a wish can become a held time: a coordinator finds one, others are offered."""
    if act != Act.HOLD or session.state != W:
        return True
    if coordinates(user, session):
        return True
    return any(
        offer.expires_at > now and offer.starts_at > now for offer in session.time_offers.all()
    )


def coordinates(user: User, session: Session) -> bool:
    return user.reach().having("session.propose").covers(session.school)
