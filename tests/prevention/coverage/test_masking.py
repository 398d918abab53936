"""Published tables, attacked by who knows how they were masked, and can count."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prevention.coverage.masking import FEWEST, mask

# How far an attacker looks for another table: enough for a count to be one more or one less.
FARTHER = 2

counts = st.one_of(st.integers(0, 6), st.integers(0, 40))
tables = st.integers(1, 3).flatmap(
    lambda columns: st.lists(
        st.lists(counts, min_size=columns, max_size=columns), min_size=1, max_size=3
    )
)


def totals(cells):
    return [sum(row) for row in cells], [sum(column) for column in zip(*cells, strict=True)]


def agrees(cells, masked):
    """Tell whether a table could be the one behind what is published: zeros are shown as zeros."""
    rows, columns = totals(cells)
    told = [
        *(
            (a, b)
            for row, shown in zip(cells, masked.cells, strict=True)
            for a, b in zip(row, shown, strict=True)
        ),
        *zip(rows, masked.row_totals, strict=True),
        *zip(columns, masked.column_totals, strict=True),
        (sum(rows), masked.total),
    ]
    return all(count >= 1 if shown is None else count == shown for count, shown in told)


def others(cells, masked):
    """Every table near the true one that agrees with what is published."""
    places = [
        (row, column)
        for row, shown in enumerate(masked.cells)
        for column, one in enumerate(shown)
        if one is None
    ]
    for moves in product((0, -1, 1), repeat=len(places)):
        other = [list(row) for row in cells]
        for (row, column), move in zip(places, moves, strict=True):
            other[row][column] += move
        if agrees(other, masked):
            yield other


def small_counts(cells):
    """Each count and total from 1 to 4, by how to read it from a table."""
    rows, columns = totals(cells)
    for row, line in enumerate(cells):
        for column, count in enumerate(line):
            if 0 < count < FEWEST:
                yield lambda other, row=row, column=column: other[row][column]
    for row, count in enumerate(rows):
        if 0 < count < FEWEST:
            yield lambda other, row=row: sum(other[row])
    for column, count in enumerate(columns):
        if 0 < count < FEWEST:
            yield lambda other, column=column: sum(line[column] for line in other)
    if 0 < sum(rows) < FEWEST:
        yield lambda other: sum(map(sum, other))


@settings(max_examples=300)
@given(tables)
def test_no_small_count_can_be_worked_out(cells):
    masked = mask(cells)

    assert agrees(cells, masked)
    found = list(others(cells, masked))
    for read in small_counts(cells):
        assert {read(other) for other in found} != {read(cells)}, masked


@given(tables)
def test_what_needs_no_mask_is_shown(cells):
    masked = mask(cells)
    shown = [one for row in masked.cells for one in row]

    true = [count for row in cells for count in row]
    if not any(0 < count < FEWEST for count in true):
        assert None not in [*shown, *masked.row_totals, *masked.column_totals, masked.total]
    assert [one for one in shown if one == 0] == [one for one in true if one == 0]


@pytest.mark.parametrize(
    ("cells", "published"),
    [
        # One small count: another of its row and of its column goes with it, the smallest.
        (
            [[3, 20, 9], [8, 30, 40], [50, 60, 70]],
            [[None, 20, None], [None, 30, None], [50, 60, 70]],
        ),
        ([[0, 12], [15, 0]], [[0, 12], [15, 0]]),
        ([[2]], [[None]]),
        ([], []),
    ],
    ids=["one", "zeros are shown", "alone", "nothing"],
)
def test_as_little_as_possible_is_masked(cells, published):
    assert mask(cells).cells == published


def test_a_count_of_one_is_safe_only_where_something_can_give_way():
    """Around a square of ones nothing can be lowered: a total is masked with them."""
    masked = mask([[1, 9], [9, 1]])

    assert masked.cells == [[None, None], [None, None]]
