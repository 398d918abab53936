"""Materials: what a teacher or facilitator prepares with and shows."""

import uuid
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prevention.fields import LevelsField

if TYPE_CHECKING:
    from prevention.people.models import User


class MaterialQuerySet(models.QuerySet["Material"]):
    def published(self) -> Self:
        return self.filter(published=True)

    def visible_to(self, user: "User") -> Self:
        """Published materials, for whoever has a role."""
        return self.published() if user.reach() else self.none()


class Material(models.Model):
    """A document, film, game or link (schema.org ``LearningResource``)."""

    class Kind(models.TextChoices):
        LESSON_PLAN = "LESSON_PLAN", _("lesson plan")
        VIDEO = "VIDEO", _("film")
        BOOK = "BOOK", _("book")
        GAME = "GAME", _("game")
        POSTER = "POSTER", _("poster")
        QUESTIONNAIRE = "QUESTIONNAIRE", _("questionnaire")
        GUIDE = "GUIDE", _("guide")

    class Audience(models.TextChoices):
        PUPIL = "PUPIL", _("pupils")
        TEACHER = "TEACHER", _("teachers")
        FACILITATOR = "FACILITATOR", _("facilitators")
        PARENT = "PARENT", _("parents")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience.choices)
    levels = LevelsField(_("levels"))
    publisher = models.CharField(_("publisher"), max_length=150, blank=True)
    url = models.URLField(_("address"), blank=True)
    cover = models.ImageField(_("cover"), upload_to="covers/", blank=True)
    published = models.BooleanField(_("published"), default=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="material_has_levels",
                condition=Q(levels__gt=0),
                violation_error_message=_("Choose at least one level."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def cover_revision(self) -> str:
        """The name of the cover's content: files are stored under their own digest."""
        return PurePosixPath(self.cover.name or "").stem

    def cover_path(self) -> str | None:
        """The address of the cover on this site, which changes with the image; or ``None``."""
        if not self.cover:
            return None
        return f"{reverse('material-cover', args=[self.public_id])}?v={self.cover_revision()}"
