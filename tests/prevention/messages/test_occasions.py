"""Who is written what after each act."""

from datetime import timedelta

import pytest

from prevention.messages.following import follow_events
from prevention.messages.kinds import Kind
from prevention.messages.occasions import OCCASIONS, READERS
from prevention.scheduling import acts
from prevention.scheduling.acts import Line, Preparation, Wished
from prevention.vocabulary import Act, RoleKind
from tests.factories import RoleFactory
from tests.prevention.messages.conftest import (
    MAILBOX,
    agree,
    ask,
    news,
    tell_all,
    to_be_accepted,
    waiting,
)
from tests.prevention.scheduling.conftest import READY

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def sides(kind, *users):
    """A kind to these people and the school's mailbox, as ``news`` gives it."""
    return sorted((kind, to) for to in [MAILBOX, *(user.email for user in users)])


def test_every_act_has_its_occasions_and_every_kind_of_a_session_its_readers():
    assert OCCASIONS.keys() == set(Act)
    assert READERS.keys() == set(Kind) - {Kind.DIGEST, Kind.CALENDAR_STALE}


def test_a_request_is_confirmed_to_the_teacher_and_asks_each_head(session, teacher, head, now):
    deputy = RoleFactory(school=session.school, kind=RoleKind.HEAD).user

    follow_events(now=now)

    assert news() == sorted(
        [
            (Kind.RECEIVED, teacher.email),
            (Kind.TO_AUTHORISE, head.email),
            (Kind.TO_AUTHORISE, deputy.email),
        ]
    )


def test_the_partner_is_asked_when_the_offer_is_not_instant(session, facilitator, now):
    to_be_accepted(session.offer)

    follow_events(now=now)

    assert waiting(Kind.TO_ACCEPT) == [(Kind.TO_ACCEPT, facilitator.user.email)]


def test_what_the_head_asks_for_is_confirmed_and_nobody_is_asked(
    offer, group, head, facilitator, tuesday, now
):
    ask(offer, group, head, tuesday, now=now)

    follow_events(now=now)

    assert news() == sides(Kind.CONFIRMED, head, facilitator.user)


def test_a_wish_is_received(offer, group, teacher, now):
    when = Wished(now.date(), (now + 30 * DAY).date())
    ask(offer, group, teacher, when, now=now)

    follow_events(now=now)

    assert waiting() == [(Kind.RECEIVED, teacher.email)]


def test_a_proposal_goes_to_the_heads(offer, group, head, coordinator, tuesday, now):
    acts.propose_sessions(
        offer=offer, lines=[Line([group], tuesday)], proposed_by=coordinator, now=now
    )

    follow_events(now=now)

    assert waiting() == [(Kind.PROPOSAL, head.email)]


def test_a_proposal_that_a_teacher_takes_asks_head_and_partner(
    offer, group, head, teacher, facilitator, coordinator, tuesday, now
):
    to_be_accepted(offer)
    asked = acts.propose_sessions(
        offer=offer, lines=[Line([group], tuesday)], proposed_by=coordinator, now=now
    )
    acts.hold(session=asked.request.sessions.get(), user=teacher, now=now)

    follow_events(now=now)

    assert news() == sorted(
        [(Kind.TO_AUTHORISE, head.email), (Kind.TO_ACCEPT, facilitator.user.email)]
    )


def test_a_proposal_that_the_head_takes_is_confirmed_to_the_head_and_not_to_who_proposed(
    offer, group, head, facilitator, coordinator, tuesday, now
):
    asked = acts.propose_sessions(
        offer=offer, lines=[Line([group], tuesday)], proposed_by=coordinator, now=now
    )
    proposed = asked.request.sessions.get()
    acts.prepare(session=proposed, user=head, preparation=READY, now=now)
    acts.hold(session=proposed, user=head, now=now)

    follow_events(now=now)

    assert news() == sides(Kind.CONFIRMED, head, facilitator.user)


def test_the_last_yes_confirms_to_all_sides(session, teacher, head, facilitator, coordinator, now):
    to_be_accepted(session.offer)
    agree(session, head, coordinator, now=now)

    follow_events(now=now)

    assert news() == sides(Kind.CONFIRMED, teacher, facilitator.user)


def test_the_paper_that_was_missing_confirms_to_all_sides(
    offer, group, teacher, head, facilitator, tuesday, now
):
    session = ask(offer, group, teacher, tuesday, now=now, preparation=Preparation())
    acts.authorise(session=session, user=head, now=now)
    tell_all(now=now)
    acts.prepare(session=session, user=teacher, preparation=READY, now=now)

    follow_events(now=now)

    assert news() == sides(Kind.CONFIRMED, teacher, facilitator.user)


def test_what_comes_by_itself_confirms_to_all_sides(session, head, teacher, facilitator, now):
    facilitator.honorability_on = None
    facilitator.save()
    acts.authorise(session=session, user=head, now=now)
    facilitator.honorability_on = now.date()
    facilitator.save()
    acts.confirm_ready(now=now)

    follow_events(now=now)

    assert news() == sides(Kind.CONFIRMED, teacher, facilitator.user)
