"""What a poll needs to know, in one query, while nothing has changed.

A feed's row keeps what its last reader was given (``revision``, ``changed_at``) and on the
strength of what (``judged_by``): the log of changes as it stood, the day, which bounds what is
shown, and the words and settings of the running program. As long as that is the same,
so is the calendar.
"""

import hashlib
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.utils import translation
from django.utils.timezone import localdate

from prevention.calendars.contents import FORMAT
from prevention.calendars.models import Feed, FeedKind
from prevention.calendars.words import speak

# The number of rows and the oldest say which rows of the log one has seen (``watching``).
# What is shown beyond one school depends on all of them, read by the same index. Plain SQL,
# since a poll is little else than this query: the ORM would double its cost.
FEED = """
SELECT feed.id, feed.kind, feed.name, feed.holder_id,
    feed.school_id, feed.class_group_id, feed.facilitator_id, feed.offer_id,
    feed.revision, feed.judged_by, feed.changed_at, feed.last_fetched_at, feed.revoked_at,
    holder.language,
    CASE WHEN COALESCE(feed.school_id, class_group.school_id) IS NULL
        THEN (
            SELECT COUNT(*) || '/' || COALESCE(MIN(id), 0) FROM prevention_calendarchange
            WHERE scope >= ''
        )
        ELSE (
            SELECT COUNT(*) || '/' || COALESCE(MIN(id), 0) FROM prevention_calendarchange
            WHERE scope IN (
                '',
                'school:' || COALESCE(feed.school_id, class_group.school_id),
                'user:' || feed.holder_id
            )
        )
    END
FROM prevention_feed feed
    JOIN prevention_user holder ON holder.id = feed.holder_id
    LEFT JOIN prevention_classgroup class_group ON class_group.id = feed.class_group_id
WHERE feed.digest = %s
"""

NO_FEED = -1  # holds the place of a feed's key


class Poll(NamedTuple):
    """A feed as its row says it is, and the log of changes at that moment."""

    pk: int
    kind: str
    name: str
    holder: int
    school: str | None
    class_group: int | None
    facilitator: int | None
    offer: int | None
    revision: str
    judged_by: str
    changed_at: datetime | None
    last_fetched_at: datetime | None
    revoked_at: datetime | None
    language: str
    log: str

    def judged_at(self, now: datetime) -> str:
        """Name all that the calendar depends on at ``now``."""
        seen = (self.log, localdate(now), self.name, program(self.language, settings.SITE_URL))
        return hashlib.sha256(repr(seen).encode()).hexdigest()

    def feed(self) -> Feed:
        """Give the row as the feed it is of: what is read of it needs no second query."""
        return Feed(
            pk=self.pk,
            kind=self.kind,
            name=self.name,
            holder_id=self.holder,
            school_id=self.school,
            class_group_id=self.class_group,
            facilitator_id=self.facilitator,
            offer_id=self.offer,
            revision=self.revision,
            changed_at=self.changed_at,
        )


def poll(digest: str) -> Poll | None:
    """Find the feed of a digest; one query. The log is read before what it speaks of."""
    with connection.cursor() as cursor:
        cursor.execute(FEED, [digest])
        row = cursor.fetchone()
    if row is None:
        return None
    *known, changed_at, last_fetched_at, revoked_at, language, log = row
    instants = map(_aware, (changed_at, last_fetched_at, revoked_at))
    return Poll._make([*known, *instants, language, log])


def may_be_read(asked: Poll) -> bool:
    """Say whether the holder still has the right to what the feed shows; one query."""
    sql, values = _right(FeedKind(asked.kind))
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked.pk if value == NO_FEED else value for value in values])
        found = cursor.fetchone()  # none once the feed went with its holder's account
    return found is not None and bool(found[-1])


@cache
def _right(kind: FeedKind) -> tuple[str, tuple[Any, ...]]:
    """Write the query once a kind: for the ORM to write it takes longer than to answer it."""
    rights = Feed.objects.with_right([kind]).filter(pk=NO_FEED).order_by().only("pk")
    written: tuple[str, tuple[Any, ...]] = rights.query.sql_with_params()
    return written


def _aware(instant: datetime | None) -> datetime | None:
    """Give an instant as Django does: SQLite leaves out that it is in UTC."""
    return instant.replace(tzinfo=UTC) if instant and instant.tzinfo is None else instant


@cache
def program(language: str, site: str) -> str:
    """Name what the running program adds to the rows; the same until it is started again."""
    with translation.override(language):
        return hashlib.sha256(repr((FORMAT, site, speak())).encode()).hexdigest()
