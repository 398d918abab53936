"""The addresses by which a reader stops a kind of mail, or chooses among them, unsigned-in.

They are written into mails, which are kept for years: they do not expire, and each is
signed for one person, and for one kind where it stops one. Renewing ``SECRET_KEY`` ends
them, unless the old one stays among ``SECRET_KEY_FALLBACKS``.
"""

from typing import Any, NamedTuple

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from prevention.messages.kinds import Kind
from prevention.people.models import User

# A salt each, so that the address of one page opens no other.
UNSUBSCRIBE = Signer(salt="unsubscribe", sep=".")
PREFERENCES = Signer(salt="mail preferences", sep=".")


class Subscription(NamedTuple):
    """What an address is about; no user where the account is gone, or closed."""

    user: User | None
    kind: Kind


class UnknownAddressError(Exception):
    """Nobody was ever given this address."""


def address_of(user: User, kind: Kind) -> str:
    """Give the address that stops a kind of mail, by a press or in one click (RFC 8058)."""
    return _full("unsubscribe", UNSUBSCRIBE.sign_object([user.pk, kind.value]))


def preferences_address_of(user: User) -> str:
    return _full("mail-preferences", PREFERENCES.sign_object(user.pk))


def subscription_at(token: str) -> Subscription:
    """Read the token of ``address_of``.

    Raises:
        UnknownAddressError: it was not signed here, or names a kind that is no more.

    """
    user, kind = _signed(UNSUBSCRIBE, token)
    if kind not in Kind.values:
        raise UnknownAddressError
    return Subscription(_active(user), Kind(kind))


def reader_at(token: str) -> User | None:
    """Read the token of ``preferences_address_of``; None where the account is gone.

    Raises:
        UnknownAddressError: it was not signed here.

    """
    return _active(_signed(PREFERENCES, token))


def _full(name: str, token: str) -> str:
    return settings.SITE_URL + reverse(name, args=[token])


def _signed(signer: Signer, token: str) -> Any:
    try:
        return signer.unsign_object(token)
    except BadSignature as bad:
        raise UnknownAddressError from bad


def _active(key: int) -> User | None:
    return User.objects.filter(pk=key, is_active=True).first()
