"""How the database counts each session once in each value of a dimension."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import Case, F, Max, Q, QuerySet, Value, When
from django_cte import CTE, with_cte

from prevention.coverage.dimensions import OF_SESSIONS
from prevention.scheduling.models import SessionGroup
from prevention.vocabulary import Level

Row = tuple[Any, dict[str, Any]]
"""A value of the dimension (None for the whole), and totals by name."""


def sessions_of(
    rows: QuerySet[SessionGroup],
    dimension: str | None,
    *,
    facts: Mapping[str, Any],
    sums: Callable[[Q], Mapping[str, Any]],
    keys: Mapping[str, str] | None = None,
) -> Iterator[Row]:
    """Add up the sessions of classes in sessions, by each value or as a whole; in one query.

    ``facts`` are told of each session, by aggregates that its classes do not multiply;
    ``keys`` are paths that tell sessions apart further, and come back among the totals.
    ``sums`` gives the totals of the sessions that a condition chooses; a session is ``meeting``.
    """
    apart = {name: F(path) for name, path in (keys or {}).items()}
    if dimension == "level":
        yield from _of_levels(rows, facts, sums, apart)
        return
    value = F(OF_SESSIONS[dimension]) if dimension else Value("all")
    once = CTE(rows.values(meeting=F("session_id"), value=value, **apart).annotate(**facts))
    each = with_cte(once, select=once.queryset().order_by())
    for row in each.values("value", *apart).annotate(**sums(Q())):
        of = row.pop("value")
        yield of if dimension else None, row


def _of_levels(
    rows: QuerySet[SessionGroup],
    facts: Mapping[str, Any],
    sums: Callable[[Q], Mapping[str, Any]],
    apart: Mapping[str, F],
) -> Iterator[Row]:
    """Count a session once in each level of its classes: they may share some."""
    there = {
        f"has_{level.value}": Max(Case(When(has_level(level), then=Value(1)), default=Value(0)))
        for level in Level
    }
    once = CTE(rows.values(meeting=F("session_id"), **apart).annotate(**facts, **there))
    each = with_cte(once, select=once.queryset().order_by())
    columns = {
        f"{name}_{level.value}": total
        for level in Level
        for name, total in sums(Q(**{f"has_{level.value}": 1})).items()
    }
    names = list(sums(Q()))
    for row in each.values(*apart, everything=Value("all")).annotate(**columns):
        told = {name: row[name] for name in apart}
        for level in Level:
            yield level, {**told, **{name: row[f"{name}_{level.value}"] for name in names}}


def has_level(level: Level) -> Q:
    """Choose classes in sessions by one of the levels of the class."""
    return Q(group__levels__overlap=[level])
