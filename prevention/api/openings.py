"""``GET openings``: when an offer can come to a class."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.fields import BIGGEST_ID, DaysSerializer
from prevention.api.views import Resource, asker
from prevention.offers.models import Offer
from prevention.scheduling.load import openings_for
from prevention.scheduling.openings import Opening
from prevention.scheduling.words import REASONS
from prevention.schools.models import ClassGroup


class OpeningsQuerySerializer(DaysSerializer):
    """An offer, a class and the days to look through, both ends included."""

    offer = serializers.IntegerField(min_value=1, max_value=BIGGEST_ID)
    class_group = serializers.IntegerField(min_value=1, max_value=BIGGEST_ID)


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


class OpeningViewSet(Resource):
    """The true times of one offer for one class, over at most a year."""

    rights = {"list": "opening.read"}
    reading_may_be_refused = True  # for days that no published calendar knows
    queryset = ClassGroup.objects.all()
    serializer_class = OpeningsSerializer
    pagination_class = None
    filter_backends = []

    @extend_schema(parameters=[OpeningsQuerySerializer], responses=OpeningsSerializer)
    def list(self, request: Request) -> Response:
        asked = OpeningsQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        query = asked.validated_data
        groups = ClassGroup.objects.where_may(asker(request), "opening.read")
        offers = Offer.objects.visible_to(asker(request)).select_related("theme", "organisation")
        answer = openings_for(
            offer=get_object_or_404(offers, pk=query["offer"]),
            group=get_object_or_404(
                groups.select_related("school", "school_year"), pk=query["class_group"]
            ),
            first=query["from"],
            last=query["until"],
            now=timezone.now(),
        )
        reasons = [
            {"code": code, "label": REASONS[code], "count": count}
            for code, count in answer.reasons.items()
        ]
        body = {"openings": answer.openings, "reasons": reasons}
        return Response(OpeningsSerializer(body).data)
