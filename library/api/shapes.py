"""Parts that several shapes of the library share."""

from typing import Any

from django.db.models import TextChoices
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from library.models import Material

# Relations to what stands above the library go by their fields: it imports none of it.
THEMES: Any = Material._meta.get_field("themes").related_model


class CodeSerializer(serializers.Serializer[Any]):
    """A code of a closed list, and its words in the reader's language."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment] # DRF's fields have one too


@extend_schema_field(CodeSerializer(many=True))
class CodesField(serializers.Field[Any, Any, Any, Any]):
    """A set of codes, each with its words."""

    def to_representation(self, value: tuple[TextChoices, ...]) -> list[dict[str, str]]:
        return [{"code": code.value, "label": str(code.label)} for code in value]


class SentCodesField(serializers.MultipleChoiceField):
    """A set of codes as it is sent; repeated ones count once."""

    def __init__(self, vocabulary: type[TextChoices], **kwargs: Any) -> None:
        super().__init__(choices=vocabulary.choices, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        return sorted(super().to_internal_value(data))
