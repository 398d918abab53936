"""What is told of a material to whoever is not signed in: one description, written four ways.

JSON-LD, Dublin Core, LOM and the feeds of new items are all written from a ``Record``, so that
none says more, or other things, than another. It speaks French, as the schools do: portals
must read the same whoever asks.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from library.interchange.addresses import absolute, public_address
from library.interchange.words import OPENED_ELSEWHERE
from library.models import Material
from library.models.materials import MaterialQuerySet
from library.vocabulary import (
    CATALOGUED,
    AccessFeature,
    Audience,
    ContentWarning,
    Licence,
    MaterialKind,
    MaterialState,
)
from prevention.vocabulary import Axis, Level

SPOKEN = "fr"


@dataclass(frozen=True)
class Theme:
    code: str
    name: str


@dataclass(frozen=True)
class Content:
    """What the current file is, never where."""

    media_type: str
    size_bytes: int
    version: int
    added_on: date


@dataclass(frozen=True)
class Record:
    """A material as portals are told of it; ``ended`` ones say no more than that.

    ``summary`` starts with the content warnings, for portals that show nothing else.
    ``elsewhere`` is where it is opened without an account, "" where people sign in.
    """

    public_id: uuid.UUID
    ended: bool
    changed_at: datetime
    published_at: datetime | None
    address: str
    elsewhere: str
    cover: str
    title: str
    summary: str
    kind: MaterialKind
    audience: Audience
    levels: tuple[Level, ...]
    themes: tuple[Theme, ...]
    axes: tuple[Axis, ...]
    minutes: int | None
    language: str
    author: str
    publisher: str
    licence: Licence
    accessibility: tuple[AccessFeature, ...]
    warnings: tuple[ContentWarning, ...]
    adult_advice: str
    reviewed_on: date | None
    review_due_on: date | None
    content: Content | None


def spoken(word: Any) -> str:
    """Say a word of a closed list as records do."""
    with translation.override(SPOKEN):
        return str(getattr(word, "label", word))


def records_of(materials: MaterialQuerySet) -> list[Record]:
    """Describe the rows of a queryset, in its order and in a constant number of queries."""
    rows = materials.select_related("current__file").prefetch_related("themes")
    return [record_of(material) for material in rows]


def record_of(material: Material) -> Record:
    audience, licence = Audience(material.audience), Licence(material.licence)
    warnings = tuple(ContentWarning(code) for code in material.warnings)
    cover = material.cover_path()
    return Record(
        public_id=material.public_id,
        ended=not (material.state == MaterialState.PUBLISHED and audience in CATALOGUED),
        changed_at=material.updated_at,
        published_at=material.published_at,
        address=public_address(material.public_id),
        elsewhere=material.url if audience in OPENED_ELSEWHERE else "",
        cover=absolute(cover) if cover else "",
        title=material.title,
        summary=_summary(warnings, material.description),
        kind=MaterialKind(material.kind),
        audience=audience,
        levels=tuple(Level(code) for code in material.levels),
        themes=tuple(Theme(theme.pk, theme.name) for theme in material.themes.all()),
        axes=tuple(Axis(code) for code in material.axes),
        minutes=material.duration_minutes,
        language=material.language,
        author=material.author,
        publisher=material.publisher,
        licence=licence,
        accessibility=tuple(AccessFeature(code) for code in material.accessibility),
        warnings=warnings,
        adult_advice=material.adult_advice,
        reviewed_on=material.reviewed_on,
        review_due_on=material.review_due_on,
        content=_content(material),
    )


def warned_of(warnings: Iterable[ContentWarning]) -> str:
    """Say the content warnings in one sentence of the active language; "" without any."""
    labels = ", ".join(str(warning.label) for warning in warnings)
    return _("Warning: %(warnings)s.") % {"warnings": labels} if labels else ""


def _summary(warnings: tuple[ContentWarning, ...], description: str) -> str:
    with translation.override(SPOKEN):
        return " ".join(part for part in (warned_of(warnings), description) if part)


def _content(material: Material) -> Content | None:
    version = material.current
    if version is None:
        return None
    return Content(
        media_type=version.file.media_type,
        size_bytes=version.file.size_bytes,
        version=version.number,
        added_on=version.added_at.date(),
    )
