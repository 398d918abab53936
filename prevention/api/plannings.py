"""The planning of a school, a class or a facilitator: for the page that prints it, and as CSV."""

from typing import Any

from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.fields import (
    BIGGEST_ID,
    ClassGroupBriefSerializer,
    LabelField,
    SchoolBriefSerializer,
)
from prevention.api.law import ThemeBriefSerializer
from prevention.api.session_shapes import FacilitatorSerializer, RoomBriefSerializer
from prevention.api.views import Resource, asker
from prevention.offers.models import Facilitator
from prevention.people.models import User
from prevention.scheduling.models import Session
from prevention.scheduling.planning import (
    PlannedDay,
    Planning,
    Span,
    Subject,
    half_of,
    headcount,
    is_off,
    name_of,
    planning_of,
    school_of,
)
from prevention.scheduling.planning_csv import file_name, to_csv
from prevention.schools.models import ClassGroup, School, SchoolYear
from prevention.vocabulary import Half, NoClass


class By(models.TextChoices):
    """Whose planning."""

    SCHOOL = "school"
    CLASS_GROUP = "class_group"
    FACILITATOR = "facilitator"


class PlanningQuerySerializer(serializers.Serializer[Any]):
    """Whose planning, and the week, month or school year that a day is in."""

    by = serializers.ChoiceField(By.choices)
    of = serializers.CharField(
        max_length=20, help_text="The UAI of the school, or the id of the class or facilitator."
    )
    span = serializers.ChoiceField(Span.choices)
    day = serializers.DateField(help_text="Any day of the week, month or school year.")

    def validate_day(self, day: Any) -> Any:
        """Refuse days of no school year that we could know."""
        SchoolYear(year=SchoolYear.year_of(day)).clean_fields()
        return day


class PlannedSessionSerializer(serializers.ModelSerializer[Session]):
    """A session where a planning shows it; ``off`` when it is cancelled or was not held."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    title = serializers.CharField(read_only=True)
    theme = ThemeBriefSerializer(read_only=True)
    state_label = LabelField("state")
    off = serializers.SerializerMethodField()
    half = serializers.SerializerMethodField()
    # What a planning shows has a time.
    starts_at = serializers.DateTimeField(read_only=True)
    ends_at = serializers.DateTimeField(read_only=True)
    time_zone = serializers.CharField(source="school.time_zone", read_only=True)
    school = serializers.CharField(source="school.name", read_only=True)
    commune = serializers.CharField(source="school.commune.name", read_only=True)
    class_groups = ClassGroupBriefSerializer(source="groups", many=True, read_only=True)
    headcount = serializers.SerializerMethodField()
    location_label = LabelField("location")
    room = RoomBriefSerializer(read_only=True, allow_null=True)
    organisation = serializers.CharField(
        source="offer.organisation.name", default="", read_only=True
    )
    facilitators = serializers.SerializerMethodField(
        help_text="Empty for schools: a planning goes further than its reader."
    )

    class Meta:
        model = Session
        fields = [
            "id",
            "title",
            "theme",
            "state",
            "state_label",
            "off",
            "half",
            "starts_at",
            "ends_at",
            "time_zone",
            "school",
            "commune",
            "class_groups",
            "headcount",
            "location",
            "location_label",
            "address",
            "room",
            "organisation",
            "facilitators",
        ]
        read_only_fields = fields

    def get_off(self, session: Session) -> bool:
        return is_off(session)

    def get_half(self, session: Session) -> Half:
        return half_of(session)

    def get_headcount(self, session: Session) -> int | None:
        return headcount(session)

    @extend_schema_field(FacilitatorSerializer(many=True))
    def get_facilitators(self, session: Session) -> Any:
        shown = list(session.facilitators.all()) if self.context["names_people"] else []
        return FacilitatorSerializer(shown, many=True).data


class PlannedDaySerializer(serializers.Serializer[PlannedDay]):
    """A day with its sessions; ``off`` says why there is no class, ``name`` what it is called."""

    day = serializers.DateField(source="named.day")
    off = serializers.ChoiceField(NoClass.choices, source="named.off", allow_null=True)
    name = serializers.CharField(source="named.name")
    closed = serializers.ListField(
        child=serializers.ChoiceField(Half.choices),
        source="named.closed",
        help_text="Half-days without class.",
    )
    sessions = PlannedSessionSerializer(many=True)


@extend_schema_serializer(many=False)  # one answer holds it all
class PlanningSerializer(serializers.Serializer[Planning]):
    """A planning; the first and last day are included."""

    name = serializers.SerializerMethodField()
    school = serializers.SerializerMethodField()
    span = serializers.ChoiceField(Span.choices)
    first = serializers.DateField()
    last = serializers.DateField()
    days_off_known = serializers.BooleanField(
        help_text="False for a facilitator, and where no published calendar reaches some day."
    )
    days = PlannedDaySerializer(many=True)

    def get_name(self, planning: Planning) -> str:
        return name_of(planning.subject)

    @extend_schema_field(SchoolBriefSerializer(allow_null=True))
    def get_school(self, planning: Planning) -> Any:
        school = school_of(planning.subject)
        return SchoolBriefSerializer(school).data if school else None


class CsvRenderer(JSONRenderer):
    """Hands out a table as it is; a problem stays JSON."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None
    ) -> bytes:
        if isinstance(data, bytes):
            return data
        return super().render(data, accepted_media_type, renderer_context)


class PlanningViewSet(Resource):
    """Plannings of the schools, classes and facilitators in reach."""

    rights = {"list": "session.read", "csv": "session.read"}
    queryset = Session.objects.all()
    serializer_class = PlanningSerializer
    pagination_class = None
    filter_backends = []

    @extend_schema(parameters=[PlanningQuerySerializer], responses=PlanningSerializer)
    def list(self, request: Request) -> Response:
        planning = self._planning(request)
        context = {"names_people": planning.names_people}
        return Response(PlanningSerializer(planning, context=context).data)

    @extend_schema(
        parameters=[PlanningQuerySerializer], responses={(200, "text/csv"): OpenApiTypes.STR}
    )
    @action(detail=False, renderer_classes=[CsvRenderer])
    def csv(self, request: Request) -> Response:
        """The same sessions as a table for spreadsheets, in the reader's language."""
        planning = self._planning(request)
        name = content_disposition_header(as_attachment=True, filename=file_name(planning))
        return Response(to_csv(planning), headers={"Content-Disposition": name})

    def _planning(self, request: Request) -> Planning:
        asked = PlanningQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        query, user = asked.validated_data, asker(request)
        subject = _subject(By(query["by"]), query["of"], user)
        return planning_of(subject, span=Span(query["span"]), day=query["day"], user=user)


def _subject(by: By, key: str, user: User) -> Subject:
    """Find whose planning is asked for, among those the reader may see."""
    match by:
        case By.SCHOOL:
            schools = School.objects.visible_to(user).select_related("commune")
            return get_object_or_404(schools.defer("commune__outline"), pk=key)
        case By.CLASS_GROUP:
            groups = ClassGroup.objects.visible_to(user).select_related("school__commune")
            return get_object_or_404(groups.defer("school__commune__outline"), pk=_id(key))
        case By.FACILITATOR:
            return get_object_or_404(Facilitator.objects.visible_to(user), pk=_id(key))


def _id(key: str) -> int:
    if not (key.isascii() and key.isdecimal() and 0 < int(key) <= BIGGEST_ID):
        raise Http404
    return int(key)
