"""Collections through the API."""

from typing import Any

import django_filters
from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from library.api.bundles import BUNDLE_RIGHTS, BundleMixin
from library.api.entries import CollectionEntrySerializer
from library.api.serializers import MaterialSerializer
from library.collecting import Line, add_collection, change_collection
from library.models import Collection, CollectionEntry
from library.visibility import may_read
from prevention.api.entries import CreateMixin
from prevention.api.fields import LabelField
from prevention.api.law import ThemeBriefSerializer
from prevention.api.views import ChangeMixin, ListMixin, asker
from prevention.vocabulary import Level


class CollectedSerializer(serializers.ModelSerializer[CollectionEntry]):
    """A material at its place, and how it serves here."""

    material = MaterialSerializer(read_only=True)

    class Meta:
        model = CollectionEntry
        fields = ["position", "material", "note"]
        read_only_fields = fields


class CollectionSerializer(serializers.ModelSerializer[Collection]):
    """A collection; of its materials, those that the reader may open."""

    theme = ThemeBriefSerializer(read_only=True, allow_null=True)
    axis_label = LabelField("axis")
    levels = serializers.ListField(
        child=serializers.ChoiceField(choices=Level.choices), read_only=True
    )
    entries = serializers.SerializerMethodField()
    may_change = serializers.SerializerMethodField()

    class Meta:
        model = Collection
        fields = [
            "public_id",
            "title",
            "description",
            "theme",
            "axis",
            "axis_label",
            "levels",
            "published",
            "entries",
            "may_change",
            "updated_at",
        ]
        read_only_fields = fields

    @extend_schema_field(CollectedSerializer(many=True))
    def get_entries(self, collection: Collection) -> Any:
        reader = asker(self.context["request"])
        shown = [one for one in collection.entries.all() if may_read(reader, one.material)]
        return CollectedSerializer(shown, many=True, context=self.context).data

    def get_may_change(self, collection: Collection) -> bool:
        return asker(self.context["request"]).may("material.review")


class CollectionFilter(django_filters.FilterSet):
    level = django_filters.ChoiceFilter(choices=Level.choices, method="for_level")

    class Meta:
        model = Collection
        fields = ["theme", "axis", "published"]

    def for_level(self, rows: Any, _name: str, level: str) -> Any:
        return rows.filter(levels__overlap=[level])


class CollectionViewSet(BundleMixin, ListMixin, CreateMixin, ChangeMixin):
    """Materials that go together, by step of the programme."""

    rights = {
        "list": "material.read",
        "retrieve": "material.read",
        "create": "material.review",
        "partial_update": "material.review",
        **BUNDLE_RIGHTS,
    }
    queryset = Collection.objects.select_related("theme").prefetch_related(
        Prefetch("entries", CollectionEntry.objects.select_related("material"))
    )
    serializer_class = CollectionSerializer
    entry_class = CollectionEntrySerializer
    filterset_class = CollectionFilter
    lookup_field = "public_id"
    lookup_value_converter = "uuid"
    ordering = ("title", "id")

    def add(self, asked: dict[str, Any]) -> Collection:
        return add_collection(by=asker(self.request), **_lines(asked))

    def change(self, row: Collection, asked: dict[str, Any]) -> None:
        change_collection(row, **_lines(asked))


def _lines(asked: dict[str, Any]) -> dict[str, Any]:
    if "entries" not in asked:
        return asked
    return {**asked, "entries": [Line(**entry) for entry in asked["entries"]]}
