"""Follow what is done to sessions: each event is read once, and what it asks for is planned."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from prevention.messages.models import FollowedEvent
from prevention.messages.planning import plan
from prevention.scheduling.models import Event
from prevention.schools.models import School

BATCH = 200
# No transaction lasts as long: what is not seen a day after a later event never will be.
SURELY_SEEN = timedelta(days=1)


def follow_events(*, now: datetime, batch: int = BATCH) -> int:
    """Read the events that the outbox has not read yet, and plan their mails; returns how many.

    Safe with several workers, and whoever commits in which order.
    """
    followed = 0
    while read := _follow_some(batch, now=now):
        followed += read
    return followed


@transaction.atomic
def _follow_some(batch: int, *, now: datetime) -> int:
    # Events that another worker is reading are left to it. What it had read and committed
    # between our looking and our locking is seen by looking again.
    rows = _unread().select_for_update(of=("self",), skip_locked=True, no_key=True)[:batch]
    mine = {event.pk: event for event in rows}
    for pk in FollowedEvent.objects.filter(event__in=mine).values_list("event", flat=True):
        del mine[pk]
    if not mine:
        return 0
    schools = School.objects.filter(sessions__in={event.session_id for event in mine.values()})
    # One planner at a time for a school; its sessions are read once that is sure.
    list(
        School.objects.filter(pk__in=schools.values("pk"))
        .order_by("pk")
        .select_for_update(no_key=True)
        .values_list("pk")
    )
    plan(list(mine.values()), now=now)
    FollowedEvent.objects.bulk_create(FollowedEvent(event=one, at=now) for one in mine.values())
    return len(mine)


def _unread() -> QuerySet[Event]:
    # One statement, for a mark read before could be behind what is forgotten meanwhile.
    mark = FollowedEvent.objects.filter(is_mark=True).values("event")
    unread = Event.objects.filter(pk__gt=Coalesce(Subquery(mark), Value(0)), followed=None)
    return unread.order_by("pk")


@transaction.atomic
def forget_followed(*, now: datetime) -> int:
    """Forget which old events were read, behind a mark; returns how many rows went.

    All events up to the mark have been read, and none of them can appear any more: the
    mark was read a day ago, and what had a lower number was written at the latest by then.
    """
    marks = FollowedEvent.objects.filter(is_mark=True)
    old = marks.select_for_update().first()
    before = old.pk if old else 0
    latest = FollowedEvent.objects.filter(event__gt=before, at__lte=now - SURELY_SEEN).last()
    if (
        latest is None
        or Event.objects.filter(pk__gt=before, pk__lt=latest.pk, followed=None).exists()
    ):
        return 0
    marks.update(is_mark=False)
    FollowedEvent.objects.filter(pk=latest.pk).update(is_mark=True)
    gone, _by_model = FollowedEvent.objects.filter(event__lt=latest.pk).delete()
    return gone
