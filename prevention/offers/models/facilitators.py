"""Who gives sessions, within which limits."""

from datetime import date
from typing import TYPE_CHECKING, Self

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prevention.offers.models.organisations import Organisation
from prevention.offers.models.themes import Theme
from prevention.schools.models import Commune

if TYPE_CHECKING:
    from prevention.offers.models.offers import Offer
    from prevention.people.models import User


class FacilitatorQuerySet(models.QuerySet["Facilitator"]):
    def visible_to(self, user: "User") -> Self:
        """All of them for who may change them; oneself for everybody else."""
        return self if user.may("facilitator.change") else self.filter(user=user)

    def active(self) -> Self:
        return self.filter(active=True)

    def with_abilities(self) -> Self:
        """Load what ``may_give`` reads, and where each sets out from."""
        rows = self.select_related("base").defer("base__outline")
        return rows.prefetch_related("themes")


class Facilitator(models.Model):
    """A person who gives sessions for an organisation."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="facilitator",
        verbose_name=_("account"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="facilitators",
        verbose_name=_("organisation"),
    )
    name = models.CharField(_("name"), max_length=150)
    # A commune, not an address: enough to allow for the way, and nobody's home.
    base = models.ForeignKey(
        Commune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sets out from"),
    )
    max_per_day = models.PositiveSmallIntegerField(
        _("sessions a day, at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    max_per_week = models.PositiveSmallIntegerField(
        _("sessions a week, at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    themes = models.ManyToManyField(
        Theme,
        blank=True,
        related_name="facilitators",
        verbose_name=_("themes"),
        help_text=_("Those that this person speaks of; none: all that the offers ask for."),
    )
    # The extract of a criminal record is seen and never kept: only when, and by whom.
    honorability_on = models.DateField(_("honorability checked on"), null=True, blank=True)
    honorability_authority = models.CharField(
        _("honorability checked by"), max_length=100, blank=True
    )
    active = models.BooleanField(_("active"), default=True)

    objects = FacilitatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("facilitator")
        verbose_name_plural = _("facilitators")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="facilitator_honorability_checked_by",
                condition=Q(honorability_on=None) | ~Q(honorability_authority=""),
                violation_error_message=_("Say which authority checked the honorability."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def may_give(self, offer: "Offer") -> bool:
        """Tell whether this person, whom the offer names, works still and speaks of its theme."""
        themes = self.themes.all()
        return self.active and (not themes or offer.theme in themes)

    def is_honourable_on(self, day: date) -> bool:
        """Tell whether the check of honorability is made by ``day``, and not too old for it."""
        if self.honorability_on is None:
            return False
        years = relativedelta(years=settings.HONORABILITY_YEARS)
        return self.honorability_on <= day < self.honorability_on + years
