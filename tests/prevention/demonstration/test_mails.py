"""The outbox of the demonstration: what would have left has, and nothing was sent."""

from datetime import datetime, timedelta

import pytest

from prevention.demonstration.mails import tell_the_past
from prevention.demonstration.stage import make_demonstration
from prevention.demonstration.years import play_years
from prevention.messages.kinds import Kind
from prevention.messages.models import Message
from prevention.messages.occasions import REMINDER_KINDS
from prevention.models import Event
from tests.factories import PARIS

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 2, 2, 9, tzinfo=PARIS)
DAY = timedelta(days=1)


def test_the_past_counts_as_told_and_what_is_to_come_waits(mailoutbox):
    make_demonstration(now=NOW)
    play_years(now=NOW, requests=40)

    told = tell_the_past(now=NOW)

    assert mailoutbox == []
    assert not Event.objects.filter(followed=None).exists()
    sent = Message.objects.filter(state=Message.State.SENT)
    assert told == sent.count() > 0
    assert not sent.filter(sent_at__gt=NOW - DAY + timedelta(hours=1)).exists()
    assert not sent.filter(mentions__starts_at=None, kind=Kind.CONFIRMED).exists()
    waiting = Message.objects.scheduled()
    assert waiting.filter(kind__in=REMINDER_KINDS).exists()
    assert not waiting.filter(due_at__lt=NOW).exists()
    assert all(message.to.endswith("@exemple.test") for message in Message.objects.all())
    # The head has something to answer, asked just now.
    assert waiting.filter(kind=Kind.TO_AUTHORISE).exists()
