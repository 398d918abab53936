"""A head's way to decide without signing in."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prevention.scheduling.models.requests import Request

if TYPE_CHECKING:
    from prevention.people.models import User


class AuthorisationLinkQuerySet(models.QuerySet["AuthorisationLink"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(user.reach().having("session.link").schools("request__school__"))

    def open(self, *, now: datetime) -> Self:
        return self.filter(used_at=None, expires_at__gt=now)


class AuthorisationLink(models.Model):
    """An address at which one head decides, once, on the sessions of a request.

    The address holds ``public_id`` signed by the site's key (``scheduling.links``), so the
    table alone does not give it. ``used_at`` is the instant of what was decided: the events
    of the head at that instant say what. ``made_by`` is nobody when the programme writes to
    the head by itself.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(
        Request,
        models.PROTECT,
        related_name="authorisation_links",
        verbose_name=_("request"),
    )
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("head of school"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    created_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("expires at"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    objects = AuthorisationLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("authorisation link")
        verbose_name_plural = _("authorisation links")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="authorisation_link_in_order", condition=Q(expires_at__gte=F("created_at"))
            ),
            models.CheckConstraint(
                name="authorisation_link_used_in_time",
                condition=Q(used_at=None) | Q(used_at__lt=F("expires_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.head}"

    def stands(self, *, now: datetime) -> bool:
        """Tell whether it still opens: in time, and its head is still head of that school."""
        still_head = self.head.is_active and self.head.may(
            "session.authorise", school=self.request.school
        )
        return self.expires_at > now and still_head
