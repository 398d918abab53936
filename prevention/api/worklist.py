"""``GET coverage/worklist``: what to do next at each school, the most urgent first."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.coverage_shapes import ChosenSerializer
from prevention.api.fields import ClassGroupBriefSerializer, SchoolBriefSerializer
from prevention.api.law import ThemeBriefSerializer
from prevention.api.views import Resource, asker
from prevention.offers.models import Duty
from prevention.schools.models import School
from prevention.worklist.things import Deed, Line, Most, Thing
from prevention.worklist.worklist import Worklist, worklist_of

MOST_PAGES = 10_000


class WorklistQuerySerializer(ChosenSerializer):
    """Which schools, and one kind of thing."""

    thing = serializers.ChoiceField(Thing.choices, required=False)
    page = serializers.IntegerField(
        min_value=1, max_value=MOST_PAGES, default=1, help_text="Beyond the last: the last."
    )


class NamedDutySerializer(serializers.ModelSerializer[Duty]):
    class Meta:
        model = Duty
        fields = ["code", "name", "unit"]


class MostSerializer(serializers.Serializer[Most]):
    """The class that is owed the most, and a theme that it is owed; the duty gives the unit."""

    class_group = ClassGroupBriefSerializer(source="group")
    duty = NamedDutySerializer()
    theme = ThemeBriefSerializer()
    missing = serializers.IntegerField()
    offered = serializers.BooleanField(help_text="Whether some offer can come to the class.")


class WorklistLineSerializer(serializers.Serializer[Line]):
    """The next thing at one school, and what the reader can do about it."""

    school = SchoolBriefSerializer()
    thing = serializers.ChoiceField(Thing.choices)
    thing_label = serializers.CharField(source="thing.label")
    count = serializers.IntegerField(
        help_text="Sessions; or the classes, of a school never reached or behind pace."
    )
    sentence = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    deed = serializers.ChoiceField(Deed.choices)
    deed_label = serializers.CharField(source="deed.label")
    session = serializers.UUIDField(
        source="session.public_id",
        default=None,
        allow_null=True,
        help_text="The one due first, of holds and outcomes.",
    )
    most = MostSerializer(allow_null=True, help_text="Of a school never reached or behind pace.")
    organisation = serializers.IntegerField(
        allow_null=True, help_text="The partner whose agreement ends."
    )
    email = serializers.SerializerMethodField(
        help_text="The school’s own, to write to where its calendar is not read; else empty."
    )

    def get_email(self, line: Line) -> str:
        return line.school.email if line.deed == Deed.SEND_FEED else ""


class ThingCountSerializer(serializers.Serializer[Any]):
    """Of how many schools a thing is the next."""

    thing = serializers.ChoiceField(Thing.choices)
    thing_label = serializers.CharField()
    schools = serializers.IntegerField()


@extend_schema_serializer(many=False)  # one answer holds them all
class WorklistSerializer(serializers.Serializer[Worklist]):
    """A page of the lines, and the counts of all of them."""

    school_year = serializers.IntegerField()
    counts = serializers.SerializerMethodField()
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    results = WorklistLineSerializer(source="lines", many=True)

    @extend_schema_field(ThingCountSerializer(many=True))
    def get_counts(self, worklist: Worklist) -> Any:
        counts = [
            {"thing": thing, "thing_label": thing.label, "schools": schools}
            for thing, schools in worklist.counts.items()
        ]
        return ThingCountSerializer(counts, many=True).data


class WorklistViewSet(Resource):
    """The next thing at each school, for who may act on it."""

    rights = {"list": "worklist.read"}
    queryset = School.objects.all()
    serializer_class = WorklistSerializer
    pagination_class = None
    filter_backends = []

    @extend_schema(parameters=[WorklistQuerySerializer], responses=WorklistSerializer)
    def list(self, request: Request) -> Response:
        asked = WorklistQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        query = asked.validated_data
        worklist = worklist_of(
            asker(request),
            now=timezone.now(),
            chosen=asked.chosen(),
            thing=Thing(query["thing"]) if "thing" in query else None,
            page=query["page"],
        )
        return Response(WorklistSerializer(worklist).data)
