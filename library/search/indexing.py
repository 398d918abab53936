"""Writing what the search reads: from the acts, in their transaction, and all of it anew."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import QuerySet

from library.models import IndexedMaterial, Material
from library.search.subjects import subjects_of
from library.search.words import fold, indexed

# A file of more letters is found by its beginning.
TEXT_READ = 200_000
AT_A_TIME = 100
COLUMNS = ["title", "subject", "description", "text", "themes", "sorting"]


@transaction.atomic
def index(materials: Iterable[Material]) -> None:
    """Take in what is now said of materials; their rows are read again."""
    _write(Material.objects.filter(pk__in=[material.pk for material in materials]))


def reindex(*, progress: Callable[[int], object] = lambda _count: None) -> int:
    """Take in every material, and say how many had been missing or had changed.

    What the acts write is never behind; this takes in the new name of a theme, and what was
    written by others.
    """
    keys = list(Material.objects.order_by("pk").values_list("pk", flat=True))
    written = 0
    for start in range(0, len(keys), AT_A_TIME):
        some = keys[start : start + AT_A_TIME]
        with transaction.atomic():
            # Locked: an act in between would be overwritten by what was read before it.
            written += _write(Material.objects.select_for_update(of=["self"]).filter(pk__in=some))
        progress(len(some))
    return written


def _write(materials: QuerySet[Material]) -> int:
    rows = materials.select_related("current__file").prefetch_related("themes")
    read = list(rows)
    there = IndexedMaterial.objects.in_bulk([material.pk for material in read])
    new = [row for material in read if _differs(row := _row(material), there.get(row.pk))]
    IndexedMaterial.objects.bulk_create(
        new, update_conflicts=True, unique_fields=["material"], update_fields=COLUMNS
    )
    return len(new)


def _row(material: Material) -> IndexedMaterial:
    file = material.current.file if material.current else None
    return IndexedMaterial(
        material=material,
        title=indexed(material.title),
        subject=indexed("\n".join(subjects_of(material))),
        description=indexed(f"{material.description}\n{material.adult_advice}"),
        text=indexed(file.text[:TEXT_READ]) if file else "",
        themes=" ".join(sorted(theme.pk for theme in material.themes.all())),
        sorting=fold(material.title),
    )


def _differs(row: IndexedMaterial, there: IndexedMaterial | None) -> bool:
    return there is None or any(getattr(row, name) != getattr(there, name) for name in COLUMNS)
