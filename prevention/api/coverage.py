"""``GET coverage``: what each class is owed, had and has planned."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.fields import BIGGEST_ID, ClassGroupBriefSerializer
from prevention.api.views import Resource, asker
from prevention.coverage.figures import coverage_of
from prevention.offers.models import Duty
from prevention.schools.models import ClassGroup


class CoverageQuerySerializer(serializers.Serializer[Any]):
    """A class; or a school and a school year (its first calendar year)."""

    class_group = serializers.IntegerField(required=False, min_value=1, max_value=BIGGEST_ID)
    school = serializers.CharField(required=False, max_length=8)
    school_year = serializers.IntegerField(required=False, min_value=2000, max_value=2100)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "class_group" not in attrs and not {"school", "school_year"} <= attrs.keys():
            raise serializers.ValidationError(
                _("Name a class (class_group), or a school and a school_year.")
            )
        return attrs


class DutyBriefSerializer(serializers.ModelSerializer[Duty]):
    class Meta:
        model = Duty
        fields = ["code", "name", "reference", "unit", "themes"]


class CoverageSerializer(serializers.Serializer[Any]):
    """One class under one duty; amounts are in the duty's unit."""

    class_group = ClassGroupBriefSerializer(source="group")
    duty = DutyBriefSerializer()
    owed = serializers.FloatField()
    done = serializers.FloatField()
    confirmed = serializers.FloatField()
    held = serializers.FloatField()
    planned = serializers.FloatField()
    missing = serializers.FloatField()
    unknown = serializers.BooleanField()


@extend_schema_serializer(many=False)  # one answer holds them all
class CoverageAnswerSerializer(serializers.Serializer[Any]):
    results = CoverageSerializer(many=True)


class CoverageViewSet(Resource):
    """What is owed by law, class by class."""

    rights = {"list": "coverage.read"}
    queryset = ClassGroup.objects.all()
    serializer_class = CoverageSerializer
    pagination_class = None
    filter_backends = []

    @extend_schema(parameters=[CoverageQuerySerializer], responses=CoverageAnswerSerializer)
    def list(self, request: Request) -> Response:
        asked = CoverageQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        query = asked.validated_data
        groups = ClassGroup.objects.where_may(asker(request), "coverage.read")
        if "class_group" in query:
            groups = groups.filter(pk=query["class_group"])
        else:
            groups = groups.filter(school=query["school"], school_year=query["school_year"])
        found = list(groups)
        rows = coverage_of(found, school_year=found[0].school_year_id) if found else []
        return Response({"results": CoverageSerializer(rows, many=True).data})
