"""From one storage to another, with each content held against its own digest."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.core.files.base import File
from django.core.files.storage import Storage

from library.files.store import stored_names

COVERS = "covers"
CHUNK = 1024 * 1024


@dataclass
class Moved:
    """What became of the files, by their names; ``wrong`` ones are not what they say they are."""

    copied: int = 0
    there: int = 0
    wrong: list[str] = field(default_factory=list)


def copy_files(
    source: Storage, target: Storage, *, progress: Callable[[str], object] = lambda _name: None
) -> Moved:
    """Copy the library's files that the target lacks; each is read back and checked there.

    The source is only read. Again, it copies what is missing: a copy that was cut off is
    found by its digest and made anew.
    """
    moved = Moved()
    for name in files_in(source):
        progress(name)
        if target.exists(name) and is_whole(target, name):
            moved.there += 1
        elif not is_whole(source, name):
            moved.wrong.append(name)
        elif _copied(source, target, name):
            moved.copied += 1
        else:
            moved.wrong.append(name)
    return moved


def files_in(storage: Storage) -> Iterator[str]:
    """The names of all files of the library: contents and covers."""
    yield from stored_names(storage)
    try:
        covers = storage.listdir(COVERS)[1]
    except FileNotFoundError:
        return
    yield from (f"{COVERS}/{name}" for name in covers)


def is_whole(storage: Storage, name: str) -> bool:
    """Tell whether a file holds what its name says: names are digests, those of covers cut."""
    said = name.rpartition("/")[2].partition(".")[0]
    counted = hashlib.sha256()
    with storage.open(name) as file:
        while chunk := file.read(CHUNK):
            counted.update(chunk)
    return counted.hexdigest().startswith(said)


def _copied(source: Storage, target: Storage, name: str) -> bool:
    if target.exists(name):  # cut off, or damaged
        target.delete(name)
    with source.open(name) as file:
        given = target.save(name, File(file))
    if given == name and is_whole(target, name):
        return True
    target.delete(given)
    return False
