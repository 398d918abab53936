"""What live sessions take, so that nothing is taken twice."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prevention.constraints import NoOverlap
from prevention.offers.models import Facilitator
from prevention.scheduling.models.availability import StretchQuerySet
from prevention.scheduling.models.sessions import Session
from prevention.schools.models import ClassGroup, Room


class Occupation(models.Model):
    """A facilitator, a class or a room taken by a live session; the database refuses an overlap."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="occupations")
    facilitator = models.ForeignKey(
        Facilitator, models.PROTECT, null=True, blank=True, related_name="occupations"
    )
    group = models.ForeignKey(
        ClassGroup, models.PROTECT, null=True, blank=True, related_name="occupations"
    )
    room = models.ForeignKey(
        Room, models.PROTECT, null=True, blank=True, related_name="occupations"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = StretchQuerySet["Occupation"].as_manager()

    class Meta:
        verbose_name = _("occupation")
        verbose_name_plural = _("occupations")
        constraints = [
            models.CheckConstraint(
                name="occupation_has_one_owner",
                condition=Q(facilitator__isnull=False, group=None, room=None)
                | Q(facilitator=None, group__isnull=False, room=None)
                | Q(facilitator=None, group=None, room__isnull=False),
            ),
            models.CheckConstraint(
                name="occupation_in_order", condition=Q(ends_at__gt=F("starts_at"))
            ),
            NoOverlap(
                name="occupation_one_session_per_facilitator",
                owner="facilitator",
                violation_error_message=_("This facilitator already has a session then."),
            ),
            NoOverlap(
                name="occupation_one_session_per_group",
                owner="group",
                violation_error_message=_("This class already has a session then."),
            ),
            NoOverlap(
                name="occupation_one_session_per_room",
                owner="room",
                violation_error_message=_("This room is taken then."),
            ),
        ]
        indexes = [
            models.Index(fields=["facilitator", "starts_at"], name="occupation_by_facilitator"),
            models.Index(fields=["group", "starts_at"], name="occupation_by_group"),
            models.Index(fields=["room", "starts_at"], name="occupation_by_room"),
        ]

    def __str__(self) -> str:
        return f"{self.facilitator or self.group or self.room}"
