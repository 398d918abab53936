"""``GET coverage``: what each class is owed, had and has planned; and the same added up."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.fields import BIGGEST_ID, ClassGroupBriefSerializer
from prevention.api.views import Resource, asker
from prevention.coverage.dimensions import OF_CLASSES, narrowed_to
from prevention.coverage.grid import grid_of
from prevention.coverage.owed import coverage_of
from prevention.offers.models import Duty
from prevention.schools.models import ClassGroup
from prevention.vocabulary import Level, Priority, SchoolKind, Sector


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


class ChosenSerializer(serializers.Serializer[Any]):
    """Which classes figures are about: those of all that is named."""

    school = serializers.CharField(required=False, max_length=8)
    commune = serializers.CharField(required=False, max_length=5)
    epci = serializers.CharField(required=False, max_length=9)
    circonscription = serializers.CharField(required=False, max_length=150)
    kind = serializers.ChoiceField(SchoolKind.choices, required=False)
    sector = serializers.ChoiceField(Sector.choices, required=False)
    priority = serializers.ChoiceField(Priority.choices, required=False)
    qpv = serializers.BooleanField(required=False, allow_null=True, default=None)
    level = serializers.ChoiceField(Level.choices, required=False)

    def chosen(self) -> dict[str, Any]:
        """What was named, by dimension."""
        sent = self.validated_data
        return {name: sent[name] for name in OF_CLASSES if sent.get(name) is not None}


class GridQuerySerializer(ChosenSerializer):
    """What classes are owed, by one of the dimensions."""

    by = serializers.ChoiceField(sorted(OF_CLASSES))
    school_year = serializers.IntegerField(min_value=2000, max_value=2100)


class OwedSerializer(serializers.Serializer[Any]):
    """Classes under one duty; amounts are in the duty's unit."""

    duty = serializers.CharField(source="duty.code")
    classes = serializers.IntegerField()
    unknown_classes = serializers.IntegerField()
    owed = serializers.FloatField()
    done = serializers.FloatField()
    internal = serializers.FloatField()
    confirmed = serializers.FloatField()
    held = serializers.FloatField()
    planned = serializers.FloatField()
    to_give = serializers.FloatField()
    missing = serializers.FloatField()


class GridRowSerializer(serializers.Serializer[Any]):
    """One value of the dimension: ``value`` is the text of its key, empty where it is not known."""

    value = serializers.CharField(allow_blank=True)
    name = serializers.CharField()
    owed = OwedSerializer(many=True)


@extend_schema_serializer(many=False)  # one answer holds them all
class GridSerializer(serializers.Serializer[Any]):
    """The duties that bind one of the classes, the whole, and the rows by their names."""

    duties = DutyBriefSerializer(many=True)
    total = OwedSerializer(many=True)
    results = GridRowSerializer(many=True)


class CoverageViewSet(Resource):
    """What is owed by law, class by class."""

    rights = {"list": "coverage.read", "grid": "coverage.read"}
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

    @extend_schema(parameters=[GridQuerySerializer], responses=GridSerializer)
    @action(detail=False)
    def grid(self, request: Request) -> Response:
        """Add up what classes are owed, by one of the dimensions."""
        asked = GridQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        grid = grid_of(
            ClassGroup.objects.where_may(asker(request), "coverage.read").filter(
                narrowed_to(asked.chosen(), OF_CLASSES)
            ),
            by=asked.validated_data["by"],
            school_year=asked.validated_data["school_year"],
        )
        return Response(GridSerializer(grid).data)
