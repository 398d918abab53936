"""Keep an uploaded file between its preview and its import, wherever the processes run."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import uuid4

from django.core.files import File
from django.core.files.storage import default_storage

FOLDER = "imports"
KEPT = timedelta(hours=1)


def keep_upload(upload: "File[bytes]", *, now: datetime) -> str:
    """Store the file and give its name; previews that nobody followed up are removed."""
    _forget_old(now)
    return default_storage.save(f"{FOLDER}/{uuid4()}", upload)


def forget_upload(name: str) -> None:
    default_storage.delete(name)


@contextmanager
def kept_upload(name: str) -> Iterator[Path]:
    """Give a path to read the file from: a store need not have any.

    Raises:
        FileNotFoundError: imported already, or removed since.

    """
    with NamedTemporaryFile() as copy:
        with default_storage.open(name) as kept:
            shutil.copyfileobj(kept, copy)
        copy.flush()
        yield Path(copy.name)


def _forget_old(now: datetime) -> None:
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:  # the first upload makes the folder
        return
    for name in names:
        path = f"{FOLDER}/{name}"
        if default_storage.get_modified_time(path) < now - KEPT:
            default_storage.delete(path)
