"""What becomes of a mail that is due: handed over at most once, whatever the server does."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prevention.messages.models import Message
from prevention.messages.sending import BACK_OFF, LEASE, claim, recover, send_due
from prevention.models import User
from tests.post_office import HANG_UP, open_post_office

State, Failure = Message.State, Message.Failure
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings):
    with open_post_office() as (office, port):
        settings.EMAIL_BACKEND = "prevention.messages.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_TIMEOUT = 5
        yield office


def statuses():
    return [(row.to, row.state, row.failure) for row in Message.objects.order_by("pk")]


def send(now):
    return send_due(clock=lambda: now)


def test_what_is_due_is_sent_over_one_connection_and_noted(office, reminders, now):
    first, second = reminders(2)

    assert send(now) == 2

    assert office.to() == sorted([first.to, second.to])
    assert office.connections == 1
    first.refresh_from_db()
    assert (first.state, first.sent_at, first.attempts) == (State.SENT, now, 1)
    mention = first.mentions.get()
    session = mention.session
    assert (mention.sequence, mention.starts_at) == (session.sequence, session.starts_at)


def test_what_is_not_due_or_put_on_hold_waits(office, reminders, now):
    later, held, dropped = reminders(3)
    Message.objects.filter(pk=later.pk).update(due_at=now + MINUTE)
    Message.objects.filter(pk=held.pk).update(held_at=now)
    Message.objects.filter(pk=dropped.pk).update(state=State.CANCELLED)

    assert send(now) == 0

    assert office.arrived == []


def test_a_refusal_for_good_is_shown_without_the_address_and_the_others_leave(
    office, reminders, now
):
    first, second = reminders(2)
    office.on_rcpt = lambda address: f"550 no {address} here" if address == first.to else None

    assert send(now) == 1

    first.refresh_from_db()
    assert (first.state, first.failure) == (State.FAILED, Failure.REFUSED)
    assert first.reply == "550 no … here"
    assert office.to() == [second.to]
    assert office.connections == 1


def test_a_text_that_is_refused_is_refused_and_not_in_doubt(office, reminders, now):
    (message,) = reminders(1)
    office.on_data = lambda _address: "554 looks like spam"

    send(now)

    message.refresh_from_db()
    assert (message.state, message.failure) == (State.FAILED, Failure.REFUSED)
    assert message.reply == "554 looks like spam"


@pytest.mark.parametrize("stage", ["on_rcpt", "on_data"])
def test_a_server_that_says_later_is_asked_again_later(stage, office, reminders, now):
    (message,) = reminders(1)
    setattr(office, stage, lambda _address: "451 try again later")

    assert send(now) == 0

    message.refresh_from_db()
    assert (message.state, message.attempts, message.handed_at) == (State.SCHEDULED, 1, None)
    assert message.due_at == now + BACK_OFF[0]
    assert message.reply == "451 try again later"
    setattr(office, stage, lambda _address: None)
    assert send(now) == 0
    assert send(message.due_at) == 1
    assert office.to() == [message.to]


def test_a_server_that_ends_the_connection_with_421_is_called_again(office, reminders, now):
    first, second = reminders(2)
    office.on_rcpt = lambda address: "421 closing" if address == first.to else None

    assert send(now) == 1

    assert statuses() == [
        (first.to, State.SCHEDULED, ""),
        (second.to, State.SENT, ""),
    ]


def test_a_connection_lost_before_the_text_has_lost_nothing(office, reminders, now):
    message, other = reminders(2)
    office.on_rcpt = lambda _address: HANG_UP

    assert send(now) == 0

    assert statuses() == [(message.to, State.SCHEDULED, ""), (other.to, State.SCHEDULED, "")]
    office.on_rcpt = lambda _address: None
    assert send(now + BACK_OFF[0]) == 2
    assert office.to() == sorted([message.to, other.to])


def test_a_connection_lost_after_the_text_leaves_a_doubt_and_is_not_tried_again(
    office, reminders, now
):
    (message,) = reminders(1)
    office.on_data = lambda _address: HANG_UP

    assert send(now) == 0

    assert statuses() == [(message.to, State.FAILED, Failure.IN_DOUBT)]
    assert send(now + timedelta(days=3)) == 0
    assert office.to() == [message.to]


def test_a_server_too_slow_to_answer_leaves_a_doubt(office, reminders, settings, now):
    settings.EMAIL_TIMEOUT = 0.2
    (message,) = reminders(1)
    office.seconds_to_answer = 0.6

    send(now)

    message.refresh_from_db()
    assert (message.state, message.failure) == (State.FAILED, Failure.IN_DOUBT)
    assert message.reply == "Connection unexpectedly closed: timed out"


def test_a_slow_server_that_answers_in_time_is_waited_for(office, reminders, now):
    reminders(1)
    office.seconds_to_answer = 0.3

    assert send(now) == 1


def test_nobody_there_is_tried_less_and_less_often_and_then_given_up(
    settings, office, reminders, now
):
    settings.EMAIL_PORT = 1  # nobody listens there
    message, other = reminders(2)
    Message.objects.filter(pk=other.pk).update(held_at=now)
    at, waited = now, []

    while True:
        send(at)
        message.refresh_from_db()
        if message.state == State.FAILED:
            break
        waited.append(message.due_at - at)
        at = message.due_at

    assert tuple(waited) == BACK_OFF
    assert (message.failure, message.reply) == (
        Failure.UNREACHABLE,
        "[Errno 111] Connection refused",
    )


def test_when_nobody_is_there_the_others_are_not_tried_in_vain(settings, office, reminders, now):
    settings.EMAIL_PORT = 1
    reminders(3)

    send(now)

    assert sorted(Message.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_a_first_try_goes_before_one_that_failed(reminders, now):
    old, new = reminders(2)
    Message.objects.filter(pk=old.pk).update(attempts=2, due_at=now - timedelta(days=1))

    assert claim(now=now) == new
    assert claim(now=now) == old
    assert claim(now=now) is None


def test_what_a_dead_worker_had_not_handed_over_is_tried_again(office, reminders, now):
    (message,) = reminders(1)
    claim(now=now)

    assert recover(now=now + LEASE - MINUTE) == 0
    assert recover(now=now + LEASE) == 1

    assert statuses() == [(message.to, State.SCHEDULED, "")]
    assert send(now + LEASE + BACK_OFF[0]) == 1


def test_what_a_dead_worker_had_handed_over_is_shown_in_doubt(reminders, now):
    (message,) = reminders(1)
    claim(now=now)
    Message.objects.update(handed_at=now)

    assert recover(now=now + LEASE) == 1

    assert statuses() == [(message.to, State.FAILED, Failure.IN_DOUBT)]


def test_a_mail_at_which_the_worker_dies_each_time_is_given_up(reminders, now):
    (message,) = reminders(1)
    at = now

    for _try in range(len(BACK_OFF) + 1):
        assert claim(now=at) == message
        at += LEASE
        recover(now=at)
        message.refresh_from_db()
        at = max(at, message.due_at)

    assert statuses() == [(message.to, State.FAILED, Failure.UNWRITTEN)]


def clock_that(does, *, at_call, now):
    """A clock at which something happens when it is looked at for the nth time."""
    calls = count(1)

    def clock():
        if next(calls) == at_call:
            does()
        return now

    return clock


def test_a_worker_taken_for_dead_hands_nothing_over_any_more(office, reminders, now):
    (message,) = reminders(1)

    def taken_back():
        Message.objects.update(state=State.SCHEDULED)

    # The third look at the clock is right before the mail's text.
    assert send_due(clock=clock_that(taken_back, at_call=3, now=now)) == 1

    assert office.to() == [message.to]
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.SENT, 2)


def test_a_slow_worker_that_is_told_it_arrived_ends_the_doubt(office, reminders, now):
    (message,) = reminders(1)

    def taken_for_dead():
        Message.objects.update(state=State.FAILED, failure=Failure.IN_DOUBT)

    assert send_due(clock=clock_that(taken_for_dead, at_call=4, now=now)) == 1

    assert statuses() == [(message.to, State.SENT, "")]


def test_a_header_that_cannot_be_written_stops_the_run_once_and_no_other_mail(
    office, reminders, now
):
    broken, good = reminders(2)
    User.objects.filter(mails=broken).update(email="two\nlines@exemple.test")

    with pytest.raises(ValueError, match="CR or LF"):
        send(now)

    assert send(now) == 1
    assert office.to() == [good.to]
    assert Message.objects.get(pk=broken.pk).state == State.SENDING
    recover(now=now + LEASE)
    assert Message.objects.get(pk=broken.pk).state == State.SCHEDULED


def test_each_mail_more_costs_the_same_few_queries(office, reminders, now):
    counts = []
    for many in (1, 4):
        reminders(many)
        with CaptureQueriesContext(connection) as captured:
            assert send(now) == many
        counts.append(len(captured))

    assert (counts[1] - counts[0]) / 3 <= 30
    assert (counts[1] - counts[0]) % 3 == 0
