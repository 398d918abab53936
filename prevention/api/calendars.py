"""The reader's own calendar feeds: their addresses, and the acts on them."""

import io
from typing import Any

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

from prevention.api.fields import LabelField
from prevention.api.idempotency import once
from prevention.api.schema import IDEMPOTENCY_KEY
from prevention.api.views import ListMixin, RetrieveMixin, asker
from prevention.calendars.addresses import links_of
from prevention.calendars.feeds import (
    create_facilitator_feed,
    create_school_feed,
    reset_feed,
    revoke_feed,
)
from prevention.calendars.models import Feed
from prevention.schools.models import School


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
        read_only_fields = fields


class NewFeedSerializer(serializers.Serializer[Feed]):
    kind = serializers.ChoiceField(choices=Feed.Kind.choices)
    school = serializers.CharField(max_length=8, required=False, allow_null=True, default=None)
    name = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if (attrs["kind"] == Feed.Kind.SCHOOL) != bool(attrs["school"]):
            sentence = _("Name the school of a school's calendar, and of no other.")
            raise serializers.ValidationError({"school": [sentence]})
        return attrs


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


class FeedViewSet(ListMixin, RetrieveMixin):
    """The reader's own feeds: an address is a secret of its holder."""

    rights = {
        "list": "feed.read",
        "retrieve": "feed.read",
        "create": "feed.create",
        "reset": "feed.reset",
        "revoke": "feed.revoke",
        "qr": "feed.read",
    }
    queryset = Feed.objects.all()
    serializer_class = FeedSerializer
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
        holder, now = asker(request), timezone.now()
        uai, name = asked.validated_data["school"], asked.validated_data["name"]
        if uai is None:
            feed = create_facilitator_feed(holder=holder, name=name, now=now)
        else:
            school = get_object_or_404(School.objects.visible_to(holder), pk=uai)
            feed = create_school_feed(holder=holder, school=school, name=name, now=now)
        return Response({"id": feed.pk}, status=201)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def reset(self, request: Request, pk: str) -> Response:
        """Give a new address; the old one answers 410 from now on."""
        return self.shown(reset_feed(feed=self.get_object(), now=timezone.now()))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, pk: str) -> Response:
        """Close for good."""
        revoke_feed(feed=self.get_object(), now=timezone.now())
        return self.shown(self.get_object())

    @extend_schema(responses={(200, "image/svg+xml"): OpenApiTypes.BINARY})
    def qr(self, request: Request, pk: int) -> Response:
        """Draw the ``webcal:`` address, which telephones open as a subscription."""
        drawing = io.BytesIO()
        code = segno.make_qr(links_of(self.get_object()).webcal_url)
        code.save(drawing, kind="svg", scale=6, light="white")
        return Response(drawing.getvalue())
