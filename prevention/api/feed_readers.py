"""Whose calendar nobody reads, for coordinators: schools and facilitators, no address."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.fields import SchoolBriefSerializer
from prevention.api.views import ListMixin, Resource, asker
from prevention.calendars.models import Feed
from prevention.calendars.readers import (
    Reading,
    count_by_reading,
    facilitators_and_readings,
    schools_and_readings,
)
from prevention.offers.models import Facilitator
from prevention.schools.models import School

READING = ["reading", "reading_label", "last_read_at", "sessions_to_come"]


class ReadingSerializer(serializers.Serializer[Any]):
    """What becomes of somebody's calendar; ``last_read_at`` is null until it is read."""

    reading = serializers.ChoiceField(choices=Reading.choices, read_only=True)
    reading_label = serializers.SerializerMethodField()
    last_read_at = serializers.DateTimeField(read_only=True, allow_null=True)
    sessions_to_come = serializers.IntegerField(read_only=True)

    def get_reading_label(self, row: Any) -> str:
        return str(Reading(row.reading).label)


class SchoolReadingSerializer(ReadingSerializer, SchoolBriefSerializer):
    class Meta(SchoolBriefSerializer.Meta):
        fields = [*SchoolBriefSerializer.Meta.fields, *READING]


class FacilitatorReadingSerializer(ReadingSerializer, serializers.ModelSerializer[Facilitator]):
    organisation = serializers.CharField(source="organisation.name", read_only=True)

    class Meta:
        model = Facilitator
        fields = ["id", "name", "organisation", *READING]


class ReadingFilter(django_filters.FilterSet):
    reading = django_filters.MultipleChoiceFilter(choices=Reading.choices)
    expecting = django_filters.BooleanFilter(method="with_sessions_to_come")

    def with_sessions_to_come(self, rows: QuerySet[Any], _name: str, wanted: bool) -> QuerySet[Any]:
        """Those who have sessions to come, or those who have none."""
        with_some = {"sessions_to_come__gt": 0}
        return rows.filter(**with_some) if wanted else rows.exclude(**with_some)


class SchoolReadingViewSet(ListMixin):
    """Schools in a coordinator's reach and what becomes of their calendar, busiest first."""

    rights = {"list": "feed.readers"}
    queryset = School.objects.all()
    serializer_class = SchoolReadingSerializer
    filterset_class = ReadingFilter
    ordering = ("-sessions_to_come", "name", "uai")

    def get_queryset(self) -> QuerySet[School]:
        if getattr(self, "swagger_fake_view", False):
            return School.objects.none()
        return schools_and_readings(asker(self.request), now=timezone.now())


class FacilitatorReadingViewSet(ListMixin):
    """Who gives sessions in a coordinator's reach, and what becomes of their calendar."""

    rights = {"list": "feed.readers"}
    queryset = Facilitator.objects.all()
    serializer_class = FacilitatorReadingSerializer
    filterset_class = ReadingFilter
    ordering = ("-sessions_to_come", "name", "id")

    def get_queryset(self) -> QuerySet[Facilitator]:
        if getattr(self, "swagger_fake_view", False):
            return Facilitator.objects.none()
        return facilitators_and_readings(asker(self.request), now=timezone.now())


class ReadingCountSerializer(serializers.Serializer[Any]):
    """How many have no calendar, one that is never read, and one that is read."""

    none = serializers.IntegerField()
    never = serializers.IntegerField()
    read = serializers.IntegerField()


@extend_schema_serializer(many=False)  # one answer holds them all
class ReadersSerializer(serializers.Serializer[Any]):
    schools = ReadingCountSerializer()
    facilitators = ReadingCountSerializer()


class ReadersViewSet(Resource):
    """How many calendars are read in a coordinator's reach, in two queries."""

    rights = {"list": "feed.readers"}
    queryset = Feed.objects.none()
    serializer_class = ReadersSerializer
    pagination_class = None
    filter_backends = []

    @extend_schema(responses=ReadersSerializer)
    def list(self, request: Request) -> Response:
        user, now = asker(request), timezone.now()
        return Response(
            {
                "schools": count_by_reading(schools_and_readings(user, now=now)),
                "facilitators": count_by_reading(facilitators_and_readings(user, now=now)),
            }
        )
