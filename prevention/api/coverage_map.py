"""``GET coverage/map``: outlines of communes, and where schools stand."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.views import Resource, asker
from prevention.schools.models import Commune, School


class OutlineSerializer(serializers.ModelSerializer[Commune]):
    """``outline`` is a GeoJSON geometry (RFC 7946): a Polygon or a MultiPolygon, in WGS84."""

    outline = serializers.DictField()

    class Meta:
        model = Commune
        fields = ["insee_code", "name", "outline"]


class SchoolPointSerializer(serializers.ModelSerializer[School]):
    """A school, in degrees of WGS84; null where the national file has no point of it."""

    class Meta:
        model = School
        fields = ["uai", "name", "commune", "latitude", "longitude"]


class TilesSerializer(serializers.Serializer[Any]):
    """Pictures of another site to lay under the map, and whom to name as their source."""

    address = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]


@extend_schema_serializer(many=False)  # one answer holds them all
class MapSerializer(serializers.Serializer[Any]):
    """The reader's schools, and the communes of their arrondissements."""

    communes = OutlineSerializer(many=True)
    schools = SchoolPointSerializer(many=True)
    tiles = TilesSerializer(allow_null=True)


class CoverageMapViewSet(Resource):
    """What a map of coverage is drawn with; its figures are those of the grid."""

    rights = {"list": "coverage.read"}
    queryset = School.objects.all()
    serializer_class = MapSerializer
    pagination_class = None
    filter_backends = []

    @extend_schema(responses=MapSerializer)
    def list(self, request: Request) -> Response:
        schools = School.objects.open().where_may(asker(request), "coverage.read")
        around = Commune.objects.exclude(arrondissement_code="").filter(schools__in=schools)
        communes = Commune.objects.exclude(outline=None).filter(
            Q(pk__in=schools.order_by().values("commune"))
            | Q(arrondissement_code__in=around.order_by().values("arrondissement_code"))
        )
        tiles = {"address": settings.MAP_TILES, "source": settings.MAP_TILES_SOURCE}
        drawn = {
            "communes": communes,
            "schools": schools,
            "tiles": tiles if settings.MAP_TILES else None,
        }
        return Response(MapSerializer(drawn).data)
