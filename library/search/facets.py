"""The facets of the search, and how many materials each choice leads to."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from library.search.rows import Row
from library.vocabulary import AccessFeature
from prevention.fields import to_codes
from prevention.vocabulary import Axis, Level

Codes = tuple[str, ...]
Chosen = Mapping[str, frozenset[str]]


class Duration(models.TextChoices):
    """How long a material takes, in ranges that each have their own choice."""

    UP_TO_15 = "15", _("up to 15 minutes")
    UP_TO_30 = "30", _("16 to 30 minutes")
    UP_TO_60 = "60", _("31 to 60 minutes")
    LONGER = "LONGER", _("more than an hour")


@dataclass(frozen=True)
class Facet:
    """``codes`` reads a stored value; of ``all_needed`` facets, all choices must be there.

    Of the others any choice is enough: who chooses two themes wants either, who chooses two
    levels has a class of both.
    """

    codes: Callable[[Any], Codes]
    all_needed: bool = False

    def lets(self, codes: Codes, chosen: frozenset[str]) -> bool:
        return chosen <= set(codes) if self.all_needed else not chosen.isdisjoint(codes)


def _one(value: str) -> Codes:
    return (value,) if value else ()


def _set_of(vocabulary: type[models.TextChoices]) -> Callable[[int], Codes]:
    return lambda bits: tuple(str(code.value) for code in to_codes(bits, vocabulary))


def _duration(minutes: int | None) -> Codes:
    if minutes is None:
        return ()
    longest = {Duration.UP_TO_15: 15, Duration.UP_TO_30: 30, Duration.UP_TO_60: 60}
    return (next((one.value for one, most in longest.items() if minutes <= most), Duration.LONGER),)


FACETS: dict[str, Facet] = {
    "level": Facet(_set_of(Level), all_needed=True),
    "theme": Facet(lambda codes: tuple(codes.split())),
    "axis": Facet(_set_of(Axis)),
    "kind": Facet(_one),
    "audience": Facet(_one),
    "duration": Facet(_duration),
    "language": Facet(_one),
    "accessibility": Facet(_set_of(AccessFeature), all_needed=True),
    "licence": Facet(_one),
    "source": Facet(_one),
}


def sift(rows: Sequence[Row], chosen: Chosen) -> tuple[list[Row], dict[str, Counter[str]]]:
    """Keep the rows that every choice lets through, and count where each choice would lead.

    The number of a value is how many rows there would be with it: instead of what is chosen
    of its facet, or beside it where all choices are needed.
    """
    kept: list[Row] = []
    but_one: dict[str, list[Row]] = {name: [] for name in FACETS}
    asked = [(name, _passing(rows, name, choice)) for name, choice in chosen.items() if choice]
    for row in rows:
        against = [name for name, passing in asked if getattr(row, name) not in passing]
        if not against:
            kept.append(row)
        elif len(against) == 1:
            but_one[against[0]].append(row)
    return kept, {
        name: _counted(name, kept if facet.all_needed else kept + but_one[name])
        for name, facet in FACETS.items()
    }


def _passing(rows: Sequence[Row], name: str, choice: frozenset[str]) -> set[object]:
    """The stored values that a choice lets through: there are far fewer of them than rows."""
    facet = FACETS[name]
    values = set(map(_value_of(name), rows))
    return {value for value in values if facet.lets(facet.codes(value), choice)}


def _counted(name: str, rows: Sequence[Row]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for value, count in Counter(map(_value_of(name), rows)).items():
        for code in FACETS[name].codes(value):
            counted[code] += count
    return counted


def _value_of(name: str) -> Callable[[Row], Any]:
    return itemgetter(Row._fields.index(name))
