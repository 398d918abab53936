"""What was asked, the sessions it yields, and what was done to each."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prevention.offers.models import Facilitator, Offer
from prevention.schools.models import ClassGroup, School
from prevention.vocabulary import OCCUPYING_STATES, Act, EndReason, SessionState, Side

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


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, user: "User") -> Self:
        """Sessions at the schools in reach, and those one's organisation gives."""
        reach = user.reach()
        return self.filter(reach.schools("school__") | reach.organisations("offer__organisation__"))

    def occupying(self) -> Self:
        return self.filter(state__in=OCCUPYING_STATES)

    def to_authorise(self) -> Self:
        return self.filter(state=SessionState.HELD, authorised_at=None)

    def due_to_expire(self, *, now: datetime) -> Self:
        return self.filter(
            state__in=[SessionState.HELD, SessionState.PROPOSED], held_until__lte=now
        )


class Session(models.Model):
    """One meeting of facilitators and classes, through the states of the programme.

    ``public_id`` is its name outside the database: in addresses and as calendar ``UID``
    (RFC 5545, 3.8.4.7). ``sequence`` and ``revised_at`` are those of RFC 5545, 3.8.7.4
    and 3.8.7.3: raised by acts that change the time, the place or the state.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(
        Request, models.PROTECT, related_name="sessions", verbose_name=_("request")
    )
    offer = models.ForeignKey(
        Offer, models.PROTECT, related_name="sessions", verbose_name=_("offer")
    )
    school = models.ForeignKey(
        School, models.PROTECT, related_name="sessions", verbose_name=_("school")
    )
    groups = models.ManyToManyField(
        ClassGroup, through="SessionGroup", related_name="sessions", verbose_name=_("classes")
    )
    facilitators = models.ManyToManyField(
        Facilitator,
        through="SessionFacilitator",
        related_name="sessions",
        verbose_name=_("facilitators"),
    )
    state = models.CharField(_("state"), max_length=9, choices=SessionState.choices)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    held_until = models.DateTimeField(_("held until"), null=True, blank=True)
    authorised_at = models.DateTimeField(_("authorised at"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    ended_by_side = models.CharField(
        _("refused or cancelled by"), max_length=12, choices=Side.choices, blank=True
    )
    ended_reason = models.CharField(
        _("reason"), max_length=12, choices=EndReason.choices, blank=True
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(editable=False, default=timezone.now)
    revised_at = models.DateTimeField(editable=False, default=timezone.now)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="session_in_order",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The session ends before it starts."),
            ),
            models.CheckConstraint(
                name="session_held_has_a_limit",
                condition=~Q(state=SessionState.HELD) | Q(held_until__isnull=False),
            ),
            models.CheckConstraint(
                name="session_confirmed_was_authorised",
                condition=~Q(state=SessionState.CONFIRMED) | Q(authorised_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["school", "starts_at"], name="session_by_school"),
            models.Index(fields=["state", "held_until"], name="session_by_limit"),
        ]

    def __str__(self) -> str:
        return f"{self.offer}, {timezone.localtime(self.starts_at):%d/%m/%Y %H:%M}"


class SessionGroup(models.Model):
    session = models.ForeignKey(Session, models.CASCADE, related_name="session_groups")
    group = models.ForeignKey(ClassGroup, models.PROTECT, related_name="session_groups")

    class Meta:
        verbose_name = _("class of a session")
        verbose_name_plural = _("classes of sessions")
        constraints = [
            models.UniqueConstraint(name="session_group_once", fields=["session", "group"])
        ]

    def __str__(self) -> str:
        return str(self.group)


class SessionFacilitator(models.Model):
    session = models.ForeignKey(Session, models.CASCADE, related_name="session_facilitators")
    facilitator = models.ForeignKey(
        Facilitator, models.PROTECT, related_name="session_facilitators"
    )

    class Meta:
        verbose_name = _("facilitator of a session")
        verbose_name_plural = _("facilitators of sessions")
        constraints = [
            models.UniqueConstraint(
                name="session_facilitator_once", fields=["session", "facilitator"]
            )
        ]

    def __str__(self) -> str:
        return str(self.facilitator)


class Event(models.Model):
    """What was done to a session, by whom: written once with the act, never changed."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="events")
    act = models.CharField(_("act"), max_length=12, choices=Act.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("at"))
    from_state = models.CharField(max_length=9, choices=SessionState.choices, blank=True)
    to_state = models.CharField(max_length=9, choices=SessionState.choices)
    reason = models.CharField(_("reason"), max_length=12, choices=EndReason.choices, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.act}: {self.from_state} → {self.to_state}"
