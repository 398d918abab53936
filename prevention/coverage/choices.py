"""What the figures of some classes can be narrowed to: the values that occur, by their names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from prevention.coverage.dimensions import OF_CLASSES, OF_SESSIONS, called
from prevention.fields import to_levels
from prevention.scheduling.models import SessionGroup
from prevention.schools.models import ClassGroup
from prevention.vocabulary import Level, Priority, SchoolKind, Sector

# Schools are searched by name rather than chosen from a list of thousands.
FROM_CLASSES = tuple(name for name in OF_CLASSES if name not in {"school", "level"})
FROM_SESSIONS = ("theme", "partner")
# Closed lists keep the order that people know.
IN_ORDER: Mapping[str, Sequence[Any]] = {
    "level": list(Level),
    "kind": list(SchoolKind),
    "sector": list(Sector),
    "priority": list(Priority),
    "qpv": [True, False],
}


@dataclass(frozen=True)
class Choice:
    """One value, by the text that a query says it with."""

    key: str
    name: str


def choices_of(classes: QuerySet[ClassGroup]) -> dict[str, list[Choice]]:
    """Give the values of each dimension that classes, or their sessions, stand under.

    Costs fifteen queries at most, whatever their number.
    """
    classes = classes.order_by()
    sessions = SessionGroup.objects.filter(group__in=classes.values("pk")).order_by()
    found: dict[str, Iterable[Any]] = {
        name: classes.values_list(OF_CLASSES[name], flat=True).distinct() for name in FROM_CLASSES
    }
    levels = classes.values_list("levels", flat=True).distinct()
    found["level"] = {level for some in levels for level in to_levels(some)}
    for name in FROM_SESSIONS:
        found[name] = sessions.values_list(OF_SESSIONS[name], flat=True).distinct()
    return {name: _named(name, values) for name, values in found.items()}


def _named(dimension: str, values: Iterable[Any]) -> list[Choice]:
    """Name values, in order; what is not known cannot be asked for."""
    known = [value for value in values if value is not None and value != ""]
    names = called(dimension, known)
    order = IN_ORDER.get(dimension)
    known.sort(key=order.index if order else lambda value: (names[value], str(value)))
    return [Choice(_key(value), names[value]) for value in known]


def _key(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
