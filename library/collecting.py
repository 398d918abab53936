"""Collections: written whole, with their materials in their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from library.models import Collection, CollectionEntry, Material
from prevention.people.models import User


@dataclass(frozen=True)
class Line:
    """A material, and how it serves in the collection."""

    material: Material
    note: str = ""


@transaction.atomic
def add_collection(*, by: User, entries: Sequence[Line] = (), **fields: Any) -> Collection:
    """Write a collection; a material that is named twice keeps its first place.

    Raises:
        ValidationError: a field is wrong; nothing was written.

    """
    collection = Collection(added_by=by, **fields)
    collection.full_clean()
    collection.save()
    _place(collection, entries)
    return collection


@transaction.atomic
def change_collection(
    collection: Collection, *, entries: Sequence[Line] | None = None, **fields: Any
) -> None:
    """Change some of a collection; None leaves its materials. Raises as ``add_collection``."""
    for name, value in fields.items():
        setattr(collection, name, value)
    collection.full_clean()
    collection.save()
    if entries is not None:
        collection.entries.all().delete()
        _place(collection, entries)


def _place(collection: Collection, entries: Sequence[Line]) -> None:
    once = {line.material.pk: line for line in reversed(entries)}
    first = sorted(once.values(), key=entries.index)
    CollectionEntry.objects.bulk_create(
        CollectionEntry(
            collection=collection, material=line.material, position=place, note=line.note
        )
        for place, line in enumerate(first, start=1)
    )
