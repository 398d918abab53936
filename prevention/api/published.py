"""``coverage/published``: what may be published of a finished school year, and its file."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import get_language, override
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from prevention.api.plannings import CsvRenderer
from prevention.api.views import Resource, asker
from prevention.coverage.publication.columns import LICENCE, table_schema, to_csv
from prevention.coverage.publication.release import (
    Release,
    Territory,
    published_on,
    read_release,
    refuse_unpublished,
    territories_of,
    years_for,
)
from prevention.schools.models import SchoolYear


class FileQuerySerializer(serializers.Serializer[Any]):
    """A school year by its first calendar year; all territories of the reader, or one."""

    school_year = serializers.IntegerField(min_value=2000, max_value=2100)
    territory = serializers.CharField(
        max_length=9, required=False, help_text="SIREN of an EPCI, or INSEE code of a commune."
    )


class PublishedQuerySerializer(FileQuerySerializer):
    territory = serializers.CharField(
        max_length=9, help_text="SIREN of an EPCI, or INSEE code of a commune."
    )


class TerritorySerializer(serializers.Serializer[Any]):
    """``is_part``: a commune of a group of communes, of which only the own row is shown."""

    code = serializers.CharField()
    name = serializers.CharField()
    is_part = serializers.BooleanField()


class PublishedYearSerializer(serializers.Serializer[Any]):
    year = serializers.IntegerField()
    name = serializers.CharField(source="__str__")
    published_on = serializers.SerializerMethodField()
    preview = serializers.SerializerMethodField(
        help_text="The year goes on: only the coordination sees it."
    )

    def get_published_on(self, year: SchoolYear) -> date:
        return published_on(year)

    def get_preview(self, year: SchoolYear) -> bool:
        return localdate(timezone.now()) < published_on(year)


@extend_schema_serializer(many=False)
class PublishedChoicesSerializer(serializers.Serializer[Any]):
    """What there is to choose from: the territories and years that the reader may see."""

    territories = TerritorySerializer(many=True)
    years = PublishedYearSerializer(many=True)


class ValueSerializer(serializers.Serializer[Any]):
    """A row or column; the code of the last one is TOTAL."""

    code = serializers.CharField()
    name = serializers.CharField()
    is_total = serializers.BooleanField()


class PublishedCellSerializer(serializers.Serializer[Any]):
    """Numbers in the order of the table's figures; all of them null where they are masked."""

    masked = serializers.BooleanField()
    numbers = serializers.ListField(child=serializers.FloatField(allow_null=True))


class PublishedLineSerializer(serializers.Serializer[Any]):
    row = ValueSerializer()
    cells = PublishedCellSerializer(many=True)


class PublishedFigureSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    sentence = serializers.CharField()


class PublishedTableSerializer(serializers.Serializer[Any]):
    """``withheld``: only the whole can be shown, if that is not too little as well."""

    code = serializers.CharField(source="kind.code")
    name = serializers.CharField(source="kind.name")
    row_dimension = serializers.CharField(source="kind.rows")
    figures = PublishedFigureSerializer(many=True)
    withheld = serializers.BooleanField()
    columns = ValueSerializer(many=True)
    lines = serializers.SerializerMethodField()

    @extend_schema_field(PublishedLineSerializer(many=True))
    def get_lines(self, table: Any) -> list[dict[str, Any]]:
        lines = [{"row": row, "cells": cells} for row, cells in table.lines()]
        return PublishedLineSerializer(lines, many=True).data  # type: ignore[return-value]


class OpenLicenceSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    title = serializers.CharField()
    path = serializers.CharField()


@extend_schema_serializer(many=False)
class PublishedSerializer(serializers.Serializer[Any]):
    """The tables of a territory and school year, masked together."""

    territory = TerritorySerializer()
    school_year = PublishedYearSerializer()
    preview = serializers.BooleanField()
    made_on = serializers.DateField(
        allow_null=True, help_text="The day as of which it is kept; null of what may still change."
    )
    licence = serializers.SerializerMethodField()
    tables = PublishedTableSerializer(many=True)

    @extend_schema_field(OpenLicenceSerializer)
    def get_licence(self, _release: Release) -> dict[str, str]:
        return dict(LICENCE)


class PublishedViewSet(Resource):
    """Figures that may be published: small counts are masked, and masked is not zero."""

    rights = dict.fromkeys(["list", "choices", "csv", "table_schema"], "published.read")
    queryset = SchoolYear.objects.all()
    serializer_class = PublishedSerializer
    pagination_class = None
    filter_backends = []
    reading_may_be_refused = frozenset({"list", "csv"})  # of a year that is not over

    @extend_schema(parameters=[PublishedQuerySerializer], responses=PublishedSerializer)
    def list(self, request: Request) -> Response:
        asked = PublishedQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        (territory,) = _territories(request, asked.validated_data["territory"])
        release = next(_releases(request, [territory], asked.validated_data["school_year"]))
        return Response(PublishedSerializer(release).data)

    @extend_schema(responses=PublishedChoicesSerializer)
    @action(detail=False)
    def choices(self, request: Request) -> Response:
        """Name the territories and school years that the reader may see."""
        user = asker(request)
        found = {
            "territories": territories_of(user),
            "years": years_for(user, today=localdate(timezone.now())),
        }
        return Response(PublishedChoicesSerializer(found).data)

    @extend_schema(
        parameters=[FileQuerySerializer], responses={(200, "text/csv"): OpenApiTypes.STR}
    )
    @action(detail=False, renderer_classes=[CsvRenderer])
    def csv(self, request: Request) -> StreamingHttpResponse:
        """Give the same as open data, a row for each figure; see ``table-schema``."""
        asked = FileQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        year = asked.validated_data["school_year"]
        chosen = _territories(request, asked.validated_data.get("territory"))
        schema = reverse("api:published-table-schema", request=request)
        name = f"prevention-scolaire-{SchoolYear(year=year)}.csv"
        return StreamingHttpResponse(
            _spoken(to_csv(_releases(request, chosen, year)), get_language()),
            content_type="text/csv; charset=utf-8; header=present",
            headers={
                "Content-Disposition": content_disposition_header(
                    as_attachment=True, filename=name
                ),
                "Link": f'<{schema}>; rel="describedby"; type="application/json",'
                f' <{LICENCE["path"]}>; rel="license"',
            },
        )

    @extend_schema(responses={(200, "application/json"): OpenApiTypes.OBJECT})
    @action(detail=False, url_path="table-schema")
    def table_schema(self, request: Request) -> Response:
        """Describe the columns of the file: Table Schema, in the reader's language."""
        return Response(table_schema())


def _spoken(pieces: Iterator[str], language: str) -> Iterator[str]:
    """Make each piece in the reader's language, which ends before the answer is sent."""
    while True:
        with override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def _territories(request: Request, code: str | None) -> list[Territory]:
    found = territories_of(asker(request))
    if code is None:
        return found
    if of_code := [one for one in found if one.code == code]:
        return of_code
    raise Http404


def _releases(request: Request, chosen: list[Territory], year: int) -> Iterator[Release]:
    """Make one after the other; what is refused is so before the first."""
    user, today = asker(request), localdate(timezone.now())
    school_year = get_object_or_404(SchoolYear, pk=year)
    refuse_unpublished(user, school_year=school_year, today=today)
    return (
        read_release(user, territory=one, school_year=school_year, today=today) for one in chosen
    )
