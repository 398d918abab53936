"""School years, and the days that nobody has class."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prevention.vocabulary import HolidayZone


class SchoolYear(models.Model):
    """1 September of ``year`` to 31 August of the next."""

    year = models.PositiveSmallIntegerField(
        _("first calendar year"),
        primary_key=True,
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
    )

    class Meta:
        verbose_name = _("school year")
        verbose_name_plural = _("school years")
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year}-{self.year + 1}"

    @property
    def starts_on(self) -> date:
        return date(self.year, 9, 1)

    @property
    def ends_on(self) -> date:
        """The last day, included."""
        return date(self.year + 1, 8, 31)

    @staticmethod
    def year_of(day: date) -> int:
        """First calendar year of the school year that ``day`` falls in."""
        return day.year if day.month >= 9 else day.year - 1  # noqa: PLR2004 - September


class Holiday(models.Model):
    """Days without class in a zone: school holidays and bridge days, both ends included.

    Source: ministry of Éducation nationale, « Le calendrier scolaire » (open data).
    """

    zone = models.CharField(_("zone"), max_length=20, choices=HolidayZone.choices)
    name = models.CharField(_("name"), max_length=80)
    starts_on = models.DateField(_("first day off"))
    ends_on = models.DateField(_("last day off"))
    # The official calendar names the day after whose lessons pupils leave: schools with
    # class on that day, most often a Saturday, have it; bridge days have none.
    leave_after_class = models.BooleanField(
        _("pupils leave after the first day’s class"), default=False
    )
    school_year = models.ForeignKey(
        SchoolYear, models.PROTECT, related_name="holidays", verbose_name=_("school year")
    )
    source = models.CharField(_("source"), max_length=120)

    class Meta:
        verbose_name = _("school holiday")
        verbose_name_plural = _("school holidays")
        ordering = ["starts_on", "zone"]
        constraints = [
            models.UniqueConstraint(name="holiday_once", fields=["zone", "starts_on", "name"]),
            models.CheckConstraint(
                name="holiday_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day comes before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_zone_display()})"


class PublicHoliday(models.Model):
    """A jour férié (Code du travail, L3133-1) of a territory such as « Métropole »."""

    territory = models.CharField(_("territory"), max_length=40, default="Métropole")
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("public holiday")
        verbose_name_plural = _("public holidays")
        ordering = ["day", "territory"]
        constraints = [
            models.UniqueConstraint(name="public_holiday_once", fields=["territory", "day", "name"])
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.day:%Y}"
