"""DOCX and PPTX: parts typed by ``[Content_Types].xml`` and tied by relationships.

Source: ECMA-376, part 2 (open packaging conventions).
"""

import re
from xml.etree.ElementTree import Element

from library.files import kinds
from library.files.kinds import Kind
from library.files.office_parts import (
    LINK,
    MEDIA,
    Document,
    Parts,
    attributes,
    extension,
    local,
    paragraphs,
    parsed,
    tag,
)
from library.files.troubles import Trouble, UnfitError

CONTENT_TYPES = "[Content_Types].xml"
TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
TIES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

FORMAT = "application/vnd.openxmlformats-officedocument."
MAIN: dict[str, Kind] = {
    f"{FORMAT}wordprocessingml.document.main+xml": kinds.DOCX,
    f"{FORMAT}presentationml.presentation.main+xml": kinds.PPTX,
}
MARKUP = {"xml", "rels", "vml"}
# Who made it, with what and for which printer; and an image of it that may be an old one.
PERSONAL = re.compile(r"docProps/|docMetadata/|.*/printerSettings/", re.IGNORECASE)
MACROS = re.compile(r"macroenabled|vbaproject|vbadata|activex|/control$", re.IGNORECASE)
OTHER_FILES = re.compile(
    r"oleobject|/embeddings/|/package$|attachedtemplate|subdocument|afchunk", re.IGNORECASE
)
PROGRAM = re.compile(rb"ppaction://(?:program|macro|ole)", re.IGNORECASE)
# The field of Word that starts a program; its words may be spread over several runs.
DDE = re.compile(r"\s*(?:DDE|DDEAUTO)\b", re.IGNORECASE)
SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")


def read(parts: Parts) -> Document:
    """Judge every part, and keep those that belong in the document.

    Raises:
        UnfitError: TYPE_NOT_TAKEN, MACROS, OTHER_FILES or DAMAGED.

    """
    types = parsed(parts, CONTENT_TYPES)
    declared = [attributes(element) for element in types]
    kind, main = _kind(declared)
    kept = {name: data for name, data in parts.items() if not PERSONAL.match(name)}
    for name in kept:
        _judge(name, kept)
    ties = {name: _ties(name, kept) for name in kept if extension(name) == "rels"}
    rewritten = {name: _relationships(tied) for name, tied in ties.items()}
    rewritten[CONTENT_TYPES] = _content_types(types, kept)
    text, pages = _text(kept, kind, main)
    return Document(kind, {**kept, **rewritten}, text, pages)


def _kind(declared: list[dict[str, str]]) -> tuple[Kind, str]:
    """The kind of document, and the name of its main part."""
    contents = [one.get("ContentType", "") for one in declared]
    if any(MACROS.search(content) for content in contents):
        raise UnfitError(Trouble.MACROS)
    for one in declared:
        if kind := MAIN.get(one.get("ContentType", "")):
            return kind, one.get("PartName", "").removeprefix("/")
    raise UnfitError(Trouble.TYPE_NOT_TAKEN)


def _judge(name: str, parts: Parts) -> None:
    if MACROS.search(name):
        raise UnfitError(Trouble.MACROS)
    ending = extension(name)
    if OTHER_FILES.search(name) or ending not in MARKUP | MEDIA:
        raise UnfitError(Trouble.OTHER_FILES, found=name.rpartition("/")[2])
    if ending not in MARKUP:
        return
    root = parsed(parts, name)
    fields = [
        attributes(one).get("instr", "") for one in root.iter() if local(one.tag) == "fldSimple"
    ]
    fields += paragraphs(root, {"p"}, {"instrText"})
    spread = "".join("".join(field.split()) for field in fields)
    if PROGRAM.search(parts[name]) or any(map(DDE.match, fields)) or spread.startswith("DDE"):
        raise UnfitError(Trouble.MACROS)


def _ties(name: str, parts: Parts) -> list[dict[str, str]]:
    """The relationships that one part declares, without those to what is not kept."""
    kept = []
    for element in parsed(parts, name):
        tie = attributes(element)
        means, target = tie.get("Type", ""), tie.get("Target", "")
        if MACROS.search(means):
            raise UnfitError(Trouble.MACROS)
        last = means.rpartition("/")[2]
        away = tie.get("TargetMode", "").lower() == "external"
        if OTHER_FILES.search(means) or (away and last != "hyperlink"):
            raise UnfitError(Trouble.OTHER_FILES, found=last)
        if away and not LINK.match(target):
            raise UnfitError(Trouble.OTHER_FILES, found=target[:60])
        if last != "printerSettings" and not PERSONAL.match(target.removeprefix("/")):
            kept.append(tie)
    return kept


def _relationships(ties: list[dict[str, str]]) -> bytes:
    inner = "".join(tag("Relationship", tie) for tie in ties)
    return f'{PROLOGUE}<Relationships xmlns="{TIES_NAMESPACE}">{inner}</Relationships>'.encode()


def _content_types(types: Element, kept: Parts) -> bytes:
    inner = "".join(
        tag(local(element.tag), element.attrib)
        for element in types
        if local(element.tag) == "Default"
        or element.attrib.get("PartName", "").removeprefix("/") in kept
    )
    return f'{PROLOGUE}<Types xmlns="{TYPES_NAMESPACE}">{inner}</Types>'.encode()


def _text(parts: Parts, kind: Kind, main: str) -> tuple[str, int | None]:
    """The text by paragraphs, and the number of slides."""
    if kind == kinds.DOCX:
        return "\n".join(filter(None, paragraphs(parsed(parts, main), {"p"}, {"t"}))), None
    slides = sorted(filter(SLIDE.fullmatch, parts), key=lambda name: int(SLIDE.sub(r"\1", name)))
    lines = [line for name in slides for line in paragraphs(parsed(parts, name), {"p"}, {"t"})]
    return "\n".join(filter(None, lines)), len(slides)
