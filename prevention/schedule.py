"""What happens without anybody asking, and how often: one table."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session as WebSession

from prevention.api.idempotency import forget_old_answers
from prevention.calendars.watching import forget_old_changes
from prevention.operations.worker import SIGN_OF_LIFE, Job
from prevention.scheduling.acts import confirm_ready, expire_due, offer_free_times


def forget_old_web_sessions(*, now: datetime) -> int:
    deleted, _by_model = WebSession.objects.filter(expire_date__lt=now).delete()
    return deleted


SCHEDULE = [
    SIGN_OF_LIFE,
    Job("expire_due", timedelta(minutes=1), lambda now: expire_due(now=now)),
    Job("offer_free_times", timedelta(minutes=5), lambda now: offer_free_times(now=now)),
    Job("confirm_ready", timedelta(minutes=5), lambda now: confirm_ready(now=now)),
    Job(
        "forget_old_web_sessions",
        timedelta(hours=6),
        lambda now: forget_old_web_sessions(now=now),
    ),
    Job("forget_old_changes", timedelta(minutes=15), lambda now: forget_old_changes(now=now)),
    Job("forget_old_answers", timedelta(hours=6), lambda now: forget_old_answers(now=now)),
]
