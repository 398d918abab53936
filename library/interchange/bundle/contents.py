"""What of a material goes into a ZIP as bytes: its cover, and its file where its licence allows."""

import hashlib
from dataclasses import dataclass
from typing import IO, Any

from django.core.files.storage import Storage, default_storage

from library.covers import COVER_TYPE
from library.files.kinds import KINDS
from library.files.store import name_of
from library.models import Material
from library.vocabulary import Licence

# To use something in education is not yet to hand it on; of a link nobody has a copy.
HANDED_ON = frozenset(Licence) - {Licence.EDU_ONLY, Licence.LINK_ONLY}


@dataclass(frozen=True)
class Content:
    """Bytes under a name of ours in the ZIP; ``stored`` is where they are meanwhile."""

    path: str
    name: str
    media_type: str
    size_bytes: int
    sha256: str
    storage: Storage
    stored: str

    def open(self) -> IO[Any]:
        return self.storage.open(self.stored)

    def as_json(self) -> dict[str, Any]:
        named = ("path", "name", "media_type", "size_bytes", "sha256")
        return {name: getattr(self, name) for name in named}


def file_of(material: Material, stem: str) -> Content | None:
    """The current file, if its licence lets it be handed on and it is there."""
    if material.current is None or material.licence not in HANDED_ON:
        return None
    file, name = material.current.file, name_of(material.current.file_id)
    if not default_storage.exists(name):
        return None
    extension = _EXTENSIONS.get(file.media_type, "bin")
    return Content(
        path=f"files/{stem}.{extension}",
        name=material.current.name or f"{stem}.{extension}",
        media_type=file.media_type,
        size_bytes=file.size_bytes,
        sha256=file.sha256,
        storage=default_storage,
        stored=name,
    )


def cover_of(material: Material, stem: str) -> Content | None:
    storage, name = material.cover.storage, material.cover.name
    if not name or not storage.exists(name):
        return None
    with storage.open(name) as image:
        data = image.read()
    return Content(
        path=f"covers/{stem}.webp",
        name=f"{stem}.webp",
        media_type=COVER_TYPE,
        size_bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        storage=storage,
        stored=name,
    )


_EXTENSIONS = {kind.media_type: kind.extension for kind in KINDS}
