"""What classes are owed, laid out: one row for each value of a dimension, a column a duty."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from prevention.coverage.bounds import refuse_too_many
from prevention.coverage.dimensions import OF_CLASSES, in_order
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


def grid_of(classes: QuerySet[ClassGroup], *, by: str, school_year: int) -> Grid:
    """Lay out classes of a school year by a dimension; rows are in the order of their names.

    The rows of levels are in the order of school. Costs at most six queries, whatever
    their number.

    Raises:
        TooManyRowsError: there would be more rows than anybody reads.

    """
    refuse_too_many(classes.filter(school_year=school_year), OF_CLASSES[by])
    total, rows = whole_and_parts(by, classes, school_year=school_year)
    return Grid(
        duties=[one.duty for one in total],
        total=total,
        results=[
            GridRow(one.text, one.name, one.about, rows[one.value]) for one in in_order(by, rows)
        ],
    )
