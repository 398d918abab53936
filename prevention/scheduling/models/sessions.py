"""A session through its life, and who takes part in it."""

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prevention.offers.models import Facilitator, Offer, Theme
from prevention.scheduling.models.requests import Request
from prevention.schools.models import ClassGroup, Room, School
from prevention.vocabulary import (
    COUNTED_ON_STATES,
    OCCUPYING_STATES,
    EnAdult,
    EndReason,
    ExceptionalReason,
    Location,
    SessionKind,
    SessionState,
    Side,
)

if TYPE_CHECKING:
    from prevention.people.models import User


MOST_PUPILS = 500  # of one class: several may be entered as one


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, user: "User") -> Self:
        """Sessions at the schools in reach, and those one's organisation gives."""
        reach = user.reach()
        return self.filter(reach.schools("school__") | reach.organisations("offer__organisation__"))

    def occupying(self) -> Self:
        return self.filter(state__in=OCCUPYING_STATES)

    def to_come(self, *, now: datetime) -> Self:
        """Those that somebody counts on, and that are not over."""
        return self.filter(state__in=COUNTED_ON_STATES, ends_at__gt=now)

    def given_by(self, facilitator: Facilitator) -> Self:
        return self.filter(facilitators=facilitator)

    def overlapping(self, starts_at: datetime, ends_at: datetime) -> Self:
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def at_school(self, school: School, *, first: date, last: date) -> Self:
        """Those of the school on its days from ``first`` to ``last``, both included."""
        day = TruncDate("starts_at", tzinfo=ZoneInfo(school.time_zone))
        return self.filter(school=school).alias(day=day).filter(day__range=(first, last))

    def with_number_in_series(self) -> Self:
        """Annotate ``number_in_series``: among the request's sessions of the same classes, from 1.

        A wish, and what a school gives by itself, have none before them.
        """
        classes: Any = Session.groups.through
        earlier = (
            classes.objects.filter(
                session__request=OuterRef("request"),
                session__state__in=OCCUPYING_STATES,
                session__starts_at__lt=OuterRef("starts_at"),
                group__session_groups__session=OuterRef("pk"),
            )
            .order_by()
            .values("session__request")
            .annotate(sessions=Count("session", distinct=True))
        )
        number = Coalesce(Subquery(earlier.values("sessions")), 0) + 1
        return self.annotate(number_in_series=number)

    def to_authorise(self) -> Self:
        return self.filter(state=SessionState.HELD, authorised_at=None)

    def still_to_authorise(self, *, now: datetime) -> Self:
        """Those that a head's answer does not come too late for."""
        return self.to_authorise().filter(held_until__gt=now)

    def to_accept(self) -> Self:
        """Those that wait for the partner's yes; an instant offer has said it in advance."""
        return self.filter(state=SessionState.HELD, accepted_at=None, offer__instant=False)

    def to_answer(self, *, now: datetime) -> Self:
        """Times proposed to a school, and wishes to which a free time is offered."""
        proposed = Q(state=SessionState.PROPOSED, held_until__gt=now)
        offered = Q(
            state=SessionState.WISHED,
            time_offers__expires_at__gt=now,
            time_offers__starts_at__gt=now,
        )
        return self.filter(pk__in=Session.objects.filter(proposed | offered).values("pk"))

    def to_complete(self, *, now: datetime) -> Self:
        """Those that both sides agreed to, where something is still missing."""
        return self.agreed_by_both().filter(held_until__gt=now)

    def waiting_list(self) -> Self:
        """Wishes, whoever asked first coming first."""
        return self.filter(state=SessionState.WISHED).order_by("created_at", "pk")

    def outcome_missing(self, *, now: datetime) -> Self:
        """Sessions that are over, and of which nobody has said what became."""
        return self.filter(state=SessionState.CONFIRMED, ends_at__lte=now)

    def due_to_expire(self, *, now: datetime) -> Self:
        """Times held for too long, and wishes whose last day is over."""
        limited = [SessionState.WISHED, SessionState.HELD, SessionState.PROPOSED]
        return self.filter(state__in=limited, held_until__lte=now)

    def agreed_by_both(self) -> Self:
        """Held sessions to which school and partner said yes: only readiness is missing."""
        accepted = Q(accepted_at__isnull=False) | Q(offer__instant=True)
        return self.filter(accepted, state=SessionState.HELD, authorised_at__isnull=False)


class Session(models.Model):
    """One meeting of facilitators and classes, through the states of the programme.

    ``public_id`` is its name outside the database: in addresses and as calendar ``UID``
    (RFC 5545, 3.8.4.7). ``sequence`` and ``revised_at`` are those of RFC 5545, 3.8.7.4
    and 3.8.7.3: raised by acts that change the time, the place or the state.

    A wish has no time yet. What a school gives by itself (``INTERNAL``) comes from no offer
    and no request.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(
        _("kind"), max_length=21, choices=SessionKind.choices, default=SessionKind.CLASS
    )
    request = models.ForeignKey(
        Request,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("request"),
    )
    offer = models.ForeignKey(
        Offer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("offer"),
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="sessions", verbose_name=_("theme")
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
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    # Where it stands in lists: a wish, by when it was asked for.
    listed_at = models.GeneratedField(
        expression=Coalesce("starts_at", "created_at"),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    held_until = models.DateTimeField(_("held until"), null=True, blank=True)
    authorised_at = models.DateTimeField(_("authorised at"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    location = models.CharField(
        _("place"), max_length=13, choices=Location.choices, default=Location.SCHOOL
    )
    address = models.CharField(_("address"), max_length=250, blank=True)
    room = models.ForeignKey(
        Room,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("room"),
    )
    en_adult = models.CharField(
        _("adult of the Éducation nationale present"),
        max_length=13,
        choices=EnAdult.choices,
        blank=True,
    )
    families_informed_on = models.DateField(_("families informed on"), null=True, blank=True)
    exceptional_reason = models.CharField(
        _("why somebody from outside"),
        max_length=9,
        choices=ExceptionalReason.choices,
        blank=True,
    )
    exception_informed_on = models.DateField(
        _("académie informed of the exception on"), null=True, blank=True
    )
    override_reason = models.CharField(_("why it is no ordinary time"), max_length=200, blank=True)
    ended_by_side = models.CharField(
        _("refused or cancelled by"), max_length=12, choices=Side.choices, blank=True
    )
    ended_reason = models.CharField(
        _("reason"), max_length=12, choices=EndReason.choices, blank=True
    )
    ended_late = models.BooleanField(_("cancelled after the limit"), default=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(editable=False, default=timezone.now)
    revised_at = models.DateTimeField(editable=False, default=timezone.now)

    number_in_series: int  # from ``with_number_in_series``

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["listed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="session_in_order",
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The session ends before it starts."),
            ),
            models.CheckConstraint(
                name="session_taking_place_has_a_time",
                condition=~Q(state__in=sorted([*OCCUPYING_STATES, SessionState.NOT_HELD]))
                | Q(starts_at__isnull=False),
            ),
            models.CheckConstraint(
                name="session_wished_has_no_time",
                condition=~Q(state=SessionState.WISHED) | Q(starts_at=None),
            ),
            models.CheckConstraint(
                name="session_held_has_a_limit",
                condition=~Q(state=SessionState.HELD) | Q(held_until__isnull=False),
            ),
            models.CheckConstraint(
                name="session_confirmed_was_authorised",
                condition=~Q(state=SessionState.CONFIRMED) | Q(authorised_at__isnull=False),
            ),
            models.CheckConstraint(
                name="session_internal_has_no_offer",
                condition=Q(kind=SessionKind.INTERNAL, offer=None, request=None)
                | (~Q(kind=SessionKind.INTERNAL) & Q(offer__isnull=False, request__isnull=False)),
            ),
            models.CheckConstraint(
                name="session_elsewhere_has_an_address",
                condition=~Q(location=Location.ADDRESS, address=""),
                violation_error_message=_("Give the address at which it takes place."),
            ),
        ]
        indexes = [
            models.Index(fields=["school", "starts_at"], name="session_by_school"),
            models.Index(fields=["state", "held_until"], name="session_by_limit"),
            models.Index(fields=["listed_at", "id"], name="session_in_lists"),
        ]

    def __str__(self) -> str:
        if self.starts_at is None:
            return self.title
        return f"{self.title}, {timezone.localtime(self.starts_at):%d/%m/%Y %H:%M}"

    @property
    def title(self) -> str:
        """What people call it: its offer's title, or what a session of the school is about."""
        return self.offer.title if self.offer else self.theme.name
