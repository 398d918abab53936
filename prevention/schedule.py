"""What happens without anybody asking, and how often: one table."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session as WebSession
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from library.acts import expire_due_materials
from library.files.store import sweep
from library.links import check_links
from library.search.indexing import reindex
from prevention.api.idempotency import forget_old_answers
from prevention.calendars.busy.acts import read_due
from prevention.calendars.watching import forget_old_changes
from prevention.messages.clearing import clear_outbox
from prevention.messages.following import follow_events
from prevention.messages.sending import recover, send_due
from prevention.messages.stale import plan_calendar_stale
from prevention.messages.weekly import plan_digests
from prevention.operations.turns import Job, forget_old_tasks
from prevention.orders.acts import forget_old_papers
from prevention.orders.making import make_papers
from prevention.scheduling.acts import confirm_ready, expire_due, offer_free_times


def forget_old_web_sessions(*, now: datetime) -> int:
    deleted, _by_model = WebSession.objects.filter(expire_date__lt=now).delete()
    return deleted


SCHEDULE = [
    Job(
        "expire_due",
        _("free the times that nobody answered for in time"),
        timedelta(minutes=1),
        lambda now: expire_due(now=now),
    ),
    Job(
        "offer_free_times",
        _("offer the waiting list the times that have come free"),
        timedelta(minutes=5),
        lambda now: offer_free_times(now=now),
    ),
    Job(
        "confirm_ready",
        _("confirm the sessions whose last paper has come"),
        timedelta(minutes=5),
        lambda now: confirm_ready(now=now),
    ),
    Job(
        "expire_due_materials",
        _("take out of sight the materials whose review is due"),
        timedelta(hours=1),
        lambda now: expire_due_materials(today=localdate(now)),
    ),
    Job(
        "reindex_library",
        _("take into the search what was renamed about materials"),
        timedelta(hours=6),
        lambda _now: reindex(),
    ),
    Job(
        "check_links",
        _("try the addresses of materials elsewhere, each once a week"),
        timedelta(minutes=10),
        lambda now: check_links(now=now),
    ),
    Job(
        "sweep_files",
        _("remove the files that an upload left when it ended halfway"),
        timedelta(hours=24),
        lambda now: sweep(now=now),
    ),
    Job(
        "read_busy_times",
        _("read the own calendars of facilitators"),
        timedelta(minutes=1),
        lambda now: read_due(now=now),
    ),
    Job(
        "follow_events",
        _("plan the mails for what was done to sessions"),
        timedelta(seconds=10),
        lambda now: follow_events(now=now),
    ),
    Job(
        "send_messages",
        _("send the mails whose time has come"),
        timedelta(seconds=10),
        lambda _now: send_due(clock=timezone.now),
    ),
    Job(
        "recover_messages",
        _("take up the mails that a stopped worker had in hand"),
        timedelta(minutes=1),
        lambda now: recover(now=now),
    ),
    Job(
        "plan_digests",
        _("plan the weekly digest of each coordinator"),
        timedelta(hours=1),
        lambda now: plan_digests(now=now),
    ),
    Job(
        "plan_calendar_stale",
        _("plan a mail to whom the own calendar is no longer read"),
        timedelta(minutes=10),
        lambda now: plan_calendar_stale(now=now),
    ),
    Job(
        "clear_outbox",
        _("forget the events that the outbox has long read"),
        timedelta(hours=6),
        lambda now: clear_outbox(now=now),
    ),
    Job(
        "make_papers",
        _("make the yearly reports that were asked for"),
        timedelta(minutes=1),  # and at once, when somebody asks
        lambda _now: make_papers(),
    ),
    Job(
        "forget_old_papers",
        _("forget the yearly reports that were made more than a day ago"),
        timedelta(hours=1),
        lambda now: forget_old_papers(now=now),
    ),
    Job(
        "forget_old_web_sessions",
        _("forget who was signed in long ago"),
        timedelta(hours=6),
        lambda now: forget_old_web_sessions(now=now),
    ),
    Job(
        "forget_old_changes",
        _("forget the changes that all calendars have taken in"),
        timedelta(minutes=15),
        lambda now: forget_old_changes(now=now),
    ),
    Job(
        "forget_old_answers",
        _("forget the answers kept for requests that are sent twice"),
        timedelta(hours=6),
        lambda now: forget_old_answers(now=now),
    ),
    Job(
        "forget_old_tasks",
        _("forget the background tasks of more than a week ago"),
        timedelta(hours=6),
        lambda now: forget_old_tasks(now=now),
    ),
]
