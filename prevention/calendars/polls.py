"""What a poll needs to know, in one query, while nothing has changed.

A feed's row keeps what its last reader was given (``revision``, ``changed_at``) and on the
strength of what (``judged_by``): the log of changes as it stood, the day, which bounds what is
shown, and the words and settings of the running program. As long as that is the same,
so is the calendar.
"""

import hashlib
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.utils import translation
from django.utils.timezone import localdate

from prevention.calendars.contents import FORMAT
from prevention.calendars.words import speak

# The number of rows and the oldest say which rows of the log one has seen (``watching``).
# What is shown beyond one school depends on all of them, read by the same index. Plain SQL,
# since a poll is little else than this query: the ORM would double its cost.
FEED = """
SELECT feed.id, feed.kind, feed.name, feed.revision, feed.judged_by, feed.changed_at,
    feed.last_fetched_at, feed.revoked_at, holder.language,
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


class Poll(NamedTuple):
    """A feed as its row says it is, and the log of changes at that moment."""

    pk: int
    kind: str
    name: str
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


def poll(digest: str) -> Poll | None:
    """Find the feed of a digest; one query. The log is read before what it speaks of."""
    with connection.cursor() as cursor:
        cursor.execute(FEED, [digest])
        row = cursor.fetchone()
    if row is None:
        return None
    pk, kind, name, revision, judged_by, *instants, language, log = row
    changed_at, last_fetched_at, revoked_at = map(_aware, instants)
    return Poll(
        pk, kind, name, revision, judged_by, changed_at, last_fetched_at, revoked_at, language, log
    )


def _aware(instant: datetime | None) -> datetime | None:
    """Give an instant as Django does: SQLite leaves out that it is in UTC."""
    return instant.replace(tzinfo=UTC) if instant and instant.tzinfo is None else instant


@cache
def program(language: str, site: str) -> str:
    """Name what the running program adds to the rows; the same until it is started again."""
    with translation.override(language):
        return hashlib.sha256(repr((FORMAT, site, speak())).encode()).hexdigest()
