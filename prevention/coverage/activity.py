"""What was given in a period, added up by the database.

``figures.GIVEN`` defines each figure. A session was **given** when it took place (states ``done``
and ``closed``); the period counts the day on which it began, in Paris.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django_cte import CTE, with_cte

from prevention.coverage.counting import sessions_of
from prevention.coverage.dimensions import GIVER, OF_SESSIONS
from prevention.coverage.minutes import Minutes, hours
from prevention.coverage.periods import Period
from prevention.fields import to_levels
from prevention.scheduling.models import SessionGroup
from prevention.vocabulary import GIVEN_STATES, KINDS_FOR_CLASSES


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


NOTHING = Activity(0, Decimal("0.00"), 0, 0, 0, 0, 0, 0)


def given_to_classes(period: Period) -> QuerySet[SessionGroup]:
    """Classes in sessions that were given in a period: what the figures add up."""
    return given(in_sessions(period))


def given(rows: QuerySet[SessionGroup]) -> QuerySet[SessionGroup]:
    """Choose those of sessions that took place."""
    return rows.filter(session__state__in=sorted(GIVEN_STATES))


def in_sessions(period: Period) -> QuerySet[SessionGroup]:
    """Classes in sessions of a period, whatever became of these; with their ``giver``."""
    return SessionGroup.objects.alias(giver=GIVER).filter(
        period.holds("session__starts_at"),
        session__kind__in=sorted(KINDS_FOR_CLASSES),
    )


def activity_of(rows: QuerySet[SessionGroup]) -> Activity:
    """Add up classes in sessions that were given (``given_to_classes``), as a whole."""
    sessions = _of_sessions(rows, None).get(None, {"sessions": 0, "minutes": 0})
    return _read(sessions, _of_classes(rows, {})[()])


def activity_by(dimension: str, rows: QuerySet[SessionGroup]) -> Mapping[Any, Activity]:
    """The same by each value of a key of ``OF_SESSIONS``, in two queries."""
    sessions = _of_sessions(rows, dimension)
    classes = {value: row for (value,), row in _of_classes(rows, _paths(dimension)).items()}
    if dimension == "level":
        classes = _by_each_level(classes)
    return {value: _read(sessions[value], classes[value]) for value in classes}


def activity_across(
    dimensions: Sequence[str], rows: QuerySet[SessionGroup]
) -> Mapping[tuple[Any, ...], Activity]:
    """The same by each tuple of values, in two queries; levels as the whole set of a class."""
    by = _paths(*dimensions)
    sessions, classes = _of_sessions_across(rows, by), _of_classes(rows, by)
    return {values: _read(sessions[values], row) for values, row in classes.items()}


def _of_sessions(rows: QuerySet[SessionGroup], dimension: str | None) -> dict[Any, dict[str, int]]:
    """Count each session once in each value."""
    found = sessions_of(
        rows,
        dimension,
        facts={"length": Max(Minutes("session__starts_at", "session__ends_at"))},
        sums=lambda which: {
            "sessions": Count("meeting", filter=which),
            "minutes": Sum("length", filter=which),
        },
    )
    return dict(found)


def _paths(*dimensions: str) -> dict[str, F]:
    return {f"by_{dimension}": F(OF_SESSIONS[dimension]) for dimension in dimensions}


def _of_sessions_across(
    rows: QuerySet[SessionGroup], by: Mapping[str, F]
) -> dict[Any, dict[str, int]]:
    """Count each session once in each tuple of values."""
    length = Minutes("session__starts_at", "session__ends_at")
    once = CTE(rows.values(meeting=F("session_id"), **by).annotate(length=Max(length)))
    return _totals(once, by, sessions=Count("meeting"), minutes=Sum("length"))


def _of_classes(rows: QuerySet[SessionGroup], by: Mapping[str, F]) -> dict[Any, dict[str, int]]:
    """Count each class once in each value."""
    once = CTE(
        rows.values(met=F("group_id"), **by).annotate(
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


def _totals(once: CTE, by: Mapping[str, F], **sums: Any) -> dict[Any, dict[str, int]]:
    """Add up the rows of a query, by the values of ``by``: all of them when it is empty."""
    each = with_cte(once, select=once.queryset().order_by())
    if not by:
        return {(): each.aggregate(**sums)}
    found = each.values(*by).annotate(**sums)
    return {tuple(row.pop(name) for name in by): row for row in found}


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
