"""ODT and ODP: parts listed in a manifest.

Source: OpenDocument 1.3, parts 2 (packages) and 3 (schema).
"""

import re
from xml.etree.ElementTree import Element

from library.files import kinds
from library.files.kinds import Kind
from library.files.office_parts import (
    LINK,
    MEDIA,
    SCHEME_OR_OUTSIDE,
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

MIMETYPE = "mimetype"
MANIFEST = "META-INF/manifest.xml"
MANIFEST_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
KINDS: dict[bytes, Kind] = {kind.media_type.encode(): kind for kind in (kinds.ODT, kinds.ODP)}

# The document itself and those it holds, such as a diagram, which are of the same make.
MARKUP = re.compile(r"(?:Object [^/]+/)?(?:content|styles|settings)\.xml")
PICTURES = re.compile(r"(?:Object [^/]+/)?(?:Pictures|Media|Fonts)/[^/]+", re.IGNORECASE)
# Drawn by the program that made it, for programs that cannot: without an extension.
REPLACEMENTS = re.compile(r"ObjectReplacements/[^/]+")
# Who made it, with what, an image of it that may be an old one, buttons of the program.
PERSONAL = re.compile(
    r"(?:Object [^/]+/)?(?:meta\.xml|manifest\.rdf|layout-cache|Thumbnails/|Configurations2/)"
    r"|META-INF/"
)
MACROS = re.compile(r"(?:Basic|Scripts|Dialogs)/", re.IGNORECASE)
LISTENERS = {"macro", "execute", "verb"}
FETCHING = {"object-ole", "applet", "floating-frame"}
EXCHANGING = {"dde-source", "dde-connection-decl", "dde-connection"}


def read(parts: Parts) -> Document:
    """Judge every part, and keep those that belong in the document.

    Raises:
        UnfitError: TYPE_NOT_TAKEN, ENCRYPTED, MACROS, OTHER_FILES or DAMAGED.

    """
    kind = KINDS.get(parts[MIMETYPE].strip())
    if kind is None:
        raise UnfitError(Trouble.TYPE_NOT_TAKEN)
    manifest = parsed(parts, MANIFEST)
    if any(local(element.tag) == "encryption-data" for element in manifest.iter()):
        raise UnfitError(Trouble.ENCRYPTED)
    kept = {name: data for name, data in parts.items() if not PERSONAL.match(name)}
    for name in kept:
        _judge(name, kept)
    content = parsed(kept, "content.xml")
    pages = sum(local(element.tag) == "page" for element in content.iter())
    return Document(
        kind,
        {**kept, MIMETYPE: kind.media_type.encode(), MANIFEST: _listed(manifest, kept, kind)},
        "\n".join(filter(None, paragraphs(content, {"p", "h"}))),
        pages if kind == kinds.ODP else None,
    )


def _judge(name: str, parts: Parts) -> None:
    if MACROS.match(name):
        raise UnfitError(Trouble.MACROS)
    if MARKUP.fullmatch(name):
        for element in parsed(parts, name).iter():
            _judge_element(element)
        return
    picture = PICTURES.fullmatch(name) and extension(name) in MEDIA
    if name != MIMETYPE and not picture and not REPLACEMENTS.fullmatch(name):
        raise UnfitError(Trouble.OTHER_FILES, found=name.rpartition("/")[2])


def _judge_element(element: Element) -> None:
    what, said = local(element.tag), attributes(element)
    if what == "event-listener" and (
        "event-name" not in said or "language" in said or said.get("action") in LISTENERS
    ):
        raise UnfitError(Trouble.MACROS)
    if what in EXCHANGING or (what == "scripts" and len(element)):
        raise UnfitError(Trouble.MACROS)
    address = said.get("href", "")
    if what in FETCHING or (what != "a" and SCHEME_OR_OUTSIDE.match(address)):
        raise UnfitError(Trouble.OTHER_FILES, found=what)
    if what == "a" and not LINK.match(address):
        raise UnfitError(Trouble.OTHER_FILES, found=address[:60])


def _listed(manifest: Element, kept: Parts, kind: Kind) -> bytes:
    """The manifest of what is kept."""
    types = {
        said.get("full-path", ""): said.get("media-type", "") for said in map(attributes, manifest)
    }
    named = {"/": kind.media_type} | {
        name: types.get(name, "") for name in sorted(kept) if name != MIMETYPE
    }
    # A document inside has an entry for its folder, which says that it is one.
    named |= {name: given for name, given in types.items() if re.fullmatch(r"Object [^/]+/", name)}
    entries = "".join(
        tag(
            "manifest:file-entry",
            {"manifest:full-path": name, "manifest:media-type": given},
        )
        for name, given in named.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest:manifest xmlns:manifest="{MANIFEST_NAMESPACE}" manifest:version="1.3">'
        f"{entries}</manifest:manifest>"
    ).encode()
