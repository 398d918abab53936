"""The reader's own calendar feeds: their addresses, and the acts on them."""

import io
from datetime import datetime
from typing import Any

import django_filters
import segno
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.fields import BIGGEST_ID, IdFilter, LabelField
from prevention.api.idempotency import once
from prevention.api.schema import IDEMPOTENCY_KEY
from prevention.api.views import ChangeMixin, ListMixin, asker
from prevention.calendars.addresses import links_of
from prevention.calendars.feeds import (
    create_class_group_feed,
    create_facilitator_feed,
    create_offer_feed,
    create_school_feed,
    create_teacher_feed,
    create_territory_feed,
    rename_feed,
    reset_feed,
    revoke_feed,
)
from prevention.calendars.models import SUBJECTS, Feed, FeedKind
from prevention.offers.models import Offer
from prevention.people.models import User
from prevention.schools.models import ClassGroup, School


@extend_schema_field(OpenApiTypes.URI)
class LinkField(serializers.Field[Any, Any, Any, Any]):
    """One of the forms of a feed's address."""

    def __init__(self, of: str) -> None:
        super().__init__(source="*", read_only=True)
        self.of = of

    def to_representation(self, value: Feed) -> str:
        return str(getattr(links_of(value), self.of))


class FeedSerializer(serializers.ModelSerializer[Feed]):
    kind_label = LabelField("kind")
    url = LinkField("url")
    webcal_url = LinkField("webcal_url")
    google_url = LinkField("google_url")
    outlook_url = LinkField("outlook_url")
    qr_url = serializers.HyperlinkedIdentityField(view_name="api:feed-qr")

    class Meta:
        model = Feed
        fields = [
            "id",
            "kind",
            "kind_label",
            "name",
            "school",
            "class_group",
            "offer",
            "subject",
            "url",
            "webcal_url",
            "google_url",
            "outlook_url",
            "qr_url",
            "created_at",
            "revoked_at",
            "last_fetched_at",
            "last_client",
        ]
        read_only_fields = [name for name in fields if name != "name"]


class FeedFilter(django_filters.FilterSet):
    class_group = IdFilter(field_name="class_group")
    offer = IdFilter(field_name="offer")
    revoked = django_filters.BooleanFilter(
        field_name="revoked_at", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Feed
        fields = ["kind", "school"]


class NewFeedSerializer(serializers.Serializer[Feed]):
    """A kind, and what it is about where its kind does not say it: a school, a class, an offer."""

    kind = serializers.ChoiceField(choices=FeedKind.choices)
    school = serializers.CharField(max_length=8, required=False, allow_null=True, default=None)
    class_group = serializers.IntegerField(
        min_value=1, max_value=BIGGEST_ID, required=False, allow_null=True, default=None
    )
    offer = serializers.IntegerField(
        min_value=1, max_value=BIGGEST_ID, required=False, allow_null=True, default=None
    )
    name = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        needed = SUBJECTS.get(attrs["kind"])
        for field in ("school", "class_group", "offer"):
            if field == needed and not attrs[field]:
                sentence = _("Name what this kind of calendar is about.")
            elif field != needed and attrs[field]:
                sentence = _("This kind of calendar is about something else: leave it out.")
            else:
                continue
            raise serializers.ValidationError({field: [sentence]})
        return attrs


def open_feed(holder: User, asked: dict[str, Any], *, now: datetime) -> Feed:
    """Call the act of the kind asked for, on what the reader sees of what it names."""
    name = asked["name"]
    match asked["kind"]:
        case FeedKind.SCHOOL:
            school = get_object_or_404(School.objects.visible_to(holder), pk=asked["school"])
            return create_school_feed(holder=holder, school=school, name=name, now=now)
        case FeedKind.CLASS_GROUP:
            seen = ClassGroup.objects.where_may(holder, "feed.create").select_related("school")
            group = get_object_or_404(seen, pk=asked["class_group"])
            return create_class_group_feed(holder=holder, class_group=group, name=name, now=now)
        case FeedKind.OFFER:
            offer = get_object_or_404(Offer.objects.visible_to(holder), pk=asked["offer"])
            return create_offer_feed(holder=holder, offer=offer, name=name, now=now)
    acts = {
        FeedKind.TEACHER: create_teacher_feed,
        FeedKind.FACILITATOR: create_facilitator_feed,
        FeedKind.TERRITORY: create_territory_feed,
    }
    return acts[asked["kind"]](holder=holder, name=name, now=now)


class SvgRenderer(JSONRenderer):
    """Hands out a drawing as it is; a problem stays JSON."""

    media_type = "image/svg+xml"
    format = "svg"

    def render(
        self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None
    ) -> bytes:
        if isinstance(data, bytes):
            return data
        return super().render(data, accepted_media_type, renderer_context)


class FeedViewSet(ListMixin, ChangeMixin):
    """The reader's own feeds: an address is a secret of its holder."""

    rights = {
        "list": "feed.read",
        "retrieve": "feed.read",
        "create": "feed.create",
        "partial_update": "feed.rename",
        "reset": "feed.reset",
        "revoke": "feed.revoke",
        "qr": "feed.read",
    }
    queryset = Feed.objects.with_subject()
    serializer_class = FeedSerializer
    filterset_class = FeedFilter
    ordering = ("name", "id")

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],  # read by _create
        request=NewFeedSerializer,
        responses={201: FeedSerializer},
    )
    def create(self, request: Request) -> Response:
        made = self._create(request)
        answer = self.shown(self.get_queryset().get(pk=made.data["id"]), status=made.status_code)
        for name in made.headers:
            answer.headers.setdefault(name, made.headers[name])
        return answer

    @once
    def _create(self, request: Request) -> Response:
        """Create, and answer with no more than an id: this answer is stored, addresses are not."""
        asked = NewFeedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        feed = open_feed(asker(request), asked.validated_data, now=timezone.now())
        return Response({"id": feed.pk}, status=201)

    def change(self, row: Feed, asked: dict[str, Any]) -> None:
        rename_feed(feed=row, name=asked.get("name", row.name))

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=None)
    @action(detail=True, methods=["post"])
    def reset(self, request: Request, pk: str) -> Response:
        """Give a new address; the old one answers 410 from now on."""
        return self._shown_after(reset_feed, request)

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=None)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, pk: str) -> Response:
        """Close for good."""
        return self._shown_after(revoke_feed, request)

    def _shown_after(self, act: Any, request: Request) -> Response:
        done = self._done(request, act)
        answer = self.shown(self.get_object())
        for name in done.headers:
            answer.headers.setdefault(name, done.headers[name])
        return answer

    @once
    def _done(self, request: Request, act: Any) -> Response:
        """Do an act, and answer with nothing: this answer is stored, addresses are not."""
        act(feed=self.get_object(), now=timezone.now())
        return Response({})

    @extend_schema(responses={(200, "image/svg+xml"): OpenApiTypes.BINARY})
    def qr(self, request: Request, pk: int) -> Response:
        """Draw the ``webcal:`` address, which telephones open as a subscription."""
        drawing = io.BytesIO()
        code = segno.make_qr(links_of(self.get_object()).webcal_url)
        code.save(drawing, kind="svg", scale=6, light="white")
        return Response(drawing.getvalue())
