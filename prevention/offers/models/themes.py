"""What sessions are about, and what the law owes of it."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prevention.fields import LevelsField
from prevention.vocabulary import DutyUnit

if TYPE_CHECKING:
    from prevention.fields import Levels


class Theme(models.Model):
    """What a session is about; the law fixes some, partners add others."""

    code = models.CharField(_("code"), max_length=10, primary_key=True)
    name = models.CharField(_("name"), max_length=150)
    levels = LevelsField(_("levels allowed"))
    needs_agreement = models.BooleanField(
        _("associations need an agreement"),
        default=False,
        help_text=_("Sessions of an association then need one that is valid on their day."),
    )

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class DutyQuerySet(models.QuerySet["Duty"]):
    def in_force(self, *, school_year: int) -> Self:
        """Duties that bind the school year beginning on 1 September ``school_year``."""
        return self.filter(
            Q(valid_until=None) | Q(valid_until__gt=date(school_year, 9, 1)),
            valid_from__lt=date(school_year + 1, 9, 1),
        )

    def owed_to(self, levels: "Levels") -> Self:
        return self.filter(levels__overlap=levels)


class Duty(models.Model):
    """What the law owes each class of some levels, in a school year."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=150)
    themes = models.ManyToManyField(Theme, related_name="duties", verbose_name=_("themes"))
    levels = LevelsField(_("levels"))
    amount = models.PositiveSmallIntegerField(
        _("amount per school year"), validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    unit = models.CharField(_("unit"), max_length=8, choices=DutyUnit.choices)
    reference = models.CharField(_("legal reference"), max_length=250)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
