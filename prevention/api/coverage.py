"""``GET coverage``: what each class is owed, had and has planned; and the same added up."""

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.activity_shapes import ActivitySerializer
from prevention.api.coverage_shapes import (
    ActivityQuerySerializer,
    CoverageAnswerSerializer,
    CoverageQuerySerializer,
    CoverageSerializer,
    EvolutionQuerySerializer,
    EvolutionSerializer,
    FiguresSerializer,
    GridQuerySerializer,
    GridSerializer,
)
from prevention.api.views import Resource, asker
from prevention.coverage.dimensions import OF_CLASSES, narrowed_to
from prevention.coverage.evolution import evolution_of
from prevention.coverage.figures import GROUPS
from prevention.coverage.grid import grid_of
from prevention.coverage.owed import coverage_of
from prevention.coverage.table import Asked, table_of
from prevention.schools.models import ClassGroup


class CoverageViewSet(Resource):
    """What is owed by law, class by class."""

    rights = dict.fromkeys(["list", "grid", "evolution"], "coverage.read") | dict.fromkeys(
        ["activity", "figures"], "activity.read"
    )
    queryset = ClassGroup.objects.all()
    serializer_class = CoverageSerializer
    pagination_class = None
    filter_backends = []
    reading_may_be_refused = frozenset({"grid", "activity"})  # for more rows than anybody reads

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

    @extend_schema(parameters=[ActivityQuerySerializer], responses=ActivitySerializer)
    @action(detail=False)
    def activity(self, request: Request) -> Response:
        """Add up what was given in a year, by one of the dimensions."""
        asked = ActivityQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        query = asked.validated_data
        about = Asked(asker(request), query["period"], asked.chosen())
        table = table_of(about, year=query["year"], by=query["by"], compare=query["compare"])
        return Response(ActivitySerializer(table).data)

    @extend_schema(parameters=[EvolutionQuerySerializer], responses=EvolutionSerializer)
    @action(detail=False)
    def evolution(self, request: Request) -> Response:
        """Follow what classes were given week by week, against the pace needed."""
        asked = EvolutionQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        found = evolution_of(
            ClassGroup.objects.where_may(asker(request), "coverage.read").filter(
                narrowed_to(asked.chosen(), OF_CLASSES)
            ),
            school_year=asked.validated_data["school_year"],
        )
        return Response(EvolutionSerializer({"results": found}).data)

    @extend_schema(responses=FiguresSerializer)
    @action(detail=False)
    def figures(self, request: Request) -> Response:
        """Say what each figure counts, in the reader's language."""
        return Response(FiguresSerializer({"results": GROUPS}).data)
