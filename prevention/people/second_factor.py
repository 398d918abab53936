"""Whose powers ask for a second factor, and what that takes from who has none: the one place.

A second factor is a passkey, or an application that shows codes. Recovery codes replace a
factor that was lost, and are none by themselves.
"""

import secrets
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet

from prevention.people.reach import Reach
from prevention.vocabulary import RoleKind

if TYPE_CHECKING:
    from prevention.people.models import User

# Those who see and change the matters of many schools; administrators count among them.
HOLDERS = frozenset({RoleKind.COORDINATOR})
FACTORS = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)
# Anybody signed in holds this right, but its fruit outlives the session: a key made before
# the second factor would have the powers that the factor is asked for.
LATER_RIGHTS = frozenset({"token.create"})


def factors_of(user: "User") -> QuerySet[Authenticator]:
    factors: QuerySet[Authenticator] = Authenticator.objects.filter(user=user, type__in=FACTORS)
    return factors


def asks_for_one(reach: Reach) -> bool:
    """Tell whether these roles are worth a second factor; never in the demonstration."""
    powerful = reach.everything or any(role.kind in HOLDERS for role in reach.roles)
    return bool(settings.SECOND_FACTOR_REQUIRED) and powerful


def reach_without_one(reach: Reach) -> Reach:
    """Keep the roles that ask for no second factor."""
    return Reach(tuple(role for role in reach.roles if role.kind not in HOLDERS), everything=False)


def may_lose(user: "User", leaving: list[Authenticator]) -> bool:
    """Tell whether a person may do without these: the last one stays with who needs one."""
    kept = factors_of(user).exclude(pk__in=[factor.pk for factor in leaving])
    return not asks_for_one(user.held_reach()) or kept.exists()


def renew_sessions(user: "User") -> None:
    """End the sessions opened without the second factor, once there is a first one.

    Somebody else may be in one of them, and would gain what the factor is asked for. The
    caller keeps the session in which it was set up.
    """
    if factors_of(user).count() == 1:
        _end_sessions(user)


def forget_factors(user: "User") -> None:
    """Take every second factor and recovery code from who has lost them, and end the sessions."""
    Authenticator.objects.filter(user=user).delete()
    _end_sessions(user)


def _end_sessions(user: "User") -> None:
    user.session_seed = secrets.token_hex(16)
    user.save(update_fields=["session_seed"])
