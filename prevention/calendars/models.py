"""Subscriptions: who reads which calendar under which secret address."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prevention.offers.models import Facilitator
from prevention.people.models import Role
from prevention.schools.models import School
from prevention.vocabulary import RoleKind

if TYPE_CHECKING:
    from prevention.people.models import User


class FeedQuerySet(models.QuerySet["Feed"]):
    def visible_to(self, user: "User") -> Self:
        """One's own subscriptions: an address is a secret of its holder."""
        return self.filter(holder=user)

    def live(self) -> Self:
        return self.filter(revoked_at=None)

    def with_right(self) -> Self:
        """Annotate ``has_right``: the holder still reaches what the feed shows.

        Says of many holders at once, within one query, what ``Reach`` says of one: a
        poll has no user signed in and no query to spare.
        """
        roles = Role.objects.in_force().filter(user=OuterRef("holder"))
        at_the_school = (
            Q(school=OuterRef("school"))
            | Q(commune=OuterRef("school__commune"))
            | Q(epci=OuterRef("school__commune__epci"))
            | Q(everywhere=True)
        )
        oneself = Q(kind=RoleKind.FACILITATOR, user=OuterRef("facilitator__user"))
        return self.annotate(
            has_right=Case(
                When(holder__is_active=False, then=Value(value=False)),
                When(holder__is_superuser=True, then=Value(value=True)),
                When(kind=Feed.Kind.SCHOOL, then=Exists(roles.filter(at_the_school))),
                default=Exists(roles.filter(oneself)),
                output_field=models.BooleanField(),
            )
        )


class Feed(models.Model):
    """A calendar published for one reader at a secret address.

    The address holds a secret derived from ``salt`` and the site's key, so the table alone
    does not give it; ``digest`` finds the feed of a secret.
    """

    class Kind(models.TextChoices):
        SCHOOL = "school", _("all sessions of a school")
        FACILITATOR = "facilitator", _("sessions of a facilitator")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="feeds", verbose_name=_("holder")
    )
    name = models.CharField(_("name"), max_length=100)
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="feeds")
    facilitator = models.ForeignKey(
        Facilitator, models.CASCADE, null=True, blank=True, related_name="feeds"
    )
    salt = models.CharField(max_length=32, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    last_fetched_at = models.DateTimeField(_("last read at"), null=True, blank=True)
    last_client = models.CharField(_("last read by"), max_length=120, blank=True)

    # What the last reader was given, since when, and on the strength of what: see
    # ``note_reading`` and ``polls``.
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
                condition=Q(kind="school", school__isnull=False, facilitator=None)
                | Q(kind="facilitator", school=None, facilitator__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def time_zone(self) -> str:
        """The zone a reader thinks in: the school's own, else that of metropolitan France."""
        return self.school.time_zone if self.school else "Europe/Paris"

    def sessions(self) -> Q:
        """What the feed is about, as a condition on sessions."""
        return Q(school=self.school_id) if self.school_id else Q(facilitators=self.facilitator_id)


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
