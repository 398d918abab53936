"""Leave an outbox as if mails had gone out all year."""

from datetime import datetime, timedelta

from django.db.models import Max

from prevention.messages.following import follow_events
from prevention.messages.models import Mention, Message
from prevention.messages.planning import SETTLING

# What happened in the last hours is left for the worker to send.
STILL_NEWS = timedelta(days=1)


def tell_the_past(*, now: datetime) -> int:
    """Plan what the year asks for; what would have left by now counts as sent, then.

    Nothing is sent: of the months that were played, people need no mails. Returns how many
    count as sent.
    """
    follow_events(now=now)
    waiting = Message.objects.scheduled().annotate(happened_at=Max("mentions__event__at"))
    before = waiting.filter(happened_at__lte=now - STILL_NEWS)
    happened_at = dict(before.values_list("pk", "happened_at"))
    past = list(Message.objects.filter(pk__in=happened_at))
    for message in past:
        message.planned_at = happened_at[message.pk]
        left_at = message.planned_at + SETTLING
        message.due_at = message.claimed_at = message.handed_at = message.sent_at = left_at
        message.state, message.attempts = Message.State.SENT, 1
    noted = ["state", "attempts", "planned_at", "due_at", "claimed_at", "handed_at", "sent_at"]
    Message.objects.bulk_update(past, noted, batch_size=200)
    told = list(Mention.objects.filter(message__in=past).select_related("session"))
    for mention in told:
        mention.sequence = mention.session.sequence
        mention.starts_at = mention.session.starts_at
    Mention.objects.bulk_update(told, ["sequence", "starts_at"], batch_size=200)
    return len(past)
