"""XML, written element by element, never with a character that XML does not know."""

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

XSI = "http://www.w3.org/2001/XMLSchema-instance"
# Characters that no XML 1.0 document may hold, however written (section 2.2).
UNKNOWN_TO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Markup:
    """A document under way. Names carry the prefixes that its first elements declare."""

    def __init__(self) -> None:
        self._text = io.StringIO()
        self._out = SimplerXMLGenerator(self._text, "utf-8")
        self._out.startDocument()

    @contextmanager
    def element(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        self._out.startElement(name, _clean(attributes))
        yield
        self._out.endElement(name)

    def leaf(self, name: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
        """Write an element that holds a text, which may be empty."""
        with self.element(name, attributes):
            self._out.characters(known_to_xml(text))

    def document(self) -> bytes:
        self._out.endDocument()
        return self._text.getvalue().encode()


def known_to_xml(text: str) -> str:
    return UNKNOWN_TO_XML.sub("", text)


def _clean(attributes: Mapping[str, str] | None) -> "AttributesImpl[str]":
    return AttributesImpl({name: known_to_xml(value) for name, value in (attributes or {}).items()})
