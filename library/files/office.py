"""Office documents: archives of XML and images, unpacked within bounds and packed anew."""

import re
import zipfile
import zlib
from pathlib import Path

from library.files import odf, ooxml
from library.files.bounds import Bounds
from library.files.office_parts import Document
from library.files.results import Found
from library.files.troubles import Trouble, UnfitError

# Honest documents stay far below, taken as a whole.
MOST_UNPACKED_TO_PACKED = 200
# The same document gives the same bytes: every entry has the first date that ZIP knows.
DATE = (1980, 1, 1, 0, 0, 0)
PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# No folder above, no root, no drive, no control character: not that a name becomes a path here.
WEIRD = re.compile(r"[\x00-\x1f\\:]|^/|(?:^|/)\.\.?(?:/|$)|//")
ENCRYPTED_FLAG = 0x1
# In OpenDocument this entry comes first and unpacked, so that other programs see the type.
FIRST = "mimetype"


def clean(path: Path, folder: Path, bounds: Bounds) -> Found:
    """Write the document anew from the parts that belong in it, and read its text.

    Raises:
        UnfitError: ARCHIVE, TYPE_NOT_TAKEN, DAMAGED, ENCRYPTED, MACROS, OTHER_FILES,
            TOO_MANY_PAGES or TOO_DEMANDING.

    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = _entries(archive, bounds, packed_bytes=path.stat().st_size)
            parts = {entry.filename: _unpacked(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as damage:
        raise UnfitError(Trouble.DAMAGED) from damage
    document = odf.read(parts) if odf.MIMETYPE in parts else ooxml.read(parts)
    if document.pages and document.pages > bounds.pages:
        raise UnfitError(Trouble.TOO_MANY_PAGES, max_pages=bounds.pages)
    return _written(document, folder, bounds)


def _entries(
    archive: zipfile.ZipFile, bounds: Bounds, *, packed_bytes: int
) -> list[zipfile.ZipInfo]:
    """The files in the archive, once what it declares is within bounds."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    names = [entry.filename for entry in entries]
    if not {odf.MIMETYPE, ooxml.CONTENT_TYPES} & set(names):
        raise UnfitError(Trouble.ARCHIVE)
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > bounds.entries
        or unpacked > bounds.unpacked_megabytes * 1024**2
        or unpacked > packed_bytes * MOST_UNPACKED_TO_PACKED
    ):
        raise UnfitError(Trouble.TOO_DEMANDING)
    if any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries):
        raise UnfitError(Trouble.ENCRYPTED)
    # Names that differ by case alone are one file for some programs and two for others.
    if len({name.casefold() for name in names}) < len(names) or any(map(WEIRD.search, names)):
        raise UnfitError(Trouble.DAMAGED)
    if any(entry.compress_type not in PACKINGS for entry in entries):
        raise UnfitError(Trouble.DAMAGED)
    return entries


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """What an entry holds; never more than it declares, and of the sum it has promised."""
    with archive.open(entry) as file:
        data = file.read(entry.file_size)
        if len(data) != entry.file_size or file.read(1):
            raise UnfitError(Trouble.DAMAGED)
        return data


def _written(document: Document, folder: Path, bounds: Bounds) -> Found:
    name = f"whole.{document.kind.extension}"
    with zipfile.ZipFile(folder / name, "w") as target:
        for part in sorted(document.parts, key=lambda part: (part != FIRST, part)):
            entry = zipfile.ZipInfo(part, DATE)
            packing = zipfile.ZIP_STORED if part == FIRST else zipfile.ZIP_DEFLATED
            target.writestr(entry, document.parts[part], packing)
    text = document.text[: bounds.text_characters].strip()
    return Found(document.kind, name, pages=document.pages, text=text)
