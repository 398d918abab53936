"""What nobody needs any more goes; what was sent stays, for it says what people know."""

from datetime import timedelta

import pytest

from prevention.messages.clearing import KEPT_FOR, clear_outbox
from prevention.messages.following import follow_events
from prevention.messages.models import FollowedEvent, Message

pytestmark = pytest.mark.django_db


def test_what_was_never_sent_goes_after_a_season(reminders, now):
    superseded, cancelled, sent, waiting = reminders(4)
    for message, state in [(superseded, "superseded"), (cancelled, "cancelled"), (sent, "sent")]:
        message.state, message.sent_at = state, now
        message.save()

    assert clear_outbox(now=now + KEPT_FOR - timedelta(days=1)) == 0
    assert clear_outbox(now=now + KEPT_FOR) > 0

    assert set(Message.objects.all()) == {sent, waiting}


def test_which_old_events_were_read_is_forgotten(session, head, now):
    follow_events(now=now)

    clear_outbox(now=now + timedelta(days=2))

    assert FollowedEvent.objects.get().is_mark
