"""Who signs in."""

from collections.abc import Iterable
from copy import copy
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from prevention.people import second_factor
from prevention.people.reach import Reach
from prevention.schools.models import School

if TYPE_CHECKING:
    from prevention.people.models.roles import Role


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
    # Part of what a session is checked against: another value ends every session.
    session_seed = models.CharField(max_length=32, default="", blank=True, editable=False)

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

    def get_session_auth_hash(self) -> str:
        """End sessions with a new password, as Django does, and with a new seed."""
        before = super().get_session_auth_hash()
        if not self.session_seed:
            return before
        return salted_hmac("session_seed", before + self.session_seed).hexdigest()

    def held_reach(self) -> Reach:
        """What the confirmed roles cover, whether their powers may be used yet or not."""
        if not hasattr(self, "_held_reach"):
            roles = () if self.is_superuser else tuple(self.roles.in_force())
            self._held_reach = Reach(roles, everything=self.is_superuser)
        return self._held_reach

    def lacks_second_factor(self) -> bool:
        """Tell whether the person has powers that wait for a second factor; read once."""
        if not hasattr(self, "_lacks_second_factor"):
            asked = second_factor.asks_for_one(self.held_reach())
            self._lacks_second_factor = asked and not second_factor.factors_of(self).exists()
        return self._lacks_second_factor

    def reach(self) -> Reach:
        """What the person's powers cover now; read once per loaded user."""
        held = self.held_reach()
        return second_factor.reach_without_one(held) if self.lacks_second_factor() else held

    def with_roles(self, roles: Iterable["Role"]) -> "User":
        """The same person, reaching what some of the own roles reach; administrators all."""
        narrowed = copy(self)
        narrowed._held_reach = Reach(tuple(roles), everything=self.is_superuser)
        return narrowed

    def may(self, right: str, *, school: School | None = None) -> bool:
        """Tell whether a role in force holds ``right`` (a key of ``RIGHTS``), there if said."""
        reach = self.reach().having(right)
        return bool(reach) and (school is None or reach.covers(school))
