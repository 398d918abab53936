"""The versions of a material's file: the last one is current, the earlier ones are kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from library.models.files import StoredFile
from library.models.materials import Material


class MaterialVersion(models.Model):
    """One version of what a material hands out; ``number`` counts from 1."""

    material = models.ForeignKey(Material, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="versions")
    name = models.CharField(_("name it came with"), max_length=100, blank=True)
    note = models.CharField(_("what has changed"), max_length=200, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(_("added at"), default=timezone.now)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["material", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["material", "number"], name="version_numbered_once"),
            models.CheckConstraint(name="version_counts_from_1", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.material} ({self.number})"
