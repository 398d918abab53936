"""The materials of offers and sessions, each with when it serves."""

from typing import Any

from rest_framework import serializers

from library.api.serializers import MaterialSerializer
from library.models import Material
from prevention.api.fields import LabelField
from prevention.offers.acts import Placed
from prevention.offers.models import OfferMaterial
from prevention.offers.models.offer_materials import EVERY_SESSION
from prevention.offers.models.offers import LONGEST_SERIES
from prevention.vocabulary import Moment


class PlacedMaterialSerializer(serializers.ModelSerializer[OfferMaterial]):
    """A material, and when it serves; ``session_number`` 0 is each session of the series."""

    material = MaterialSerializer(read_only=True)
    moment_label = LabelField("moment")

    class Meta:
        model = OfferMaterial
        fields = ["material", "moment", "moment_label", "session_number"]
        read_only_fields = fields


class PlacedMaterialEntrySerializer(serializers.Serializer[Any]):
    """A material by its ``public_id``, and when it serves."""

    material = serializers.SlugRelatedField(
        slug_field="public_id", queryset=Material.objects.published()
    )
    moment = serializers.ChoiceField(Moment.choices, default=Moment.BEFORE)
    session_number = serializers.IntegerField(
        min_value=0, max_value=LONGEST_SERIES, default=EVERY_SESSION
    )

    def to_internal_value(self, data: Any) -> Placed:
        return Placed(**super().to_internal_value(data))
