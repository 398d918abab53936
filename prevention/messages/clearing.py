"""Put the outbox in order: what dead workers left, and what nobody needs any more."""

from datetime import datetime, timedelta

from prevention.messages.following import forget_followed
from prevention.messages.models import Message

# What was planned and not sent is of interest to nobody a season later.
KEPT_FOR = timedelta(days=90)


def clear_outbox(*, now: datetime) -> int:
    """Forget old rows that were never sent, and which old events were read; returns how many."""
    unsent = [Message.State.SUPERSEDED, Message.State.CANCELLED]
    old = Message.objects.filter(state__in=unsent, due_at__lte=now - KEPT_FOR)
    gone, _by_model = old.delete()
    return gone + forget_followed(now=now)
