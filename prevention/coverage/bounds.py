"""How many rows a table may have: an answer holds them all, and somebody reads them."""

from typing import Any, Final

from django.db.models import F, QuerySet

from prevention.coverage.errors import TooManyRowsError

# All schools of a département fit.
MOST_ROWS: Final = 5_000


def refuse_too_many(rows: QuerySet[Any], path: str) -> None:
    """Refuse to tell rows apart by more values of a path than ``MOST_ROWS``; one query.

    Raises:
        TooManyRowsError: there are more.

    """
    values = rows.order_by().values(told_by=F(path)).distinct()
    if values[: MOST_ROWS + 1].count() > MOST_ROWS:
        raise TooManyRowsError(most=MOST_ROWS)
