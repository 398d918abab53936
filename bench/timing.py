"""What a measure is, and how it is taken."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

Act = Callable[[], object]
CURSOR = re.compile(r"^DECLARE .*? FOR ", re.DOTALL)


@dataclass(frozen=True)
class Beside:
    """An act of ours beside its floor: the least that any program could do for it."""

    name: str
    floor: Act
    ours: Act
    runs: int = 5
    runs_of_floor: int = 5


def seconds(act: Act, *, runs: int) -> float:
    """The median of several runs; one goes before them, to fill caches."""
    if runs > 1:
        act()
    spent = []
    for _run in range(runs):
        start = perf_counter()
        act()
        spent.append(perf_counter() - start)
    return median(spent)


def queries_of(act: Act) -> list[str]:
    """The SQL of an act, with its values written in."""
    act()  # what is read once and kept is no query of the act
    with CaptureQueriesContext(connection) as captured:
        act()
    # What is read in pieces is asked for at once.
    return [CURSOR.sub("", query["sql"]) for query in captured]


def bare(queries: list[str]) -> Act:
    """Send queries as they are and fetch their rows, without a model in between."""

    def read() -> None:
        with connection.cursor() as cursor:
            for sql in queries:
                cursor.execute(sql)
                cursor.fetchall()

    return read


def row(name: str, floor: float, ours: float, queries: str = "") -> str:
    """One line of the table; both times in seconds."""
    times = f"{floor * 1000:>11.3f} ms{ours * 1000:>10.1f} ms{ours / floor:>8.1f}"
    return f"{name:<56}{times}{queries:>10}"
