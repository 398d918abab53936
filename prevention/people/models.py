"""Who signs in, what they are in the programme, and the keys of their programs."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prevention.people.reach import Reach
from prevention.schools.models import Commune, Epci, School
from prevention.vocabulary import RoleKind, TokenScope


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=normalise_email(email), **fields)
        user.set_password(password)  # None makes a password that never matches
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=normalise_email(username or ""))


def normalise_email(email: str) -> str:
    """Write an address the one way we store it: no two accounts differ by case alone."""
    return email.strip().lower()


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in with an e-mail address."""

    email = models.EmailField(
        _("e-mail"),
        unique=True,
        error_messages={"unique": _("An account already has this address.")},
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default="fr"
    )
    is_staff = models.BooleanField(_("may open the administration"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(
                name="user_email_in_lower_case",
                condition=Q(email=Lower("email")),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = normalise_email(self.email)

    def reach(self) -> Reach:
        """What the confirmed roles cover; read once per loaded user."""
        if not hasattr(self, "_reach"):
            roles = () if self.is_superuser else tuple(self.roles.in_force())
            self._reach = Reach(roles, everything=self.is_superuser)
        return self._reach

    def may(self, right: str, *, school: School | None = None) -> bool:
        """Tell whether a role in force holds ``right`` (a key of ``RIGHTS``), there if said."""
        reach = self.reach().having(right)
        return bool(reach) and (school is None or reach.covers(school))


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
                    kind=RoleKind.COORDINATOR,
                    school=None,
                    organisation=None,
                ),
                violation_error_message=_(
                    "A teacher, head or member of staff belongs to a school, a facilitator to an"
                    " organisation; a coordinator has one commune, one group of communes, or all."
                ),
            )
        ]


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


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(user=user)

    def usable(self, *, now: datetime) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=now, user__is_active=True)


class ApiToken(models.Model):
    """A personal key for programs; only its digest is stored, its prefix is shown."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="api_tokens", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(_("prefix"), max_length=12)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scope = models.CharField(
        _("scope"), max_length=5, choices=TokenScope.choices, default=TokenScope.READ
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"))
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
