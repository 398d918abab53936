"""``papers``: what is printed and handed on, as files made when they are asked for."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from prevention.api.fields import BIGGEST_ID
from prevention.api.views import Resource, asker
from prevention.offers.models import Facilitator
from prevention.papers.board_report import board_report
from prevention.papers.day_sheet import day_sheet
from prevention.papers.family_letter import family_letter
from prevention.papers.setting import Paper
from prevention.schools.models import School, SchoolYear

PDF = "application/pdf"


class PdfRenderer(JSONRenderer):
    """Stands for the paper, which no renderer writes; a problem stays JSON."""

    media_type = PDF
    format = "pdf"


class SchoolPaperQuerySerializer(serializers.Serializer[Any]):
    """A school by its UAI, and a school year by its first calendar year."""

    school = serializers.CharField(max_length=8)
    school_year = serializers.IntegerField(min_value=2000, max_value=2100)


class DayPaperQuerySerializer(serializers.Serializer[Any]):
    """Whose day, and which."""

    facilitator = serializers.IntegerField(min_value=1, max_value=BIGGEST_ID)
    day = serializers.DateField()

    def validate_day(self, day: Any) -> Any:
        """Refuse days of no school year that we could know."""
        SchoolYear(year=SchoolYear.year_of(day)).clean_fields()
        return day


class PaperViewSet(Resource):
    """Papers about the schools and sessions in reach."""

    rights = {
        "family_letter": "paper.school",
        "board_report": "paper.school",
        "day_sheet": "paper.day",
    }
    # Of a school without classes.
    reading_may_be_refused = frozenset({"family_letter", "board_report"})
    queryset = School.objects.all()
    pagination_class = None
    filter_backends = []

    @extend_schema(
        parameters=[SchoolPaperQuerySerializer], responses={(200, PDF): OpenApiTypes.BINARY}
    )
    @action(detail=False, url_path="family-letter", renderer_classes=[PdfRenderer])
    def family_letter(self, request: Request) -> HttpResponse:
        """What a school tells families of the sessions of a school year."""
        school, school_year = self._school_and_year(request)
        return _handed_out(
            family_letter(school, school_year=school_year, today=timezone.localdate())
        )

    @extend_schema(
        parameters=[SchoolPaperQuerySerializer], responses={(200, PDF): OpenApiTypes.BINARY}
    )
    @action(detail=False, url_path="board-report", renderer_classes=[PdfRenderer])
    def board_report(self, request: Request) -> HttpResponse:
        """What a school's board is told of a school year, class by class."""
        school, school_year = self._school_and_year(request)
        return _handed_out(
            board_report(school, school_year=school_year, today=timezone.localdate())
        )

    @extend_schema(
        parameters=[DayPaperQuerySerializer], responses={(200, PDF): OpenApiTypes.BINARY}
    )
    @action(detail=False, url_path="day-sheet", renderer_classes=[PdfRenderer])
    def day_sheet(self, request: Request) -> HttpResponse:
        """What a facilitator takes along for the sessions of a day."""
        asked = DayPaperQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        rows = Facilitator.objects.visible_to(asker(request))
        facilitator = get_object_or_404(
            rows.select_related("organisation", "base").defer("base__outline"),
            pk=asked.validated_data["facilitator"],
        )
        return _handed_out(
            day_sheet(facilitator, day=asked.validated_data["day"], user=asker(request))
        )

    def _school_and_year(self, request: Request) -> tuple[School, int]:
        asked = SchoolPaperQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        rows = School.objects.where_may(asker(request), self.rights[self.action])
        school = get_object_or_404(
            rows.select_related("commune").defer("commune__outline"),
            pk=asked.validated_data["school"],
        )
        return school, asked.validated_data["school_year"]


def _handed_out(paper: Paper) -> HttpResponse:
    name = content_disposition_header(as_attachment=True, filename=paper.file_name)
    return HttpResponse(
        paper.pdf, content_type=PDF, headers={"Content-Disposition": name or "attachment"}
    )
