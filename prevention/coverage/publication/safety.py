"""Masking tables together, when they share totals.

Tables that break down the same counts, each by the themes and by one more thing, share the
totals of the themes. These are kept in all of them: then each table can be otherwise without
any other noticing, and protecting each protects them all. (Tables that share totals in this
way, as the branches of a tree, always fit one another: A. Dobra and S. E. Fienberg, Bounds
for cell entries in contingency tables given marginal totals and decomposable graphs, 2000.)
Where keeping them would give a small count away, the theme is told together with another.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prevention.coverage.masking import FEWEST, TOTAL, Cell, Protection, protect

# Counts of one figure by (row, column); what is not there is zero.
Counts = Mapping[tuple[Any, Any], int]
Protect = Callable[..., Protection]
# Columns that are told together, by their keys; most often one alone.
Together = tuple[Any, ...]


@dataclass(frozen=True)
class Safe:
    """A table of several figures as it may be published.

    ``numbers`` holds the true counts of each figure by (row, column), with TOTAL for all of
    them; cells of ``hidden`` show no figure at all.
    """

    rows: Sequence[Any]
    columns: Sequence[Together]
    numbers: Sequence[Mapping[tuple[Any, Any], int]]
    hidden: frozenset[tuple[Any, Any]]


def safe_alone(figures: Sequence[Counts], *, by: Protect = protect) -> Safe | None:
    """Mask one table, of figures that a cell shows all or none of; its whole is kept.

    None when no way of masking is enough: then nothing is published of it.
    """
    rows, columns = _values(figures, 0), [(one,) for one in _values(figures, 1)]
    cells = [_laid_out(counts, rows, columns) for counts in figures]
    found = by(cells, kept=frozenset({(TOTAL, TOTAL)}))
    return None if found.exposed else _safe(rows, columns, cells, found)


def safe_together(tables: Sequence[Counts], *, by: Protect = protect) -> list[Safe | None]:
    """Mask tables whose columns are the same, and have the same totals.

    None for a table that no way of masking is enough for, even with its columns as one.
    """
    whole = tables[0]
    columns: list[Together] = [(one,) for one in _values(tables, 1)]
    while True:
        laid_out = [(_values([counts], 0), counts) for counts in tables]
        cells = [_laid_out(counts, rows, columns) for rows, counts in laid_out]
        kept = frozenset({(TOTAL, TOTAL), *((TOTAL, place) for place in range(len(columns)))})
        found = [by([one], kept=kept) for one in cells]
        totals = _totals(whole, columns)
        exposed = {
            columns[place]
            for one, counts in zip(found, cells, strict=True)
            for cell in one.exposed
            for place in _columns_of(cell, counts)
        }
        nonzero = sorted(
            (one for one in columns if totals[one]), key=lambda one: (totals[one], one)
        )
        if not exposed or len(nonzero) <= 1:
            return [
                None if one.exposed else _safe(rows, columns, [counts], one)
                for one, counts, (rows, _counts) in zip(found, cells, laid_out, strict=True)
            ]
        worst = next(one for one in nonzero if one in exposed)
        other = next(one for one in nonzero if one != worst)
        columns = [one for one in columns if one not in {worst, other}]
        columns = sorted([*columns, tuple(sorted((*worst, *other)))])


def enough(counts: Counts) -> bool:
    """Tell whether the whole can be published: nothing, or as many as a count must have."""
    return not 0 < sum(counts.values()) < FEWEST


def _values(figures: Sequence[Counts], place: int) -> list[Any]:
    """Rows or columns with something in them; in whatever order, the same each time."""
    found = {key[place] for counts in figures for key, count in counts.items() if count}
    return sorted(found, key=lambda value: (value is not None, value))


def _laid_out(counts: Counts, rows: Sequence[Any], columns: Sequence[Together]) -> list[list[int]]:
    return [
        [sum(counts.get((row, one), 0) for one in column) for column in columns] for row in rows
    ]


def _totals(counts: Counts, columns: Sequence[Together]) -> dict[Together, int]:
    return {
        column: sum(count for (_row, one), count in counts.items() if one in column)
        for column in columns
    }


def _columns_of(cell: Cell, cells: Sequence[Sequence[int]]) -> list[int]:
    """Columns through which a cell, or the total of a row, could be worked out."""
    row, column = cell
    if column != TOTAL:
        return [column]
    lines = cells if row == TOTAL else [cells[row]]
    return [place for line in lines for place, count in enumerate(line) if count]


def _safe(
    rows: Sequence[Any],
    columns: Sequence[Together],
    figures: Sequence[Sequence[Sequence[int]]],
    found: Protection,
) -> Safe:
    def name(cell: Cell) -> tuple[Any, Any]:
        row, column = cell
        return (
            TOTAL if row == TOTAL else rows[row],
            TOTAL if column == TOTAL else columns[column],
        )

    return Safe(
        rows=rows,
        columns=columns,
        numbers=[{name(cell): count for cell, count in _with_totals(one)} for one in figures],
        hidden=frozenset(map(name, found.hidden)),
    )


def _with_totals(cells: Sequence[Sequence[int]]) -> list[tuple[Cell, int]]:
    places = range(len(cells[0]) if cells else 0)
    told = [((row, place), cells[row][place]) for row in range(len(cells)) for place in places]
    told += [((row, TOTAL), sum(cells[row])) for row in range(len(cells))]
    told += [((TOTAL, place), sum(line[place] for line in cells)) for place in places]
    return [*told, ((TOTAL, TOTAL), sum(map(sum, cells)))]
