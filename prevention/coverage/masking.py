"""Tables that are published: no small count can be read in them, nor worked out from the rest.

A count from 1 to 4 says something of somebody, and is masked. Whoever subtracts what is shown
from a total would have it back, so more is masked until each small count could be another one.

A table with its totals is a circulation: what leaves a row for its columns came in by the
row's total, what comes into a column leaves by the column's total, and the grand total leads
from the ones to the others. Counts that are masked may be others whenever some of them can be
raised or lowered around a cycle; a count that is on no such cycle is determined, exactly. (The
constraints of a network have whole solutions: L. R. Ford and D. R. Fulkerson, Flows in
Networks, 1962.)
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final

# As many as a published count must have behind it.
FEWEST: Final = 5

# A cell by its row and column; TOTAL stands for all of them.
TOTAL: Final = -1
# Dearer than any: by how many totals, then by how much is hidden.
NO_WAY: Final = (10**6, 0)
Cell = tuple[int, int]
Node = tuple[str, int]


@dataclass(frozen=True)
class Arc:
    """A count of the circulation, from one node to the other."""

    tail: Node
    head: Node
    count: int


@dataclass(frozen=True)
class Masked:
    """A table as it may be published: None where a count is masked, which is not zero."""

    cells: Sequence[Sequence[int | None]]
    row_totals: Sequence[int | None]
    column_totals: Sequence[int | None]
    total: int | None


@dataclass(frozen=True)
class Protection:
    """What must be hidden, and the small counts that could be worked out nevertheless."""

    hidden: frozenset[Cell]
    exposed: frozenset[Cell] = frozenset()


def mask(cells: Sequence[Sequence[int]]) -> Masked:
    """Mask a table of counts, none below zero, in rows of the same length."""
    columns = len(cells[0]) if cells else 0
    arcs = dict(_circulation(cells, columns))
    hidden = protect([cells]).hidden

    def shown(row: int, column: int) -> int | None:
        return None if (row, column) in hidden else arcs[row, column].count

    rows, places = range(len(cells)), range(columns)
    return Masked(
        cells=[[shown(row, place) for place in places] for row in rows],
        row_totals=[shown(row, TOTAL) for row in rows],
        column_totals=[shown(TOTAL, place) for place in places],
        total=shown(TOTAL, TOTAL),
    )


def protect(
    figures: Sequence[Sequence[Sequence[int]]], *, kept: Collection[Cell] = frozenset()
) -> Protection:
    """Choose what to hide in tables of several figures, of which a cell shows all or none.

    Cells of ``kept`` are shown whatever happens, being totals of other tables as well: what
    is hidden can be otherwise while they stay as they are.
    """
    circulations = [dict(_circulation(cells, len(cells[0]) if cells else 0)) for cells in figures]
    small = [
        {cell for cell, arc in arcs.items() if 0 < arc.count < FEWEST} for arcs in circulations
    ]
    hidden = set[Cell]().union(*small) - set(kept)
    exposed = set[Cell]().union(*small) & set(kept)
    for arcs, cells in zip(circulations, small, strict=True):
        for cell in sorted(cells - exposed):
            way = _cheapest_cycle(cell, arcs, hidden, kept)
            if way is None:
                exposed.add(cell)
            else:
                hidden |= way
    return Protection(frozenset(hidden), frozenset(exposed))


def _circulation(cells: Sequence[Sequence[int]], columns: int) -> Iterator[tuple[Cell, Arc]]:
    """Draw each count and each total from a node to another: what enters a node leaves it."""

    def row(number: int) -> Node:
        return ("row", number)

    def column(number: int) -> Node:
        return ("column", number)

    for number, counts in enumerate(cells):
        yield (number, TOTAL), Arc(column(TOTAL), row(number), sum(counts))
        for place, count in enumerate(counts):
            yield (number, place), Arc(row(number), column(place), count)
    for place in range(columns):
        total = sum(counts[place] for counts in cells)
        yield (TOTAL, place), Arc(column(place), row(TOTAL), total)
    yield (TOTAL, TOTAL), Arc(row(TOTAL), column(TOTAL), sum(map(sum, cells)))


def _cheapest_cycle(
    small: Cell, arcs: Mapping[Cell, Arc], hidden: AbstractSet[Cell], kept: Collection[Cell]
) -> set[Cell] | None:
    """Find what must be masked for a count to be possibly another one; nothing when it is.

    There is a cycle, with the totals of its row and of its column and the whole, unless these
    are kept: then None.
    """
    arc = arcs[small]
    others = {cell: other for cell, other in arcs.items() if cell != small and cell not in kept}
    ways = [_cheapest_path(arc.head, arc.tail, others, hidden)]
    if arc.count > 1:
        ways.append(_cheapest_path(arc.tail, arc.head, others, hidden))
    return min(ways, key=lambda way: way[0])[1]


def _cheapest_path(
    start: Node, end: Node, arcs: Mapping[Cell, Arc], hidden: AbstractSet[Cell]
) -> tuple[tuple[int, int], set[Cell] | None]:
    """Go from node to node by counts that can be raised, or lowered and stay above zero.

    What is masked costs nothing; of the others, totals cost most, then the larger counts
    (E. W. Dijkstra, 1959). Zeros are shown, and stay.
    """
    steps: dict[Node, list[tuple[Node, Cell, tuple[int, int]]]] = {}
    for cell, arc in arcs.items():
        if arc.count == 0:
            continue
        price = (0, 0) if cell in hidden else (int(TOTAL in cell), arc.count)
        steps.setdefault(arc.tail, []).append((arc.head, cell, price))
        if arc.count > 1:
            steps.setdefault(arc.head, []).append((arc.tail, cell, price))
    reached: set[Node] = set()
    ahead: list[tuple[tuple[int, int], Node, tuple[Cell, ...]]] = [((0, 0), start, ())]
    while ahead:
        paid, node, by = heappop(ahead)
        if node == end:
            return paid, set(by)
        if node in reached:
            continue
        reached.add(node)
        for onwards, cell, price in steps.get(node, []):
            heappush(ahead, ((paid[0] + price[0], paid[1] + price[1]), onwards, (*by, cell)))
    return NO_WAY, None
