"""A material in LOM (IEEE 1484.12.1 and .3), as ScoLOMFR, its profile for French schools, has it.

Values of lists are the URIs of ScoLOMFR's concepts, as its version 3 asks, with our own words
as labels.
"""

from collections.abc import Iterable

from library.interchange import scolomfr, words
from library.interchange.addresses import oai_identifier
from library.interchange.markup import XSI, Markup
from library.interchange.record import Record, spoken
from prevention.vocabulary import Level

NAMESPACE = "http://ltsc.ieee.org/xsd/LOM"
SCHEMA = "http://ltsc.ieee.org/xsd/lomv1.0/lom.xsd"
PROFILE = "SCOLOMFRv3.0"
DECLARED = {
    "xmlns:lom": NAMESPACE,
    "xmlns:lomfr": "http://www.lom-fr.fr/xsd/LOMFR",
    "xmlns:scolomfr": "http://www.lom-fr.fr/xsd/SCOLOMFR",
    "xmlns:xsi": XSI,
    "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
}
DCMI_TYPES = "http://purl.org/dc/dcmitype/"


def write_lom(record: Record, out: Markup) -> None:
    with out.element("lom:lom", DECLARED):
        _general(record, out)
        _life_cycle(record, out)
        _about_the_record(record, out)
        _technical(record, out)
        _educational(record, out)
        _rights(record, out)
        _thumbnail(record, out)
        _levels(record, out)
        _detailed_public(record, out)


def _general(record: Record, out: Markup) -> None:
    with out.element("lom:general"):
        _identifier(out, "URI", record.address)
        _identifier(out, "URN", f"urn:uuid:{record.public_id}")
        _said(out, "lom:title", record.title, record.language)
        out.leaf("lom:language", record.language)
        if record.summary:
            _said(out, "lom:description", record.summary, record.language)
        for word in (*(theme.name for theme in record.themes), *map(spoken, record.axes)):
            _said(out, "lom:keyword", word)
        _value(
            out,
            "lomfr:documentType",
            DCMI_TYPES + words.DCMI_TYPES[record.kind],
            spoken(record.kind),
        )
        if general := scolomfr.GENERAL_TYPES.get(record.kind):
            _value(out, "scolomfr:generalResourceType", general, spoken(record.kind))


def _life_cycle(record: Record, out: Markup) -> None:
    with out.element("lom:lifeCycle"):
        if record.content:
            _said(out, "lom:version", str(record.content.version))
        published = record.published_at.date().isoformat() if record.published_at else ""
        _contribute(out, scolomfr.PUBLISHER_ROLE, "éditeur", record.publisher, published)
        if record.author:
            _contribute(out, scolomfr.AUTHOR_ROLE, "auteur", record.author)


def _about_the_record(record: Record, out: Markup) -> None:
    with out.element("lom:metaMetadata"):
        _identifier(out, "OAI", oai_identifier(record.public_id))
        out.leaf("lom:metadataSchema", PROFILE)
        out.leaf("lom:language", "fr")


def _technical(record: Record, out: Markup) -> None:
    with out.element("lom:technical"):
        if record.content:
            out.leaf("lom:format", record.content.media_type)
            out.leaf("lom:size", str(record.content.size_bytes))
        out.leaf("lom:location", record.elsewhere or record.address)


def _educational(record: Record, out: Markup) -> None:
    with out.element("lom:educational"):
        if kind := scolomfr.EDUCATIONAL_TYPES.get(record.kind):
            _value(out, "lom:learningResourceType", kind, spoken(record.kind))
        if role := scolomfr.ROLES.get(record.audience):
            _value(out, "lom:intendedEndUserRole", role, spoken(record.audience))
        _said(out, "lom:typicalAgeRange", words.age_range(record.levels))
        if record.minutes:
            with out.element("lom:typicalLearningTime"):
                out.leaf("lom:duration", words.iso_duration(record.minutes))
        if record.adult_advice:
            _said(out, "lom:description", record.adult_advice)
        out.leaf("lom:language", record.language)


def _rights(record: Record, out: Markup) -> None:
    with out.element("lom:rights"):
        _value(out, "lom:cost", scolomfr.FREE_OF_CHARGE, "gratuit")
        _value(out, "lom:copyrightAndOtherRestrictions", scolomfr.RIGHTS_RESERVED, "oui")
        address = words.LICENCE_ADDRESSES.get(record.licence, "")
        _said(out, "lom:description", " ".join(filter(None, (spoken(record.licence), address))))


def _thumbnail(record: Record, out: Markup) -> None:
    if not record.cover:
        return
    with out.element("lom:relation"):
        _value(out, "lom:kind", scolomfr.HAS_THUMBNAIL, "a pour vignette")
        with out.element("lom:resource"):
            _identifier(out, "URI", record.cover)


def _levels(record: Record, out: Markup) -> None:
    with out.element("lom:classification"):
        _value(out, "lom:purpose", scolomfr.PURPOSE_LEVEL, "niveau éducatif détaillé")
        for level, concept in _concepts(record.levels):
            _taxon(out, "scolomfr-voc-022", concept, spoken(level))


def _concepts(levels: Iterable[Level]) -> list[tuple[Level, str]]:
    return [(level, concept) for level in levels for concept in scolomfr.LEVELS[level]]


def _detailed_public(record: Record, out: Markup) -> None:
    if public := scolomfr.DETAILED_PUBLIC.get(record.audience):
        with out.element("lom:classification"):
            _value(out, "lom:purpose", scolomfr.PURPOSE_PUBLIC, "public cible détaillé")
            _taxon(out, "scolomfr-voc-021", public, spoken(record.audience))


def _identifier(out: Markup, catalogue: str, entry: str) -> None:
    with out.element("lom:identifier"):
        out.leaf("lom:catalog", catalogue)
        out.leaf("lom:entry", entry)


def _said(out: Markup, name: str, text: str, language: str = "fr") -> None:
    with out.element(name):
        out.leaf("lom:string", text, {"language": language})


def _value(out: Markup, name: str, value: str, label: str) -> None:
    prefix = name.partition(":")[0]
    with out.element(name):
        out.leaf(f"{prefix}:source", PROFILE)
        out.leaf(f"{prefix}:value", value)
        out.leaf(f"{prefix}:label", label)


def _contribute(out: Markup, role: str, label: str, who: str, day: str = "") -> None:
    with out.element("lom:contribute"):
        _value(out, "lom:role", role, label)
        out.leaf("lom:entity", _card(who))
        if day:
            with out.element("lom:date"):
                out.leaf("lom:dateTime", day)


def _taxon(out: Markup, source: str, concept: str, label: str) -> None:
    with out.element("lom:taxonPath"):
        _said(out, "lom:source", source)
        with out.element("lom:taxon"):
            out.leaf("lom:id", concept)
            _said(out, "lom:entry", label)


def _card(name: str) -> str:
    """Write a name as the vCard 3.0 (RFC 2426) that LOM wants of whoever contributed."""
    told = name.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")
    return f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{told}\r\nN:{told};;;;\r\nORG:{told}\r\nEND:VCARD"
