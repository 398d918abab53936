"""What classes had and have planned, week by week of a school year, against the pace needed.

``figures.EVOLUTION`` defines each figure. A class has its sessions in their order: those beyond
its amount add nothing, so that the last week says what ``owed`` says of the year. The database
keeps the running amount of each class; what comes back is one row a day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When, Window
from django.db.models.functions import Least, TruncDate
from django_cte import CTE, with_cte

from prevention.coverage.adding import Sums
from prevention.coverage.minutes import Minutes, hours
from prevention.coverage.pace import WEEK, Pace, paces
from prevention.coverage.periods import PARIS
from prevention.offers.models import Duty
from prevention.scheduling.models import SessionGroup
from prevention.schools.models import ClassGroup, SchoolYear
from prevention.vocabulary import GIVEN_STATES, KINDS_FOR_CLASSES, DutyUnit, SessionState

PLANNED_STATES = frozenset({SessionState.CONFIRMED, SessionState.HELD})
LINES = {"given": GIVEN_STATES, "had": GIVEN_STATES | PLANNED_STATES}


@dataclass(frozen=True)
class Week:
    """From its Monday to its Sunday; the figures are of all the year until then."""

    monday: date
    given: Decimal
    planned: Decimal
    due: Decimal | None


@dataclass(frozen=True)
class Evolution:
    """One duty over a school year, in the duty's unit."""

    duty: Duty
    classes: int
    owed: Decimal
    weeks: Sequence[Week]


def evolution_of(classes: QuerySet[ClassGroup], *, school_year: int) -> list[Evolution]:
    """Follow each duty that binds one of the classes; five queries, however many classes."""
    duties = Duty.objects.in_force(school_year=school_year).prefetch_related("themes")
    sums = [Sums(duty, place) for place, duty in enumerate(duties)]
    if not sums:
        return []
    classes = classes.filter(school_year=school_year)
    bound = _bound(classes, sums)
    if not any(bound.values()):
        return []
    had = _credits(classes, sums)
    known = paces(school_year=school_year)
    return [
        _evolution(one, bound[one.place], had, known, _mondays(school_year))
        for one in sums
        if bound[one.place]
    ]


def _mondays(school_year: int) -> list[date]:
    """Those of every week that has a day of the school year."""
    year = SchoolYear(year=school_year)
    first = year.starts_on - timedelta(days=year.starts_on.weekday())
    return [first + number * WEEK for number in range((year.ends_on - first).days // 7 + 1)]


def _bound(classes: QuerySet[ClassGroup], sums: Sequence[Sums]) -> Mapping[int, Mapping[str, int]]:
    """How many classes each duty binds in each holiday zone."""
    counts = {
        one.named("bound"): Count("pk", filter=Q(levels__overlap=one.duty.levels)) for one in sums
    }
    rows: QuerySet[ClassGroup, Any] = classes.order_by().values(zone=F("school__holiday_zone"))
    rows = rows.annotate(**counts)
    found = [(row["zone"], row) for row in rows]
    return {
        one.place: {zone: number for zone, row in found if (number := row[one.named("bound")])}
        for one in sums
    }


def _credits(classes: QuerySet[ClassGroup], sums: Sequence[Sums]) -> list[dict[str, Any]]:
    """What each day adds to what classes were given, and to what they had or have planned."""
    order: dict[str, Any] = {
        "partition_by": [F("group")],
        "order_by": [F("session__starts_at").asc(), F("pk").asc()],
    }
    amounts = {
        one.named(line): _amount(one, Q(session__state__in=sorted(states)))
        for one in sums
        for line, states in LINES.items()
    }
    running = {f"{name}_so_far": Window(Sum(name), **order) for name in amounts}
    each = CTE(
        SessionGroup.objects.filter(
            group__in=classes.values("pk"),
            session__kind__in=sorted(KINDS_FOR_CLASSES),
            session__state__in=sorted(LINES["had"]),
        )
        .annotate(**amounts)
        .values(
            *amounts,
            day=TruncDate("session__starts_at", tzinfo=PARIS),
            **running,
        )
    )
    more = {
        f"credit_{one.named(line)}": Sum(
            Least(Value(one.owed), F(f"{one.named(line)}_so_far"))
            - Least(Value(one.owed), F(f"{one.named(line)}_so_far") - F(one.named(line)))
        )
        for one in sums
        for line in LINES
    }
    rows = with_cte(each, select=each.queryset().order_by())
    return list(rows.values("day").annotate(**more))


def _amount(one: Sums, which: Q) -> Case:
    """What a session counts for a class under a duty: nothing where the duty is not about it."""
    about = Q(
        session__theme__in=[theme.pk for theme in one.duty.themes.all()],
        group__levels__overlap=one.duty.levels,
    )
    by_hours = one.duty.unit == DutyUnit.HOURS
    amount = Minutes("session__starts_at", "session__ends_at") if by_hours else Value(1)
    return Case(When(about & which, then=amount), default=Value(0))


def _evolution(
    one: Sums,
    bound: Mapping[str, int],
    had: Sequence[Mapping[str, Any]],
    known: Mapping[str, Pace],
    mondays: Sequence[date],
) -> Evolution:
    # What took place before the year, or after, is of its first week, or of its last.
    within = [(min(row["day"], mondays[-1]), row) for row in had]

    def until(monday: date, line: str) -> Decimal:
        name = f"credit_{one.named(line)}"
        total = sum(row[name] for day, row in within if day < monday + WEEK)
        return hours(total) if one.duty.unit == DutyUnit.HOURS else Decimal(total)

    weeks = []
    for monday in mondays:
        given = until(monday, "given")
        weeks.append(
            Week(
                monday=monday,
                given=given,
                planned=until(monday, "had") - given,
                due=_due(one.duty, bound, known, monday + WEEK),
            )
        )
    classes = sum(bound.values())
    return Evolution(one.duty, classes, Decimal(one.duty.amount * classes), weeks)


def _due(
    duty: Duty, bound: Mapping[str, int], known: Mapping[str, Pace], day: date
) -> Decimal | None:
    """The shares due by a day in each zone; None when one of them has no published calendar."""
    if bound.keys() - known.keys():
        return None
    due = sum(
        (Fraction(duty.amount * number) * known[zone].share(day) for zone, number in bound.items()),
        Fraction(),
    )
    return round(Decimal(due.numerator) / due.denominator, 2)
