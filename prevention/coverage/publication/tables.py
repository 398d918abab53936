"""The tables that are published of a territory, each by two things, and their words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prevention.coverage.dimensions import called
from prevention.coverage.figures import GIVEN, Figure
from prevention.coverage.masking import TOTAL, protect
from prevention.coverage.minutes import hours
from prevention.coverage.publication.counting import SEVERAL_LEVELS, SEXES, Counted
from prevention.coverage.publication.safety import (
    Counts,
    Protect,
    Safe,
    enough,
    safe_alone,
    safe_together,
)
from prevention.schools.readers.words import plain
from prevention.vocabulary import Level

TOTAL_CODE: Final = "TOTAL"
# Not known; of partners, the schools themselves.
NOWHERE_CODE: Final = "NONE"


@dataclass(frozen=True)
class Kind:
    """Which table: figures by ``rows`` and ``columns``, two dimensions."""

    code: str
    name: Promise
    figures: Sequence[str]
    rows: str
    columns: str = "theme"


TOGETHER: Final = (
    Kind(
        "participations_by_commune",
        gettext_lazy("Participations by commune and theme"),
        ["participations"],
        "commune",
    ),
    Kind(
        "participations_by_level",
        gettext_lazy("Participations by level and theme"),
        ["participations"],
        "level",
    ),
    Kind(
        "participations_by_partner",
        gettext_lazy("Participations by partner and theme"),
        ["participations"],
        "partner",
    ),
    Kind(
        "participations_by_sex",
        gettext_lazy("Participations of girls and boys by theme"),
        ["participations"],
        "sex",
    ),
)
SESSIONS: Final = Kind(
    "sessions_by_partner",
    gettext_lazy("Sessions and hours by partner and theme"),
    ["sessions", "hours"],
    "partner",
)
CLASSES: Final = Kind(
    "classes_by_kind",
    gettext_lazy("Classes and pupils reached by kind of school and priority education"),
    ["classes", "reached"],
    "kind",
    "priority",
)
KINDS: Final = (*TOGETHER, SESSIONS, CLASSES)


@dataclass(frozen=True)
class Value:
    """A row or column: several themes that are told together have their codes joined by +."""

    code: str
    name: str

    @property
    def is_total(self) -> bool:
        return self.code == TOTAL_CODE


@dataclass(frozen=True)
class Cell:
    """The figures of a place in a table, in its order; None where they are masked."""

    row: Value
    column: Value
    numbers: Sequence[int | Decimal | None]

    @property
    def masked(self) -> bool:
        return None in self.numbers


@dataclass(frozen=True)
class Table:
    """Rows and columns, each with the total at the end, which is all there is when withheld."""

    kind: Kind
    rows: Sequence[Value]
    columns: Sequence[Value]
    cells: Mapping[tuple[str, str], Cell]
    withheld: bool

    @property
    def figures(self) -> list[Figure]:
        return [GIVEN.by_code[code] for code in self.kind.figures]

    def lines(self) -> Iterator[tuple[Value, list[Cell]]]:
        for row in self.rows:
            yield row, [self.cells[row.code, column.code] for column in self.columns]

    def of_row(self, code: str) -> "Table":
        """Keep one row, as it is in the whole table: not even the totals of others."""
        return replace(self, rows=[row for row in self.rows if row.code == code])


def tables_of(counted: Counted, *, by: Protect = protect) -> list[Table]:
    """Mask all tables of a territory and say them in words; one query for each dimension."""
    together = [counted.participations[kind.rows] for kind in TOGETHER]
    safe: list[Safe | None] = (
        list(safe_together(together, by=by)) if enough(together[0]) else [None] * len(together)
    )
    made = [
        *zip(TOGETHER, [[counts] for counts in together], safe, strict=True),
        *(
            (kind, figures, safe_alone(figures, by=by))
            for kind, figures in (
                (SESSIONS, [counted.sessions, counted.minutes]),
                (CLASSES, [counted.classes, counted.reached]),
            )
        ),
    ]
    words = _words([(kind, found) for kind, _figures, found in made if found])
    return [
        _table(kind, found, words) if found else _withheld(kind, figures)
        for kind, figures, found in made
    ]


Words = Mapping[str, Mapping[Any, str]]


def _words(made: Iterable[tuple[Kind, Safe]]) -> Words:
    """Say what each value of each dimension is called."""
    values: dict[str, set[Any]] = {}
    for kind, found in made:
        values.setdefault(kind.rows, set()).update(found.rows)
        values.setdefault(kind.columns, set()).update(*found.columns)
    return {
        dimension: {one: str(GIVEN.by_code[one].name) for one in some}
        if dimension == "sex"
        else called(dimension, some - {SEVERAL_LEVELS})
        | {SEVERAL_LEVELS: _("classes of several levels")}
        for dimension, some in values.items()
    }


def _order(dimension: str, names: Mapping[Any, str], values: Iterable[Any]) -> list[Any]:
    """Levels as a school has them, girls before boys, the rest by its name."""
    known = {"level": Level.values, "sex": list(SEXES)}.get(dimension, [])
    places = {one: place for place, one in enumerate(known)}

    def order(one: Any) -> tuple[Any, ...]:
        name = str(names[one])
        return places.get(one, len(known)), plain(name), name

    return sorted(values, key=order)


def _table(kind: Kind, found: Safe, words: Words) -> Table:
    rows: dict[Any, Value] = {
        one: Value(_code(one), str(words[kind.rows][one]))
        for one in _order(kind.rows, words[kind.rows], found.rows)
    } | {TOTAL: _total()}
    columns: dict[Any, Value] = {
        some: Value("+".join(map(_code, some)), ", ".join(words[kind.columns][one] for one in some))
        for some in found.columns
    }
    columns = dict(sorted(columns.items(), key=lambda one: (plain(one[1].name), one[1].name)))
    columns |= {TOTAL: _total()}

    def numbers(place: tuple[Any, Any]) -> Sequence[int | Decimal | None]:
        if place in found.hidden:
            return [None] * len(kind.figures)
        return _said(kind, [counts[place] for counts in found.numbers])

    cells = {
        (row.code, column.code): Cell(row, column, numbers((one, some)))
        for one, row in rows.items()
        for some, column in columns.items()
    }
    return Table(kind, list(rows.values()), list(columns.values()), cells, withheld=False)


def _withheld(kind: Kind, figures: Sequence[Counts]) -> Table:
    """Say the whole alone, unless that is too little as well."""
    total = _total()
    wholes = [sum(counts.values()) for counts in figures]
    shown = all(map(enough, figures))
    cell = Cell(total, total, _said(kind, wholes) if shown else [None] * len(wholes))
    return Table(kind, [total], [total], {(TOTAL_CODE, TOTAL_CODE): cell}, withheld=True)


def _said(kind: Kind, counts: Sequence[int]) -> Sequence[int | Decimal]:
    return [
        hours(one) if code == "hours" else one
        for code, one in zip(kind.figures, counts, strict=True)
    ]


def _code(value: Any) -> str:
    return NOWHERE_CODE if value in {None, ""} else str(value)


def _total() -> Value:
    return Value(TOTAL_CODE, _("total"))
