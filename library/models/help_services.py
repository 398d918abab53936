"""Whom to turn to: help services by level, theme and place, each with its source and date."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from library.opening_hours import check_opening_hours
from prevention.fields import LevelsField

if TYPE_CHECKING:
    from prevention.fields import Levels


LAST_PLACE = 9999  # of the order among services


class HelpServiceQuerySet(models.QuerySet["HelpService"]):
    def in_force(self, *, today: date) -> Self:
        started = Q(valid_from=None) | Q(valid_from__lte=today)
        return self.filter(started, Q(valid_until=None) | Q(valid_until__gte=today))

    def for_levels(self, levels: "Levels") -> Self:
        return self.filter(levels__overlap=levels)

    def about(self, themes: Iterable[str]) -> Self:
        """Those for one of the themes (by code), and those for all."""
        named = HelpService.themes.through.objects.filter(helpservice=OuterRef("pk"))
        return self.filter(~Exists(named) | Exists(named.filter(theme__in=list(themes))))

    def serving(self, insee_code: str) -> Self:
        """Those that serve the commune, and those that serve everywhere."""
        named = HelpService.communes.through.objects.filter(helpservice=OuterRef("pk"))
        return self.filter(~Exists(named) | Exists(named.filter(commune=insee_code)))


class HelpService(models.Model):
    """A number or place to turn to.

    Phone numbers are texts, as they are dialled. No address of a place that protects people
    by not being known belongs here.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=150)
    description = models.CharField(_("what for"), max_length=300)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    sms = models.CharField(_("by SMS"), max_length=20, blank=True)
    url = models.URLField(_("address on the web"), max_length=300, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    opening_hours = models.CharField(
        _("opening hours"),
        max_length=200,
        blank=True,
        validators=[check_opening_hours],
        help_text=_("As in “24/7” or “Mo-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00”."),
    )
    emergency = models.BooleanField(_("for emergencies"), default=False)
    levels = LevelsField(_("levels"))
    themes = models.ManyToManyField(
        "prevention.Theme",
        blank=True,
        related_name="help_services",
        verbose_name=_("themes"),
        help_text=_("None: all."),
    )
    communes = models.ManyToManyField(
        "prevention.Commune",
        blank=True,
        related_name="help_services",
        verbose_name=_("communes served"),
        help_text=_("None: everywhere."),
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=250)
    checked_on = models.DateField(_("checked on"))
    position = models.PositiveSmallIntegerField(
        _("place"), default=100, validators=[MaxValueValidator(LAST_PLACE)]
    )

    objects = HelpServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("help service")
        verbose_name_plural = _("help services")
        ordering = ["-emergency", "position", "name"]
        constraints = [
            models.CheckConstraint(
                name="help_service_has_levels",
                condition=Q(levels__gt=0),
                violation_error_message=_("Choose at least one level."),
            ),
            models.CheckConstraint(
                name="help_service_can_be_reached",
                condition=~Q(phone="", sms="", url="", address=""),
                violation_error_message=_("Give a number or an address."),
            ),
            models.CheckConstraint(
                name="help_service_ends_after_it_starts",
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("The last day comes before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
