"""Materials through the API: read by those they are for, written and judged by acts."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import django_filters
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.timezone import localdate
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from library import acts
from library.api.choices import MaterialChoicesSerializer, material_choices
from library.api.entries import (
    FileSentSerializer,
    MaterialEntrySerializer,
    PublishSerializer,
    WithdrawSerializer,
)
from library.api.serializers import MaterialDetailSerializer, MaterialRowSerializer
from library.api.uploading import FileParser
from library.models import Collection, Material, MaterialQuerySet, MaterialVersion
from library.versions import add_version
from prevention.api.entries import CreateMixin
from prevention.api.idempotency import once
from prevention.api.session_acts import NothingSerializer
from prevention.api.views import ChangeMixin, ListMixin, asker

EXPIRING_WITHIN = timedelta(days=60)


class MaterialFilter(django_filters.FilterSet):
    """The curator's worklist is made of these: to review, expiring, with a dead address."""

    expiring = django_filters.BooleanFilter(
        method="among_expiring",
        help_text="Those whose review falls due within sixty days, or was due.",
    )
    dead_link = django_filters.BooleanFilter(
        method="among_dead", help_text="Those whose address did not answer twice in a row."
    )
    own = django_filters.BooleanFilter(method="among_own", help_text="Those that one wrote.")

    class Meta:
        model = Material
        fields = ["kind", "audience", "state"]

    def among_expiring(self, rows: Any, _name: str, wanted: bool) -> Any:
        found = Material.objects.expiring(until=localdate() + EXPIRING_WITHIN).values("pk")
        return rows.filter(pk__in=found) if wanted else rows.exclude(pk__in=found)

    def among_dead(self, rows: Any, _name: str, wanted: bool) -> Any:
        found = Material.objects.with_dead_links().values("pk")
        return rows.filter(pk__in=found) if wanted else rows.exclude(pk__in=found)

    def among_own(self, rows: Any, _name: str, wanted: bool) -> Any:
        user = asker(self.request)
        return rows.filter(added_by=user) if wanted else rows.exclude(added_by=user)


class MaterialViewSet(ListMixin, CreateMixin, ChangeMixin):
    """What is prepared with, shown and handed out."""

    rights = {
        "list": "material.read",
        "retrieve": "material.read",
        "choices": "material.change",
        "create": "material.change",
        "partial_update": "material.change",
        "submit": "material.change",
        "versions": "material.change",
        "send_back": "material.review",
        "publish": "material.review",
        "withdraw": "material.review",
        "reopen": "material.review",
    }
    queryset = Material.objects.all()
    serializer_class = MaterialDetailSerializer
    entry_class = MaterialEntrySerializer
    filterset_class = MaterialFilter
    lookup_field = "public_id"
    lookup_value_converter = "uuid"
    ordering = ("title", "id")

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        if self.action == "list":
            return rows  # type: ignore[no-any-return]
        if self.action in {"partial_update", "versions"} and isinstance(rows, MaterialQuerySet):
            rows = rows.filter(pk__in=_changeable(self.request).values("pk"))
        return _whole(rows)

    def get_serializer_class(self) -> Any:
        return MaterialRowSerializer if self.action == "list" else super().get_serializer_class()

    def shown_serializer(self, row: Any) -> MaterialDetailSerializer:
        return MaterialDetailSerializer(row, context=self.get_serializer_context())

    def add(self, asked: dict[str, Any]) -> Material:
        return acts.add_material(by=asker(self.request), **asked)

    def change(self, row: Material, asked: dict[str, Any]) -> None:
        acts.change_material(row, **asked)

    @extend_schema(responses=MaterialChoicesSerializer)
    @action(detail=False, pagination_class=None, filter_backends=[])
    def choices(self, request: Request) -> Response:
        """Give the closed lists that a material is described by, each code with its words."""
        return Response(MaterialChoicesSerializer(material_choices()).data)

    @extend_schema(request=NothingSerializer, responses=MaterialDetailSerializer)
    @action(detail=True, methods=["post"])
    @once
    def submit(self, request: Request, **_named: str) -> Response:
        """Hand a draft in for review."""
        material = _changeable_or_404(self)
        acts.submit(material=material)
        return self._again(material)

    @extend_schema(request=NothingSerializer, responses=MaterialDetailSerializer)
    @action(detail=True, methods=["post"])
    @once
    def send_back(self, request: Request, **_named: str) -> Response:
        """Give a material under review back to its author."""
        material = self.get_object()
        acts.send_back(material=material)
        return self._again(material)

    @extend_schema(request=PublishSerializer, responses=MaterialDetailSerializer)
    @action(detail=True, methods=["post"])
    @once
    def publish(self, request: Request, **_named: str) -> Response:
        """Say that it was reviewed and is right; of a published one, renew the review."""
        material = self.get_object()
        sent = PublishSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        acts.publish(
            material=material, by=asker(request), now=timezone.now(), **sent.validated_data
        )
        return self._again(material)

    @extend_schema(request=WithdrawSerializer, responses=MaterialDetailSerializer)
    @action(detail=True, methods=["post"])
    @once
    def withdraw(self, request: Request, **_named: str) -> Response:
        """Take it back, for a reason."""
        material = self.get_object()
        sent = WithdrawSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        acts.withdraw(material=material, reason=sent.validated_data["reason"])
        return self._again(material)

    @extend_schema(request=NothingSerializer, responses=MaterialDetailSerializer)
    @action(detail=True, methods=["post"])
    @once
    def reopen(self, request: Request, **_named: str) -> Response:
        """Make a withdrawn one a draft again."""
        material = self.get_object()
        acts.reopen(material=material)
        return self._again(material)

    @extend_schema(
        request={"multipart/form-data": FileSentSerializer}, responses=MaterialDetailSerializer
    )
    @action(detail=True, methods=["post"], parser_classes=[FileParser])
    def versions(self, request: Request, **_named: str) -> Response:
        """Add a file, which becomes the current version; the same file again is refused."""
        material = self.get_object()
        sent = FileSentSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        file: TemporaryUploadedFile = sent.validated_data["file"]
        add_version(
            material=material,
            path=Path(file.temporary_file_path()),
            name=file.name or "",
            note=sent.validated_data["note"],
            by=asker(request),
            now=timezone.now(),
        )
        return self._again(material)

    def _again(self, material: Material) -> Response:
        """Show a material as it is after an act."""
        rows = _whole(Material.objects.visible_to(asker(self.request)))
        return self.shown(rows.get(pk=material.pk))


def _changeable(request: Any) -> MaterialQuerySet:
    return Material.objects.changeable_by(asker(request))


def _changeable_or_404(view: MaterialViewSet) -> Material:
    """Give the row where it is the asker's to hand in; a state that forbids it is the act's."""
    material: Material = view.get_object()
    user = asker(view.request)
    if not user.may("material.review") and material.added_by_id != user.pk:
        view.permission_denied(view.request)
    return material


def _whole(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With all that a material's page shows, in a constant number of queries."""
    versions = MaterialVersion.objects.select_related("file", "material").order_by("-number")
    return rows.select_related("current__file", "reviewed_by").prefetch_related(
        "themes",
        "current__file__renditions",
        Prefetch("versions", versions),
        "offer_materials__offer",
        Prefetch("collections", Collection.objects.published()),
    )
