"""What partners offer, and the search for what suits a class."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from library.visibility import may_read
from prevention.api.entries import EntryMixin
from prevention.api.fields import CommuneSerializer, LabelField, LevelsField
from prevention.api.law import ThemeBriefSerializer
from prevention.api.offer_search import OfferSearch
from prevention.api.organisations import OrganisationSerializer
from prevention.api.placed_materials import (
    PlacedMaterialEntrySerializer,
    PlacedMaterialSerializer,
)
from prevention.api.views import ListMixin, asker
from prevention.errors import RefusedError
from prevention.offers import acts
from prevention.offers.models import Offer, OfferMaterial
from prevention.schools.models import Commune
from prevention.vocabulary import Axis


class MisfitSerializer(serializers.Serializer[Any]):
    """One reason why an offer cannot come to a class."""

    code = serializers.CharField(help_text="As in refusals: stable, whatever the language.")
    detail = serializers.CharField(source="__str__")


class OfferSerializer(serializers.ModelSerializer[Offer]):
    """An offer; the last three fields answer a search, and are null where nothing asked."""

    kind_label = LabelField("kind")
    organisation = OrganisationSerializer(read_only=True)
    theme = ThemeBriefSerializer(read_only=True)
    levels = LevelsField(read_only=True)
    communes = CommuneSerializer(many=True, read_only=True)
    axes = serializers.ListField(child=serializers.ChoiceField(Axis.choices), read_only=True)
    materials = serializers.SerializerMethodField(help_text="Those that the reader may open.")
    distance_km = serializers.FloatField(
        read_only=True,
        allow_null=True,
        default=None,
        help_text="With `near`: as the crow flies, from where the nearest facilitator sets out.",
    )
    fits = serializers.SerializerMethodField(help_text="With `class_group`: nothing is against it.")
    why_not = serializers.SerializerMethodField(help_text="With `class_group`: what is.")

    class Meta:
        model = Offer
        fields = [
            "id",
            "title",
            "description",
            "kind",
            "kind_label",
            "organisation",
            "theme",
            "levels",
            "axes",
            "duration_minutes",
            "groups_per_session",
            "sessions_in_series",
            "communes",
            "facilitators_needed",
            "lead_days",
            "free_cancellation_days",
            "instant",
            "room_needs",
            "materials",
            "active",
            "distance_km",
            "fits",
            "why_not",
        ]

    @extend_schema_field(PlacedMaterialSerializer(many=True))
    def get_materials(self, offer: Offer) -> Any:
        reader = asker(self.context["request"])
        placed = [one for one in offer.offer_materials.all() if may_read(reader, one.material)]
        return PlacedMaterialSerializer(placed, many=True, context=self.context).data

    def _reasons(self, offer: Offer) -> Sequence[RefusedError] | None:
        judged: dict[int, Sequence[RefusedError]] = self.context.get("judged", {})
        return judged.get(offer.pk)

    def get_fits(self, offer: Offer) -> bool | None:
        reasons = self._reasons(offer)
        return None if reasons is None else not reasons

    @extend_schema_field(MisfitSerializer(many=True, allow_null=True))
    def get_why_not(self, offer: Offer) -> Any:
        reasons = self._reasons(offer)
        return None if reasons is None else MisfitSerializer(reasons, many=True).data


class OfferEntrySerializer(serializers.ModelSerializer[Offer]):
    """What coordinators enter of an offer, by the keys of what it points to."""

    levels = LevelsField()
    communes = serializers.PrimaryKeyRelatedField(
        queryset=Commune.objects.only("name"), many=True, required=False
    )
    axes = serializers.MultipleChoiceField(choices=Axis.choices, required=False)
    materials = PlacedMaterialEntrySerializer(many=True, required=False)

    class Meta:
        model = Offer
        fields = [
            "title",
            "description",
            "kind",
            "organisation",
            "theme",
            "levels",
            "axes",
            "duration_minutes",
            "groups_per_session",
            "sessions_in_series",
            "communes",
            "facilitators",
            "facilitators_needed",
            "lead_days",
            "free_cancellation_days",
            "instant",
            "room_needs",
            "materials",
            "active",
        ]


class OfferViewSet(ListMixin, EntryMixin):
    """What partners offer; those that were withdrawn are for coordinators alone to see."""

    rights = {
        "list": "offer.read",
        "retrieve": "offer.read",
        "create": "offer.change",
        "partial_update": "offer.change",
    }
    queryset = Offer.objects.select_related("organisation", "theme").prefetch_related(
        Prefetch("offer_materials", OfferMaterial.objects.published()),
        Prefetch("communes", Commune.objects.only("name")),
    )
    serializer_class = OfferSerializer
    entry_class = OfferEntrySerializer
    filterset_class = OfferSearch
    ordering: tuple[str, ...] = ("title", "id")

    def add(self, asked: dict[str, Any]) -> Offer:
        return acts.write_offer(Offer(), **asked)

    def change(self, row: Offer, asked: dict[str, Any]) -> None:
        acts.write_offer(row, **asked)

    def list(self, request: Request) -> Response:
        search = OfferSearch(request.query_params, self.get_queryset(), request=request)
        offers = search.found()
        if "farness" in offers.query.annotations:
            self.ordering = ("farness", *self.ordering)
        page = self.paginate_queryset(offers) or []
        context = {**self.get_serializer_context(), "judged": search.judged(page)}
        shown = OfferSerializer(page, many=True, context=context)
        return self.get_paginated_response(shown.data)
