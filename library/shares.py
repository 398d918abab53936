"""Links by which pupils or parents read without signing in: made, taken back, followed."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from library.errors import ShareRefusedError
from library.models import Collection, Material, Share
from prevention.people.models import User

SECRET_BYTES = 24


class MadeShare(NamedTuple):
    """A new link; ``url`` is known now and never again."""

    share: Share
    url: str


@transaction.atomic
def make_share(
    *,
    of: Material | Collection,
    reader: str,
    by: User,
    days: int,
    now: datetime,
) -> MadeShare:
    """Make a link for pupils or parents, for ``days`` days.

    Raises:
        ShareRefusedError: nothing of it is published for such readers.
        ValidationError: the link lasts too long.

    """
    chosen = {"material": of} if isinstance(of, Material) else {"collection": of}
    share = Share(
        **chosen, reader=reader, made_by=by, made_at=now, expires_at=now + timedelta(days=days)
    )
    if not shared_materials(share):
        raise ShareRefusedError
    secret = secrets.token_urlsafe(SECRET_BYTES)
    share.digest = digest_of(secret)
    share.full_clean()
    share.save()
    return MadeShare(share, settings.SITE_URL + reverse("share", args=[secret]))


def revoke_share(*, share: Share, now: datetime) -> None:
    """Close a link at once; a closed one stays so."""
    Share.objects.filter(pk=share.pk, revoked_at=None).update(revoked_at=now)


def share_at(secret: str) -> Share | None:
    """The link of that address, open or not; its end is the reader's to look at."""
    found = Share.objects.select_related("material", "collection")
    return found.filter(digest=digest_of(secret)).first()


def shared_materials(share: Share) -> list[Material]:
    """What the link shows now, in its order: published, for such readers, and nothing else."""
    shown = Material.objects.shared_with(share.reader).select_related("current__file")
    shown = shown.prefetch_related("current__file__renditions")
    if share.material_id:
        return list(shown.filter(pk=share.material_id))
    collection = share.collection
    if collection is None or not collection.published:
        return []
    entries = collection.entries.order_by("position").values_list("material", flat=True)
    by_key = shown.in_bulk(list(entries))
    return [by_key[key] for key in entries if key in by_key]


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
