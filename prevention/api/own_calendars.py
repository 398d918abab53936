"""A facilitator's calendar kept elsewhere: how reading it goes; its address only comes in."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.breaks import BrokenSessionSerializer
from prevention.api.views import Resource, asker
from prevention.calendars.busy.acts import forget_calendar, give_calendar
from prevention.calendars.busy.state import Shown, State, shown
from prevention.calendars.busy.troubles import Trouble
from prevention.offers.models import Facilitator


class OwnCalendarSerializer(serializers.Serializer[Any]):
    """Where the calendar is, when it was read, and what it holds: never its address.

    ``trouble`` says why the last reading failed. ``clashes`` are sessions to come over which the
    calendar holds something else; they are left as they are.
    """

    state = serializers.ChoiceField(choices=State.choices)
    state_label = serializers.CharField(source="state.label")
    host = serializers.CharField(source="calendar.host")
    added_at = serializers.DateTimeField(source="calendar.added_at", allow_null=True)
    tried_at = serializers.DateTimeField(source="calendar.tried_at", allow_null=True)
    read_at = serializers.DateTimeField(source="calendar.read_at", allow_null=True)
    stale_since = serializers.DateTimeField(source="calendar.stale_since", allow_null=True)
    busy_count = serializers.IntegerField(source="calendar.busy_count")
    trouble = serializers.SerializerMethodField()
    trouble_label = serializers.CharField(source="calendar.trouble_sentence")
    clashes = serializers.SerializerMethodField()

    @extend_schema_field(
        serializers.ChoiceField(choices=[one.value for one in Trouble], allow_null=True)
    )
    def get_trouble(self, row: Shown) -> str | None:
        return row.calendar.trouble or None

    @extend_schema_field(BrokenSessionSerializer(many=True))
    def get_clashes(self, row: Shown) -> Any:
        sessions = row.clashes.select_related("offer", "theme", "school__commune").defer(
            "school__commune__outline"
        )
        return BrokenSessionSerializer(sessions.prefetch_related("groups"), many=True).data


class OwnCalendarEntrySerializer(serializers.Serializer[Any]):
    """``address``: https, or webcal as calendar programs write it; a secret, never given back."""

    address = serializers.CharField(max_length=2000)


class OwnCalendarViewSet(Resource):
    """The calendar that a facilitator keeps elsewhere; one's own, or for the coordination."""

    rights = {
        "retrieve": "availability.read",
        "update": "availability.change",
        "destroy": "availability.change",
    }
    queryset = Facilitator.objects.all()
    serializer_class = OwnCalendarSerializer

    def retrieve(self, request: Request, pk: int) -> Response:
        return self.shown(self.get_object())

    @extend_schema(request=OwnCalendarEntrySerializer, responses=OwnCalendarSerializer)
    def update(self, request: Request, pk: int) -> Response:
        """Give the address, or another one; it is read within the minute."""
        facilitator = self.get_object()
        asked = OwnCalendarEntrySerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        give_calendar(
            facilitator=facilitator,
            user=asker(request),
            now=timezone.now(),
            **asked.validated_data,
        )
        return self.shown(facilitator)

    def destroy(self, request: Request, pk: int) -> Response:
        """Forget the address, and every busy time that was read from it."""
        forget_calendar(facilitator=self.get_object(), user=asker(request))
        return Response(status=204)

    def shown(self, facilitator: Facilitator) -> Response:
        row = shown(facilitator, now=timezone.now())
        return Response(self.get_serializer(row).data)
