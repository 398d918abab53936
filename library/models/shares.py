"""Links by which pupils or parents open a material without signing in."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from library.models.collections import Collection
from library.models.materials import Material
from library.vocabulary import SHARED_WITH, Audience

if TYPE_CHECKING:
    from prevention.people.models import User

READERS = [(code, Audience(code).label) for code in SHARED_WITH]


class ShareQuerySet(models.QuerySet["Share"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(made_by=user)


class Share(models.Model):
    """A link to one material or one collection, for pupils or for parents, until a day.

    Only the digest of its secret is stored: a stolen table opens nothing. What it shows is
    decided at each reading, from what the material is then.
    """

    digest = models.CharField(max_length=64, unique=True, editable=False)
    material = models.ForeignKey(
        Material, models.CASCADE, null=True, blank=True, related_name="shares"
    )
    collection = models.ForeignKey(
        Collection, models.CASCADE, null=True, blank=True, related_name="shares"
    )
    reader = models.CharField(_("for"), max_length=12, choices=READERS)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="shares", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("share link")
        verbose_name_plural = _("share links")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="share_of_one_thing",
                condition=Q(material__isnull=False, collection=None)
                | Q(material=None, collection__isnull=False),
            ),
            models.CheckConstraint(
                name="share_is_for_pupils_or_parents", condition=Q(reader__in=list(SHARED_WITH))
            ),
            models.CheckConstraint(name="share_lasts", condition=Q(expires_at__gt=F("made_at"))),
        ]

    def is_open(self, *, now: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > now

    def __str__(self) -> str:
        return str(self.material or self.collection)
