"""Whether it is still worth writing about a session: judged when planned, and when sent."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from prevention.messages.kinds import Kind
from prevention.scheduling.models import Session
from prevention.scheduling.states import is_instant
from prevention.vocabulary import SessionState

# The end of a wish has no hour of its own to come before: it is news for so long.
NEWS_FOR = timedelta(days=7)

ENDED = frozenset({SessionState.REFUSED, SessionState.CANCELLED, SessionState.EXPIRED})

Holds = Callable[[Session, datetime], bool]


def is_worth(kind: Kind, session: Session, *, now: datetime) -> bool:
    """Tell whether what a mail of this kind says of the session holds at ``now``.

    So an outage of a week, or a year that was played, sends nothing that is over. Of a wish
    the ``time_offers`` are read.
    """
    return kind in WORTH and WORTH[kind](session, now)


def _waits(session: Session, now: datetime, *states: SessionState) -> bool:
    limit = session.held_until
    return session.state in states and limit is not None and limit > now


def _is_asked_for(session: Session, now: datetime) -> bool:
    return _waits(session, now, SessionState.HELD, SessionState.WISHED)


def _waits_for_the_head(session: Session, now: datetime) -> bool:
    return _waits(session, now, SessionState.HELD) and session.authorised_at is None


def _waits_for_the_partner(session: Session, now: datetime) -> bool:
    unanswered = session.accepted_at is None and not is_instant(session)
    return _waits(session, now, SessionState.HELD) and unanswered


def _is_proposed(session: Session, now: datetime) -> bool:
    return _waits(session, now, SessionState.PROPOSED)


def _is_to_come(session: Session, now: datetime) -> bool:
    return session.starts_at is not None and session.starts_at > now


def _will_take_place(session: Session, now: datetime) -> bool:
    return session.state == SessionState.CONFIRMED and _is_to_come(session, now)


def _may_take_place(session: Session, now: datetime) -> bool:
    return session.state in {SessionState.HELD, SessionState.CONFIRMED} and _is_to_come(
        session, now
    )


def _was_to_come(session: Session, now: datetime) -> bool:
    """A session that ended, or that goes on without the reader."""
    if session.starts_at is None:
        return session.state in ENDED and session.revised_at > now - NEWS_FOR
    return _is_to_come(session, now)


def _is_offered_a_time(session: Session, now: datetime) -> bool:
    live = (one.expires_at > now and one.starts_at > now for one in session.time_offers.all())
    return session.state == SessionState.WISHED and any(live)


def _outcome_is_missing(session: Session, now: datetime) -> bool:
    is_over = session.ends_at is not None and session.ends_at <= now
    return session.state == SessionState.CONFIRMED and is_over


WORTH: Mapping[Kind, Holds] = {
    Kind.RECEIVED: _is_asked_for,
    Kind.TO_AUTHORISE: _waits_for_the_head,
    Kind.NUDGE: _waits_for_the_head,
    Kind.PROPOSAL: _is_proposed,
    Kind.TO_ACCEPT: _waits_for_the_partner,
    Kind.CONFIRMED: _will_take_place,
    Kind.READINESS: _will_take_place,
    Kind.REMINDER: _will_take_place,
    Kind.CHANGED: _may_take_place,
    Kind.CANCELLED: _was_to_come,
    Kind.TIME_FREE: _is_offered_a_time,
    Kind.REPORT_DUE: _outcome_is_missing,
    Kind.REPORT_LATE: _outcome_is_missing,
}
