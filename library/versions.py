"""Versions of a material's file: a new one is cleaned, kept, and becomes the current one."""

import tempfile
from datetime import datetime
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max

from library.covers import make_cover, take_picture
from library.errors import NoCopyAllowedError, SameFileError
from library.files.cleaning import clean
from library.files.names import display_name
from library.files.store import keep, name_of
from library.models import Material, MaterialVersion, StoredFile
from library.search.indexing import index
from library.vocabulary import Licence
from prevention.people.models import User


def add_version(
    *, material: Material, path: Path, name: str, note: str = "", by: User | None, now: datetime
) -> MaterialVersion:
    """Make an added file the current version; earlier ones stay, under their numbers.

    ``path`` is the file as it came, which is only read; ``name`` is what it was called.

    Raises:
        FileRefusedError: the file is not taken; nothing of it is kept.
        NoCopyAllowedError: the licence allows a link alone.
        SameFileError: it is the current version already.

    """
    if material.licence == Licence.LINK_ONLY:  # before the work of reading it
        raise NoCopyAllowedError
    with tempfile.TemporaryDirectory(prefix="library-") as work:
        cleaned = clean(path, work=Path(work))
        with transaction.atomic():
            stored = keep(cleaned)
            version = _number(material, stored, name=name, note=note, by=by, now=now)
            show_on_cover(version.material)
            index([version.material])
    return version


def _number(
    material: Material, stored: StoredFile, *, name: str, note: str, by: User | None, now: datetime
) -> MaterialVersion:
    locked = Material.objects.select_for_update().get(pk=material.pk)
    if locked.licence == Licence.LINK_ONLY:
        raise NoCopyAllowedError
    if locked.current and locked.current.file_id == stored.pk:
        raise SameFileError
    last = locked.versions.aggregate(last=Max("number"))["last"] or 0
    version = MaterialVersion(
        material=locked,
        number=last + 1,
        file=stored,
        name=display_name(name)[:100],
        note=note,
        added_by=by,
        added_at=now,
    )
    version.full_clean()
    version.save()
    locked.current = version
    locked.save(update_fields=["current", "updated_at"])
    return version


def show_on_cover(material: Material) -> None:
    """Show the first page or frame on the cover; of what readers are warned of, the title alone."""
    file = material.current.file if material.current else None
    picture = (
        file.renditions.filter(page=1, media_type="image/webp").order_by("-width").first()
        if file and not material.warnings
        else None
    )
    if picture:
        with default_storage.open(name_of(picture.sha256)) as shown:
            take_picture(material, shown.read())
    else:
        make_cover(material)
