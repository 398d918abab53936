"""Subscriptions: who reads which calendar under which secret address."""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prevention.offers.models import Facilitator, Offer
from prevention.people.models import Role
from prevention.people.reach import EVERYTHING
from prevention.schools.models import ClassGroup, School
from prevention.vocabulary import RoleKind

if TYPE_CHECKING:
    from prevention.people.models import User


class FeedKind(models.TextChoices):
    SCHOOL = "school", _("all sessions of a school")
    CLASS_GROUP = "class_group", _("sessions of a class")
    TEACHER = "teacher", _("sessions that a teacher asked for")
    FACILITATOR = "facilitator", _("sessions of a facilitator")
    OFFER = "offer", _("sessions of an offer")
    TERRITORY = "territory", _("all sessions of a territory")


# The column that names what a kind is about; the others are about their holder.
SUBJECTS = {
    FeedKind.SCHOOL: "school",
    FeedKind.CLASS_GROUP: "class_group",
    FeedKind.FACILITATOR: "facilitator",
    FeedKind.OFFER: "offer",
}


def _covering(school: str) -> Q:
    """Roles whose reach holds the school that a path leads to from the outer row."""
    return (
        Q(school=OuterRef(school))
        | Q(commune=OuterRef(f"{school}__commune"))
        | Q(epci=OuterRef(f"{school}__commune__epci"))
        | Q(everywhere=True)
    )


class FeedQuerySet(models.QuerySet["Feed"]):
    def visible_to(self, user: "User") -> Self:
        """One's own subscriptions: an address is a secret of its holder."""
        return self.filter(holder=user)

    def live(self) -> Self:
        return self.filter(revoked_at=None)

    def with_subject(self) -> Self:
        """Load what ``subject`` and ``time_zone`` name."""
        return self.select_related("school", "class_group__school", "facilitator", "offer")

    def with_right(self, kinds: Iterable[FeedKind] = FeedKind) -> Self:
        """Annotate ``has_right``: the holder still reaches what a feed of ``kinds`` shows.

        Says of many holders at once, within one query, what ``Reach`` says of one: a
        poll has no user signed in and no query to spare (``polls.may_be_read``).
        """
        roles = Role.objects.in_force().filter(user=OuterRef("holder"))
        needed = {
            FeedKind.SCHOOL: _covering("school"),
            FeedKind.CLASS_GROUP: _covering("class_group__school"),
            FeedKind.TEACHER: Q(kind=RoleKind.TEACHER),
            FeedKind.FACILITATOR: Q(kind=RoleKind.FACILITATOR, user=OuterRef("facilitator__user")),
            FeedKind.OFFER: Q(kind=RoleKind.COORDINATOR)
            | Q(kind=RoleKind.FACILITATOR, organisation=OuterRef("offer__organisation")),
            FeedKind.TERRITORY: Q(kind=RoleKind.COORDINATOR),
        }
        return self.annotate(
            has_right=Case(
                When(holder__is_active=False, then=Value(value=False)),
                When(holder__is_superuser=True, then=Value(value=True)),
                *(When(kind=kind, then=Exists(roles.filter(needed[kind]))) for kind in kinds),
                default=Value(value=False),
                output_field=models.BooleanField(),
            )
        )


class Feed(models.Model):
    """A calendar published for one reader at a secret address.

    The address holds a secret derived from ``salt`` and the site's key, so the table alone
    does not give it; ``digest`` finds the feed of a secret.
    """

    Kind = FeedKind

    kind = models.CharField(_("kind"), max_length=12, choices=FeedKind.choices)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="feeds", verbose_name=_("holder")
    )
    name = models.CharField(_("name"), max_length=100)
    school = models.ForeignKey(
        School,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="feeds",
        verbose_name=_("school"),
    )
    class_group = models.ForeignKey(
        ClassGroup,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="feeds",
        verbose_name=_("class"),
    )
    facilitator = models.ForeignKey(
        Facilitator,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="feeds",
        verbose_name=_("facilitator"),
    )
    offer = models.ForeignKey(
        Offer,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="feeds",
        verbose_name=_("offer"),
    )
    salt = models.CharField(max_length=32, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    last_fetched_at = models.DateTimeField(_("last read at"), null=True, blank=True)
    last_client = models.CharField(_("last read by"), max_length=120, blank=True)

    # What the last reader was given, since when, and on the strength of what: see
    # ``note_revision`` and ``polls``.
    revision = models.CharField(max_length=64, blank=True, editable=False)
    judged_by = models.CharField(max_length=64, blank=True, editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)

    has_right: bool  # annotated by ``with_right``

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="feed_subject_fits_kind",
                condition=reduce(
                    or_,
                    (
                        Q(
                            kind=kind.value,
                            **{
                                f"{name}__isnull": name != SUBJECTS.get(kind)
                                for name in SUBJECTS.values()
                            },
                        )
                        for kind in FeedKind
                    ),
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """What the feed is about, in words; empty where it is about its holder."""
        if self.class_group:
            return f"{self.class_group.label}, {self.class_group.school.name}"
        if self.school:
            return self.school.name
        return str(self.facilitator or self.offer or "")

    @property
    def time_zone(self) -> str:
        """The zone a reader thinks in: the school's own, else that of metropolitan France."""
        school = self.class_group.school if self.class_group else self.school
        return school.time_zone if school else "Europe/Paris"

    def sessions(self) -> Q:
        """What the feed is about, as a condition on sessions.

        Never more than the holder sees in the product: what is not one school's follows the
        holder's roles in force, within the same query.
        """
        match self.kind:
            case FeedKind.SCHOOL:
                return Q(school=self.school_id)
            case FeedKind.CLASS_GROUP:
                return Q(groups=self.class_group_id)
            case FeedKind.FACILITATOR:
                return Q(facilitators=self.facilitator_id)
            case FeedKind.TEACHER:
                taught_at = self._roles(RoleKind.TEACHER).values("school")
                return Q(request__asked_by=self.holder_id, school__in=taught_at)
            case FeedKind.OFFER:
                giving = self._roles(RoleKind.FACILITATOR).values("organisation")
                given = Q(offer__organisation__in=giving)
                return Q(offer=self.offer_id) & (given | self._in_territory())
            case FeedKind.TERRITORY:
                return self._in_territory()
        raise ValueError(self.kind)

    def _in_territory(self) -> Q:
        """Sessions at the schools that a coordinator's roles in force reach."""
        if self.holder.is_superuser:
            return EVERYTHING
        roles = self._roles(RoleKind.COORDINATOR)
        return (
            Q(school__commune__in=roles.values("commune"))
            | Q(school__commune__epci__in=roles.values("epci"))
            | Q(Exists(roles.filter(everywhere=True)))
        )

    def _roles(self, kind: RoleKind) -> models.QuerySet[Role]:
        return Role.objects.in_force().filter(user=self.holder_id, kind=kind)


class CalendarChange(models.Model):
    """That something which calendars show was written, and whom it concerns.

    Rows are written by the database's triggers alone (``watching``), and the oldest removed.
    ``scope`` is ``school:<uai>``, ``user:<key>``, or empty for everybody.
    """

    scope = models.CharField(max_length=30)
    # The database's clock: a trigger has no other. Only the removal of old rows reads it.
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("change of what calendars show")
        verbose_name_plural = _("changes of what calendars show")
        indexes = [models.Index(fields=["scope", "id"], name="calendar_change_by_scope")]

    def __str__(self) -> str:
        return self.scope


class RetiredAddress(models.Model):
    """An address that was reset or revoked: it answers 410 rather than 404, for ever."""

    digest = models.CharField(max_length=64, unique=True)
    retired_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(
        default=timezone.now
    )

    class Meta:
        verbose_name = _("retired calendar address")
        verbose_name_plural = _("retired calendar addresses")

    def __str__(self) -> str:
        return f"{self.retired_at:%Y-%m-%d}"
