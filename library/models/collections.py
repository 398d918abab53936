"""Collections: materials in an order, for a step of the programme and some levels."""

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from library.models.materials import Material
from prevention.fields import LevelsField
from prevention.vocabulary import Axis

if TYPE_CHECKING:
    from prevention.people.models import User


class CollectionQuerySet(models.QuerySet["Collection"]):
    def published(self) -> Self:
        return self.filter(published=True)

    def visible_to(self, user: "User") -> Self:
        """Published ones for whoever has a role; all to who curates."""
        if user.may("material.review"):
            return self
        return self.published() if user.reach() else self.none()


class Collection(models.Model):
    """Materials that go together; ``theme`` and ``axis`` name a step of the programme."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    theme = models.ForeignKey(
        "prevention.Theme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="collections",
        verbose_name=_("theme"),
    )
    axis = models.CharField(
        _("axis of the programme"), max_length=2, choices=Axis.choices, blank=True
    )
    levels = LevelsField(_("levels"))
    materials = models.ManyToManyField(
        Material, through="CollectionEntry", related_name="collections"
    )
    published = models.BooleanField(_("published"), default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="collection_has_levels",
                condition=Q(levels__gt=0),
                violation_error_message=_("Choose at least one level."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class CollectionEntry(models.Model):
    """A material at its place in a collection; ``position`` counts from 1."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="entries")
    material = models.ForeignKey(Material, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(_("place"))
    note = models.CharField(_("how it serves here"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("material of a collection")
        verbose_name_plural = _("materials of a collection")
        ordering = ["collection", "position"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "material"], name="collected_once"),
            models.UniqueConstraint(fields=["collection", "position"], name="one_material_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.material}"
