"""What a person is in the programme, or is invited to be, and over what."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prevention.people.models.users import User
from prevention.schools.models import Commune, Epci, School
from prevention.vocabulary import RoleKind


class RoleReach(models.Model):
    """A kind of role and what it covers: exactly one reach, the one its kind asks for."""

    kind = models.CharField(_("role"), max_length=12, choices=RoleKind.choices)
    school = models.ForeignKey(
        School,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("school"),
    )
    organisation = models.ForeignKey(
        "prevention.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("organisation"),
    )
    commune = models.ForeignKey(
        Commune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("commune"),
    )
    epci = models.ForeignKey(
        Epci,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("group of communes"),
    )
    everywhere = models.BooleanField(_("everywhere"), default=False)

    def where(self) -> str:
        """What the role covers, in words."""
        place = self.school or self.organisation or self.commune or self.epci
        return str(place or _("everywhere"))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_reach_fits_kind",
                condition=Q(
                    kind__in=[RoleKind.TEACHER, RoleKind.HEAD, RoleKind.STAFF],
                    school__isnull=False,
                    organisation=None,
                    commune=None,
                    epci=None,
                    everywhere=False,
                )
                | Q(
                    kind=RoleKind.FACILITATOR,
                    school=None,
                    organisation__isnull=False,
                    commune=None,
                    epci=None,
                    everywhere=False,
                )
                | Q(
                    Q(commune__isnull=False, epci=None, everywhere=False)
                    | Q(commune=None, epci__isnull=False, everywhere=False)
                    | Q(commune=None, epci=None, everywhere=True),
                    kind__in=[RoleKind.COORDINATOR, RoleKind.FUNDER],
                    school=None,
                    organisation=None,
                ),
                violation_error_message=_(
                    "A teacher, head or member of staff belongs to a school, a facilitator to an"
                    " organisation; a coordinator or funder has one commune, one group of communes,"
                    " or all."
                ),
            )
        ]


class RoleQuerySet(models.QuerySet["Role"]):
    def in_force(self) -> Self:
        return self.filter(status=Role.Status.CONFIRMED)

    def waiting(self) -> Self:
        return self.filter(status=Role.Status.PENDING)

    def confirmable_by(self, user: User) -> Self:
        """School roles that this person may confirm or refuse.

        A head answers for teachers and staff; who is head, the coordination knows.
        """
        reach = user.reach().having("role.confirm")
        here = self.exclude(school=None).exclude(user=user).filter(reach.schools("school__"))
        headed = [role.school_id for role in reach.roles if role.kind == RoleKind.HEAD]
        coordinates = reach.without(RoleKind.HEAD).schools("school__")
        return here.filter(coordinates | (Q(school__in=headed) & ~Q(kind=RoleKind.HEAD)))

    def known_to(self, user: User) -> Self:
        """The roles that this person answers for.

        A head: those of the school. A coordinator: those of the schools in reach, of the
        partners, who belong to no territory, and of the other coordinators and the funders.
        """
        reach = user.reach().having("people.read")
        schools = Q(school__isnull=False) & reach.schools("school__")
        beyond = Q(kind__in=[RoleKind.FACILITATOR, RoleKind.COORDINATOR, RoleKind.FUNDER])
        return self.filter(schools | beyond if reach.without(RoleKind.HEAD) else schools)

    def endable_by(self, user: User) -> Self:
        """Roles in force that this person may end: never an own one.

        A head ends those of teachers and staff; a coordinator those at the schools in reach,
        those of facilitators, and those of coordinators and funders who reach no further.
        """
        reach = user.reach().having("role.end")
        coordinates = reach.without(RoleKind.HEAD)
        headed = [role.school_id for role in reach.roles if role.kind == RoleKind.HEAD]
        may = Q(school__in=headed) & ~Q(kind=RoleKind.HEAD)
        if coordinates:
            may |= Q(school__isnull=False) & coordinates.schools("school__")
            may |= Q(kind=RoleKind.FACILITATOR)
            may |= coordinates.communes("commune__") & Q(commune__isnull=False)
            may |= coordinates.epcis() & Q(epci__isnull=False)
            if coordinates.everything or any(role.everywhere for role in coordinates.roles):
                may |= Q(kind__in=[RoleKind.COORDINATOR, RoleKind.FUNDER])
        return self.in_force().exclude(user=user).filter(may)

    def with_endable(self, user: User) -> Self:
        """Annotate each with whether the person may end it (``endable``)."""
        own = Role.objects.endable_by(user).filter(pk=OuterRef("pk"))
        return self.annotate(endable=Exists(own))


class Role(RoleReach):
    """What a person is in the programme, and over what; several rows for several reaches."""

    class Status(models.TextChoices):
        PENDING = "PENDING", _("waiting for confirmation")
        CONFIRMED = "CONFIRMED", _("in force")
        REFUSED = "REFUSED", _("not confirmed")
        ENDED = "ENDED", _("ended")

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name=_("person"))
    status = models.CharField(
        _("status"), max_length=9, choices=Status.choices, default=Status.PENDING
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    objects = RoleQuerySet.as_manager()

    class Meta(RoleReach.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["user", "kind", "pk"]
        constraints = [
            *RoleReach.Meta.constraints,
            *(
                models.UniqueConstraint(
                    name=f"role_once_per_{reach}",
                    fields=["user", "kind", reach],
                    condition=Q(status__in=["PENDING", "CONFIRMED"], **set_there),
                    violation_error_message=_("This person already has this role."),
                )
                for reach, set_there in {
                    "school": {},
                    "organisation": {},
                    "commune": {},
                    "epci": {},
                    "everywhere": {"everywhere": True},
                }.items()
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.where()}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: User) -> Self:
        """Invitations one has sent; administrators see all."""
        return self if user.is_superuser else self.filter(invited_by=user)

    def open(self, *, now: datetime) -> Self:
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now)


class Invitation(RoleReach):
    """A role offered to an address; the link in the mail carries the token, we its digest."""

    email = models.EmailField(_("e-mail"))
    invited_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("sent at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta(RoleReach.Meta):
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.email
