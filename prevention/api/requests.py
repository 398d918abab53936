"""Requests: one gesture for several classes, held line by line."""

from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response

from prevention.api.fields import BIGGEST_ID, DaysSerializer, InstantField
from prevention.api.idempotency import once
from prevention.api.session_acts import MOST_GROUPS, PreparationSerializer
from prevention.api.session_detail_shapes import SessionDetailSerializer
from prevention.api.session_shapes import LISTED, SHOWN, SessionSerializer
from prevention.api.views import ListMixin, RetrieveMixin, asker, entity_tag
from prevention.offers.models import Offer
from prevention.scheduling.acts import (
    Asked,
    Line,
    Preparation,
    Wished,
    make_link,
    place_session,
    propose_sessions,
    request_sessions,
)
from prevention.scheduling.links import address_of
from prevention.scheduling.models import AuthorisationLink, Request
from prevention.schools.models import ClassGroup, SchoolTimetable
from prevention.vocabulary import Half

# Three sessions for each of twenty classes: more is more than one gesture.
MOST_LINES = 60


class WishedHalfDaySerializer(serializers.Serializer[Any]):
    """A half-day of the week; ``weekday`` is ISO 8601's, Monday being 1."""

    weekday = serializers.ChoiceField(choices=SchoolTimetable.Weekday.choices)
    half = serializers.ChoiceField(choices=Half.choices)


class WishedSerializer(DaysSerializer):
    """The days that would suit; no half-day means all of them."""

    half_days = serializers.ListField(child=WishedHalfDaySerializer(), max_length=12, default=[])


class LineSerializer(serializers.Serializer[Any]):
    """One session: its classes, with the opening chosen for it or a wish for one."""

    class_groups = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BIGGEST_ID),
        min_length=1,
        max_length=MOST_GROUPS,
    )
    starts_at = InstantField(required=False)
    wish = WishedSerializer(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("starts_at" in attrs) == ("wish" in attrs):
            raise serializers.ValidationError(
                {"starts_at": _("Give the chosen start, or else a wish.")}
            )
        return attrs


class LinesSerializer(serializers.Serializer[Any]):
    """One offer for classes of one school, a line for each session."""

    offer = serializers.IntegerField(min_value=1, max_value=BIGGEST_ID)
    lines = serializers.ListField(child=LineSerializer(), min_length=1, max_length=MOST_LINES)


class RequestCreateSerializer(LinesSerializer):
    """One offer for classes of one school, with what is known of all its sessions already."""

    preparation = PreparationSerializer(required=False)


class PlaceSerializer(serializers.Serializer[Any]):
    """One session at a time of the coordination's own choice, and why."""

    offer = serializers.IntegerField(min_value=1, max_value=BIGGEST_ID)
    class_groups = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BIGGEST_ID),
        min_length=1,
        max_length=MOST_GROUPS,
    )
    starts_at = InstantField()
    reason = serializers.CharField(max_length=200)


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


class HeadSerializer(serializers.Serializer[Any]):
    """Which head is asked, by key: needed where a school has several."""

    head = serializers.IntegerField(min_value=1, max_value=BIGGEST_ID, required=False)


class AuthorisationLinkSerializer(serializers.ModelSerializer[AuthorisationLink]):
    """The address at which a head decides once: for that head's eyes alone."""

    url = serializers.SerializerMethodField()
    head = serializers.CharField(read_only=True, help_text="The name of whom it is for.")

    class Meta:
        model = AuthorisationLink
        fields = ["url", "head", "expires_at"]
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, link: AuthorisationLink) -> str:
        return address_of(link)


class RequestViewSet(ListMixin, RetrieveMixin):
    """What the schools in reach asked for, latest first."""

    rights = {
        "list": "request.read",
        "retrieve": "request.read",
        "create": "request.create",
        "propose": "session.propose",
        "place": "session.propose",
        "authorisation_link": "session.link",
    }
    queryset = Request.objects.prefetch_related(
        Prefetch("sessions", SHOWN.prefetch_related(*LISTED)),
    )
    serializer_class = RequestSerializer
    lookup_field = "public_id"
    lookup_value_converter = "uuid"
    ordering = ("-created_at", "-id")

    @extend_schema(request=RequestCreateSerializer, responses={201: RequestMadeSerializer})
    @once
    def create(self, request: ApiRequest) -> Response:
        """Hold each line that is free, and put wishes on the waiting list.

        409 when none is: alone it says why, of several each says why in `facts.refused`, as in
        the answer where some are held.
        """
        sent = RequestCreateSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = request_sessions(
            offer=_offer(request, sent.validated_data),
            lines=_lines(request, sent.validated_data),
            asked_by=asker(request),
            now=timezone.now(),
            preparation=Preparation(**sent.validated_data.get("preparation", {})),
        )
        return self._made(asked)

    @extend_schema(request=LinesSerializer, responses={201: RequestMadeSerializer})
    @action(detail=False, methods=["post"])
    @once
    def propose(self, request: ApiRequest) -> Response:
        """Keep times for classes that asked for nothing, until their school answers."""
        sent = LinesSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = propose_sessions(
            offer=_offer(request, sent.validated_data),
            lines=_lines(request, sent.validated_data),
            proposed_by=asker(request),
            now=timezone.now(),
        )
        return self._made(asked)

    # Without Idempotency-Key: such answers are stored, and this one holds a secret.
    @extend_schema(request=HeadSerializer, responses={201: AuthorisationLinkSerializer})
    @action(
        detail=True,
        methods=["post"],
        url_path="authorisation-link",
        url_name="authorisation-link",
    )
    def authorisation_link(self, request: ApiRequest, **_named: str) -> Response:
        """Make the link at which the head decides without signing in; an earlier one ends."""
        sent = HeadSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        link = make_link(
            request=self.get_object(),
            by=asker(request),
            now=timezone.now(),
            head=sent.validated_data.get("head"),
        )
        return Response(AuthorisationLinkSerializer(link).data, status=201)

    @extend_schema(request=PlaceSerializer, responses={201: SessionDetailSerializer})
    @action(detail=False, methods=["post"])
    @once
    def place(self, request: ApiRequest) -> Response:
        """Propose a time that is no opening, for a reason that is kept."""
        sent = PlaceSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = sent.validated_data
        session = place_session(
            offer=_offer(request, asked),
            groups=_lines(request, {"lines": [asked]})[0].groups,
            starts_at=asked["starts_at"],
            reason=asked["reason"],
            placed_by=asker(request),
            now=timezone.now(),
        )
        row = SHOWN.prefetch_related(*LISTED).get(pk=session.pk)
        shown = SessionDetailSerializer(row, context=self.get_serializer_context()).data
        return Response(shown, status=201, headers={"ETag": entity_tag(shown)})

    def _made(self, asked: Asked) -> Response:
        made = self.get_queryset().get(pk=asked.request.pk)
        shown = self.shown_serializer(made).data
        refused = RefusedLineSerializer(asked.refused, many=True).data
        return Response(
            {**shown, "refused": refused}, status=201, headers={"ETag": entity_tag(shown)}
        )


def _offer(request: ApiRequest, sent: dict[str, Any]) -> Offer:
    offers = Offer.objects.visible_to(asker(request)).select_related("theme", "organisation")
    return get_object_or_404(offers, pk=sent["offer"])


def _lines(request: ApiRequest, sent: dict[str, Any]) -> list[Line]:
    keys = {pk for line in sent["lines"] for pk in line["class_groups"]}
    visible = ClassGroup.objects.visible_to(asker(request))
    groups = visible.select_related("school__commune", "school_year").in_bulk(keys)
    if groups.keys() != keys:
        raise Http404
    return [
        Line([groups[pk] for pk in dict.fromkeys(line["class_groups"])], _when(line))
        for line in sent["lines"]
    ]


def _when(line: dict[str, Any]) -> datetime | Wished:
    if "wish" not in line:
        chosen: datetime = line["starts_at"]
        return chosen
    wish = line["wish"]
    half_days = frozenset((one["weekday"], Half(one["half"])) for one in wish["half_days"])
    return Wished(wish["from"], wish["until"], half_days)
