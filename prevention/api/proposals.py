"""Proposals: a whole year-group filled in, for a teacher to change before asking."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.fields import BIGGEST_ID, DaysSerializer, InstantField
from prevention.api.openings import OpeningsSerializer
from prevention.api.requests import MOST_LINES
from prevention.api.session_acts import MOST_GROUPS
from prevention.api.views import Resource, asker
from prevention.offers.models import Offer
from prevention.scheduling.choice import Choice
from prevention.scheduling.load import Meeting
from prevention.scheduling.proposal import openings_beside, propose
from prevention.schools.models import ClassGroup

MOST_SESSIONS_EACH = 8


def _keys(most: int) -> serializers.ListField:
    return serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BIGGEST_ID),
        min_length=1,
        max_length=most,
    )


class ProposalAskedSerializer(DaysSerializer):
    """An offer, classes of one school, how many sessions each, and the days to choose from.

    ``together`` of the classes share each session.
    """

    offer = serializers.IntegerField(min_value=1, max_value=BIGGEST_ID)
    class_groups = _keys(MOST_LINES)
    sessions_each = serializers.IntegerField(min_value=1, max_value=MOST_SESSIONS_EACH, default=1)
    together = serializers.IntegerField(min_value=1, max_value=MOST_GROUPS, default=1)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        super().validate(attrs)
        meetings = -(-len(attrs["class_groups"]) // attrs["together"])
        if meetings * attrs["sessions_each"] > MOST_LINES:
            sentence = _("Ask for at most %(most)s sessions at a time.") % {"most": MOST_LINES}
            raise serializers.ValidationError({"sessions_each": sentence})
        return attrs


class ProposedLineSerializer(serializers.Serializer[Any]):
    """One session of its classes; without a time when none was left."""

    class_groups = serializers.SerializerMethodField()
    starts_at = serializers.DateTimeField(source="opening.starts_at", default=None, allow_null=True)
    ends_at = serializers.DateTimeField(source="opening.ends_at", default=None, allow_null=True)

    def get_class_groups(self, line: Any) -> list[int]:
        return [group.pk for group in line.groups]


@extend_schema_serializer(many=False)  # one answer holds them all
class ProposalSerializer(serializers.Serializer[Any]):
    lines = ProposedLineSerializer(many=True)


class ChosenLineSerializer(serializers.Serializer[Any]):
    """Another session of the same form, at the time chosen for it."""

    class_groups = _keys(MOST_GROUPS)
    starts_at = InstantField()


class OpeningsBesideSerializer(DaysSerializer):
    """An offer, classes that come together, the days to look through, and the other sessions.

    Those in the order in which they will be asked for.
    """

    offer = serializers.IntegerField(min_value=1, max_value=BIGGEST_ID)
    class_groups = _keys(MOST_GROUPS)
    beside = serializers.ListField(child=ChosenLineSerializer(), max_length=MOST_LINES, default=[])


class ProposalViewSet(Resource):
    """Openings for several classes that can all be taken together; nothing is held."""

    rights = {"create": "request.create", "openings": "request.create"}
    queryset = ClassGroup.objects.all()
    serializer_class = ProposalSerializer

    @extend_schema(request=ProposalAskedSerializer, responses={200: ProposalSerializer})
    def create(self, request: Request) -> Response:
        sent = ProposalAskedSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = sent.validated_data
        groups = self._groups(asked["class_groups"])
        lines = propose(
            offer=self._offer(asked),
            groups=list(groups.values()),
            sessions_each=asked["sessions_each"],
            together=asked["together"],
            first=asked["from"],
            last=asked["until"],
            now=timezone.now(),
        )
        return Response(ProposalSerializer({"lines": lines}).data)

    @extend_schema(request=OpeningsBesideSerializer, responses={200: OpeningsSerializer})
    @action(detail=False, methods=["post"])
    def openings(self, request: Request) -> Response:
        """Other times for one session of a proposal: those that its other sessions leave."""
        sent = OpeningsBesideSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = sent.validated_data
        lines = [asked, *asked["beside"]]
        groups = self._groups(key for line in lines for key in line["class_groups"])
        offer = self._offer(asked)
        wanted, *others = (Meeting(offer, _those(groups, line)) for line in lines)
        answer = openings_beside(
            wanted,
            [
                Choice(meeting, line["starts_at"])
                for meeting, line in zip(others, asked["beside"], strict=True)
            ],
            first=asked["from"],
            last=asked["until"],
            now=timezone.now(),
        )
        return Response(OpeningsSerializer.of(answer).data)

    def _groups(self, keys: Iterable[int]) -> dict[int, ClassGroup]:
        """The classes by key, in the order asked; 404 for one that the person may not ask for."""
        wanted = list(dict.fromkeys(keys))
        rows = ClassGroup.objects.where_may(asker(self.request), "request.create")
        found = rows.select_related("school__commune", "school_year").in_bulk(wanted)
        if found.keys() != set(wanted):
            raise Http404
        return {key: found[key] for key in wanted}

    def _offer(self, asked: dict[str, Any]) -> Offer:
        offers = Offer.objects.visible_to(asker(self.request))
        return get_object_or_404(offers.select_related("theme", "organisation"), pk=asked["offer"])


def _those(groups: dict[int, ClassGroup], line: dict[str, Any]) -> list[ClassGroup]:
    return [groups[key] for key in dict.fromkeys(line["class_groups"])]
