"""Every figure, defined once: what it is called, what it counts, in which unit.

What is shown, exported or explained takes its words from here. The fields of the dataclasses
that hold figures are named after them: a test holds that none is without its definition.
"""

from collections.abc import Sequence

from prevention.coverage.figures.activity import ANSWERS, GIVEN, MEETINGS, OUTCOMES, TRAVEL
from prevention.coverage.figures.kinds import Figure, FigureGroup, Unit
from prevention.coverage.figures.owed import EVOLUTION, OWED

__all__ = [
    "ANSWERS",
    "EVOLUTION",
    "GIVEN",
    "GROUPS",
    "MEETINGS",
    "OUTCOMES",
    "OWED",
    "TRAVEL",
    "Figure",
    "FigureGroup",
    "Unit",
]

GROUPS: Sequence[FigureGroup] = (OWED, EVOLUTION, GIVEN, OUTCOMES, TRAVEL, MEETINGS, ANSWERS)
