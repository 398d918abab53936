"""A material in unqualified Dublin Core (``oai_dc``), which every portal reads."""

from collections.abc import Iterator

from library.interchange import words
from library.interchange.markup import XSI, Markup
from library.interchange.record import Record, spoken

NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
DCMI_TYPES = "http://purl.org/dc/dcmitype/"
DECLARED = {
    "xmlns:oai_dc": NAMESPACE,
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:xsi": XSI,
    "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
}


def write_dublin_core(record: Record, out: Markup) -> None:
    with out.element("oai_dc:dc", DECLARED):
        for name, text in _elements(record):
            if text:
                out.leaf(f"dc:{name}", text)


def _elements(record: Record) -> Iterator[tuple[str, str]]:
    yield "title", record.title
    yield "creator", record.author
    for theme in record.themes:
        yield "subject", theme.name
    for axis in record.axes:
        yield "subject", spoken(axis)
    for level in record.levels:
        yield "subject", spoken(level)
    yield "description", record.summary
    if record.adult_advice:
        yield "description", record.adult_advice
    yield "publisher", record.publisher
    if record.published_at:
        yield "date", record.published_at.date().isoformat()
    yield "type", DCMI_TYPES + words.DCMI_TYPES[record.kind]
    yield "type", spoken(record.kind)
    if record.content:
        yield "format", record.content.media_type
    yield "identifier", record.address
    yield "identifier", f"urn:uuid:{record.public_id}"
    yield "relation", record.elsewhere
    yield "language", record.language
    yield "rights", words.LICENCE_ADDRESSES.get(record.licence, "")
    yield "rights", spoken(record.licence)
