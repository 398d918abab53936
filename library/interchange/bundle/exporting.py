"""A collection as a ZIP that opens in a school without a network, and in another library."""

import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import slugify
from django.utils.timezone import localdate

from library.interchange.addresses import absolute
from library.interchange.bundle.contents import Content, cover_of, file_of
from library.interchange.bundle.manifest import (
    FORMAT,
    MANIFEST,
    VERSION,
    say_material,
    say_service,
)
from library.interchange.record import SPOKEN
from library.models import Collection, CollectionEntry, HelpService, Material
from library.models.materials import MaterialQuerySet
from library.opening_hours import say_opening_hours

CHUNK = 256 * 1024
# Every byte of a ZIP is then a matter of what it holds, not of when it was made.
NO_DATE = (1980, 1, 1, 0, 0, 0)
TWO_GIGABYTES = 2**31


@dataclass(frozen=True)
class Item:
    """A material at its place, with what of it goes into the ZIP."""

    place: int
    note: str
    material: Material
    file: Content | None
    cover: Content | None

    @property
    def way(self) -> str:
        """Where it is, when its file is not in the ZIP."""
        return self.material.url or absolute(f"/library/{self.material.public_id}")


def export_collection(
    collection: Collection, *, materials: MaterialQuerySet, target: IO[bytes], now: datetime
) -> None:
    """Write the ZIP of a collection, with those of its materials that are in ``materials``.

    Files whose licence allows to hand them on are in it; of the others, the address is.
    Memory stays bounded: files are copied in pieces.
    """
    items = list(_items(collection, materials.published()))
    services = list(
        HelpService.objects.in_force(today=localdate(now)).for_levels(collection.levels)
    )
    with zipfile.ZipFile(target, "w") as archive:
        _write(archive, MANIFEST, _manifest(collection, items, services, now=now))
        _write(archive, "index.html", _page(collection, items, services, now=now))
        for item in items:
            for content in filter(None, (item.file, item.cover)):
                _copy(archive, content)


def _items(collection: Collection, materials: MaterialQuerySet) -> Iterable[Item]:
    entries = (
        CollectionEntry.objects.filter(collection=collection, material__in=materials)
        .select_related("material__current__file")
        .prefetch_related("material__themes")
        .order_by("position")
    )
    for place, entry in enumerate(entries, start=1):
        material = entry.material
        stem = f"{place:02}-{slugify(material.title)[:60] or 'document'}"
        yield Item(
            place=place,
            note=entry.note,
            material=material,
            file=file_of(material, stem),
            cover=cover_of(material, stem),
        )


def _manifest(
    collection: Collection,
    items: Iterable[Item],
    services: Iterable[HelpService],
    *,
    now: datetime,
) -> str:
    said = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": now.isoformat(timespec="seconds"),
        "source": settings.SITE_URL,
        "collection": {
            "public_id": str(collection.public_id),
            "title": collection.title,
            "description": collection.description,
            "theme": collection.theme_id,
            "axis": collection.axis,
            "levels": list(map(str, collection.levels)),
        },
        "materials": [_say(item) for item in items],
        "help_services": [say_service(service) for service in services],
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def _say(item: Item) -> dict[str, Any]:
    return {
        **say_material(item.material),
        "note": item.note,
        "file": item.file.as_json() if item.file else None,
        "cover": item.cover.as_json() if item.cover else None,
    }


def _page(
    collection: Collection,
    items: Iterable[Item],
    services: Iterable[HelpService],
    *,
    now: datetime,
) -> str:
    told = {"collection": collection, "items": items, "day": localdate(now)}
    with translation.override(SPOKEN):
        helps = [(service, say_opening_hours(service.opening_hours)) for service in services]
        return render_to_string("catalogue/offline.html", {**told, "services": helps})


def _write(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), text.encode())


def _copy(archive: zipfile.ZipFile, content: Content) -> None:
    entry = _entry(content.path, zipfile.ZIP_STORED)  # what is kept is compressed already
    large = content.size_bytes >= TWO_GIGABYTES
    with content.open() as source, archive.open(entry, "w", force_zip64=large) as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, NO_DATE)
    entry.compress_type = compression
    return entry
