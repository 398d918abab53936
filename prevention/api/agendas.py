"""The agenda of a facilitator, as the pages show it: one answer for all the days asked for."""

from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from prevention.api.fields import DaysSerializer
from prevention.api.plannings import PlannedSessionSerializer
from prevention.api.session_shapes import FacilitatorSerializer
from prevention.scheduling.agenda import Agenda, AgendaDay, Cause, Entry, Stretch, Way
from prevention.schools.models import SchoolYear
from prevention.vocabulary import NoClass


class AgendaQuerySerializer(DaysSerializer):
    """The days ``from`` and ``until``, both included, of school years that we could know."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        for day in (attrs["from"], attrs["until"]):
            SchoolYear(year=SchoolYear.year_of(day)).clean_fields()
        return super().validate(attrs)


class WaySerializer(serializers.Serializer[Way]):
    """A way between two places, by the rule that openings keep."""

    place = serializers.CharField(help_text="Where it comes from, or where it leads.")
    minutes = serializers.IntegerField(help_text="What is allowed for it, the margin included.")
    km = serializers.FloatField(allow_null=True, help_text="By road, about.")
    gap = serializers.IntegerField(
        allow_null=True, help_text="The minutes there are; none where nothing bounds them."
    )
    short = serializers.BooleanField(help_text="There is less time than is allowed.")


class AgendaEntrySerializer(serializers.Serializer[Entry]):
    """A session with the way to it and onward; none where one is there already."""

    session = PlannedSessionSerializer()
    before = WaySerializer(allow_null=True)
    after = WaySerializer(allow_null=True)


class StretchSerializer(serializers.Serializer[Stretch]):
    """What takes or gives time on one day; ``id`` is the absence's or extra time's."""

    cause = serializers.ChoiceField(Cause.choices)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    whole_day = serializers.BooleanField()
    id = serializers.IntegerField(source="row", allow_null=True)


class AgendaDaySerializer(serializers.Serializer[AgendaDay]):
    """A day; ``off`` says why there is no class where the facilitator goes, ``name`` names it."""

    day = serializers.DateField(source="named.day")
    off = serializers.ChoiceField(NoClass.choices, source="named.off", allow_null=True)
    name = serializers.CharField(source="named.name")
    entries = AgendaEntrySerializer(many=True)
    stretches = StretchSerializer(many=True)


@extend_schema_serializer(many=False)  # one answer holds it all
class AgendaSerializer(serializers.Serializer[Agenda]):
    facilitator = serializers.SerializerMethodField()
    first = serializers.DateField()
    last = serializers.DateField()
    days = AgendaDaySerializer(many=True)

    @extend_schema_field(FacilitatorSerializer)
    def get_facilitator(self, agenda: Agenda) -> Any:
        return FacilitatorSerializer(agenda.facilitator).data
