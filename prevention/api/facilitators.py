"""Who gives sessions: entered by coordinators, with limits that each sets for oneself."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.agendas import AgendaQuerySerializer, AgendaSerializer
from prevention.api.entries import EntryMixin
from prevention.api.fields import CommuneSerializer
from prevention.api.organisations import OrganisationSerializer
from prevention.api.views import ListMixin, asker
from prevention.offers.models import Facilitator
from prevention.scheduling.agenda import agenda_of
from prevention.schools.models import Commune

LIMITS = ["base", "max_per_day", "max_per_week"]


class FacilitatorDetailSerializer(serializers.ModelSerializer[Facilitator]):
    organisation = OrganisationSerializer(read_only=True)
    base = CommuneSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Facilitator
        fields = [
            "id",
            "name",
            "organisation",
            "themes",
            *LIMITS,
            "honorability_on",
            "honorability_authority",
            "active",
        ]


class FacilitatorEntrySerializer(serializers.ModelSerializer[Facilitator]):
    """What coordinators enter; of oneself, a facilitator writes the limits alone."""

    base = serializers.PrimaryKeyRelatedField(
        queryset=Commune.objects.only("name"), required=False, allow_null=True
    )

    class Meta:
        model = Facilitator
        fields = [name for name in FacilitatorDetailSerializer.Meta.fields if name != "id"]


class LimitsSerializer(FacilitatorEntrySerializer):
    class Meta(FacilitatorEntrySerializer.Meta):
        fields = LIMITS


class FacilitatorViewSet(ListMixin, EntryMixin):
    """All of them for coordinators; oneself for a facilitator."""

    rights = {
        "list": "facilitator.read",
        "retrieve": "facilitator.read",
        "create": "facilitator.change",
        "partial_update": "facilitator.limit",
        "agenda": "facilitator.read",
    }
    queryset = (
        Facilitator.objects.select_related("organisation", "base")
        .defer("base__outline")
        .prefetch_related("themes")
    )
    serializer_class = FacilitatorDetailSerializer
    entry_class = FacilitatorEntrySerializer
    filterset_fields = ["organisation", "active"]
    ordering = ("name", "id")

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Facilitator]]:
        if self.action != "partial_update" or getattr(self, "swagger_fake_view", False):
            return super().get_serializer_class()
        enters = asker(self.request).may("facilitator.change")
        return FacilitatorEntrySerializer if enters else LimitsSerializer

    @extend_schema(parameters=[AgendaQuerySerializer], responses=AgendaSerializer)
    @action(detail=True, pagination_class=None, filter_backends=[])
    def agenda(self, request: Request, pk: int) -> Response:
        """Give the sessions of some days with the way between them, and what else takes time."""
        facilitator = self.get_object()
        asked = AgendaQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        first, last = asked.validated_data["from"], asked.validated_data["until"]
        agenda = agenda_of(facilitator, first=first, last=last, user=asker(request))
        # Who may read an agenda may know who gives its sessions.
        return Response(AgendaSerializer(agenda, context={"names_people": True}).data)
