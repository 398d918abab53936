"""``GET openings``: when an offer can come to a class."""

from collections.abc import Mapping
from typing import Any, Self

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.fields import BIGGEST_ID, DaysSerializer
from prevention.api.session_acts import MOST_GROUPS
from prevention.api.views import Resource, asker
from prevention.offers.models import Offer
from prevention.scheduling.fits import Fits
from prevention.scheduling.load import Answer, Meeting, openings_for
from prevention.scheduling.openings import Opening
from prevention.scheduling.words import REASONS
from prevention.schools.models import ClassGroup, Room


class OpeningsQuerySerializer(DaysSerializer):
    """An offer, classes that come together, and the days to look through, both included."""

    offer = serializers.IntegerField(min_value=1, max_value=BIGGEST_ID)
    class_group = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BIGGEST_ID),
        min_length=1,
        max_length=MOST_GROUPS,
        help_text="Repeated for classes that come together.",
    )
    room = serializers.IntegerField(min_value=1, max_value=BIGGEST_ID, required=False)


class OpeningSerializer(serializers.Serializer[Opening]):
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    facilitators = serializers.SerializerMethodField(
        help_text="How many are free; who they are is nobody else's business."
    )

    def get_facilitators(self, opening: Opening) -> int:
        return len(opening.facilitators)


class ReasonSerializer(serializers.Serializer[Any]):
    """Why half-days hold no opening, and how many of them."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()


@extend_schema_serializer(many=False)  # one answer holds them all
class OpeningsSerializer(serializers.Serializer[Any]):
    openings = OpeningSerializer(many=True)
    reasons = ReasonSerializer(many=True)

    @classmethod
    def of(cls, answer: Answer) -> Self:
        return cls({"openings": answer.openings, "reasons": _counted(answer.reasons)})


def _counted(reasons: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {"code": code, "label": REASONS[code], "count": count} for code, count in reasons.items()
    ]


@extend_schema_serializer(many=False)  # one answer holds them all
class FitsSerializer(serializers.Serializer[Any]):
    """The first times that could meet a wish; ``suiting`` says that they are of its half-days."""

    openings = OpeningSerializer(many=True)
    suiting = serializers.BooleanField()
    reasons = ReasonSerializer(many=True)

    @classmethod
    def of(cls, found: Fits) -> Self:
        reasons = _counted(found.reasons)
        return cls({"openings": found.openings, "suiting": found.suiting, "reasons": reasons})


class OpeningViewSet(Resource):
    """The true times of one offer for a class or several together, over at most a year."""

    rights = {"list": "opening.read"}
    reading_may_be_refused = frozenset({"list"})  # for days that no published calendar knows
    queryset = ClassGroup.objects.all()
    serializer_class = OpeningsSerializer
    pagination_class = None
    filter_backends = []

    @extend_schema(parameters=[OpeningsQuerySerializer], responses=OpeningsSerializer)
    def list(self, request: Request) -> Response:
        asked = OpeningsQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        query = asked.validated_data
        answer = openings_for(
            self._meeting(query), first=query["from"], last=query["until"], now=timezone.now()
        )
        return Response(OpeningsSerializer.of(answer).data)

    def _meeting(self, query: dict[str, Any]) -> Meeting:
        user = asker(self.request)
        visible = ClassGroup.objects.where_may(user, "opening.read")
        asked = dict.fromkeys(query["class_group"])
        groups = visible.select_related("school__commune", "school_year").in_bulk(asked)
        if groups.keys() != asked.keys():
            raise Http404
        offers = Offer.objects.visible_to(user).select_related("theme", "organisation")
        rooms = Room.objects.visible_to(user)
        return Meeting(
            get_object_or_404(offers, pk=query["offer"]),
            [groups[pk] for pk in asked],
            room=get_object_or_404(rooms, pk=query["room"]) if "room" in query else None,
        )
