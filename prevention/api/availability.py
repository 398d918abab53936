"""When facilitators can come: weekly windows, extra times and absences, each one's own."""

from typing import Any

import django_filters
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.breaks import AbsencePreviewSerializer, BrokenByAbsenceSerializer
from prevention.api.entries import CreateMixin
from prevention.api.fields import BIGGEST_ID, ClockField, IdFilter, InstantField, LabelField
from prevention.api.session_shapes import FacilitatorSerializer
from prevention.api.views import ChangeMixin, DeleteMixin, ListMixin, Resource, asker
from prevention.offers.models import Facilitator
from prevention.scheduling import acts
from prevention.scheduling.disruptions import broken_by_absence
from prevention.scheduling.models import Availability, DatedAvailability

WINDOW = ["weekday", "starts_at", "ends_at", "valid_from", "valid_until"]


class WhoseSerializer(serializers.Serializer[Any]):
    """Whose time it is: the reader's own, unless another facilitator is named."""

    facilitator = serializers.IntegerField(min_value=1, max_value=BIGGEST_ID, required=False)


class OfFacilitator(Resource):
    """Rows that a facilitator keeps, and the coordination for everybody."""

    def whose(self, asked: dict[str, Any]) -> Facilitator:
        rows = Facilitator.objects.visible_to(asker(self.request))
        if "facilitator" in asked:
            return get_object_or_404(rows, pk=asked["facilitator"])
        own = rows.filter(user=asker(self.request)).first()
        if own is None:
            raise serializers.ValidationError({"facilitator": [_("Say which facilitator.")]})
        return own


class AvailabilitySerializer(serializers.ModelSerializer[Availability]):
    facilitator = FacilitatorSerializer(read_only=True)
    weekday_label = LabelField("weekday")
    starts_at = ClockField(read_only=True)
    ends_at = ClockField(read_only=True)

    class Meta:
        model = Availability
        fields = ["id", "facilitator", "weekday_label", *WINDOW]


class AvailabilityChangeSerializer(serializers.ModelSerializer[Availability]):
    """A weekly window, in the local time of the schools; ``weekday`` is ISO 8601's."""

    starts_at = ClockField()
    ends_at = ClockField()

    class Meta:
        model = Availability
        fields = WINDOW
        validators: list[Any] = []  # the act says it, in the same words everywhere


class AvailabilityEntrySerializer(WhoseSerializer, AvailabilityChangeSerializer):
    class Meta(AvailabilityChangeSerializer.Meta):
        fields = ["facilitator", *WINDOW]


class AvailabilityFilter(django_filters.FilterSet):
    facilitator = IdFilter()


class AvailabilityViewSet(ListMixin, OfFacilitator, CreateMixin, ChangeMixin, DeleteMixin):
    """Weekly windows; where two overlap they count as one."""

    rights = {
        "list": "availability.read",
        "retrieve": "availability.read",
        "create": "availability.change",
        "partial_update": "availability.change",
        "destroy": "availability.change",
    }
    queryset = Availability.objects.select_related("facilitator")
    serializer_class = AvailabilitySerializer
    entry_class = AvailabilityEntrySerializer
    filterset_class = AvailabilityFilter
    ordering = ("facilitator_id", "weekday", "starts_at", "id")

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Any]]:
        changing = self.action == "partial_update"
        return AvailabilityChangeSerializer if changing else super().get_serializer_class()

    def add(self, asked: dict[str, Any]) -> Availability:
        facilitator = self.whose(asked)
        window = {name: value for name, value in asked.items() if name != "facilitator"}
        return acts.add_availability(facilitator=facilitator, user=asker(self.request), **window)

    def change(self, row: Availability, asked: dict[str, Any]) -> None:
        acts.change_availability(availability=row, user=asker(self.request), **asked)

    def remove(self, row: Availability) -> None:
        acts.remove_availability(availability=row, user=asker(self.request))


class AbsenceSerializer(serializers.ModelSerializer[DatedAvailability]):
    """An absence, whatever its reason, or an extra time."""

    facilitator = FacilitatorSerializer(read_only=True)
    kind_label = LabelField("kind")

    class Meta:
        model = DatedAvailability
        fields = ["id", "facilitator", "kind", "kind_label", "starts_at", "ends_at"]


class AbsenceDetailSerializer(AbsenceSerializer):
    """With the sessions to come that it breaks; none for an extra time."""

    breaks = serializers.SerializerMethodField()

    class Meta(AbsenceSerializer.Meta):
        fields = [*AbsenceSerializer.Meta.fields, "breaks"]

    @extend_schema_field(BrokenByAbsenceSerializer(many=True))
    def get_breaks(self, absence: DatedAvailability) -> Any:
        broken = broken_by_absence(absence, now=timezone.now())
        return BrokenByAbsenceSerializer(broken, many=True, context=self.context).data


class AbsenceEntrySerializer(WhoseSerializer):
    kind = serializers.ChoiceField(
        choices=DatedAvailability.Kind.choices, default=DatedAvailability.Kind.ABSENCE
    )
    starts_at = InstantField()
    ends_at = InstantField()


class AbsenceChangeSerializer(serializers.ModelSerializer[DatedAvailability]):
    """Other hours; an absence stays one."""

    starts_at = InstantField()
    ends_at = InstantField()

    class Meta:
        model = DatedAvailability
        fields = ["starts_at", "ends_at"]
        validators: list[Any] = []  # the act says it, in the same words everywhere


class AbsenceFilter(django_filters.FilterSet):
    """``from`` and ``until`` keep what touches these days."""

    facilitator = IdFilter()
    kind = django_filters.ChoiceFilter(choices=DatedAvailability.Kind.choices)
    until = django_filters.DateFilter(field_name="starts_at", lookup_expr="date__lte")


# Python keeps the word "from" to itself.
AbsenceFilter.base_filters["from"] = django_filters.DateFilter(
    field_name="ends_at", lookup_expr="date__gte"
)


@extend_schema_view(
    retrieve=extend_schema(responses=AbsenceDetailSerializer),
    create=extend_schema(responses={201: AbsenceDetailSerializer}),
    partial_update=extend_schema(responses=AbsenceDetailSerializer),
)
class AbsenceViewSet(ListMixin, OfFacilitator, CreateMixin, ChangeMixin, DeleteMixin):
    """Absences and extra times; one alone comes with what it breaks."""

    rights = {
        "list": "availability.read",
        "retrieve": "availability.read",
        "create": "availability.change",
        "preview": "availability.change",
        "partial_update": "availability.change",
        "destroy": "availability.change",
    }
    queryset = DatedAvailability.objects.select_related("facilitator")
    serializer_class = AbsenceSerializer
    entry_class = AbsenceEntrySerializer
    filterset_class = AbsenceFilter
    ordering = ("starts_at", "id")

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Any]]:
        changing = self.action == "partial_update"
        return AbsenceChangeSerializer if changing else super().get_serializer_class()

    def shown_serializer(self, row: Any) -> AbsenceDetailSerializer:
        return AbsenceDetailSerializer(row, context=self.get_serializer_context())

    def add(self, asked: dict[str, Any]) -> DatedAvailability:
        return acts.add_dated_availability(
            user=asker(self.request), **asked | {"facilitator": self.whose(asked)}
        )

    @extend_schema(responses=AbsencePreviewSerializer)
    @action(detail=False, methods=["post"])
    def preview(self, request: Request) -> Response:
        """Say what it would break; nothing is written."""
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = sent.validated_data
        thought = DatedAvailability(**asked | {"facilitator": self.whose(asked)})
        thought.full_clean()
        broken = {"breaks": broken_by_absence(thought, now=timezone.now())}
        return Response(
            AbsencePreviewSerializer(broken, context=self.get_serializer_context()).data
        )

    def change(self, row: DatedAvailability, asked: dict[str, Any]) -> None:
        acts.change_dated_availability(dated=row, user=asker(self.request), **asked)

    def remove(self, row: DatedAvailability) -> None:
        acts.remove_dated_availability(dated=row, user=asker(self.request))
