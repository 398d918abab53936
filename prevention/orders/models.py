"""Papers that were asked for, and how far each is."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prevention.papers.year import Year

if TYPE_CHECKING:
    from prevention.people.models import User

KEPT_FOR: Final = timedelta(days=1)


class PaperKind(models.TextChoices):
    YEARLY_REPORT = "yearly_report", _("yearly report")
    YEARLY_WORKBOOK = "yearly_workbook", _("yearly report, as a spreadsheet")


class OrderState(models.TextChoices):
    WAITING = "waiting", _("waiting for its turn")
    MAKING = "making", _("being made")
    READY = "ready", _("ready")
    REFUSED = "refused", _("could not be made")


class PaperOrderQuerySet(models.QuerySet["PaperOrder"]):
    def visible_to(self, user: "User") -> Self:
        """One's own: a paper holds what the person who asked for it may read."""
        return self.filter(user=user)

    def unfinished(self) -> Self:
        """Those to make: whichever failed least often first, then whichever waits longest."""
        return self.filter(finished_at=None).order_by("tries", "asked_at", "id")

    def expired(self, *, now: datetime) -> Self:
        return self.filter(asked_at__lte=now - KEPT_FOR)


class PaperOrder(models.Model):
    """A paper about a year, in the language that it was asked for in; its file goes with the row.

    ``rows_total`` is None until it is known, and for papers that are not made row by row.
    """

    id = models.UUIDField(_("identifier"), primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("asked by")
    )
    kind = models.CharField(_("kind"), max_length=15, choices=PaperKind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    by_calendar = models.BooleanField(_("calendar year"))
    # By dimension, as ``Year`` has it.
    chosen: "models.JSONField[Mapping[str, Any], Mapping[str, Any]]" = models.JSONField(
        _("narrowed to"), default=dict
    )
    title = models.TextField(_("title"))  # as ``Year`` is called, in that language
    language = models.CharField(_("language"), max_length=10)
    asked_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(_("asked for at"))

    tries = models.PositiveSmallIntegerField(_("times begun"), default=0)
    started_at = models.DateTimeField(_("begun at"), null=True)
    rows_done = models.PositiveIntegerField(_("rows written"), default=0)
    rows_total = models.PositiveIntegerField(_("rows to write"), null=True)

    finished_at = models.DateTimeField(_("finished at"), null=True)
    stored_as = models.CharField(_("name in the storage"), max_length=60, blank=True)
    file_name = models.CharField(_("file name"), max_length=100, blank=True)
    size_bytes = models.PositiveBigIntegerField(_("size in bytes"), null=True)
    refusal = models.TextField(_("why it could not be made"), blank=True)

    objects = PaperOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper asked for")
        verbose_name_plural = _("papers asked for")
        indexes = [models.Index(fields=["user", "asked_at"], name="papers_asked_for_by")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=PaperKind.values), name="paper_order_of_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(rows_total=None) | Q(rows_done__lte=F("rows_total")),
                name="paper_order_writes_no_more_than_all",
            ),
            models.CheckConstraint(
                condition=Q(tries=0, started_at=None) | Q(tries__gt=0, started_at__isnull=False),
                name="paper_order_begun_is_tried",
            ),
            models.CheckConstraint(
                condition=(
                    Q(finished_at=None, stored_as="", size_bytes=None, refusal="")
                    | Q(finished_at__isnull=False, size_bytes__isnull=False, refusal="")
                    & ~Q(stored_as="")
                    & ~Q(file_name="")
                    | Q(finished_at__isnull=False, stored_as="", size_bytes=None) & ~Q(refusal="")
                ),
                name="paper_order_ends_as_file_or_sentence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.title}"

    @property
    def about(self) -> Year:
        return Year(self.year, self.by_calendar, self.user, self.chosen)

    @property
    def state(self) -> OrderState:
        if self.finished_at:
            return OrderState.REFUSED if self.refusal else OrderState.READY
        return OrderState.MAKING if self.started_at else OrderState.WAITING

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + KEPT_FOR
