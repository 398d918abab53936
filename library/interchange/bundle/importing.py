"""The ZIP of a collection, taken in as drafts: whoever made it, nothing in it is believed.

Names inside are never names of files here; what is read is bounded before it is unpacked; what
is said goes through the same acts as what people type, and files through the same cleaning.
"""

import hashlib
import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from library.acts import add_material
from library.covers import make_cover
from library.files.sending import largest_upload
from library.interchange.bundle.errors import (
    BundleOfAnotherVersionError,
    BundleTooLargeError,
    BundleUnreadableError,
)
from library.interchange.bundle.manifest import (
    CODED,
    FORMAT,
    MANIFEST,
    PLAIN,
    VERSION,
    CollectionPart,
    MaterialPart,
)
from library.models import Collection, CollectionEntry, Material
from library.versions import add_version
from prevention.errors import RefusedError
from prevention.people.models import User

MOST_MATERIALS = 200
MOST_ENTRIES = 2 * MOST_MATERIALS + 10
MANIFEST_BYTES = 4 * 1024 * 1024
CHUNK = 256 * 1024
# What reading a ZIP raises where it is not as it says, or uses what Python does not know.
DAMAGED = (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error)
ENCRYPTED = 0x1  # a bit of an entry's flags (ZIP specification, 4.4.4)


@dataclass(frozen=True)
class Refusal:
    """``place`` counts from 1 among the materials; 0 is the collection itself."""

    place: int
    title: str
    reason: str


@dataclass
class Report:
    """What became of a ZIP: ``known`` materials are here already, and were left as they are."""

    collection: Collection | None = None
    read: int = 0
    new: int = 0
    known: int = 0
    files: int = 0
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def sentences(self) -> Iterator[str]:
        yield _(
            "%(read)s materials read: %(new)s new, as drafts, %(known)s known and left as they"
            " are, %(refused)s refused; %(files)s files taken."
        ) % {**vars(self), "refused": len(self.refused)}
        for refusal in self.refused:
            yield _("Material %(place)s (“%(title)s”) refused: %(reason)s") % vars(refusal)
        yield from self.notes


def import_collection(path: Path, *, by: User, now: datetime) -> Report:
    """Take in a ZIP: new materials become drafts under their own identifiers.

    What is here already is left as it is, and refused materials do not stop the others.

    Raises:
        BundleUnreadableError, BundleOfAnotherVersionError, BundleTooLargeError: nothing was read.

    """
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > MOST_ENTRIES:
                raise BundleTooLargeError(most=MOST_MATERIALS)
            said = _manifest(archive)
            return _take(archive, said, by=by, now=now)
    except DAMAGED as error:
        raise BundleUnreadableError from error


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        said = json.loads(_bounded(archive, MANIFEST, MANIFEST_BYTES))
    except (KeyError, ValueError, RecursionError) as error:
        raise BundleUnreadableError from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise BundleUnreadableError
    if said.get("version") != VERSION:
        raise BundleOfAnotherVersionError(version=str(said.get("version"))[:20])
    materials = said.get("materials")
    if not isinstance(materials, list):
        raise BundleUnreadableError
    if len(materials) > MOST_MATERIALS:
        raise BundleTooLargeError(most=MOST_MATERIALS)
    return said


def _take(archive: zipfile.ZipFile, said: dict[str, Any], *, by: User, now: datetime) -> Report:
    report = Report()
    lines: list[tuple[Material, str]] = []
    for place, told in enumerate(said["materials"], start=1):
        report.read += 1
        title = str(told.get("title", ""))[:150] if isinstance(told, dict) else ""
        part = MaterialPart(data=told)
        if not part.is_valid():
            report.refused.append(Refusal(place, title, _sentences(part.errors)))
            continue
        try:
            material, new = _material(part.validated_data, by=by, report=report)
        except ValidationError as error:
            report.refused.append(Refusal(place, title, _sentences(error.message_dict)))
            continue
        lines.append((material, part.validated_data["note"]))
        if new and (file := part.validated_data["file"]):
            _file(archive, material, file, by=by, now=now, report=report)
    _collection(said.get("collection"), lines, by=by, report=report)
    return report


def _material(said: dict[str, Any], *, by: User, report: Report) -> tuple[Material, bool]:
    """Give the material of that identifier, and whether it is new here.

    Raises:
        ValidationError: a rule of the model refuses it.

    """
    known = Material.objects.filter(public_id=said["public_id"]).first()
    if known:
        report.known += 1
        return known, False
    themes, unknown = _known_themes(said["themes"])
    with transaction.atomic():
        material = add_material(
            by=by,
            public_id=said["public_id"],
            themes=themes,
            **{name: said[name] for name in (*PLAIN, *CODED)},
        )
        make_cover(material)
    report.new += 1
    if unknown:
        report.notes.append(
            _("“%(title)s” is about themes that are not known here: %(themes)s.")
            % {"title": material.title, "themes": ", ".join(unknown)}
        )
    return material, True


def _known_themes(codes: Iterable[str]) -> tuple[list[str], list[str]]:
    theme = Material.themes.rel.model
    known = set(theme._default_manager.filter(pk__in=list(codes)).values_list("pk", flat=True))
    return [code for code in codes if code in known], [code for code in codes if code not in known]


def _file(
    archive: zipfile.ZipFile,
    material: Material,
    said: dict[str, Any],
    *,
    by: User,
    now: datetime,
    report: Report,
) -> None:
    """Clean a file and make it the material's; one that is refused leaves the draft without."""
    with tempfile.NamedTemporaryFile(prefix="library-") as copy:
        try:
            digest = _copy(archive, said["path"], copy)
            if digest != said["sha256"]:
                raise BundleUnreadableError
            add_version(material=material, path=Path(copy.name), name=said["name"], by=by, now=now)
        except (KeyError, RefusedError, *DAMAGED) as refusal:
            reason = str(refusal) if isinstance(refusal, RefusedError) else _("it is damaged.")
            report.notes.append(
                _("The file of “%(title)s” is not taken: %(reason)s")
                % {"title": material.title, "reason": reason}
            )
        else:
            report.files += 1


def _collection(
    told: object, lines: Iterable[tuple[Material, str]], *, by: User, report: Report
) -> None:
    """Write the collection, unpublished, unless it is here; its materials keep their order."""
    part = CollectionPart(data=told)
    if not part.is_valid():
        report.refused.append(Refusal(0, "", _sentences(part.errors)))
        return
    said = part.validated_data
    if known := Collection.objects.filter(public_id=said["public_id"]).first():
        report.collection = known
        report.notes.append(_("The collection is known here: it is left as it is."))
        return
    themes, _unknown = _known_themes([said.pop("theme")])
    collection = Collection(added_by=by, theme_id=next(iter(themes), None), **said)
    once = {material.pk: (material, note) for material, note in lines}
    try:
        with transaction.atomic():
            collection.full_clean()
            collection.save()
            CollectionEntry.objects.bulk_create(
                CollectionEntry(collection=collection, material=material, note=note, position=place)
                for place, (material, note) in enumerate(once.values(), start=1)
            )
    except ValidationError as error:
        report.refused.append(Refusal(0, collection.title, _sentences(error.message_dict)))
    else:
        report.collection = collection


def _bounded(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with _opened(archive, name) as source:
        data = source.read(most + 1)
    if len(data) > most:
        raise BundleUnreadableError
    return data


def _copy(archive: zipfile.ZipFile, name: str, target: IO[bytes]) -> str:
    """Copy a file out of the ZIP, no further than the largest file taken; gives its digest."""
    left, digest = largest_upload(), hashlib.sha256()
    with _opened(archive, name) as source:
        while chunk := source.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise BundleUnreadableError
            digest.update(chunk)
            target.write(chunk)
    target.flush()
    return digest.hexdigest()


def _opened(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    entry = archive.getinfo(name)
    if entry.flag_bits & ENCRYPTED:
        raise zipfile.BadZipFile
    return archive.open(entry)


def _sentences(errors: object) -> str:
    """Say what is wrong field by field, in one line."""
    if isinstance(errors, Mapping):
        said = [
            f"{name}: {_sentences(wrong)}" if name != NON_FIELD_ERRORS else _sentences(wrong)
            for name, wrong in errors.items()
            if wrong
        ]
        return " ".join(said)
    if isinstance(errors, list | tuple):
        return " ".join(_sentences(wrong) for wrong in errors if wrong)
    return str(errors)
