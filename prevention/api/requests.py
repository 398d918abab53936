"""Requests: one gesture for several classes, held line by line."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response

from prevention.api.fields import BIGGEST_ID, InstantField
from prevention.api.idempotency import once
from prevention.api.sessions import SessionSerializer
from prevention.api.views import ListMixin, RetrieveMixin, asker, entity_tag
from prevention.offers.models import Offer
from prevention.scheduling.acts import Line, request_sessions
from prevention.scheduling.models import Request
from prevention.schools.models import ClassGroup


class LineSerializer(serializers.Serializer[Any]):
    class_group = serializers.IntegerField(min_value=1, max_value=BIGGEST_ID)
    starts_at = InstantField()


# Three sessions for each of twenty classes: more is more than one gesture.
MOST_LINES = 60


class RequestCreateSerializer(serializers.Serializer[Any]):
    """One offer for classes of one school, each at its chosen opening."""

    offer = serializers.IntegerField(min_value=1, max_value=BIGGEST_ID)
    lines = serializers.ListField(child=LineSerializer(), min_length=1, max_length=MOST_LINES)


class RefusedLineSerializer(serializers.Serializer[Any]):
    """A line that could not be held, and why: as a problem says it (RFC 9457)."""

    line = serializers.IntegerField(source="number", help_text="Counted from 0, as sent.")
    code = serializers.CharField(source="refusal.code")
    detail = serializers.CharField(source="refusal")
    facts = serializers.DictField(source="refusal.facts")


class RequestSerializer(serializers.ModelSerializer[Request]):
    id = serializers.UUIDField(source="public_id", read_only=True)
    sessions = SessionSerializer(many=True, read_only=True)

    class Meta:
        model = Request
        fields = ["id", "offer", "school", "created_at", "sessions"]
        read_only_fields = fields


class RequestMadeSerializer(RequestSerializer):
    """What is held; ``refused`` says the lines that are not."""

    refused = RefusedLineSerializer(many=True)

    class Meta(RequestSerializer.Meta):
        fields = [*RequestSerializer.Meta.fields, "refused"]
        read_only_fields = fields


class RequestViewSet(ListMixin, RetrieveMixin):
    """What the schools in reach asked for, latest first."""

    rights = {"list": "request.read", "retrieve": "request.read", "create": "request.create"}
    queryset = Request.objects.prefetch_related(
        "sessions__offer__theme",
        "sessions__offer__organisation",
        "sessions__offer__materials",
        "sessions__school__commune",
        "sessions__groups",
        "sessions__facilitators",
    )
    serializer_class = RequestSerializer
    lookup_field = "public_id"
    lookup_value_converter = "uuid"
    ordering = ("-created_at", "-id")

    @extend_schema(request=RequestCreateSerializer, responses={201: RequestMadeSerializer})
    @once
    def create(self, request: ApiRequest) -> Response:
        """Hold each line that is free; 409 when none is."""
        sent = RequestCreateSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        user = asker(request)
        visible = ClassGroup.objects.visible_to(user).select_related(
            "school__commune", "school_year"
        )
        groups = visible.in_bulk({line["class_group"] for line in sent.validated_data["lines"]})
        offers = Offer.objects.visible_to(user).select_related("theme", "organisation")
        asked = request_sessions(
            offer=get_object_or_404(offers, pk=sent.validated_data["offer"]),
            lines=[
                Line(_found(groups, line["class_group"]), line["starts_at"])
                for line in sent.validated_data["lines"]
            ],
            asked_by=user,
            now=timezone.now(),
        )
        made = self.get_queryset().get(pk=asked.request.pk)
        shown = self.shown_serializer(made).data
        refused = RefusedLineSerializer(asked.refused, many=True).data
        return Response(
            {**shown, "refused": refused}, status=201, headers={"ETag": entity_tag(shown)}
        )


def _found(groups: dict[int, ClassGroup], pk: int) -> ClassGroup:
    if pk not in groups:
        raise Http404
    return groups[pk]
