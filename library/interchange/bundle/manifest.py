"""What ``manifest.json`` of a collection's ZIP says, and how far it is believed.

Version 1: ``format``, ``version``, ``exported_at``, ``source``, then ``collection``,
``materials`` in their order, and ``help_services``. Codes are those of the vocabularies;
paths are names inside the ZIP; digests are SHA-256 in hexadecimal, sizes in bytes.
"""

from typing import Any

from rest_framework import serializers

from library.models import HelpService, Material
from library.vocabulary import AccessFeature, Audience, ContentWarning, Licence, MaterialKind
from prevention.vocabulary import Axis, Level

FORMAT = "prevention-scolaire-collection"
VERSION = 1
MANIFEST = "manifest.json"

# What is said of a material as it stands, and taken as it stands by whoever imports it.
PLAIN = (
    "title",
    "description",
    "kind",
    "audience",
    "duration_minutes",
    "language",
    "author",
    "publisher",
    "url",
    "licence",
    "adult_advice",
)
CODED = ("levels", "axes", "accessibility", "warnings")
OF_A_SERVICE = (
    "code",
    "name",
    "description",
    "phone",
    "sms",
    "url",
    "address",
    "opening_hours",
    "emergency",
    "source",
)


def say_material(material: Material) -> dict[str, Any]:
    return {
        "public_id": str(material.public_id),
        **{name: getattr(material, name) for name in PLAIN},
        **{name: list(map(str, getattr(material, name))) for name in CODED},
        "themes": [theme.pk for theme in material.themes.all()],
        "reviewed_on": material.reviewed_on.isoformat() if material.reviewed_on else None,
        "review_due_on": material.review_due_on.isoformat() if material.review_due_on else None,
    }


def say_service(service: HelpService) -> dict[str, Any]:
    return {
        **{name: getattr(service, name) for name in OF_A_SERVICE},
        "levels": list(map(str, service.levels)),
        "checked_on": service.checked_on.isoformat(),
    }


class CollectionPart(serializers.Serializer[Any]):
    """A collection as a manifest has it; the rows' own rules judge what it says."""

    public_id = serializers.UUIDField()
    title = serializers.CharField()
    description = serializers.CharField(allow_blank=True, default="")
    theme = serializers.CharField(allow_null=True, default=None)
    axis = serializers.ChoiceField(choices=Axis.choices, allow_blank=True, default="")
    levels = serializers.ListField(child=serializers.ChoiceField(choices=Level.choices))


class FilePart(serializers.Serializer[Any]):
    path = serializers.CharField(max_length=200)
    name = serializers.CharField(max_length=200)
    sha256 = serializers.RegexField(r"^[0-9a-f]{64}\Z")


class MaterialPart(serializers.Serializer[Any]):
    public_id = serializers.UUIDField()
    title = serializers.CharField()
    description = serializers.CharField(allow_blank=True, default="")
    kind = serializers.ChoiceField(choices=MaterialKind.choices)
    audience = serializers.ChoiceField(choices=Audience.choices)
    levels = serializers.ListField(child=serializers.ChoiceField(choices=Level.choices))
    axes = serializers.ListField(child=serializers.ChoiceField(choices=Axis.choices), default=[])
    accessibility = serializers.ListField(
        child=serializers.ChoiceField(choices=AccessFeature.choices), default=[]
    )
    warnings = serializers.ListField(
        child=serializers.ChoiceField(choices=ContentWarning.choices), default=[]
    )
    themes = serializers.ListField(
        child=serializers.CharField(max_length=10), default=[], max_length=100
    )
    duration_minutes = serializers.IntegerField(allow_null=True, default=None)
    language = serializers.CharField(default="fr")
    author = serializers.CharField(allow_blank=True, default="")
    publisher = serializers.CharField(allow_blank=True, default="")
    url = serializers.CharField(allow_blank=True, default="")
    licence = serializers.ChoiceField(choices=Licence.choices)
    adult_advice = serializers.CharField(allow_blank=True, default="")
    note = serializers.CharField(allow_blank=True, default="", max_length=200)
    file = FilePart(allow_null=True, default=None)
