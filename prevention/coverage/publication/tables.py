"""The tables that are published of a territory, in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from prevention.coverage.dimensions import called
from prevention.coverage.figures import GIVEN, Figure
from prevention.coverage.masking import TOTAL
from prevention.coverage.minutes import hours
from prevention.coverage.publication.counting import SEVERAL_LEVELS, SEXES
from prevention.coverage.publication.kinds import Kind
from prevention.coverage.publication.masked import Masked, Numbers
from prevention.schools.readers.words import plain
from prevention.vocabulary import Level

TOTAL_CODE: Final = "TOTAL"
# Not known; of partners, the schools themselves.
NOWHERE_CODE: Final = "NONE"


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


def in_words(tables: Sequence[Masked]) -> list[Table]:
    """Say tables in the reader's language; one query for each dimension."""
    words = _words(tables)
    return [_table(one, words) for one in tables]


Words = Mapping[str, Mapping[Any, str]]


def _words(tables: Iterable[Masked]) -> Words:
    """Say what each value of each dimension is called."""
    values: dict[str, set[Any]] = {}
    for one in tables:
        values.setdefault(one.kind.rows, set()).update(one.rows)
        values.setdefault(one.kind.columns, set()).update(*one.columns)
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


def _table(of: Masked, words: Words) -> Table:
    rows: dict[Any, Value] = {
        one: Value(_code(one), str(words[of.kind.rows][one]))
        for one in _order(of.kind.rows, words[of.kind.rows], of.rows)
    } | {TOTAL: _total()}
    columns: dict[Any, Value] = {
        some: Value(
            "+".join(map(_code, some)), ", ".join(words[of.kind.columns][one] for one in some)
        )
        for some in of.columns
    }
    columns = dict(sorted(columns.items(), key=lambda one: (plain(one[1].name), one[1].name)))
    columns |= {TOTAL: _total()}
    cells = {
        (row.code, column.code): Cell(row, column, _said(of.kind, of.numbers[one, some]))
        for one, row in rows.items()
        for some, column in columns.items()
    }
    return Table(of.kind, list(rows.values()), list(columns.values()), cells, of.withheld)


def _said(kind: Kind, numbers: Numbers) -> Sequence[int | Decimal | None]:
    return [
        hours(one) if code == "hours" and one is not None else one
        for code, one in zip(kind.figures, numbers, strict=True)
    ]


def _code(value: Any) -> str:
    return NOWHERE_CODE if value in {None, ""} else str(value)


def _total() -> Value:
    return Value(TOTAL_CODE, _("total"))
