"""What people write of materials, collections, services and links."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from library.api.shapes import THEMES, SentCodesField
from library.models import Collection, HelpService, Material
from library.models.shares import READERS
from library.vocabulary import AccessFeature, ContentWarning, WithdrawReason
from prevention.api.fields import LevelsField
from prevention.vocabulary import Axis

LONGEST_SHARE_DAYS = 366
MOST_ENTRIES = 100


class MaterialEntrySerializer(serializers.ModelSerializer[Material]):
    """What is said of a material; its state is changed by acts."""

    levels = LevelsField()
    themes = serializers.PrimaryKeyRelatedField(
        queryset=THEMES.objects.all(), many=True, required=False
    )
    axes = SentCodesField(Axis, required=False)
    accessibility = SentCodesField(AccessFeature, required=False)
    warnings = SentCodesField(ContentWarning, required=False)

    class Meta:
        model = Material
        fields = [
            "title",
            "description",
            "kind",
            "audience",
            "levels",
            "themes",
            "axes",
            "duration_minutes",
            "language",
            "author",
            "publisher",
            "url",
            "licence",
            "accessibility",
            "warnings",
            "adult_advice",
        ]


class PublishSerializer(serializers.Serializer[Any]):
    """Until when the review holds; without a day, as long as the site says."""

    review_due_on = serializers.DateField(required=False)


class WithdrawSerializer(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=WithdrawReason.choices)


class FileSentSerializer(serializers.Serializer[Any]):
    """A new version of the file, and what has changed in it."""

    file = serializers.FileField(allow_empty_file=True)
    note = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class CollectionLineSerializer(serializers.Serializer[Any]):
    """A material by its ``public_id``, and how it serves here; the order is the list's."""

    material = serializers.SlugRelatedField(
        slug_field="public_id", queryset=Material.objects.published()
    )
    note = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class CollectionEntrySerializer(serializers.ModelSerializer[Collection]):
    levels = LevelsField()
    theme = serializers.PrimaryKeyRelatedField(
        queryset=THEMES.objects.all(), required=False, allow_null=True
    )
    entries = serializers.ListField(
        child=CollectionLineSerializer(), required=False, max_length=MOST_ENTRIES
    )

    class Meta:
        model = Collection
        fields = ["title", "description", "theme", "axis", "levels", "published", "entries"]


class HelpServiceEntrySerializer(serializers.ModelSerializer[HelpService]):
    levels = LevelsField()
    themes = serializers.PrimaryKeyRelatedField(
        queryset=THEMES.objects.all(), many=True, required=False
    )

    class Meta:
        model = HelpService
        fields = [
            "code",
            "name",
            "description",
            "phone",
            "sms",
            "url",
            "address",
            "opening_hours",
            "emergency",
            "levels",
            "themes",
            "communes",
            "valid_from",
            "valid_until",
            "source",
            "checked_on",
            "position",
        ]


class ShareEntrySerializer(serializers.Serializer[Any]):
    """A link to one material or one collection, for pupils or parents, for some days."""

    material = serializers.UUIDField(required=False)
    collection = serializers.UUIDField(required=False)
    reader = serializers.ChoiceField(choices=READERS)
    days = serializers.IntegerField(min_value=1, max_value=LONGEST_SHARE_DAYS, default=30)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len(attrs.keys() & {"material", "collection"}) != 1:
            raise serializers.ValidationError(_("Choose one material or one collection to share."))
        return attrs
