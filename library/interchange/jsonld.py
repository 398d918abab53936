"""A material as schema.org ``LearningResource``, in JSON-LD."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from library.interchange import scolomfr, words
from library.interchange.record import Record, spoken

# Said inline: a reader needs nothing from elsewhere to know what the words mean.
CONTEXT = {"@vocab": "https://schema.org/"}
# What would end the element, or open a comment, inside a page (as Django's ``json_script``).
ESCAPED = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def as_json_ld(record: Record) -> dict[str, Any]:
    """Describe a material; what is not known is left out."""
    said = {
        "@context": CONTEXT,
        "@id": record.address,
        "@type": _types(record),
        "identifier": f"urn:uuid:{record.public_id}",
        "url": record.address,
        "sameAs": record.elsewhere,
        "name": record.title,
        "description": record.summary,
        "inLanguage": record.language,
        "learningResourceType": spoken(record.kind),
        "educationalLevel": _levels(record),
        "typicalAgeRange": words.age_range(record.levels),
        "audience": _audience(record),
        "about": [_theme(theme.code, theme.name) for theme in record.themes],
        "keywords": [spoken(axis) for axis in record.axes],
        "timeRequired": words.iso_duration(record.minutes) if record.minutes else "",
        # Free text, which may name several people or a body: no Person, no Organization.
        "creditText": record.author,
        "publisher": {"@type": "Organization", "name": record.publisher},
        "license": words.LICENCE_ADDRESSES.get(record.licence)
        or {"@type": "CreativeWork", "name": spoken(record.licence)},
        "isAccessibleForFree": True,
        "accessibilityFeature": [
            words.ACCESS_FEATURES[feature]
            for feature in record.accessibility
            if feature in words.ACCESS_FEATURES
        ],
        "accessibilitySummary": ", ".join(spoken(one) for one in record.accessibility),
        "usageInfo": _warnings(record),
        "image": record.cover,
        "thumbnailUrl": record.cover,
        "datePublished": record.published_at.date().isoformat() if record.published_at else "",
        "dateModified": record.changed_at.isoformat(timespec="seconds"),
        "expires": record.review_due_on.isoformat() if record.review_due_on else "",
        **_content(record),
    }
    return {name: value for name, value in said.items() if value not in ("", [], None)}


def as_script(record: Record) -> SafeString:
    """Write the description as the block of data of a page."""
    text = json.dumps(as_json_ld(record), ensure_ascii=False).translate(ESCAPED)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text),  # noqa: S308 - escaped above for the inside of a script, not as text
    )


def _types(record: Record) -> list[str]:
    also = words.SCHEMA_TYPES.get(record.kind)
    return ["LearningResource", also] if also else ["LearningResource"]


def _levels(record: Record) -> list[dict[str, Any]]:
    return [
        {
            "@type": "DefinedTerm",
            "@id": uri,
            "name": spoken(level),
            "termCode": level.value,
            "inDefinedTermSet": {"@id": scolomfr.LEVELS_SCHEME},
        }
        for level in record.levels
        for uri in scolomfr.LEVELS[level]
    ]


def _audience(record: Record) -> dict[str, str]:
    return {
        "@type": "EducationalAudience",
        "educationalRole": words.EDUCATIONAL_ROLES[record.audience],
        "audienceType": spoken(record.audience),
    }


def _theme(code: str, name: str) -> dict[str, str]:
    return {"@type": "DefinedTerm", "termCode": code, "name": name}


def _warnings(record: Record) -> dict[str, Any] | None:
    """Say the content warnings and the advice to the adult.

    schema.org has no word for such warnings: ``contentRating`` is for official ratings.
    ``usageInfo`` is what to know before using a work.
    """
    if not record.adult_advice and not record.warnings:
        return None
    said = {
        "@type": "CreativeWork",
        "keywords": [spoken(warning) for warning in record.warnings],
        "text": record.adult_advice,
    }
    return {name: value for name, value in said.items() if value}


def _content(record: Record) -> dict[str, Any]:
    if record.content is None:
        return {}
    return {
        "version": record.content.version,
        "encoding": {
            "@type": "MediaObject",
            "encodingFormat": record.content.media_type,
            "contentSize": f"{record.content.size_bytes} B",
        },
    }
