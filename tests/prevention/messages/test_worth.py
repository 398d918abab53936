"""What still holds: one table, for each kind in each state."""

from datetime import timedelta
from types import MappingProxyType

import pytest

from prevention.messages.kinds import Kind
from prevention.messages.worth import WORTH, is_worth
from prevention.models import TimeOffer
from prevention.vocabulary import SessionState
from tests.factories import OfferFactory, RequestFactory, SessionFactory

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
W, P, H, C = (
    SessionState.WISHED,
    SessionState.PROPOSED,
    SessionState.HELD,
    SessionState.CONFIRMED,
)
ENDS = {SessionState.REFUSED, SessionState.CANCELLED, SessionState.EXPIRED}

# The states in which a kind is worth sending of a session that is to come.
TO_COME = MappingProxyType(
    {
        Kind.RECEIVED: {W, H},
        Kind.TO_AUTHORISE: {H},
        Kind.NUDGE: {H},
        Kind.PROPOSAL: {P},
        Kind.TO_ACCEPT: {H},
        Kind.CONFIRMED: {C},
        Kind.READINESS: {C},
        Kind.REMINDER: {C},
        Kind.CHANGED: {H, C},
        Kind.TIME_FREE: set(),
        Kind.REPORT_DUE: set(),
        Kind.REPORT_LATE: set(),
    }
)


def a_session(state, **facts):
    authorised = {"authorised_at": None}
    if state not in {W, P, H}:
        authorised = {"authorised_at": facts.pop("now"), "held_until": None}
    facts.pop("now", None)
    request = RequestFactory(offer=OfferFactory(instant=False))
    return SessionFactory(request=request, state=state, **authorised, **facts)


def test_the_table_speaks_of_every_kind_that_is_about_sessions():
    assert WORTH.keys() == set(Kind) - {Kind.DIGEST, Kind.CALENDAR_STALE}
    assert TO_COME.keys() == WORTH.keys() - {Kind.CANCELLED}


@pytest.mark.parametrize("state", SessionState)
def test_of_what_is_to_come(state, now):
    session = a_session(state, now=now)

    worth = {kind for kind in TO_COME if is_worth(kind, session, now=now)}

    assert worth == {kind for kind, states in TO_COME.items() if state in states}


@pytest.mark.parametrize("state", SessionState)
def test_of_what_is_over(state, now):
    session = a_session(state, now=now)
    after = now + timedelta(days=60)

    worth = {kind for kind in WORTH if is_worth(kind, session, now=after)}

    assert worth == ({Kind.REPORT_DUE, Kind.REPORT_LATE} if state == C else set())


def test_a_yes_that_was_given_is_not_asked_for(now):
    session = a_session(H)
    session.authorised_at = session.accepted_at = now

    assert not is_worth(Kind.TO_AUTHORISE, session, now=now)
    assert not is_worth(Kind.TO_ACCEPT, session, now=now)


def test_nobody_accepts_an_instant_offer(now):
    session = a_session(H)
    session.offer.instant = True

    assert not is_worth(Kind.TO_ACCEPT, session, now=now)


def test_nobody_is_asked_once_the_limit_has_passed(now):
    session = a_session(H)

    assert is_worth(Kind.NUDGE, session, now=session.held_until - HOUR)
    assert not is_worth(Kind.NUDGE, session, now=session.held_until)


def test_an_offered_time_is_news_while_it_is_offered(now):
    session = a_session(W)
    TimeOffer.objects.create(
        session=session,
        starts_at=now + 48 * HOUR,
        ends_at=now + 49 * HOUR,
        offered_at=now,
        expires_at=now + 24 * HOUR,
    )

    assert is_worth(Kind.TIME_FREE, session, now=now)
    assert not is_worth(Kind.TIME_FREE, session, now=now + 24 * HOUR)


@pytest.mark.parametrize("state", sorted(ENDS))
def test_an_end_is_news_while_the_session_would_be_to_come(state, now):
    session = a_session(state, now=now)

    assert is_worth(Kind.CANCELLED, session, now=session.starts_at - HOUR)
    assert not is_worth(Kind.CANCELLED, session, now=session.starts_at)


def test_the_end_of_a_wish_is_news_for_a_week(now):
    session = a_session(SessionState.EXPIRED, now=now, starts_at=None, ends_at=None)

    assert is_worth(Kind.CANCELLED, session, now=session.revised_at + timedelta(days=6))
    assert not is_worth(Kind.CANCELLED, session, now=session.revised_at + timedelta(days=8))
