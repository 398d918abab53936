"""``GET coverage/choices``: what the reader can narrow figures to."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.coordination import ChoiceSerializer
from prevention.api.views import Resource, asker
from prevention.coverage.choices import choices_of
from prevention.schools.models import ClassGroup


@extend_schema_serializer(many=False)  # one answer holds them all
class CoverageChoicesSerializer(serializers.Serializer[Any]):
    """The values of each dimension that occur in the reader's classes, in order."""

    commune = ChoiceSerializer(many=True)
    epci = ChoiceSerializer(many=True)
    circonscription = ChoiceSerializer(many=True)
    department = ChoiceSerializer(many=True)
    kind = ChoiceSerializer(many=True)
    sector = ChoiceSerializer(many=True)
    priority = ChoiceSerializer(many=True)
    qpv = ChoiceSerializer(many=True)
    level = ChoiceSerializer(many=True)
    theme = ChoiceSerializer(many=True)
    partner = ChoiceSerializer(many=True)


class CoverageChoicesViewSet(Resource):
    """What figures of coverage can be narrowed to."""

    rights = {"list": "activity.read"}
    queryset = ClassGroup.objects.all()
    serializer_class = CoverageChoicesSerializer
    pagination_class = None
    filter_backends = []

    @extend_schema(responses=CoverageChoicesSerializer)
    def list(self, request: Request) -> Response:
        classes = ClassGroup.objects.where_may(asker(request), "activity.read")
        return Response(CoverageChoicesSerializer(choices_of(classes)).data)
