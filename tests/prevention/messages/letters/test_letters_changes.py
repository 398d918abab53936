"""What is told of what is no longer as it was told."""

from datetime import timedelta

import pytest

from prevention.messages.blocks import Button
from prevention.messages.kinds import Kind
from prevention.messages.letters import write
from prevention.models import Message
from prevention.vocabulary import Act, RoleKind, SessionState
from tests.factories import TUESDAY_AT_TEN, FacilitatorFactory, RoleFactory, UserFactory
from tests.prevention.messages.letters.reading import buttons_of, paragraphs_of, text_of

pytestmark = pytest.mark.django_db

SITE = "https://prevention.exemple.test"


def test_a_move_is_told_from_the_time_that_the_reader_knows(world, now):
    session = world.session()
    week = timedelta(days=7)
    # The last word counts; what other readers were told does not.
    world.tell(session, starts_at=TUESDAY_AT_TEN - 2 * week, claimed_at=now - week)
    world.tell(session, starts_at=TUESDAY_AT_TEN - week, claimed_at=now)
    world.tell(session, reader=world.head, starts_at=TUESDAY_AT_TEN + week, claimed_at=now)

    message = world.message(Kind.CHANGED, [session], Act.MOVE, language="en")

    assert write(message, now).subject == "Session moved to Tuesday 6 October — Collège Jean Bart"
    assert paragraphs_of(message, now) == [
        "A session has changed.",
        "It was to take place on Tuesday 29 September, 10:00.",
        "This is how it is now:",
        "Confirmed: it will take place.",
    ]


@pytest.mark.parametrize(
    ("state", "failure", "counts"),
    [
        (Message.State.SENT, "", True),
        (Message.State.SENDING, "", True),
        (Message.State.FAILED, Message.Failure.IN_DOUBT, True),
        (Message.State.FAILED, Message.Failure.BOUNCED, False),
        (Message.State.SCHEDULED, "", False),
    ],
)
def test_only_what_may_have_arrived_was_told(world, now, state, failure, counts):
    session = world.session()
    told = world.tell(session, starts_at=TUESDAY_AT_TEN - timedelta(days=7))
    Message.objects.filter(pk=told.pk).update(state=state, failure=failure)

    message = world.message(Kind.CHANGED, [session], Act.MOVE, language="en")

    assert ("It was to take place" in text_of(message, now)) is counts


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (Act.MOVE, "Its time has changed."),
        (Act.REPLACE, "Somebody else comes."),
        (Act.PREPARE, "The place or the room has changed."),
    ],
)
def test_another_change_is_told_by_what_was_done(world, now, act, said):
    session = world.session()
    world.tell(session)

    message = world.message(Kind.CHANGED, [session], act, language="en")

    if act == Act.MOVE:
        Message.objects.exclude(pk=message.pk).delete()
    assert paragraphs_of(message, now)[1] == said


def test_a_moved_session_says_what_it_waits_for_again(world, now):
    session = world.session(state=SessionState.HELD)

    message = world.message(Kind.CHANGED, [session], Act.MOVE, language="en")

    assert paragraphs_of(message, now)[-1] == (
        "Waits for the head's authorisation and the partner's acceptance"
        " until Monday 28 September, 18:00."
    )


def test_what_is_called_off_says_why_who_and_leads_to_another_time(world, now):
    message = world.of_kind(Kind.CANCELLED, language="en")

    group = message.sessions.get().groups.get()
    assert paragraphs_of(message, now)[:3] == [
        "This session will not take place:",
        "Cancelled: somebody is absent.",
        "Decided by: the partner.",
    ]
    assert buttons_of(message, now) == [
        Button(
            "Choose another time",
            f"{SITE}/book?step=times&class={group.pk}&offer={world.offer.pk}&sessions=1",
        )
    ]


def test_nobody_has_decided_on_what_expired(world, now):
    session = world.session(state=SessionState.EXPIRED)

    message = world.message(Kind.CANCELLED, [session], Act.EXPIRE, language="en")

    assert paragraphs_of(message, now)[1].startswith("Expired: nobody answered in time")
    assert "Decided by" not in text_of(message, now)


def test_a_partner_is_free_again(world, now):
    message = world.of_kind(Kind.CANCELLED, reader=world.facilitator.user, language="en")

    assert "Your time is free again." in paragraphs_of(message, now)


def test_who_no_longer_gives_a_session_that_goes_on_is_told_so(world, now):
    session = world.session()
    leaving = FacilitatorFactory(organisation=world.offer.organisation, user=UserFactory())
    RoleFactory(user=leaving.user, kind=RoleKind.FACILITATOR, organisation=leaving.organisation)

    message = world.message(
        Kind.CANCELLED, [session], Act.REPLACE, reader=leaving.user, language="en"
    )

    assert write(message, now).subject == (
        "You no longer give the session of Tuesday 6 October — Collège Jean Bart"
    )
    assert paragraphs_of(message, now) == [
        "You no longer give this session:",
        "Somebody else gives this session.",
        "Your time is free again.",
    ]
