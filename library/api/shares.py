"""Share links through the API: one's own, made and taken back."""

import io
from typing import Any

import segno
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from library.api.entries import ShareEntrySerializer
from library.models import Collection, Material, Share
from library.shares import make_share, revoke_share
from prevention.api.fields import LabelField
from prevention.api.views import DeleteMixin, ListMixin, asker


class ShareSerializer(serializers.ModelSerializer[Share]):
    """A link of one's own; its address was told once, when it was made."""

    title = serializers.CharField(source="__str__", read_only=True)
    reader_label = LabelField("reader")
    is_open = serializers.SerializerMethodField()

    class Meta:
        model = Share
        fields = [
            "id",
            "title",
            "reader",
            "reader_label",
            "made_at",
            "expires_at",
            "revoked_at",
            "is_open",
        ]
        read_only_fields = fields

    def get_is_open(self, share: Share) -> bool:
        return share.is_open(now=timezone.now())


class MadeShareSerializer(ShareSerializer):
    """A link just made: its address, and the same as a QR code (an SVG document)."""

    url = serializers.CharField()
    qr_svg = serializers.CharField()

    class Meta(ShareSerializer.Meta):
        fields = [*ShareSerializer.Meta.fields, "url", "qr_svg"]
        read_only_fields = fields


class ShareViewSet(ListMixin, DeleteMixin):
    """The reader's own share links, latest first."""

    rights = {"list": "share.read", "create": "share.create", "destroy": "share.revoke"}
    queryset = Share.objects.select_related("material", "collection")
    serializer_class = ShareSerializer
    ordering = ("-made_at", "-id")

    @extend_schema(request=ShareEntrySerializer, responses={201: MadeShareSerializer})
    def create(self, request: Request) -> Response:
        """Make a link; its address is in this answer and in no other."""
        sent = ShareEntrySerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = sent.validated_data
        made = make_share(
            of=self._shared(asked),
            reader=asked["reader"],
            days=asked["days"],
            by=asker(request),
            now=timezone.now(),
        )
        drawn = io.BytesIO()
        segno.make(made.url).save(drawn, kind="svg", border=4, omitsize=True)
        told = {"url": made.url, "qr_svg": drawn.getvalue().decode()}
        shown = ShareSerializer(made.share, context=self.get_serializer_context()).data
        return Response({**shown, **told}, status=201)

    def remove(self, row: Share) -> None:
        revoke_share(share=row, now=timezone.now())

    def _shared(self, asked: dict[str, Any]) -> Material | Collection:
        user = asker(self.request)
        if "material" in asked:
            seen = Material.objects.visible_to(user)
            return get_object_or_404(seen, public_id=asked["material"])
        return get_object_or_404(Collection.objects.visible_to(user), public_id=asked["collection"])
