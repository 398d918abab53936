"""Who would be written to after an act on many sessions, before anybody does it."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import prefetch_related_objects

from prevention.messages.occasions import written_after
from prevention.messages.readers import Circle, Reader
from prevention.messages.worth import is_worth
from prevention.scheduling.gestures import READ, Gesture, supposed
from prevention.scheduling.models import Event


def told_by(gesture: Gesture, pks: Collection[int], *, now: datetime) -> list[Reader]:
    """Whoever a mail would tell of the gesture done to these sessions, each once.

    By the rules that the outbox follows, in a constant number of queries. What people have
    unsubscribed from is necessary in none of these mails, so nobody is left out.
    """
    circle = Circle.load(pks)
    prefetch_related_objects(list(circle.sessions.values()), *READ)
    told: dict[Reader, None] = {}
    for session in circle.sessions.values():
        if session.request is None:
            continue  # what a school gives by itself is written about to nobody
        after = supposed(session, gesture, now=now)
        event = Event(
            session=after,
            act=gesture.act,
            actor=gesture.user,
            at=now,
            from_state=session.state,
            to_state=after.state,
            starts_at=after.starts_at,
        )
        for kind, reader in written_after(event, circle, after):
            if is_worth(kind, after, now=now):
                told[reader] = None
    return list(told)
