"""What classes are owed, laid out: one row for each value of a dimension, a column a duty."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from prevention.coverage.dimensions import OF_CLASSES, in_order
from prevention.coverage.errors import TooManyRowsError
from prevention.coverage.owed import Owed, whole_and_parts
from prevention.offers.models import Duty
from prevention.schools.models import ClassGroup


@dataclass(frozen=True)
class GridRow:
    """One value of the dimension, by the text of its key; ``about`` tells same names apart."""

    value: str
    name: str
    about: str
    owed: Sequence[Owed]


@dataclass(frozen=True)
class Grid:
    """``duties`` bind one of the classes at least; ``total`` counts each class once."""

    duties: Sequence[Duty]
    total: Sequence[Owed]
    results: Sequence[GridRow]


# As many as an answer can hold, and a reader look through: all schools of a département fit.
MOST_ROWS: Final = 5_000


def grid_of(classes: QuerySet[ClassGroup], *, by: str, school_year: int) -> Grid:
    """Lay out classes of a school year by a dimension; rows are in the order of their names.

    The rows of levels are in the order of school. Costs at most six queries, whatever
    their number.

    Raises:
        TooManyRowsError: there would be more than ``MOST_ROWS`` rows.

    """
    values = classes.filter(school_year=school_year).order_by().values(OF_CLASSES[by]).distinct()
    if values[: MOST_ROWS + 1].count() > MOST_ROWS:
        raise TooManyRowsError(most=MOST_ROWS)
    total, rows = whole_and_parts(by, classes, school_year=school_year)
    return Grid(
        duties=[one.duty for one in total],
        total=total,
        results=[
            GridRow(one.text, one.name, one.about, rows[one.value]) for one in in_order(by, rows)
        ],
    )
