"""The waiting list: when a wish could be met, and the free times offered to it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prevention.scheduling.models.availability import OF_THE_WEEK
from prevention.scheduling.models.sessions import Session
from prevention.schools.models import SchoolTimetable
from prevention.vocabulary import Half


class Wish(models.Model):
    """The days in which a session is wished for, both included."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="wish")
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"))

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        constraints = [
            models.CheckConstraint(
                name="wish_in_order",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message=_("The last day comes before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_day:%d/%m/%Y} – {self.last_day:%d/%m/%Y}"


class PreferredHalfDay(models.Model):
    """A half-day of the week that suits; a wish without any takes them all."""

    wish = models.ForeignKey(Wish, models.CASCADE, related_name="half_days")
    weekday = models.PositiveSmallIntegerField(
        _("day"), choices=SchoolTimetable.Weekday.choices, validators=OF_THE_WEEK
    )
    half = models.CharField(_("half-day"), max_length=2, choices=Half.choices)

    class Meta:
        verbose_name = _("preferred half-day")
        verbose_name_plural = _("preferred half-days")
        ordering = ["weekday", "half"]
        constraints = [
            models.UniqueConstraint(
                name="preferred_half_day_once", fields=["wish", "weekday", "half"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()}, {self.get_half_display()}"


class TimeOfferQuerySet(models.QuerySet["TimeOffer"]):
    def live(self, *, now: datetime) -> Self:
        return self.filter(expires_at__gt=now, starts_at__gt=now)


class TimeOffer(models.Model):
    """A time that came free, offered to a wish for a while; whoever takes it first has it."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="time_offers")
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    offered_at = models.DateTimeField(_("offered at"))
    expires_at = models.DateTimeField(_("until"))

    objects = TimeOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offered time")
        verbose_name_plural = _("offered times")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(name="time_offered_once", fields=["session", "starts_at"]),
            models.CheckConstraint(
                name="time_offer_in_order", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.starts_at:%d/%m/%Y %H:%M}"
