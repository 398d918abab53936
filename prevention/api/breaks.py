"""How the sessions that an absence or a closure breaks are shown."""

from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from prevention.api.fields import ClassGroupBriefSerializer, SchoolBriefSerializer
from prevention.api.session_shapes import FacilitatorSerializer
from prevention.api.views import asker
from prevention.scheduling.disruptions import Broken
from prevention.scheduling.models import Session
from prevention.scheduling.openings import Opening
from prevention.scheduling.states import may
from prevention.vocabulary import Act


class BrokenSessionSerializer(serializers.ModelSerializer[Session]):
    """A session where an absence or a closure names it."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    title = serializers.CharField(read_only=True)
    school = SchoolBriefSerializer(read_only=True)
    class_groups = ClassGroupBriefSerializer(source="groups", many=True, read_only=True)

    class Meta:
        model = Session
        fields = ["id", "title", "starts_at", "ends_at", "school", "class_groups"]
        read_only_fields = fields


class TimeSerializer(serializers.Serializer[Opening]):
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class BrokenByClosureSerializer(serializers.Serializer[Any]):
    """A session that cannot take place as planned; ``nearest`` are other times, closest first."""

    session = BrokenSessionSerializer()
    nearest = TimeSerializer(many=True)


class BrokenByAbsenceSerializer(BrokenByClosureSerializer):
    """Also who could give it at its time, for whoever may replace the facilitator."""

    replacements = serializers.SerializerMethodField()

    @extend_schema_field(FacilitatorSerializer(many=True))
    def get_replacements(self, broken: Broken) -> Any:
        may_replace = may(asker(self.context["request"]), Act.REPLACE, broken.session)
        named = broken.replacements if may_replace else []
        return FacilitatorSerializer(named, many=True).data


@extend_schema_serializer(many=False)  # one answer holds them all
class ClosurePreviewSerializer(serializers.Serializer[Any]):
    breaks = BrokenByClosureSerializer(many=True)


@extend_schema_serializer(many=False)
class AbsencePreviewSerializer(serializers.Serializer[Any]):
    breaks = BrokenByAbsenceSerializer(many=True)
