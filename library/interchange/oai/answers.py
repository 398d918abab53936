"""The documents that harvesters are given (OAI-PMH 2.0, sections 3.2 and 4)."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse

from library.interchange.addresses import absolute, oai_identifier, repository_name
from library.interchange.markup import XSI, Markup
from library.interchange.oai.errors import BadRequestError, OaiError
from library.interchange.oai.harvest import (
    FORMATS,
    Page,
    check_format,
    earliest,
    harvest,
    record_named,
)
from library.interchange.oai.sets import sets, sets_of
from library.interchange.oai.tokens import read_token
from library.interchange.record import Record

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
IDENTIFIER_NAMESPACE = f"{NAMESPACE}oai-identifier"
GRANULARITY = "YYYY-MM-DDThh:mm:ssZ"
DECLARED = {
    "xmlns": NAMESPACE,
    "xmlns:xsi": XSI,
    "xsi:schemaLocation": f"{NAMESPACE} {NAMESPACE}OAI-PMH.xsd",
}


def answer(asked: Mapping[str, str], *, now: datetime) -> bytes:
    """Answer a request whose arguments are in order, or say why it cannot be."""
    try:
        # Read in full before anything is written: a refusal takes the answer's place.
        write = ANSWERS[asked["verb"]](asked, now)
    except BadRequestError as refusal:
        return refuse(refusal, {}, now=now)
    except OaiError as refusal:
        return refuse(refusal, asked, now=now)
    out = Markup()
    with out.element("OAI-PMH", DECLARED):
        _request(out, asked, now)
        with out.element(asked["verb"]):
            write(out)
    return out.document()


def refuse(refusal: OaiError, asked: Mapping[str, str], *, now: datetime) -> bytes:
    out = Markup()
    with out.element("OAI-PMH", DECLARED):
        _request(out, asked, now)
        out.leaf("error", str(refusal), {"code": refusal.code})
    return out.document()


def instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


Write = Callable[[Markup], None]


def _identify(asked: Mapping[str, str], now: datetime) -> Write:
    first = earliest() or now

    def write(out: Markup) -> None:
        out.leaf("repositoryName", "Prévention scolaire")
        out.leaf("baseURL", base_address())
        out.leaf("protocolVersion", "2.0")
        out.leaf("adminEmail", parseaddr(settings.REPLY_TO or settings.DEFAULT_FROM_EMAIL)[1])
        out.leaf("earliestDatestamp", instant(first))
        out.leaf("deletedRecord", "persistent")
        out.leaf("granularity", GRANULARITY)
        _describe_identifiers(out)

    return write


def _describe_identifiers(out: Markup) -> None:
    declared = {
        "xmlns": IDENTIFIER_NAMESPACE,
        "xmlns:xsi": XSI,
        "xsi:schemaLocation": f"{IDENTIFIER_NAMESPACE} {IDENTIFIER_NAMESPACE}.xsd",
    }
    with out.element("description"), out.element("oai-identifier", declared):
        out.leaf("scheme", "oai")
        out.leaf("repositoryIdentifier", repository_name())
        out.leaf("delimiter", ":")
        out.leaf(
            "sampleIdentifier",
            f"oai:{repository_name()}:7d4b3a1e-5c0f-4c1c-9a55-0f6f6f0b6f11",
        )


def _list_formats(asked: Mapping[str, str], now: datetime) -> Write:
    if "identifier" in asked:
        record_named(asked["identifier"])

    def write(out: Markup) -> None:
        for prefix, (schema, namespace, _write) in FORMATS.items():
            with out.element("metadataFormat"):
                out.leaf("metadataPrefix", prefix)
                out.leaf("schema", schema)
                out.leaf("metadataNamespace", namespace)

    return write


def _list_sets(asked: Mapping[str, str], now: datetime) -> Write:
    if "resumptionToken" in asked:  # the list of sets is one page: no token was ever given for it
        read_token(asked["resumptionToken"], verb="ListSets", now=now)
    listed = list(sets())

    def write(out: Markup) -> None:
        for specification, name in listed:
            with out.element("set"):
                out.leaf("setSpec", specification)
                out.leaf("setName", name)

    return write


def _get_record(asked: Mapping[str, str], now: datetime) -> Write:
    check_format(asked["metadataPrefix"])
    record = record_named(asked["identifier"])
    return lambda out: _record(out, record, asked["metadataPrefix"])


def _list_records(asked: Mapping[str, str], now: datetime) -> Write:
    page = harvest(asked, now=now)

    def write(out: Markup) -> None:
        for record in page.records:
            _record(out, record, page.prefix)
        _token(out, page)

    return write


def _list_identifiers(asked: Mapping[str, str], now: datetime) -> Write:
    page = harvest(asked, now=now)

    def write(out: Markup) -> None:
        for record in page.records:
            _header(out, record)
        _token(out, page)

    return write


ANSWERS: Mapping[str, Callable[[Mapping[str, str], datetime], Write]] = {
    "Identify": _identify,
    "ListMetadataFormats": _list_formats,
    "ListSets": _list_sets,
    "GetRecord": _get_record,
    "ListRecords": _list_records,
    "ListIdentifiers": _list_identifiers,
}


def base_address() -> str:
    return absolute(reverse("oai"))


def _request(out: Markup, asked: Mapping[str, str], now: datetime) -> None:
    out.leaf("responseDate", instant(now))
    out.leaf("request", base_address(), asked)


def _record(out: Markup, record: Record, prefix: str) -> None:
    with out.element("record"):
        _header(out, record)
        if not record.ended:
            with out.element("metadata"):
                FORMATS[prefix][2](record, out)


def _header(out: Markup, record: Record) -> None:
    with out.element("header", {"status": "deleted"} if record.ended else None):
        out.leaf("identifier", oai_identifier(record.public_id))
        out.leaf("datestamp", instant(record.changed_at))
        for specification in sets_of(record):
            out.leaf("setSpec", specification)


def _token(out: Markup, page: Page) -> None:
    """Say how to go on; the last page of several says that it is."""
    if page.token is None:
        return
    said = {"completeListSize": str(page.size), "cursor": str(page.cursor)}
    if page.token:
        said["expirationDate"] = instant(page.expires_at)
    out.leaf("resumptionToken", page.token, said)
