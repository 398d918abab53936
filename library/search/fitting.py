"""What fits a session: materials for the levels of its class and its step of the programme."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from library.errors import OutsideLevelsError
from library.models import Material
from library.models.materials import MaterialQuerySet
from library.search.rows import Row, read_rows
from prevention.fields import Levels, to_bits
from prevention.vocabulary import Axis, Level


@dataclass(frozen=True)
class Step:
    """A step of the programme in a class: the code of a theme, an axis, or both; or neither."""

    levels: Levels
    theme: str = ""
    axis: Axis | None = None


@dataclass(frozen=True)
class Fitting:
    """Primary keys, what fits best first; ``outside`` is about the same, for other levels."""

    inside: Sequence[int]
    outside: Sequence[int]


def fitting(materials: MaterialQuerySet, step: Step) -> Fitting:
    """Look among the materials given, in one query.

    First those on the theme, of them those on the axis, then those for the fewest other
    levels, then those just reviewed. What is not for every level of the class stands apart:
    it is offered to nobody who has not asked, and never without its warning.
    """
    rows = read_rows(materials.filter(_about(step)))
    rows.sort(key=lambda row: (row.sorting, row.pk))
    rows.sort(key=lambda row: str(row.reviewed_on or ""), reverse=True)
    rows.sort(key=lambda row: _distance(row, step))
    asked = to_bits(step.levels)
    inside = [row.pk for row in rows if row.level & asked == asked]
    return Fitting(inside, [row.pk for row in rows if row.level & asked != asked])


def warning(material: Material, levels: Levels) -> OutsideLevelsError | None:
    """Say for which levels of the class a material was not made; ``None`` when it was for all."""
    outside = [level for level in levels if level not in material.levels]
    return _outside(outside) if outside else None


def _outside(levels: Sequence[Level]) -> OutsideLevelsError:
    return OutsideLevelsError(
        levels=[level.value for level in levels],
        levels_label=", ".join(str(level.label) for level in levels),
    )


def _about(step: Step) -> Q:
    about = Q()
    if step.theme:
        themed = Material.themes.through._default_manager.filter(
            material=OuterRef("pk"), theme=step.theme
        )
        about |= Q(Exists(themed))
    if step.axis:
        about |= Q(axes__overlap=[step.axis])
    return about


def _distance(row: Row, step: Step) -> tuple[bool, bool, int]:
    off_axis = step.axis is not None and not row.axis & to_bits([step.axis], Axis)
    off_theme = bool(step.theme) and step.theme not in row.theme.split()
    return off_theme, off_axis, row.level.bit_count()
