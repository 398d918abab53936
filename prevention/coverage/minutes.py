"""How long something lasts, or is ahead, told by the database."""

from decimal import Decimal
from typing import Any

from django.db.models import DateField, F, Func, IntegerField
from django.db.models.functions import TruncDate
from django.db.models.sql.compiler import SQLCompiler

from prevention.coverage.periods import PARIS

MINUTES_IN_AN_HOUR = 60


def hours(minutes: int) -> Decimal:
    """Read minutes as hours, with two decimals."""
    return round(Decimal(minutes) / MINUTES_IN_AN_HOUR, 2)


class Minutes(Func):
    """Whole minutes from one instant to another, to the nearest.

    An integer, so that both databases add, compare and subtract it alike: SQLite has no
    intervals.
    """

    arity = 2
    arg_joiner = ", "
    output_field = IntegerField()

    def __init__(self, starts_at: str, ends_at: str) -> None:
        super().__init__(F(ends_at), F(starts_at))

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **more: Any) -> Any:
        days = "(JULIANDAY(%(expressions)s))"
        return self.as_sql(
            compiler,
            connection,
            template=f"CAST(ROUND({days} * 1440) AS INTEGER)",
            arg_joiner=") - JULIANDAY(",
            **more,
        )

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **more: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="ROUND(EXTRACT(EPOCH FROM (%(expressions)s)) / 60)::integer",
            arg_joiner=" - ",
            **more,
        )


class Days(Func):
    """Days of the calendar in Paris from one instant to another: none within a day.

    Days rather than hours, as people say it; and whole, so that both databases agree.
    """

    arity = 2
    output_field = IntegerField()

    def __init__(self, first: str, last: str) -> None:
        days = [TruncDate(one, output_field=DateField(), tzinfo=PARIS) for one in (last, first)]
        super().__init__(*days)

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **more: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="CAST(JULIANDAY(%(expressions)s) AS INTEGER)",
            arg_joiner=") - JULIANDAY(",
            **more,
        )

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **more: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="(%(expressions)s)", arg_joiner=" - ", **more
        )
