"""When facilitators can come."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prevention.offers.models import Facilitator
from prevention.schools.models import SchoolTimetable

if TYPE_CHECKING:
    from prevention.people.models import User

# Said here rather than left to what each database can hold.
OF_THE_WEEK = [MinValueValidator(1), MaxValueValidator(6)]
Row = TypeVar("Row", bound=models.Model)


class StretchQuerySet(models.QuerySet[Row]):
    """Rows that last from ``starts_at`` to ``ends_at``."""

    def between(self, first: date, last: date) -> Self:
        """Those of the days from ``first`` to ``last``, in any time zone."""
        # A day of margin on both sides: the days are local, the rows in UTC.
        start = datetime.combine(first, time.min, tzinfo=UTC) - timedelta(days=1)
        end = datetime.combine(last, time.max, tzinfo=UTC) + timedelta(days=1)
        return self.filter(starts_at__lt=end, ends_at__gt=start)


class AvailabilityQuerySet(models.QuerySet["Availability"]):
    def visible_to(self, user: "User") -> Self:
        """One's own; everybody's for the coordination. Schools see openings, never this."""
        return self.filter(facilitator__in=Facilitator.objects.visible_to(user))

    def not_over(self, *, today: date) -> Self:
        """Weekly hours in force, or still to come."""
        return self.filter(models.Q(valid_until=None) | models.Q(valid_until__gte=today))


class Availability(models.Model):
    """A weekly window in which a facilitator gives sessions, in the local time of the schools.

    Windows may overlap: they count as one.
    """

    facilitator = models.ForeignKey(
        Facilitator,
        models.CASCADE,
        related_name="availabilities",
        verbose_name=_("facilitator"),
    )
    weekday = models.PositiveSmallIntegerField(
        _("day"), choices=SchoolTimetable.Weekday.choices, validators=OF_THE_WEEK
    )
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("until"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = AvailabilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("availability")
        verbose_name_plural = _("availabilities")
        ordering = ["facilitator", "weekday", "starts_at"]
        constraints = [
            models.UniqueConstraint(
                name="availability_once",
                fields=["facilitator", "weekday", "starts_at", "ends_at", "valid_from"],
                violation_error_message=_("This window is there already: change that one."),
            ),
            models.CheckConstraint(
                name="availability_in_order",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The window ends before it starts."),
            ),
            models.CheckConstraint(
                name="availability_validity_in_order",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("The validity ends before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facilitator}, {self.get_weekday_display()}"


class DatedAvailabilityQuerySet(StretchQuerySet["DatedAvailability"]):
    def visible_to(self, user: "User") -> Self:
        """As weekly windows: one's own, and everybody's for the coordination."""
        return self.filter(facilitator__in=Facilitator.objects.visible_to(user))


class DatedAvailability(models.Model):
    """An exception to the weekly windows: an extra time, or an absence, whatever its reason."""

    class Kind(models.TextChoices):
        EXTRA = "EXTRA", _("also available")
        ABSENCE = "ABSENCE", _("absent")

    facilitator = models.ForeignKey(
        Facilitator,
        models.CASCADE,
        related_name="dated_availabilities",
        verbose_name=_("facilitator"),
    )
    kind = models.CharField(_("kind"), max_length=7, choices=Kind.choices)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    objects = DatedAvailabilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("dated availability or absence")
        verbose_name_plural = _("dated availabilities and absences")
        ordering = ["facilitator", "starts_at"]
        constraints = [
            models.CheckConstraint(
                name="dated_availability_in_order",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("It ends before it starts."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.facilitator}, {self.get_kind_display()}"


class BusyTime(models.Model):
    """A stretch that a facilitator's own calendar holds: nothing of it is known but when.

    Openings leave it out; over a session that is there already it breaks nothing.
    """

    facilitator = models.ForeignKey(
        Facilitator,
        models.CASCADE,
        related_name="busy_times",
        verbose_name=_("facilitator"),
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    objects = StretchQuerySet["BusyTime"].as_manager()

    class Meta:
        verbose_name = _("busy time")
        verbose_name_plural = _("busy times")
        ordering = ["facilitator", "starts_at"]
        constraints = [
            models.CheckConstraint(
                name="busy_time_in_order", condition=Q(ends_at__gt=F("starts_at"))
            )
        ]
        indexes = [
            models.Index(fields=["facilitator", "starts_at"], name="busy_time_by_facilitator")
        ]

    def __str__(self) -> str:
        return f"{self.facilitator}, {self.starts_at:%Y-%m-%d %H:%M}"
