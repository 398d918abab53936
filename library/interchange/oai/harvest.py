"""Which records a harvester is given, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Min, Q

from library.interchange.addresses import read_oai_identifier
from library.interchange.dublin_core import NAMESPACE as DC_NAMESPACE
from library.interchange.dublin_core import SCHEMA as DC_SCHEMA
from library.interchange.dublin_core import write_dublin_core
from library.interchange.lom import NAMESPACE as LOM_NAMESPACE
from library.interchange.lom import SCHEMA as LOM_SCHEMA
from library.interchange.lom import write_lom
from library.interchange.oai.arguments import Period, read_period
from library.interchange.oai.errors import OaiError
from library.interchange.oai.sets import within
from library.interchange.oai.tokens import LASTS, Resumption, read_token, write_token
from library.interchange.record import Record, records_of
from library.models import Material
from library.models.materials import MaterialQuerySet

# Prefix, schema, namespace, and what writes it.
FORMATS = {
    "oai_dc": (DC_SCHEMA, DC_NAMESPACE, write_dublin_core),
    "lom": (LOM_SCHEMA, LOM_NAMESPACE, write_lom),
}


@dataclass(frozen=True)
class Page:
    """Part of a list; ``token`` goes on with it, "" ends it, ``None`` where it was one page."""

    prefix: str
    records: list[Record]
    cursor: int
    size: int
    token: str | None
    expires_at: datetime


def earliest() -> datetime | None:
    """Before when nothing has changed; ``None`` while there is nothing."""
    found = Material.objects.once_catalogued().aggregate(first=Min("updated_at"))["first"]
    return found if isinstance(found, datetime) else None


def record_named(identifier: str) -> Record:
    """Find a record, ended ones too.

    Raises:
        OaiError: ``idDoesNotExist``

    """
    public_id = read_oai_identifier(identifier)
    known = Material.objects.once_catalogued()
    found = records_of(known.filter(public_id=public_id)) if public_id else []
    if not found:
        raise OaiError("idDoesNotExist", "No record has this identifier, and none ever had.")
    return found[0]


def check_format(prefix: str) -> None:
    """Refuse a format that is not written here: ``OaiError``, ``cannotDisseminateFormat``."""
    if prefix not in FORMATS:
        raise OaiError("cannotDisseminateFormat", f"Records are written in: {', '.join(FORMATS)}.")


def harvest(asked: Mapping[str, str], *, now: datetime) -> Page:
    """Give the first page of a list, or the one that a token leads to.

    Raises:
        OaiError: the format is unknown, nothing matches, or the token leads nowhere.

    """
    if "resumptionToken" in asked:
        before = read_token(asked["resumptionToken"], verb=asked["verb"], now=now)
        arguments = before.arguments
    else:
        before, arguments = None, {name: asked[name] for name in asked if name != "verb"}
    check_format(arguments["metadataPrefix"])
    materials = _matching(read_period(arguments), arguments.get("set"))
    size = before.size if before else materials.count()
    rows = _after(materials, before)[: settings.LIBRARY_HARVEST_PAGE + 1]
    found = list(rows.values_list("updated_at", "pk"))
    if not found:
        raise _nothing(before)
    given = found[: settings.LIBRARY_HARVEST_PAGE]
    cursor, expires_at = (before.cursor if before else 0), now + LASTS
    token = "" if before else None
    if len(found) > len(given):
        token = write_token(
            Resumption(
                verb=asked["verb"],
                arguments=dict(arguments),
                after=given[-1],
                cursor=cursor + len(given),
                size=size,
                expires_at=expires_at,
            )
        )
    keys = [key for _moment, key in given]
    records = records_of(Material.objects.filter(pk__in=keys).order_by("updated_at", "pk"))
    return Page(arguments["metadataPrefix"], records, cursor, size, token, expires_at)


def _matching(period: Period, specification: str | None) -> MaterialQuerySet:
    materials = Material.objects.once_catalogued()
    if period.start:
        materials = materials.filter(updated_at__gte=period.start)
    if period.end:
        materials = materials.filter(updated_at__lt=period.end)
    if specification is not None:
        materials = within(materials, specification)
    return materials


def _after(materials: MaterialQuerySet, before: Resumption | None) -> MaterialQuerySet:
    if before:
        moment, key = before.after
        materials = materials.filter(Q(updated_at__gt=moment) | Q(updated_at=moment, pk__gt=key))
    return materials.order_by("updated_at", "pk")


def _nothing(before: Resumption | None) -> OaiError:
    if before:
        return OaiError("badResumptionToken", "Nothing is left of this list: begin it again.")
    return OaiError("noRecordsMatch", "No record matches these dates and this set.")
