"""What each class is owed by each duty, what it had, and what is planned.

Each figure is defined once, here:

- **owed**: the duty's amount, for every class with at least one of its levels. A class of
  several levels that two duties touch (CM2-6e: EVAR and EVARS) is owed both.
- **done**: sessions that took place (states ``done`` and ``closed``), in the duty's unit.
- **confirmed**, **held**: sessions that will take place, or wait for somebody's answer.
- **planned**: confirmed and held together.
- **missing**: what is owed and neither done nor planned; never below zero.
- **unknown**: nothing at all is recorded for the class under this duty. What the school's
  own staff gave and did not declare is not zero, it is unknown.

A session counts for a duty when its theme is one of the duty's; one that the school gave
itself and declared counts like any other. The unit HOURS
counts the planned length of sessions, in hours with two decimals.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import Count, ExpressionWrapper, F, Sum
from django.db.models.fields import DurationField

from prevention.offers.models import Duty
from prevention.scheduling.models import SessionGroup
from prevention.schools.models import ClassGroup
from prevention.vocabulary import KINDS_FOR_CLASSES, DutyUnit, SessionState

DONE = frozenset({SessionState.DONE, SessionState.CLOSED})
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Amount:
    """Sessions and their total length."""

    sessions: int = 0
    length: timedelta = timedelta(0)

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.sessions + other.sessions, self.length + other.length)

    def measured_in(self, unit: str) -> Decimal:
        if unit == DutyUnit.SESSIONS:
            return Decimal(self.sessions)
        return round(Decimal(self.length / HOUR), 2)


@dataclass(frozen=True)
class Coverage:
    """One class under one duty, in the duty's unit."""

    group: ClassGroup
    duty: Duty
    done: Decimal
    confirmed: Decimal
    held: Decimal

    @property
    def owed(self) -> Decimal:
        return Decimal(self.duty.amount)

    @property
    def planned(self) -> Decimal:
        return self.confirmed + self.held

    @property
    def missing(self) -> Decimal:
        return max(Decimal(0), self.owed - self.done - self.planned)

    @property
    def unknown(self) -> bool:
        return not (self.done or self.planned)


# What a class had and has, by theme and state.
Had = Mapping[tuple[str, str], Amount]


def coverage_of(groups: Iterable[ClassGroup], *, school_year: int) -> list[Coverage]:
    """Compare classes of one school year with the duties in force, in three queries."""
    groups = list(groups)
    duties = list(Duty.objects.in_force(school_year=school_year).prefetch_related("themes"))
    had = _had([group.pk for group in groups])
    return [
        _compare(group, duty, had[group.pk])
        for group in groups
        for duty in duties
        if set(duty.levels) & set(group.levels)
    ]


def _had(group_ids: list[int]) -> Mapping[int, Had]:
    length = ExpressionWrapper(
        F("session__ends_at") - F("session__starts_at"), output_field=DurationField()
    )
    # Of every state: given a few to look for, SQLite starts from them and compares each of
    # their sessions with each class.
    rows = (
        SessionGroup.objects.filter(group__in=group_ids, session__kind__in=KINDS_FOR_CLASSES)
        .values("group", "session__theme", "session__state")
        .annotate(sessions=Count("pk"), length=Sum(length))
    )
    had: dict[int, dict[tuple[str, str], Amount]] = defaultdict(dict)
    for row in rows:
        key = row["session__theme"], row["session__state"]
        had[row["group"]][key] = Amount(row["sessions"], row["length"])
    return had


def _compare(group: ClassGroup, duty: Duty, had: Had) -> Coverage:
    themes = [theme.pk for theme in duty.themes.all()]

    def amount(states: Iterable[SessionState]) -> Decimal:
        keys = [(theme, state) for theme in themes for state in states]
        total = sum((had.get(key, Amount()) for key in keys), Amount())
        return total.measured_in(duty.unit)

    return Coverage(
        group=group,
        duty=duty,
        done=amount(DONE),
        confirmed=amount([SessionState.CONFIRMED]),
        held=amount([SessionState.HELD]),
    )
