"""What classes are owed by the duties of a school year, what they had, and what is planned.

The database adds up, in one query whatever the number of classes. ``figures.OWED`` defines
each figure. **done** is in the states ``done`` and ``closed``; amounts are in the duty's unit,
of which HOURS counts whole minutes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from prevention.coverage.adding import AMOUNTS, Sums, add_up
from prevention.coverage.dimensions import OF_CLASSES
from prevention.coverage.minutes import hours
from prevention.fields import to_levels
from prevention.offers.models import Duty
from prevention.schools.models import ClassGroup
from prevention.vocabulary import DutyUnit

# What classes can be told apart by: themselves too, and not at all.
BY = {"class_group": "pk", "all": None, **OF_CLASSES}


@dataclass(frozen=True)
class Owed:
    """The figures of some classes under one duty."""

    duty: Duty
    classes: int
    unknown_classes: int
    owed: Decimal
    done: Decimal
    internal: Decimal
    confirmed: Decimal
    held: Decimal
    to_give: Decimal
    missing: Decimal

    @property
    def planned(self) -> Decimal:
        return self.confirmed + self.held


@dataclass(frozen=True)
class Coverage(Owed):
    """One class under one duty."""

    group: ClassGroup

    @property
    def unknown(self) -> bool:
        return bool(self.unknown_classes)


def coverage_of(groups: Iterable[ClassGroup], *, school_year: int) -> list[Coverage]:
    """Compare classes of one school year with the duties in force, in three queries."""
    groups = list(groups)
    classes = ClassGroup.objects.filter(pk__in=[group.pk for group in groups])
    found = owed_by("class_group", classes, school_year=school_year)
    return [
        Coverage(**vars(figures), group=group)
        for group in groups
        for figures in found.get(group.pk, [])
    ]


def owed_by(
    dimension: str, classes: QuerySet[ClassGroup], *, school_year: int
) -> Mapping[Any, list[Owed]]:
    """Add up by each value of a key of ``BY``, for each duty that binds one of its classes."""
    return whole_and_parts(dimension, classes, school_year=school_year)[1]


def whole_and_parts(
    dimension: str, classes: QuerySet[ClassGroup], *, school_year: int
) -> tuple[list[Owed], Mapping[Any, list[Owed]]]:
    """Add up all of the classes, and by each value of a key of ``BY``; costs three queries.

    A class of several levels counts under each of them: these parts add up to more than the
    whole, which counts it once.
    """
    duties = Duty.objects.in_force(school_year=school_year).prefetch_related("themes")
    sums = [Sums(duty, place) for place, duty in enumerate(duties)]
    if not sums:
        return [], {}
    classes = classes.filter(school_year=school_year)
    whole: Counter[str] = Counter()
    parts: dict[Any, Counter[str]] = defaultdict(Counter)
    for row in add_up(classes, sums, by=BY[dimension]):
        told = row.pop("value")
        totals = {name: total or 0 for name, total in row.items()}
        whole.update(totals)
        for value in to_levels(told) if dimension == "level" else [told]:
            parts[value].update(totals)
    return _read_all(sums, whole), {value: _read_all(sums, row) for value, row in parts.items()}


def _read_all(sums: Iterable[Sums], row: Mapping[str, int]) -> list[Owed]:
    """Read the figures of each duty that binds a class."""
    return [_read(one, row) for one in sums if row[one.named("classes")]]


def _read(sums: Sums, row: Mapping[str, int]) -> Owed:
    by_hours = sums.duty.unit == DutyUnit.HOURS
    classes = row[sums.named("classes")]

    def amount(figure: str) -> Decimal:
        total = row[sums.named(figure)]
        return hours(total) if by_hours else Decimal(total)

    return Owed(
        duty=sums.duty,
        classes=classes,
        unknown_classes=row[sums.named("unknown")],
        owed=Decimal(sums.duty.amount * classes),
        to_give=amount("to_give"),
        missing=amount("missing"),
        **{one: amount(f"all_{one}") for one in AMOUNTS},
    )
