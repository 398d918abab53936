"""What the forms of the library choose from: its closed lists, in the reader's language."""

from typing import Any

from django.db.models import TextChoices
from rest_framework import serializers

from library.api.shapes import THEMES, CodeSerializer
from library.vocabulary import (
    LICENCE_ALLOWS,
    AccessFeature,
    Audience,
    ContentWarning,
    Licence,
    MaterialKind,
    WithdrawReason,
)
from prevention.vocabulary import Axis


class LicenceSerializer(CodeSerializer):
    allows = serializers.CharField(help_text="What it lets people do, in a sentence.")


class MaterialChoicesSerializer(serializers.Serializer[Any]):
    kinds = CodeSerializer(many=True)
    audiences = CodeSerializer(many=True)
    themes = CodeSerializer(many=True)
    axes = CodeSerializer(many=True)
    licences = LicenceSerializer(many=True)
    accessibility = CodeSerializer(many=True)
    warnings = CodeSerializer(many=True)
    withdraw_reasons = CodeSerializer(many=True)


def material_choices() -> dict[str, list[dict[str, str]]]:
    """Give each list of ``MaterialChoicesSerializer``; one query, for the themes."""
    themes = THEMES.objects.order_by("code").values_list("code", "name")
    return {
        "kinds": _listed(MaterialKind),
        "audiences": _listed(Audience),
        "themes": [{"code": code, "label": name} for code, name in themes],
        "axes": _listed(Axis),
        "licences": [
            {**row, "allows": str(LICENCE_ALLOWS[Licence(row["code"])])} for row in _listed(Licence)
        ],
        "accessibility": _listed(AccessFeature),
        "warnings": _listed(ContentWarning),
        "withdraw_reasons": _listed(WithdrawReason),
    }


def _listed(vocabulary: type[TextChoices]) -> list[dict[str, str]]:
    return [{"code": code.value, "label": str(code.label)} for code in vocabulary]
