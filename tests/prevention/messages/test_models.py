"""What the database holds of the outbox, whoever writes."""

import pytest
from django.db import IntegrityError, transaction

from prevention.messages.kinds import OPTIONAL_KINDS, TRAITS, Kind
from prevention.messages.models import FollowedEvent, Mention, Message, OptOut
from prevention.models import Event
from tests.factories import SchoolFactory, SessionFactory, UserFactory

pytestmark = pytest.mark.django_db


def row(**facts):
    return Message(
        **{
            "kind": Kind.RECEIVED,
            "language": "fr",
            "about": "request:1",
            "due_at": "2026-09-14T08:00Z",
            **facts,
        }
    )


def refused(obj, constraint):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        obj.save()
    return constraint in str(refusal.value) or "UNIQUE constraint failed" in str(refusal.value)


def test_a_mail_has_one_reader():
    user = UserFactory()

    assert refused(row(), "message_has_one_reader")
    assert refused(row(reader=user, address="a@exemple.test"), "message_has_one_reader")
    row(reader=user).save()
    row(address="a@exemple.test").save()


def test_what_was_sent_says_when_and_what_failed_says_why():
    user = UserFactory()

    assert refused(row(reader=user, state="sent"), "message_sent_has_an_instant")
    assert refused(row(reader=user, state="failed"), "message_failed_has_a_failure")


@pytest.mark.parametrize("whose", [{"reader": True}, {"address": "a@exemple.test"}])
def test_one_mail_waits_of_a_kind_for_a_reader_about_one_thing(whose):
    if "reader" in whose:
        whose = {"reader": UserFactory()}
    row(**whose).save()

    assert refused(row(**whose), "message_waits_once")
    row(**whose, attempts=1).save()
    row(**whose, state="cancelled").save()
    row(**whose, about="request:2").save()
    row(**whose, kind=Kind.CONFIRMED).save()


def test_a_mail_speaks_of_a_session_once():
    message = row(reader=UserFactory())
    message.save()
    session = SessionFactory()
    Mention.objects.create(message=message, session=session)

    assert refused(Mention(message=message, session=session), "mention_once")


def test_there_is_one_mark():
    events = [
        Event.objects.create(session=SessionFactory(), act="request", at="2026-09-14T08:00Z")
        for _n in range(2)
    ]
    FollowedEvent.objects.create(event=events[0], is_mark=True)

    assert refused(FollowedEvent(event=events[1], is_mark=True), "followed_event_one_mark")


@pytest.mark.parametrize("kind", sorted(set(Kind) - set(OPTIONAL_KINDS)))
def test_nobody_declines_what_is_necessary(kind):
    assert refused(OptOut(user=UserFactory(), kind=kind), "opt_out_of_what_is_optional")


def test_what_is_optional_is_declined_once():
    user = UserFactory()
    OptOut.objects.create(user=user, kind=Kind.REMINDER)

    assert refused(OptOut(user=user, kind=Kind.REMINDER), "opt_out_once")


def test_every_kind_has_its_traits_and_what_is_urgent_is_necessary():
    assert TRAITS.keys() == set(Kind)
    assert all(traits.necessary for traits in TRAITS.values() if traits.urgent)


def test_a_mail_goes_to_the_address_that_a_person_has_now():
    user = UserFactory(email="avant@exemple.test")
    message = row(reader=user)
    user.email = "apres@exemple.test"

    assert message.to == "apres@exemple.test"
    assert row(address=SchoolFactory(email="ecole@exemple.test").email).to == "ecole@exemple.test"
