"""What was given in a period, added up by the database.

``figures.GIVEN`` defines each figure. A session was **given** when it took place (states ``done``
and ``closed``); the period counts the day on which it began, in Paris.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, Max, Q, QuerySet, Sum, Value, When
from django_cte import CTE, with_cte

from prevention.coverage.dimensions import OF_SESSIONS
from prevention.coverage.minutes import Minutes, hours
from prevention.coverage.periods import Period
from prevention.fields import to_levels
from prevention.scheduling.models import SessionGroup
from prevention.vocabulary import GIVEN_STATES, KINDS_FOR_CLASSES, Level


@dataclass(frozen=True)
class Activity:
    """The figures of what was given; ``hours`` with two decimals."""

    sessions: int
    hours: Decimal
    classes: int
    participations: int
    reached: int
    girls: int
    boys: int
    unreported: int

    @property
    def neither_told(self) -> int:
        return self.participations - self.girls - self.boys


def given_to_classes(period: Period) -> QuerySet[SessionGroup]:
    """Classes in sessions that were given in a period: what the figures add up."""
    return SessionGroup.objects.filter(
        period.holds("session__starts_at"),
        session__state__in=sorted(GIVEN_STATES),
        session__kind__in=sorted(KINDS_FOR_CLASSES),
    )


def activity_of(rows: QuerySet[SessionGroup]) -> Activity:
    """Add up classes in sessions that were given (``given_to_classes``), as a whole."""
    return _read(_of_sessions(rows, None).get(None, {}), _of_classes(rows, None).get(None, {}))


def activity_by(dimension: str, rows: QuerySet[SessionGroup]) -> Mapping[Any, Activity]:
    """The same by each value of a key of ``OF_SESSIONS``, in two queries."""
    by = OF_SESSIONS[dimension]
    if dimension == "level":
        sessions, classes = _of_sessions_by_level(rows), _by_each_level(_of_classes(rows, by))
    else:
        sessions, classes = _of_sessions(rows, by), _of_classes(rows, by)
    return {value: _read(sessions[value], classes[value]) for value in classes}


def _apart(by: str | None) -> dict[str, Any]:
    return {"value": F(by)} if by else {}


def _of_sessions(rows: QuerySet[SessionGroup], by: str | None) -> dict[Any, dict[str, int]]:
    """Count each session once in each value."""
    length = Minutes("session__starts_at", "session__ends_at")
    once = CTE(rows.values(meeting=F("session_id"), **_apart(by)).annotate(length=Max(length)))
    return _totals(once, by, sessions=Count("meeting"), minutes=Sum("length"))


def _of_classes(rows: QuerySet[SessionGroup], by: str | None) -> dict[Any, dict[str, int]]:
    """Count each class once in each value."""
    once = CTE(
        rows.values(met=F("group_id"), **_apart(by)).annotate(
            most=Max("present"),
            all_present=Sum("present"),
            all_girls=Sum("girls"),
            all_boys=Sum("boys"),
            silent=Count("pk", filter=Q(present=None)),
        )
    )
    return _totals(
        once,
        by,
        classes=Count("met"),
        reached=Sum("most"),
        participations=Sum("all_present"),
        girls_=Sum("all_girls"),
        boys_=Sum("all_boys"),
        unreported=Sum("silent"),
    )


def _totals(once: CTE, by: str | None, **sums: Any) -> dict[Any, dict[str, int]]:
    """Add up the rows of a query, all of them or by ``value``."""
    each = with_cte(once, select=once.queryset().order_by())
    if by is None:
        return {None: each.aggregate(**sums)}
    return {row.pop("value"): row for row in each.values("value").annotate(**sums)}


def _of_sessions_by_level(rows: QuerySet[SessionGroup]) -> dict[Any, dict[str, int]]:
    """Count a session once in each level of its classes: they may share some."""
    length = Minutes("session__starts_at", "session__ends_at")
    there = {
        f"has_{level.value}": Max(
            Case(When(group__levels__overlap=[level], then=Value(1)), default=Value(0))
        )
        for level in Level
    }
    once = CTE(rows.values(meeting=F("session_id")).annotate(length=Max(length), **there))
    each = with_cte(once, select=once.queryset().order_by())
    sums: dict[str, Any] = {}
    for level in Level:
        here = Q(**{f"has_{level.value}": 1})
        sums[f"sessions_{level.value}"] = Count("meeting", filter=here)
        sums[f"minutes_{level.value}"] = Sum("length", filter=here)
    row = each.aggregate(**sums)
    return {
        level: {one: row[f"{one}_{level.value}"] for one in ("sessions", "minutes")}
        for level in Level
    }


def _by_each_level(found: Mapping[Any, Mapping[str, int]]) -> dict[Any, dict[str, int]]:
    """Add what is known by sets of levels to each level of them."""
    added: dict[Any, Counter[str]] = defaultdict(Counter)
    for levels, row in found.items():
        for level in to_levels(levels):
            added[level].update({name: total or 0 for name, total in row.items()})
    return {level: dict(row) for level, row in added.items()}


def _read(of_sessions: Mapping[str, int], of_classes: Mapping[str, int]) -> Activity:
    return Activity(
        sessions=of_sessions["sessions"],
        hours=hours(of_sessions["minutes"] or 0),
        classes=of_classes["classes"],
        participations=of_classes["participations"] or 0,
        reached=of_classes["reached"] or 0,
        girls=of_classes["girls_"] or 0,
        boys=of_classes["boys_"] or 0,
        unreported=of_classes["unreported"] or 0,
    )
