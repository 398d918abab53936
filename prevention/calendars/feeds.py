"""The acts on feeds: open one, name it, change its address, close it, note that it was read."""

import secrets
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from prevention.calendars.addresses import digest_of, secret_of
from prevention.calendars.models import Feed, RetiredAddress
from prevention.errors import RefusedError
from prevention.offers.models import Facilitator, Offer
from prevention.people.models import User
from prevention.schools.models import ClassGroup, School
from prevention.vocabulary import RoleKind

SEEN_EVERY = timedelta(minutes=1)
MAX_LIVE_FEEDS = 50


class NoFacilitatorError(RefusedError):
    code = "not_a_facilitator"
    message = _("You give no sessions: ask for the calendar of a school instead.")


class NotATeacherError(RefusedError):
    code = "not_a_teacher"
    message = _("Only teachers ask for sessions: ask for the calendar of a school instead.")


class NotACoordinatorError(RefusedError):
    code = "not_a_coordinator"
    message = _("You coordinate no territory: ask for the calendar of a school instead.")


class OfferOfOthersError(RefusedError):
    code = "offer_of_others"
    message = _("The calendar of an offer is for those who give it and for coordinators.")


class TooManyFeedsError(RefusedError):
    code = "too_many_feeds"
    message = _("You already have %(feeds)s calendars: revoke one first.")


class FeedRevokedError(RefusedError):
    code = "feed_revoked"
    message = _("This calendar was revoked: create another.")


@transaction.atomic
def create_school_feed(*, holder: User, school: School, name: str, now: datetime) -> Feed:
    """Open the calendar of a school's sessions for a reader.

    Raises:
        PermissionDenied: the school is out of the reader's reach.
        TooManyFeedsError: as many live feeds as one reader may have.

    """
    if not holder.may("feed.create", school=school):
        raise PermissionDenied
    feed = Feed(kind=Feed.Kind.SCHOOL, school=school, name=name)
    return _open(feed, holder=holder, now=now)


@transaction.atomic
def create_class_group_feed(
    *, holder: User, class_group: ClassGroup, name: str, now: datetime
) -> Feed:
    """Open the calendar of one class for a reader of its school's.

    Raises:
        PermissionDenied: the class's school is out of the reader's reach.
        TooManyFeedsError: as many live feeds as one reader may have.

    """
    if not holder.may("feed.create", school=class_group.school):
        raise PermissionDenied
    feed = Feed(kind=Feed.Kind.CLASS_GROUP, class_group=class_group, name=name)
    return _open(feed, holder=holder, now=now)


@transaction.atomic
def create_teacher_feed(*, holder: User, name: str, now: datetime) -> Feed:
    """Open the calendar of what the reader asks for, at the schools where she teaches.

    Raises:
        NotATeacherError: the reader teaches nowhere.
        TooManyFeedsError: as many live feeds as one reader may have.

    """
    if not _is(holder, RoleKind.TEACHER):
        raise NotATeacherError
    feed = Feed(kind=Feed.Kind.TEACHER, name=name or gettext("My sessions"))
    return _open(feed, holder=holder, now=now)


@transaction.atomic
def create_facilitator_feed(*, holder: User, name: str, now: datetime) -> Feed:
    """Open the calendar of the sessions that the reader gives.

    Raises:
        NoFacilitatorError: the reader is no facilitator.
        TooManyFeedsError: as many live feeds as one reader may have.

    """
    facilitator = Facilitator.objects.filter(user=holder).first()
    if facilitator is None or not _is(holder, RoleKind.FACILITATOR):
        raise NoFacilitatorError
    feed = Feed(kind=Feed.Kind.FACILITATOR, facilitator=facilitator, name=name)
    return _open(feed, holder=holder, now=now)


@transaction.atomic
def create_offer_feed(*, holder: User, offer: Offer, name: str, now: datetime) -> Feed:
    """Open the calendar of an offer, for who gives it, and for coordinators their part of it.

    Raises:
        OfferOfOthersError: the reader is neither a coordinator nor of its organisation.
        TooManyFeedsError: as many live feeds as one reader may have.

    """
    reach = holder.reach()
    gives_it = any(role.organisation_id == offer.organisation_id for role in reach.roles)
    if not (reach.everything or gives_it or _is(holder, RoleKind.COORDINATOR)):
        raise OfferOfOthersError
    feed = Feed(kind=Feed.Kind.OFFER, offer=offer, name=name)
    return _open(feed, holder=holder, now=now)


@transaction.atomic
def create_territory_feed(*, holder: User, name: str, now: datetime) -> Feed:
    """Open the calendar of all schools that the reader coordinates, as they are at each poll.

    Raises:
        NotACoordinatorError: the reader coordinates nothing.
        TooManyFeedsError: as many live feeds as one reader may have.

    """
    reach = holder.reach()
    if not (reach.everything or _is(holder, RoleKind.COORDINATOR)):
        raise NotACoordinatorError
    where = [role.where() for role in reach.roles if role.kind == RoleKind.COORDINATOR]
    feed = Feed(kind=Feed.Kind.TERRITORY, name=name or ", ".join(where) or gettext("everywhere"))
    return _open(feed, holder=holder, now=now)


@transaction.atomic
def rename_feed(*, feed: Feed, name: str) -> Feed:
    """Call a feed otherwise; programs show the new name at their next poll.

    Raises:
        FeedRevokedError: a revoked feed stays as it was.

    """
    feed = _locked(feed)
    feed.name = name
    feed.save(update_fields=["name"])
    return feed


@transaction.atomic
def reset_feed(*, feed: Feed, now: datetime) -> Feed:
    """Give a feed a new address; the old one says for ever that it is gone.

    Raises:
        FeedRevokedError: a revoked feed stays closed.

    """
    feed = _locked(feed)
    RetiredAddress.objects.create(digest=feed.digest, retired_at=now)
    _give_address(feed)
    feed.last_fetched_at = None
    feed.last_client = ""
    feed.save(update_fields=["salt", "digest", "last_fetched_at", "last_client"])
    return feed


def revoke_feed(*, feed: Feed, now: datetime) -> None:
    """Close a feed for good; closing it again changes nothing."""
    Feed.objects.live().filter(pk=feed.pk).update(revoked_at=now)


@transaction.atomic
def renew_addresses(*, now: datetime) -> int:
    """Give the live feeds the addresses of a changed ``FEED_KEY``; returns how many.

    Those of the old key answer that they are gone.
    """
    stale = [
        feed
        for feed in Feed.objects.live().select_for_update()
        if feed.digest != digest_of(secret_of(feed.salt))
    ]
    RetiredAddress.objects.bulk_create(
        RetiredAddress(digest=feed.digest, retired_at=now) for feed in stale
    )
    for feed in stale:
        feed.digest = digest_of(secret_of(feed.salt))
    Feed.objects.bulk_update(stale, ["digest"], batch_size=500)
    return len(stale)


def note_revision(feed: Feed, *, revision: str, judged_by: str, now: datetime) -> datetime:
    """Note what the feed shows, and on the strength of what; answer since when it shows that.

    The instant is in whole seconds, as ``Last-Modified`` is, and later with each new
    revision: whatever the change was and however it was written, a client that holds the
    contents before it is told so.
    """
    changes: dict[str, object] = {"judged_by": judged_by}
    changed_at = feed.changed_at
    if changed_at is None or feed.revision != revision:
        second = now.replace(microsecond=0)
        changed_at = max(second, changed_at + timedelta(seconds=1)) if changed_at else second
        changes |= {"revision": revision, "changed_at": changed_at}
    Feed.objects.filter(pk=feed.pk).update(**changes)
    return changed_at


def note_client(pk: int, *, last_fetched_at: datetime | None, client: str, now: datetime) -> None:
    """Note who reads; once a minute is enough to show that, and a write a poll is not free."""
    if last_fetched_at is None or now - last_fetched_at >= SEEN_EVERY:
        Feed.objects.filter(pk=pk).update(last_fetched_at=now, last_client=client[:120])


def _open(feed: Feed, *, holder: User, now: datetime) -> Feed:
    if holder.feeds.live().count() >= MAX_LIVE_FEEDS:
        raise TooManyFeedsError(feeds=MAX_LIVE_FEEDS)
    feed.holder = holder
    feed.created_at = now
    feed.name = (feed.name or feed.subject)[:100]
    _give_address(feed)
    feed.save()
    return feed


def _is(holder: User, kind: RoleKind) -> bool:
    return any(role.kind == kind for role in holder.reach().roles)


def _locked(feed: Feed) -> Feed:
    feed = Feed.objects.select_for_update(of=["self"]).get(pk=feed.pk)
    if feed.revoked_at is not None:
        raise FeedRevokedError
    return feed


def _give_address(feed: Feed) -> None:
    feed.salt = secrets.token_hex(16)
    feed.digest = digest_of(secret_of(feed.salt))
