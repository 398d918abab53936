"""How far facilitators went from one session to the next, in a period.

``figures.TRAVEL`` defines each figure. Only ways between schools count: where a facilitator
comes from in the morning says where somebody lives. The database tells which ways were made,
and how often; the length of each is that of the rule of openings (``scheduling.travel``).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import Lag, TruncDate
from django_cte import CTE, with_cte

from prevention.coverage.counting import has_level
from prevention.coverage.dimensions import OF_SESSIONS
from prevention.coverage.periods import PARIS, Period
from prevention.scheduling.load import TRAVEL as RULE
from prevention.scheduling.models import SessionFacilitator, SessionGroup
from prevention.schools.distances import Place
from prevention.vocabulary import GIVEN_STATES, Level

SCHOOL, COMMUNE = "session__school", "session__school__commune"
WAY = ("from_key", "from_north", "from_east", "to_key", "to_north", "to_east")


@dataclass(frozen=True)
class Travel:
    """``km`` with one decimal, of the journeys whose ends are known."""

    journeys: int
    km: Decimal
    minutes: int
    unplaced: int


NO_TRAVEL = Travel(0, Decimal("0.0"), 0, 0)


def travel_of(rows: QuerySet[SessionGroup], period: Period) -> Travel:
    """Add up the ways to the sessions of ``activity.given_to_classes``; one query."""
    return _found(rows, period, None).get(None, NO_TRAVEL)


def travel_by(dimension: str, rows: QuerySet[SessionGroup], period: Period) -> Mapping[Any, Travel]:
    """The same by each value of a key of ``OF_SESSIONS``, in one query."""
    return _found(rows, period, dimension)


class _Sum:
    """The ways of one value; tenths of kilometres, which add up alike in any order."""

    def __init__(self) -> None:
        self.journeys = self.tenths = self.minutes = self.unplaced = 0

    def add(self, one: Place, other: Place, journeys: int) -> None:
        self.journeys += journeys
        self.minutes += journeys * round(RULE.between(one, other).total_seconds() / 60)
        km = RULE.km(one, other)
        if km is None:
            self.unplaced += journeys
        else:
            self.tenths += journeys * round(km * 10)

    def told(self) -> Travel:
        return Travel(self.journeys, Decimal(self.tenths) / 10, self.minutes, self.unplaced)


def _found(
    rows: QuerySet[SessionGroup], period: Period, dimension: str | None
) -> dict[Any, Travel]:
    ways = CTE(_ways(period))
    made = with_cte(ways, select=ways.join(rows.order_by(), session_id=ways.col.reached))
    made = made.annotate(**{name: getattr(ways.col, name) for name in WAY})
    made = made.filter(from_key__isnull=False).exclude(from_key=F("to_key"))
    found: dict[Any, _Sum] = defaultdict(_Sum)
    for row in _counted(made, ways, dimension).iterator():
        one = _place(row["from_key"], row["from_north"], row["from_east"])
        other = _place(row["to_key"], row["to_north"], row["to_east"])
        for value, journeys in _journeys(row, dimension):
            found[value].add(one, other, journeys)
    return {value: one.told() for value, one in found.items()}


def _ways(period: Period) -> QuerySet[SessionFacilitator, Any]:
    """Each session that a facilitator gave, with the school of the one before on that day."""
    there = {"to_key": F(SCHOOL), "to_north": _point("latitude"), "to_east": _point("longitude")}
    before = {
        name.replace("to_", "from_"): Window(
            Lag(name),
            partition_by=[F("facilitator"), F("day")],
            order_by=[F("session__starts_at").asc(), F("session_id").asc()],
        )
        for name in there
    }
    given = SessionFacilitator.objects.filter(
        period.holds("session__starts_at"), session__state__in=sorted(GIVEN_STATES)
    )
    day = TruncDate("session__starts_at", tzinfo=PARIS)
    ways: QuerySet[SessionFacilitator, Any] = given.annotate(day=day, **there).values(
        *there, way=F("pk"), reached=F("session_id"), **before
    )
    return ways


def _point(axis: str) -> Case:
    """One number of a school's point; that of its commune where the file has none of it."""
    known = [
        Q(**{f"{place}__latitude__isnull": False, f"{place}__longitude__isnull": False})
        for place in (SCHOOL, COMMUNE)
    ]
    return Case(
        When(known[0], then=F(f"{SCHOOL}__{axis}")), When(known[1], then=F(f"{COMMUNE}__{axis}"))
    )


def _counted(made: QuerySet[SessionGroup], ways: CTE, dimension: str | None) -> QuerySet[Any, Any]:
    """Count each way once, whatever the number of classes at its end."""
    if dimension == "level":
        by_level = {
            f"journeys_{level.value}": Count(ways.col.way, distinct=True, filter=has_level(level))
            for level in Level
        }
        levels: QuerySet[Any, Any] = made.values(*WAY).annotate(**by_level)
        return levels
    value = F(OF_SESSIONS[dimension]) if dimension else Value("all")
    values: QuerySet[Any, Any] = made.values(*WAY, value=value)
    counted: QuerySet[Any, Any] = values.annotate(journeys=Count(ways.col.way, distinct=True))
    return counted


def _journeys(row: Mapping[str, Any], dimension: str | None) -> Iterator[tuple[Any, int]]:
    if dimension != "level":
        yield row["value"] if dimension else None, row["journeys"]
        return
    for level in Level:
        if journeys := row[f"journeys_{level.value}"]:
            yield level, journeys


def _place(key: str, north: float | None, east: float | None) -> Place:
    return Place(key, None if north is None or east is None else (north, east))
