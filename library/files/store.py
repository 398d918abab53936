"""Clean files in the storage, each once, under the digest of its content.

Nothing that a person wrote is part of a name there, and a file is never written over with
another content.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import Storage, default_storage
from django.db import transaction

from library.files.results import Cleaned
from library.models import Rendition, StoredFile

FOLDER = "files"
# A file without a row may be one whose row is being written.
KEPT_WITHOUT_ROW = timedelta(days=1)
CHUNK = 1024 * 1024


def name_of(digest: str) -> str:
    """Where the content of that digest is, in the storage."""
    return f"{FOLDER}/{digest[:2]}/{digest}"


@transaction.atomic
def keep(cleaned: Cleaned) -> StoredFile:
    """Store a clean file and its pictures, unless they are there; gives its row."""
    known = StoredFile.objects.filter(pk=cleaned.sha256).first()
    if known:
        return known
    _put(cleaned.path, cleaned.sha256)
    stored = StoredFile.objects.create(
        sha256=cleaned.sha256,
        media_type=cleaned.media_type,
        size_bytes=cleaned.size_bytes,
        width=cleaned.width,
        height=cleaned.height,
        pages=cleaned.pages,
        duration_seconds=round(cleaned.duration_seconds) if cleaned.duration_seconds else None,
        text=cleaned.text,
    )
    for picture in cleaned.renditions:
        digest = digest_of(picture.path)
        _put(picture.path, digest)
        Rendition.objects.create(
            file=stored,
            sha256=digest,
            media_type=picture.media_type,
            page=picture.page,
            width=picture.width,
            height=picture.height,
            size_bytes=picture.path.stat().st_size,
        )
    return stored


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sweep(*, now: datetime) -> int:
    """Remove files that no row names, left by an upload that ended halfway; returns how many."""
    removed = 0
    for name in stored_names(default_storage):
        if _is_named(name.rpartition("/")[2]):
            continue
        if default_storage.get_modified_time(name) < now - KEPT_WITHOUT_ROW:
            default_storage.delete(name)
            removed += 1
    return removed


def stored_names(storage: Storage) -> Iterator[str]:
    """The names of all library files in a storage; a folder that is not there is empty."""
    for folder in _listed(storage, FOLDER)[0]:
        for name in _listed(storage, f"{FOLDER}/{folder}")[1]:
            yield f"{FOLDER}/{folder}/{name}"


def _listed(storage: Storage, folder: str) -> tuple[list[str], list[str]]:
    try:
        return storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _is_named(digest: str) -> bool:
    return (
        StoredFile.objects.filter(pk=digest).exists()
        or Rendition.objects.filter(sha256=digest).exists()
    )


def _put(path: Path, digest: str) -> None:
    """Write a file under its digest.

    One that is there without a row is written anew: it may be about to be swept away.
    """
    name = name_of(digest)
    if default_storage.exists(name):
        if _is_named(digest):
            return
        default_storage.delete(name)
    with path.open("rb") as file:
        given = default_storage.save(name, File(file))
    if given != name:  # somebody wrote the same in between: one of them is enough
        default_storage.delete(given)
