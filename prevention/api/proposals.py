"""Proposals: a whole year-group filled in, for a teacher to change before asking."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.fields import BIGGEST_ID, DaysSerializer
from prevention.api.requests import MOST_LINES
from prevention.api.views import Resource, asker
from prevention.offers.models import Offer
from prevention.scheduling.proposal import propose
from prevention.schools.models import ClassGroup

MOST_SESSIONS_EACH = 8


class ProposalAskedSerializer(DaysSerializer):
    """An offer, classes of one school, how many sessions each, and the days to choose from."""

    offer = serializers.IntegerField(min_value=1, max_value=BIGGEST_ID)
    class_groups = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BIGGEST_ID),
        min_length=1,
        max_length=MOST_LINES,
    )
    sessions_each = serializers.IntegerField(min_value=1, max_value=MOST_SESSIONS_EACH, default=1)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        super().validate(attrs)
        if len(attrs["class_groups"]) * attrs["sessions_each"] > MOST_LINES:
            sentence = _("Ask for at most %(most)s sessions at a time.") % {"most": MOST_LINES}
            raise serializers.ValidationError({"sessions_each": sentence})
        return attrs


class ProposedLineSerializer(serializers.Serializer[Any]):
    """One session of a class; without a time when none was left."""

    class_group = serializers.IntegerField(source="group.pk")
    starts_at = serializers.DateTimeField(source="opening.starts_at", default=None, allow_null=True)
    ends_at = serializers.DateTimeField(source="opening.ends_at", default=None, allow_null=True)


@extend_schema_serializer(many=False)  # one answer holds them all
class ProposalSerializer(serializers.Serializer[Any]):
    lines = ProposedLineSerializer(many=True)


class ProposalViewSet(Resource):
    """Openings for several classes that can all be taken together; nothing is held."""

    rights = {"create": "request.create"}
    queryset = ClassGroup.objects.all()
    serializer_class = ProposalSerializer

    @extend_schema(request=ProposalAskedSerializer, responses={200: ProposalSerializer})
    def create(self, request: Request) -> Response:
        sent = ProposalAskedSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = sent.validated_data
        groups = (
            ClassGroup.objects.where_may(asker(request), "request.create")
            .select_related("school__commune", "school_year")
            .in_bulk(asked["class_groups"])
        )
        if groups.keys() != set(asked["class_groups"]):
            raise Http404
        offers = Offer.objects.visible_to(asker(request)).select_related("theme", "organisation")
        lines = propose(
            offer=get_object_or_404(offers, pk=asked["offer"]),
            groups=[groups[pk] for pk in dict.fromkeys(asked["class_groups"])],
            sessions_each=asked["sessions_each"],
            first=asked["from"],
            last=asked["until"],
            now=timezone.now(),
        )
        return Response(ProposalSerializer({"lines": lines}).data)
