"""How the jobs of the schedule stand: for whoever watches, and for the administration."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from prevention.operations.models import Turn
from prevention.operations.turns import INTERRUPTED, Job, schedule

# Late is what misses its time by three periods, and by more than a worker's restart takes.
LATE_PERIODS = 3
LATE_AT_LEAST = timedelta(minutes=5)
# Once is a network that was away; three times is a fault.
FAILING_FROM = 3


class State(TextChoices):
    OK = "ok", _("well")
    WAITING = "waiting", _("never run yet")
    LATE = "late", _("late")
    FAILING = "failing", _("failing")


@dataclass(frozen=True)
class Standing:
    """A job, its turn (``with_progress()``) once a worker has seen the job, and the state."""

    job: Job
    turn: Turn | None
    state: State

    @property
    def period(self) -> str:
        return in_words(self.job.every)

    @property
    def failure(self) -> str:
        """What the last failure was: an exception's class and message, or a killed worker."""
        if self.turn and self.turn.failure == INTERRUPTED:
            return gettext("The worker was stopped in the middle of it.")
        return self.turn.failure if self.turn else ""


def standings(*, now: datetime) -> list[Standing]:
    """Tell how each job stands, in the order of the schedule."""
    turns = {turn.name: turn for turn in Turn.objects.with_progress(now=now)}
    return [
        Standing(job, turn := turns.get(job.name), _state(job, turn, now=now)) for job in schedule()
    ]


def _state(job: Job, turn: Turn | None, *, now: datetime) -> State:
    if turn is None:
        return State.WAITING
    if now - turn.next_at > max(LATE_PERIODS * job.every, LATE_AT_LEAST):
        return State.LATE
    if turn.failures >= FAILING_FROM:
        return State.FAILING
    return State.OK if turn.ran_at else State.WAITING


def in_words(every: timedelta) -> str:
    """Say a period in the largest unit that measures it without a remainder."""
    seconds = int(every.total_seconds())
    if seconds % 86400 == 0:
        days = seconds // 86400
        return ngettext("every day", "every %(days)s days", days) % {"days": days}
    if seconds % 3600 == 0:
        hours = seconds // 3600
        return ngettext("every hour", "every %(hours)s hours", hours) % {"hours": hours}
    if seconds % 60 == 0:
        minutes = seconds // 60
        return ngettext("every minute", "every %(minutes)s minutes", minutes) % {"minutes": minutes}
    return ngettext("every second", "every %(seconds)s seconds", seconds) % {"seconds": seconds}
