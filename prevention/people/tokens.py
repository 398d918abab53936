"""Personal API tokens: shown once, stored as a digest.

The secret holds 256 random bits, so a plain SHA-256 is enough: there is nothing to guess.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from prevention.people.models import ApiToken, User
from prevention.vocabulary import TokenScope

MARK = "ps_"  # lets secret scanners recognise ours
PREFIX_LENGTH = 11
SEEN_EVERY = timedelta(minutes=1)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def create_token(
    *, user: User, name: str, scope: TokenScope, now: datetime, days: int = 365
) -> tuple[ApiToken, str]:
    """Make a token; the returned secret is not kept and cannot be shown again."""
    secret = MARK + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        name=name,
        scope=scope,
        prefix=secret[:PREFIX_LENGTH],
        digest=digest(secret),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    return token, secret


def find_token(secret: str, *, now: datetime) -> ApiToken | None:
    """Find the usable token of a secret, and note that it was used."""
    tokens = ApiToken.objects.usable(now=now).select_related("user")
    token = tokens.filter(digest=digest(secret)).first()
    if token and (token.last_used_at is None or now - token.last_used_at > SEEN_EVERY):
        # Once a minute is enough to know whether a token lives; a write a call is not free.
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def revoke_token(*, token: ApiToken, now: datetime) -> None:
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)
