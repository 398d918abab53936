"""How sessions are shown: shapes alone, every fact comes from ``scheduling``."""

from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from library.visibility import may_read
from prevention.api.fields import ClassGroupBriefSerializer, LabelField
from prevention.api.law import ThemeBriefSerializer
from prevention.api.organisations import OrganisationSerializer
from prevention.api.placed_materials import PlacedMaterialSerializer
from prevention.api.views import asker
from prevention.offers.models import Facilitator, Offer, OfferMaterial
from prevention.scheduling.models import (
    Request,
    Session,
)
from prevention.scheduling.readiness import READ
from prevention.scheduling.sentences import is_waiting, sentence
from prevention.scheduling.states import allowed_actions
from prevention.schools.models import Room, School
from prevention.vocabulary import Act, EnAdult

# What a session in a list is shown with: one query, and one for each of the rest.
SHOWN = (
    Session.objects.select_related(
        "offer__theme",
        "offer__organisation",
        "theme",
        "school__commune",
        "room",
        "request__asked_by",
    )
    .defer("school__commune__outline")  # thousands of points, for each session
    .with_number_in_series()
)
LISTED: list[Any] = [
    *READ,
    Prefetch("offer__offer_materials", OfferMaterial.objects.published()),
    "time_offers",
]


class OfferOfSessionSerializer(serializers.ModelSerializer[Offer]):
    theme = ThemeBriefSerializer(read_only=True)
    organisation = OrganisationSerializer(read_only=True)

    class Meta:
        model = Offer
        fields = ["id", "title", "theme", "organisation", "duration_minutes", "room_needs"]


class SchoolOfSessionSerializer(serializers.ModelSerializer[School]):
    commune = serializers.CharField(source="commune.name")

    class Meta:
        model = School
        fields = ["uai", "name", "commune", "address", "postcode", "time_zone"]


class RequestOfSessionSerializer(serializers.ModelSerializer[Request]):
    """The gesture that a session comes from: what was asked for together is read together."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    asked_by = serializers.CharField(read_only=True, help_text="A name.")

    class Meta:
        model = Request
        fields = ["id", "asked_by", "created_at"]
        read_only_fields = fields


class RoomBriefSerializer(serializers.ModelSerializer[Room]):
    class Meta:
        model = Room
        fields = ["id", "name"]


class FacilitatorSerializer(serializers.ModelSerializer[Facilitator]):
    class Meta:
        model = Facilitator
        fields = ["id", "name"]


class SessionSerializer(serializers.ModelSerializer[Session]):
    """A session as the reader may see it, with what the reader may do.

    A wish has no time yet; what a school gives by itself has no offer.
    """

    id = serializers.UUIDField(source="public_id", read_only=True)
    title = serializers.CharField(read_only=True)
    kind_label = LabelField("kind")
    theme = ThemeBriefSerializer(read_only=True)
    offer = OfferOfSessionSerializer(read_only=True, allow_null=True)
    school = SchoolOfSessionSerializer(read_only=True)
    class_groups = ClassGroupBriefSerializer(source="groups", many=True, read_only=True)
    facilitators = FacilitatorSerializer(many=True, read_only=True)
    number_in_series = serializers.IntegerField(
        read_only=True, help_text="Among the sessions of its request for the same classes, from 1."
    )
    materials = serializers.SerializerMethodField()
    room = RoomBriefSerializer(read_only=True, allow_null=True)
    request = RequestOfSessionSerializer(read_only=True, allow_null=True)
    # Empty until somebody says it: a read-only field of the model would not tell.
    en_adult = serializers.ChoiceField(EnAdult.choices, allow_blank=True, read_only=True)
    state_label = LabelField("state")
    sentence = serializers.SerializerMethodField()
    is_waiting = serializers.SerializerMethodField(
        help_text="Whether somebody is still to answer, to bring what is missing, or to report."
    )
    allowed_actions = serializers.SerializerMethodField()

    class Meta:
        model = Session
        fields = [
            "id",
            "kind",
            "kind_label",
            "title",
            "theme",
            "offer",
            "school",
            "class_groups",
            "facilitators",
            "number_in_series",
            "materials",
            "location",
            "address",
            "room",
            "request",
            "en_adult",
            "state",
            "state_label",
            "sentence",
            "is_waiting",
            "starts_at",
            "ends_at",
            "held_until",
            "authorised_at",
            "accepted_at",
            "revised_at",
            "allowed_actions",
        ]
        read_only_fields = fields

    @extend_schema_field(PlacedMaterialSerializer(many=True))
    def get_materials(self, session: Session) -> Any:
        reader = asker(self.context["request"])
        rows = session.offer.offer_materials.all() if session.offer else []
        placed = [
            row
            for row in rows
            if row.serves(session.number_in_series) and may_read(reader, row.material)
        ]
        return PlacedMaterialSerializer(placed, many=True, context=self.context).data

    def get_sentence(self, session: Session) -> str:
        return sentence(session, now=timezone.now())

    def get_is_waiting(self, session: Session) -> bool:
        return is_waiting(session, now=timezone.now())

    def get_allowed_actions(self, session: Session) -> list[Act]:
        return allowed_actions(asker(self.context["request"]), session, now=timezone.now())
