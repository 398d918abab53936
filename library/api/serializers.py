"""The shapes of materials, as the API and the pages receive them."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from library.acts import FROM, allowed_actions
from library.api.shapes import CodesField
from library.languages import language_name
from library.models import Material, MaterialVersion, StoredFile
from prevention.api.fields import LabelField
from prevention.api.law import ThemeBriefSerializer
from prevention.api.views import asker
from prevention.vocabulary import Level


class MaterialSerializer(serializers.ModelSerializer[Material]):
    """A material in short, as it stands inside an offer, a session or a list."""

    kind_label = LabelField("kind")
    audience_label = LabelField("audience")
    levels = serializers.ListField(
        child=serializers.ChoiceField(choices=Level.choices), read_only=True
    )
    warnings = CodesField(read_only=True)
    cover_url = serializers.SerializerMethodField()

    class Meta:
        model = Material
        fields = [
            "public_id",
            "title",
            "kind",
            "kind_label",
            "audience",
            "audience_label",
            "levels",
            "warnings",
            "duration_minutes",
            "url",
            "cover_url",
        ]
        read_only_fields = fields

    def get_cover_url(self, material: Material) -> str | None:
        """The address of the cover, absolute where the request is known; null without one."""
        path = material.cover_path()
        request = self.context.get("request")
        return request.build_absolute_uri(path) if path and request else path


class MaterialRowSerializer(MaterialSerializer):
    """A material in a list: where it stands in its life, and what its curator looks at."""

    state_label = LabelField("state")
    has_file = serializers.SerializerMethodField()

    class Meta(MaterialSerializer.Meta):
        fields = [
            *MaterialSerializer.Meta.fields,
            "description",
            "publisher",
            "state",
            "state_label",
            "review_due_on",
            "link_failures",
            "has_file",
            "updated_at",
        ]
        read_only_fields = fields

    def get_has_file(self, material: Material) -> bool:
        return material.current_id is not None


class PictureSerializer(serializers.Serializer[Any]):
    """A page of the file as a picture; addresses by width, in pixels."""

    page = serializers.IntegerField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    url = serializers.CharField()


class VersionSerializer(serializers.ModelSerializer[MaterialVersion]):
    """A version of the file; ``url`` always gives this one, current or not."""

    media_type = serializers.CharField(source="file.media_type", read_only=True)
    size_bytes = serializers.IntegerField(source="file.size_bytes", read_only=True)
    pages = serializers.IntegerField(source="file.pages", read_only=True, allow_null=True)
    duration_seconds = serializers.IntegerField(
        source="file.duration_seconds", read_only=True, allow_null=True
    )
    is_current = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = MaterialVersion
        fields = [
            "number",
            "media_type",
            "size_bytes",
            "pages",
            "duration_seconds",
            "note",
            "added_at",
            "is_current",
            "url",
        ]
        read_only_fields = fields

    def get_is_current(self, version: MaterialVersion) -> bool:
        return version.pk == version.material.current_id

    def get_url(self, version: MaterialVersion) -> str:
        return reverse("material-version", args=[version.material.public_id, version.number])


class FileSerializer(serializers.ModelSerializer[StoredFile]):
    """The current version: ``url`` never changes, and always gives the current one."""

    url = serializers.SerializerMethodField()
    pictures = serializers.SerializerMethodField()

    class Meta:
        model = StoredFile
        fields = [
            "media_type",
            "size_bytes",
            "width",
            "height",
            "pages",
            "duration_seconds",
            "url",
            "pictures",
        ]
        read_only_fields = fields

    def get_url(self, file: StoredFile) -> str:
        return reverse("material-file", args=[self.context["material"].public_id])

    @extend_schema_field(PictureSerializer(many=True))
    def get_pictures(self, file: StoredFile) -> Any:
        public_id = self.context["material"].public_id
        return [
            {
                "page": one.page,
                "width": one.width,
                "height": one.height,
                "url": reverse("material-picture", args=[public_id, one.page, one.width]),
            }
            for one in file.renditions.all()
            if one.media_type == "image/webp"
        ]


class UseSerializer(serializers.Serializer[Any]):
    """Where a material serves: an offer by its number, or a collection by its address."""

    kind = serializers.ChoiceField(choices=["offer", "collection"])
    id = serializers.CharField()
    title = serializers.CharField()


class MaterialDetailSerializer(MaterialRowSerializer):
    """A material in full. ``permanent_url`` is what is printed: it leads to what is current."""

    themes = ThemeBriefSerializer(many=True, read_only=True)
    axes = CodesField(read_only=True)
    accessibility = CodesField(read_only=True)
    licence_label = LabelField("licence")
    language_label = serializers.SerializerMethodField()
    withdrawn_reason_label = LabelField("withdrawn_reason")
    reviewed_by = serializers.CharField(read_only=True, allow_null=True, help_text="A name.")
    permanent_url = serializers.SerializerMethodField()
    file = serializers.SerializerMethodField()
    versions = VersionSerializer(many=True, read_only=True)
    used_in = serializers.SerializerMethodField()
    may_change = serializers.SerializerMethodField()
    allowed_actions = serializers.SerializerMethodField()

    class Meta(MaterialRowSerializer.Meta):
        fields = [
            *MaterialRowSerializer.Meta.fields,
            "themes",
            "axes",
            "language",
            "language_label",
            "author",
            "licence",
            "licence_label",
            "accessibility",
            "adult_advice",
            "withdrawn_reason",
            "withdrawn_reason_label",
            "reviewed_by",
            "reviewed_on",
            "published_at",
            "link_checked_at",
            "permanent_url",
            "file",
            "versions",
            "used_in",
            "may_change",
            "allowed_actions",
        ]
        read_only_fields = fields

    def get_language_label(self, material: Material) -> str:
        return language_name(material.language)

    def get_permanent_url(self, material: Material) -> str:
        return settings.SITE_URL + material.page_path

    @extend_schema_field(FileSerializer(allow_null=True))
    def get_file(self, material: Material) -> Any:
        if material.current is None:
            return None
        context = {**self.context, "material": material}
        return FileSerializer(material.current.file, context=context).data

    @extend_schema_field(UseSerializer(many=True))
    def get_used_in(self, material: Material) -> Any:
        placed: Any = material
        offers = {row.offer for row in placed.offer_materials.all() if row.offer.active}
        found = [
            {"kind": "offer", "id": str(one.pk), "title": one.title}
            for one in sorted(offers, key=str)
        ]
        return found + [
            {"kind": "collection", "id": str(one.public_id), "title": one.title}
            for one in placed.collections.all()
            if one.published
        ]

    def get_may_change(self, material: Material) -> bool:
        reader = asker(self.context["request"])
        return Material.objects.changeable_by(reader).filter(pk=material.pk).exists()

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=list(FROM))))
    def get_allowed_actions(self, material: Material) -> list[str]:
        return allowed_actions(asker(self.context["request"]), material)
