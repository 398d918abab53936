"""What was asked, in one gesture."""

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from prevention.offers.models import Offer
from prevention.schools.models import School

if TYPE_CHECKING:
    from prevention.people.models import User


class RequestQuerySet(models.QuerySet["Request"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(user.reach().having("request.read").schools("school__"))


class Request(models.Model):
    """One gesture: an offer asked for one or several classes of a school."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey(
        Offer, models.PROTECT, related_name="requests", verbose_name=_("offer")
    )
    school = models.ForeignKey(
        School, models.PROTECT, related_name="requests", verbose_name=_("school")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="requests",
        verbose_name=_("asked by"),
    )
    created_at = models.DateTimeField(_("asked at"))

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.offer}, {self.school}"
