"""Collections that travel as a ZIP, through the API."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import FileResponse, HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from library.api.uploading import FileParser
from library.interchange.bundle.exporting import export_collection
from library.interchange.bundle.importing import Report, import_collection
from library.models import Material
from prevention.api.views import Resource, asker

IN_MEMORY_BYTES = 4 * 1024 * 1024
BUNDLE_RIGHTS: Mapping[str, str] = {"export": "material.read", "bring": "material.review"}


class BundleSentSerializer(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="A ZIP that the export gave.")


class BundleRefusalSerializer(serializers.Serializer[Any]):
    """A material that was not taken; ``place`` counts from 1, and is 0 for the collection."""

    place = serializers.IntegerField()
    title = serializers.CharField()
    reason = serializers.CharField()


class BundleReportSerializer(serializers.Serializer[Report]):
    """What became of the materials of a ZIP."""

    collection = serializers.UUIDField(source="collection.public_id", default=None, allow_null=True)
    read = serializers.IntegerField()
    new = serializers.IntegerField()
    known = serializers.IntegerField()
    files = serializers.IntegerField()
    refused = BundleRefusalSerializer(many=True)
    notes = serializers.ListField(child=serializers.CharField())
    sentences = serializers.SerializerMethodField()

    def get_sentences(self, report: Report) -> list[str]:
        return list(report.sentences())


class ZipRenderer(JSONRenderer):
    """Stands for the ZIP, which no renderer writes; a problem stays JSON."""

    media_type = "application/zip"
    format = "zip"


class BundleMixin(Resource):
    """``export`` of one collection, ``import`` beside them all."""

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], renderer_classes=[ZipRenderer])
    def export(self, request: Request, **_named: str) -> HttpResponseBase:
        """The collection as a ZIP: a page that opens without a network, files, a manifest.

        It holds the published materials that one may read; where the licence does not let a
        file be handed on, its address.
        """
        collection = self.get_object()
        # The answer closes it; a small one never reaches the disk.
        target = tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES, prefix="library-")  # noqa: SIM115
        export_collection(
            collection,
            materials=Material.objects.visible_to(asker(request)),
            target=target,
            now=timezone.now(),
        )
        target.seek(0)
        name = f"{slugify(collection.title)[:60] or 'collection'}.zip"
        return FileResponse(target, as_attachment=True, filename=name)

    @extend_schema(
        request={"multipart/form-data": BundleSentSerializer}, responses=BundleReportSerializer
    )
    @action(
        detail=False,
        methods=["post"],
        url_path="import",
        url_name="import",
        parser_classes=[FileParser],
    )
    def bring(self, request: Request) -> Response:
        """Take in a ZIP that the export of another library gave: what is new becomes drafts.

        What is here already is left as it is, so that the same ZIP may be sent again.
        """
        sent = BundleSentSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        file: TemporaryUploadedFile = sent.validated_data["file"]
        path = Path(file.temporary_file_path())
        report = import_collection(path, by=asker(request), now=timezone.now())
        return Response(BundleReportSerializer(report).data)
