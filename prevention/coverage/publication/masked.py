"""The tables of a territory as they may be published: in codes, without what is masked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prevention.coverage.masking import TOTAL, protect
from prevention.coverage.publication.counting import Counted
from prevention.coverage.publication.kinds import CLASSES, KINDS, SESSIONS, TOGETHER, Kind
from prevention.coverage.publication.safety import (
    Counts,
    Protect,
    Safe,
    Together,
    enough,
    safe_alone,
    safe_together,
)

# One count for each figure of a cell; hours are in whole minutes, None is masked.
Numbers = Sequence[int | None]


@dataclass(frozen=True)
class Masked:
    """A table by its rows and columns, and TOTAL for all of either.

    ``withheld``: only the whole is given, if that is not too little as well.
    """

    kind: Kind
    rows: Sequence[Any]
    columns: Sequence[Together]
    numbers: Mapping[tuple[Any, Any], Numbers]
    withheld: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.rows and not self.withheld

    def kept(self) -> dict[str, Any]:
        """Write it as JSON: ``numbers`` line by line, the totals last."""
        return {
            "table": self.kind.code,
            "rows": list(self.rows),
            "columns": [list(one) for one in self.columns],
            "numbers": [
                [list(self.numbers[row, column]) for column in (*self.columns, TOTAL)]
                for row in (*self.rows, TOTAL)
            ],
            "withheld": self.withheld,
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Masked":
        """Read what ``kept`` wrote."""
        (kind,) = (one for one in KINDS if one.code == kept["table"])
        columns = [tuple(one) for one in kept["columns"]]
        numbers = {
            (row, column): cell
            for row, line in zip((*kept["rows"], TOTAL), kept["numbers"], strict=True)
            for column, cell in zip((*columns, TOTAL), line, strict=True)
        }
        return cls(kind, kept["rows"], columns, numbers, kept["withheld"])


def mask(counted: Counted, *, by: Protect = protect) -> list[Masked]:
    """Mask all tables of a territory, so that together they give away no more than each alone."""
    together = [counted.participations[kind.rows] for kind in TOGETHER]
    safe: list[Safe | None] = (
        list(safe_together(together, by=by)) if enough(together[0]) else [None] * len(together)
    )
    alone = [
        (SESSIONS, [counted.sessions, counted.minutes]),
        (CLASSES, [counted.classes, counted.reached]),
    ]
    return [
        *(
            _masked(kind, [counts], found)
            for kind, counts, found in zip(TOGETHER, together, safe, strict=True)
        ),
        *(_masked(kind, figures, safe_alone(figures, by=by)) for kind, figures in alone),
    ]


def _masked(kind: Kind, figures: Sequence[Counts], found: Safe | None) -> Masked:
    if found is None:
        return _withheld(kind, figures)
    numbers: dict[tuple[Any, Any], Numbers] = {
        place: [None] * len(figures)
        if place in found.hidden
        else [counts[place] for counts in found.numbers]
        for place in found.numbers[0]
    }
    return Masked(kind, found.rows, found.columns, numbers)


def _withheld(kind: Kind, figures: Sequence[Counts]) -> Masked:
    """Give the whole alone, unless that is too little as well."""
    wholes = [sum(counts.values()) for counts in figures]
    shown = all(map(enough, figures))
    numbers: Numbers = wholes if shown else [None] * len(wholes)
    return Masked(kind, [], [], {(TOTAL, TOTAL): numbers}, withheld=True)
