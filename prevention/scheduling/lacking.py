"""Which of many sessions lack something without which they cannot take place."""

from collections.abc import Iterator
from datetime import datetime

from prevention.scheduling.gestures import READ
from prevention.scheduling.models import Session, SessionQuerySet
from prevention.scheduling.readiness import Point, blocking


def lacking(rows: SessionQuerySet, *, now: datetime) -> SessionQuerySet:
    """Keep the sessions to come that something blocks.

    Reads those of ``rows`` that are to come, in a constant number of queries: what blocks is
    one rule, ``readiness.blocking``, and no second one in SQL.
    """
    kept = [session.pk for session, points in with_points(rows, now=now) if points]
    return rows.filter(pk__in=kept)


def with_points(rows: SessionQuerySet, *, now: datetime) -> Iterator[tuple[Session, list[Point]]]:
    """Each session to come with what blocks it."""
    to_come = rows.to_come(now=now).select_related(
        "offer__theme", "offer__organisation", "theme", "school__commune", "room"
    )
    plain = to_come.defer("school__commune__outline").prefetch_related(None)
    for session in plain.prefetch_related(*READ):
        yield session, blocking(session)
