"""What the workers know of each other, and what remains of each job's turns."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

# A runner not seen for so long is dead, and so is what it had in hand.
ALIVE_FOR = timedelta(minutes=2)


class RunnerQuerySet(models.QuerySet["Runner"]):
    def alive(self, *, now: datetime) -> Self:
        return self.filter(seen_at__gt=now - ALIVE_FOR)


class Runner(models.Model):
    """A thread of a worker, which runs one task at a time and says that it is alive."""

    id = models.CharField(_("identifier"), max_length=64, primary_key=True)
    seen_at = models.DateTimeField(_("last seen at"))

    objects = RunnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("runner of tasks")
        verbose_name_plural = _("runners of tasks")

    def __str__(self) -> str:
        return self.id


def unfinished_tasks(*, now: datetime) -> "models.QuerySet[DBTaskResult[Any, Any]]":
    """Tasks that wait for a runner, or that a runner still alive has in hand."""
    alive = Runner.objects.alive(now=now).values("pk")
    return DBTaskResult.objects.alias(runner=KeyTextTransform(0, "worker_ids")).filter(
        Q(status=TaskResultStatus.READY) | Q(status=TaskResultStatus.RUNNING, runner__in=alive)
    )


class TurnQuerySet(models.QuerySet["Turn"]):
    def with_progress(self, *, now: datetime) -> Self:
        """Annotate ``in_progress`` and, of a runner that died meanwhile, ``interrupted``."""
        unfinished = unfinished_tasks(now=now).filter(pk=OuterRef("task"))
        started = DBTaskResult.objects.running().filter(pk=OuterRef("task"))
        return self.annotate(
            in_progress=Exists(unfinished), interrupted=Exists(started) & ~Exists(unfinished)
        )

    def due(self, *, now: datetime) -> Self:
        """Those whose time has come, but for jobs that wait for a runner or are in hand."""
        unfinished = unfinished_tasks(now=now).filter(pk=OuterRef("task"))
        return self.filter(~Exists(unfinished), next_at__lte=now)


class Turn(models.Model):
    """When a job of the schedule comes next, and how it went; the tasks tell more, for a week."""

    name = models.CharField(_("job"), max_length=60, primary_key=True)
    next_at = models.DateTimeField(_("next run"))
    # The row of django-tasks for the turn taken last: no key, for these rows are pruned.
    task = models.UUIDField(_("task"), null=True, editable=False)

    ran_at = models.DateTimeField(_("last run"), null=True)
    took = models.DurationField(_("duration"), null=True)
    returned = models.BigIntegerField(_("result"), null=True)

    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    failed_at = models.DateTimeField(_("last failure"), null=True)
    failure = models.TextField(_("what was wrong"), blank=True)

    objects = TurnQuerySet.as_manager()

    in_progress: bool  # with_progress()
    interrupted: bool  # with_progress()

    class Meta:
        verbose_name = _("turn of a job")
        verbose_name_plural = _("turns of jobs")

    def __str__(self) -> str:
        return self.name

    def is_due(self, *, now: datetime) -> bool:
        return self.next_at <= now and not self.in_progress
