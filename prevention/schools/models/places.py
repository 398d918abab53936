"""Where schools are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Epci(models.Model):
    """A group of communes (établissement public de coopération intercommunale)."""

    siren = models.CharField(_("SIREN"), max_length=9, primary_key=True)
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("group of communes")
        verbose_name_plural = _("groups of communes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    insee_code = models.CharField(_("INSEE code"), max_length=5, primary_key=True)
    name = models.CharField(_("name"), max_length=200)
    postcodes = models.JSONField(_("postcodes"), default=list, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    arrondissement_code = models.CharField(_("arrondissement"), max_length=4, blank=True)
    department_code = models.CharField(_("département"), max_length=3, blank=True)
    epci = models.ForeignKey(
        Epci,
        models.PROTECT,
        related_name="communes",
        null=True,
        blank=True,
        verbose_name=_("group of communes"),
    )
    # A GeoJSON geometry in WGS84, and the point that stands for it on a map.
    outline = models.JSONField(_("outline"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = ["name", "insee_code"]

    def __str__(self) -> str:
        return self.name
