"""Sessions: the API asks the acts, and shows what they did."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response

from library.api.serializers import MaterialSerializer
from prevention.api.fields import (
    ClassGroupBriefSerializer,
    IdFilter,
    LabelField,
)
from prevention.api.offers import OrganisationSerializer, ThemeBriefSerializer
from prevention.api.views import ListMixin, RetrieveMixin, asker
from prevention.offers.models import Facilitator, Offer
from prevention.scheduling.acts import (
    accept,
    authorise,
    cancel,
    refuse,
)
from prevention.scheduling.models import Event, Session
from prevention.scheduling.states import allowed_actions, sentence
from prevention.schools.models import School
from prevention.vocabulary import Act, EndReason, SessionState


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


class FacilitatorSerializer(serializers.ModelSerializer[Facilitator]):
    class Meta:
        model = Facilitator
        fields = ["id", "name"]


class SessionSerializer(serializers.ModelSerializer[Session]):
    """A session as the reader may see it, with what the reader may do."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    offer = OfferOfSessionSerializer(read_only=True)
    school = SchoolOfSessionSerializer(read_only=True)
    class_groups = ClassGroupBriefSerializer(source="groups", many=True, read_only=True)
    facilitators = FacilitatorSerializer(many=True, read_only=True)
    materials = MaterialSerializer(source="offer.materials", many=True, read_only=True)
    state_label = LabelField("state")
    sentence = serializers.SerializerMethodField()
    allowed_actions = serializers.SerializerMethodField()

    class Meta:
        model = Session
        fields = [
            "id",
            "offer",
            "school",
            "class_groups",
            "facilitators",
            "materials",
            "state",
            "state_label",
            "sentence",
            "starts_at",
            "ends_at",
            "held_until",
            "authorised_at",
            "accepted_at",
            "allowed_actions",
        ]
        read_only_fields = fields

    def get_sentence(self, session: Session) -> str:
        return sentence(session)

    def get_allowed_actions(self, session: Session) -> list[Act]:
        return allowed_actions(asker(self.context["request"]), session, now=timezone.now())


class EventSerializer(serializers.ModelSerializer[Event]):
    act_label = LabelField("act")
    reason_label = LabelField("reason")
    by = serializers.SerializerMethodField()

    class Meta:
        model = Event
        fields = ["at", "act", "act_label", "reason_label", "by"]

    def get_by(self, event: Event) -> str:
        return str(event.actor) if event.actor else ""


class SessionDetailSerializer(SessionSerializer):
    events = EventSerializer(many=True, read_only=True)

    class Meta(SessionSerializer.Meta):
        fields = [*SessionSerializer.Meta.fields, "events"]
        read_only_fields = fields


class EndSerializer(serializers.Serializer[Any]):
    """Why a session is refused or cancelled."""

    reason = serializers.ChoiceField(choices=EndReason.choices)


class NothingSerializer(serializers.Serializer[Any]):
    """An act that needs no more than its address."""


class SessionFilter(django_filters.FilterSet):
    state = django_filters.MultipleChoiceFilter(choices=SessionState.choices)
    class_group = IdFilter(field_name="groups")
    until = django_filters.DateFilter(field_name="starts_at", lookup_expr="date__lte")
    to_authorise = django_filters.BooleanFilter(method="waiting_for_head")

    class Meta:
        model = Session
        fields = ["state", "school"]

    def waiting_for_head(
        self, rows: QuerySet[Session], _name: str, wanted: bool
    ) -> QuerySet[Session]:
        waiting = Session.objects.to_authorise()
        return rows.filter(pk__in=waiting) if wanted else rows.exclude(pk__in=waiting)


# Python keeps the word "from" to itself.
SessionFilter.base_filters["from"] = django_filters.DateFilter(
    field_name="starts_at", lookup_expr="date__gte"
)


@extend_schema_view(retrieve=extend_schema(responses=SessionDetailSerializer))
class SessionViewSet(ListMixin, RetrieveMixin):
    """Sessions in reach, soonest first, and the acts on each."""

    rights = {
        "list": "session.read",
        "retrieve": "session.read",
        "authorise": "session.authorise",
        "accept": "session.accept",
        "refuse": "session.refuse",
        "cancel": "session.cancel",
    }
    queryset = Session.objects.select_related(
        "offer__theme", "offer__organisation", "school__commune"
    ).prefetch_related("groups", "facilitators", "offer__materials", "events__actor")
    serializer_class = SessionSerializer
    filterset_class = SessionFilter
    lookup_field = "public_id"
    lookup_value_converter = "uuid"
    ordering = ("starts_at", "id")

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return (
            rows
            if self.action != "list"
            else rows.prefetch_related(None).prefetch_related(
                "groups", "facilitators", "offer__materials"
            )
        )

    def shown_serializer(self, row: Any) -> SessionDetailSerializer:
        return SessionDetailSerializer(row, context=self.get_serializer_context())

    @extend_schema(request=NothingSerializer, responses=SessionDetailSerializer)
    @action(detail=True, methods=["post"])
    def authorise(self, request: ApiRequest, **_named: str) -> Response:
        authorise(session=self.get_object(), user=asker(request), now=timezone.now())
        return self.shown(self.get_object())

    @extend_schema(request=NothingSerializer, responses=SessionDetailSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: ApiRequest, **_named: str) -> Response:
        accept(session=self.get_object(), user=asker(request), now=timezone.now())
        return self.shown(self.get_object())

    @extend_schema(request=EndSerializer, responses=SessionDetailSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: ApiRequest, **_named: str) -> Response:
        return self._end(refuse, request)

    @extend_schema(request=EndSerializer, responses=SessionDetailSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: ApiRequest, **_named: str) -> Response:
        return self._end(cancel, request)

    def _end(self, act: Any, request: ApiRequest) -> Response:
        asked = EndSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        act(
            session=self.get_object(),
            user=asker(request),
            reason=EndReason(asked.validated_data["reason"]),
            now=timezone.now(),
        )
        return self.shown(self.get_object())
