"""A year beside those before: every figure of activity, as ``coverage.figures`` defines it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from prevention.coverage.figures import (
    ANSWERS,
    GIVEN,
    MEETINGS,
    OUTCOMES,
    TRAVEL,
    Figure,
    FigureGroup,
    Unit,
)
from prevention.coverage.outcomes import Ending
from prevention.coverage.table import Year as Whole
from prevention.coverage.table import whole_of
from prevention.papers.year import Year

EARLIER: Final = 2
ACTIVITY = (GIVEN, OUTCOMES, TRAVEL, MEETINGS, ANSWERS)
Value = int | Decimal | None


@dataclass(frozen=True)
class Line:
    """One figure, of each year; None where it is not told."""

    group: FigureGroup
    figure: Figure
    values: Sequence[Value]

    @property
    def name(self) -> str:
        """What it is called, with the unit that the name does not say."""
        if self.figure.unit == Unit.PERCENT:
            return _("%(figure)s (percent)") % {"figure": self.figure.name}
        return str(self.figure.name)


def wholes_of(year: Year) -> list[Whole]:
    """Add up the year and those before it, latest first; six queries each."""
    return [whole_of(year.asked, year.number - back) for back in range(EARLIER + 1)]


def names_of_years(year: Year) -> list[str]:
    return [year.named(year.number - back) for back in range(EARLIER + 1)]


def lines_of(wholes: Sequence[Whole]) -> Iterator[tuple[FigureGroup, list[Line]]]:
    """Give the figures by group, where some year has one."""
    for group in ACTIVITY:
        lines = [
            Line(group, figure, [_value(one, group, figure) for one in wholes])
            for figure in group.figures
        ]
        if any(value for line in lines for value in line.values):
            yield group, lines


def _value(whole: Whole, group: FigureGroup, figure: Figure) -> Value:
    figures = getattr(whole.figures, group.code)
    value: Value = None if figures is None else getattr(figures, figure.code)
    return value


def told_ending(ending: Ending) -> list[str]:
    """What became of sessions, on whose side, and why."""
    return [
        str(ending.outcome.label),
        str(ending.side.label) if ending.side else _("nobody"),
        str(ending.reason.label) if ending.reason else _("no reason given"),
    ]
