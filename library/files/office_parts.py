"""What the two families of office documents share: their parts, and XML read without risk."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import quoteattr

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from library.files.kinds import Kind
from library.files.troubles import Trouble, UnfitError

Parts = Mapping[str, bytes]

# Images, sounds, films and fonts as office programs embed them.
IMAGES = {"png", "jpg", "jpeg", "jfif", "gif", "bmp", "tif", "tiff", "webp", "svg"}
IMAGES |= {"emf", "wmf", "wdp", "svm"}
OTHERS = {"mp3", "m4a", "wav", "ogg", "mp4", "m4v", "webm", "ttf", "otf", "odttf", "fntdata"}
MEDIA = IMAGES | OTHERS
# Where a link may lead: to the web, a mailbox, or elsewhere in the document.
LINK = re.compile(r"\s*(?:https?:|mailto:|tel:|[^:\\]*(?:[/?#]|$))", re.IGNORECASE)
SPACES = {"tab", "br", "cr"}
SCHEME_OR_OUTSIDE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|/|\\|\.\./)", re.IGNORECASE)


@dataclass(frozen=True)
class Document:
    """What is kept of a document; ``pages`` are slides, and None where the program makes them."""

    kind: Kind
    parts: Parts
    text: str
    pages: int | None


def parsed(parts: Parts, name: str) -> Element:
    """One part as XML, without entities or a document type.

    Raises:
        UnfitError: DAMAGED: it is not there, or no such XML.

    """
    try:
        root: Element = fromstring(parts[name], forbid_dtd=True)
    except (KeyError, ParseError, DefusedXmlException, ValueError, LookupError) as damage:
        raise UnfitError(Trouble.DAMAGED) from damage
    return root


def local(name: str) -> str:
    """A name of XML without its namespace."""
    return name.rpartition("}")[2]


def attributes(element: Element) -> dict[str, str]:
    return {local(name): value for name, value in element.attrib.items()}


def extension(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[2].lower()


def paragraphs(root: Element, kinds: set[str], written: set[str] | None = None) -> Iterator[str]:
    """The text of the elements of some kinds; of all in them, or of the ``written`` alone."""
    for element in root.iter():
        if local(element.tag) not in kinds:
            continue
        if written is None:
            yield " ".join("".join(element.itertext()).split())
        else:
            pieces = [
                (one.text or "") if local(one.tag) in written else " " * (local(one.tag) in SPACES)
                for one in element.iter()
            ]
            yield " ".join("".join(pieces).split())


def tag(name: str, given: Mapping[str, str]) -> str:
    """An element without content."""
    return f"<{name} {' '.join(f'{key}={quoteattr(value)}' for key, value in given.items())}/>"
