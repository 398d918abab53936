"""The shapes of the library, as the API and the pages receive them."""

from rest_framework import serializers

from library.models import Material
from prevention.vocabulary import Level


class MaterialSerializer(serializers.ModelSerializer[Material]):
    """A material in short, as it stands inside an offer, a session or a list."""

    kind_label = serializers.CharField(source="get_kind_display", read_only=True)
    levels = serializers.ListField(
        child=serializers.ChoiceField(choices=Level.choices), read_only=True
    )
    cover_url = serializers.SerializerMethodField()

    class Meta:
        model = Material
        fields = [
            "public_id",
            "title",
            "kind",
            "kind_label",
            "audience",
            "levels",
            "url",
            "cover_url",
        ]
        read_only_fields = fields

    def get_cover_url(self, material: Material) -> str | None:
        """The address of the cover, absolute where the request is known; null without one."""
        path = material.cover_path()
        request = self.context.get("request")
        return request.build_absolute_uri(path) if path and request else path


class MaterialDetailSerializer(MaterialSerializer):
    """A material in full."""

    audience_label = serializers.CharField(source="get_audience_display", read_only=True)

    class Meta(MaterialSerializer.Meta):
        fields = [
            *MaterialSerializer.Meta.fields,
            "description",
            "audience_label",
            "publisher",
            "updated_at",
        ]
        read_only_fields = fields
