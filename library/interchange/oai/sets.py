"""The sets that portals harvest apart: by theme, and by level."""

from collections.abc import Iterator
from urllib.parse import quote

from library.interchange.record import Record, spoken
from library.models import Material
from library.models.materials import MaterialQuerySet
from prevention.vocabulary import Level

THEME, LEVEL = "theme", "level"


def sets() -> Iterator[tuple[str, str]]:
    """Give the specification and the name of each set: of each level, and of themes in use."""
    yield THEME, "Thèmes"
    for code, name in _themes():
        yield theme_set(code), name
    yield LEVEL, "Niveaux"
    for level in Level:
        yield f"{LEVEL}:{level.value}", spoken(level)


def sets_of(record: Record) -> list[str]:
    return [theme_set(theme.code) for theme in record.themes] + [
        f"{LEVEL}:{level.value}" for level in record.levels
    ]


def within(materials: MaterialQuerySet, specification: str) -> MaterialQuerySet:
    """Keep what belongs to a set; nothing belongs to one that does not exist."""
    if specification == LEVEL:
        return materials
    if specification == THEME:
        return materials.filter(themes__isnull=False).distinct()
    kind, _colon, code = specification.partition(":")
    if kind == LEVEL and code in Level.values:
        return materials.filter(levels__overlap=(Level(code),))
    named = {theme_set(code): code for code, _name in _themes()}
    if specification in named:
        return materials.about(named[specification])
    return materials.none()


def theme_set(code: str) -> str:
    """Write a theme's code in the few characters that a set may be named with.

    "~" stands where an address would have "%".
    """
    return f"{THEME}:{quote(code, safe='').replace('~', '%7E').replace('%', '~')}"


def _themes() -> list[tuple[str, str]]:
    rows = Material.objects.once_catalogued().filter(themes__isnull=False)
    return list(
        rows.order_by("themes__code").values_list("themes__code", "themes__name").distinct()
    )
