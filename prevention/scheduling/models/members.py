"""Who takes part in a session: its classes and its facilitators."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from prevention.offers.models import Facilitator
from prevention.scheduling.models.sessions import MOST_PUPILS, Session
from prevention.schools.models import ClassGroup


class SessionGroup(models.Model):
    """A class of a session, and how many of it were there, once reported.

    Numbers of pupils alone; ``headcount`` is the class's on that day.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="session_groups")
    group = models.ForeignKey(ClassGroup, models.PROTECT, related_name="session_groups")
    headcount = models.PositiveSmallIntegerField(
        _("pupils"), null=True, blank=True, validators=[MaxValueValidator(MOST_PUPILS)]
    )
    present = models.PositiveSmallIntegerField(
        _("present"), null=True, blank=True, validators=[MaxValueValidator(MOST_PUPILS)]
    )
    girls = models.PositiveSmallIntegerField(
        _("girls present"), null=True, blank=True, validators=[MaxValueValidator(MOST_PUPILS)]
    )
    boys = models.PositiveSmallIntegerField(
        _("boys present"), null=True, blank=True, validators=[MaxValueValidator(MOST_PUPILS)]
    )

    class Meta:
        verbose_name = _("class of a session")
        verbose_name_plural = _("classes of sessions")
        constraints = [
            models.UniqueConstraint(name="session_group_once", fields=["session", "group"]),
            models.CheckConstraint(
                name="session_group_present_within_headcount",
                condition=Q(present=None) | Q(headcount=None) | Q(present__lte=F("headcount")),
            ),
            models.CheckConstraint(
                name="session_group_girls_and_boys_within_present",
                condition=Q(girls=None, boys=None)
                | Q(present__gte=Coalesce("girls", 0) + Coalesce("boys", 0)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.group)


class SessionFacilitator(models.Model):
    session = models.ForeignKey(Session, models.CASCADE, related_name="session_facilitators")
    facilitator = models.ForeignKey(
        Facilitator, models.PROTECT, related_name="session_facilitators"
    )

    class Meta:
        verbose_name = _("facilitator of a session")
        verbose_name_plural = _("facilitators of sessions")
        constraints = [
            models.UniqueConstraint(
                name="session_facilitator_once", fields=["session", "facilitator"]
            )
        ]

    def __str__(self) -> str:
        return str(self.facilitator)
