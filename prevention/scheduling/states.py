"""The life of a session: which act is possible in which state, for whom, and in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from prevention.errors import RefusedError
from prevention.people.models import User
from prevention.scheduling.errors import ActRefusedError, HoldExpiredError, SessionBegunError
from prevention.scheduling.models import Session
from prevention.vocabulary import Act, SessionState, Side


@dataclass(frozen=True)
class Rule:
    """From which states an act starts, and the right it needs."""

    right: str
    states: frozenset[SessionState]


RULES: Mapping[Act, Rule] = {
    Act.AUTHORISE: Rule("session.authorise", frozenset({SessionState.HELD})),
    Act.ACCEPT: Rule("session.accept", frozenset({SessionState.HELD})),
    Act.REFUSE: Rule("session.refuse", frozenset({SessionState.HELD})),
    Act.CANCEL: Rule("session.cancel", frozenset({SessionState.HELD, SessionState.CONFIRMED})),
}

# What a held time waits for: of no use once its limit has passed.
ANSWERS = frozenset({Act.AUTHORISE, Act.ACCEPT})


def why_not(act: Act, session: Session, *, now: datetime) -> RefusedError | None:
    """Say what refuses the act in the session's state, whoever asks; None when nothing does."""
    if session.state not in RULES[act].states or _is_given(act, session):
        return ActRefusedError(state=session.state, state_label=session.get_state_display())
    if act in ANSWERS and session.held_until and session.held_until <= now:
        return HoldExpiredError(held_until=in_words(session.held_until, session.school.time_zone))
    if act == Act.CANCEL and session.starts_at <= now:
        return SessionBegunError()
    return None


def _is_given(act: Act, session: Session) -> bool:
    """Tell whether the answer is there already; an instant offer is accepted in advance."""
    match act:
        case Act.AUTHORISE:
            return session.authorised_at is not None
        case Act.ACCEPT:
            return session.accepted_at is not None or session.offer.instant
        case _:
            return False


def may(user: User, act: Act, session: Session) -> bool:
    """Tell whether the person holds the act's right over this session.

    A school role or a coordinator reaches it by its school, a facilitator by the
    organisation that gives it.
    """
    return side_of(user, act, session) is not None


def side_of(user: User, act: Act, session: Session) -> Side | None:
    """The side a person acts for; None when the right is not held over this session."""
    reach = user.reach().having(RULES[act].right)
    if any(role.organisation_id == session.offer.organisation_id for role in reach.roles):
        return Side.PARTNER
    if not reach.covers(session.school):
        return None
    at_school = any(role.school_id == session.school_id for role in reach.roles)
    return Side.SCHOOL if at_school else Side.COORDINATION


def allowed_actions(user: User, session: Session, *, now: datetime) -> list[Act]:
    """The acts that this person would succeed in, in the order of the table."""
    possible = (act for act in RULES if why_not(act, session, now=now) is None)
    return [act for act in possible if may(user, act, session)]


def sentence(session: Session) -> str:
    """Say the state of a session, and what it waits for, to whoever reads."""
    if session.state == SessionState.HELD:
        until = {"until": in_words(session.held_until, session.school.time_zone)}
        if session.authorised_at is None:
            return _("Waits for the head's authorisation until %(until)s.") % until
        return _("Waits for the partner's acceptance until %(until)s.") % until
    return {
        SessionState.WISHED: _("On the waiting list: a time will be offered."),
        SessionState.PROPOSED: _("Proposed: the school has not answered yet."),
        SessionState.CONFIRMED: _("Confirmed: it will take place."),
        SessionState.DONE: _("Done: it took place."),
        SessionState.CLOSED: _("Done, and its file is closed."),
        SessionState.REFUSED: _("Refused: %(reason)s.") % _ending(session),
        SessionState.CANCELLED: _("Cancelled: %(reason)s.") % _ending(session),
        SessionState.EXPIRED: _("Expired: nobody answered in time, the time is free again."),
        SessionState.NOT_HELD: _("Did not take place."),
    }[SessionState(session.state)]


def in_words(instant: datetime | None, zone: str) -> str:
    """Write an instant as people say it, in the zone of the school."""
    if instant is None:
        return ""
    # Translators: a format of Django's date filter, such as "Tuesday 8 December, 18:00".
    return date_format(instant.astimezone(ZoneInfo(zone)), _("l j F, H:i"))


def _ending(session: Session) -> dict[str, str]:
    return {"reason": session.get_ended_reason_display()}
