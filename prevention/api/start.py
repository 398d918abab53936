"""``GET start``: the first page in one request; what it says is decided in ``prevention.start``."""

from typing import Any, ClassVar

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from prevention.api.coverage_shapes import CoverageSerializer
from prevention.api.fields import ClassGroupBriefSerializer, SchoolBriefSerializer
from prevention.api.organisations import AgreementSerializer
from prevention.api.people import RoleToConfirmSerializer
from prevention.api.refusals import SecondFactorRequiredError
from prevention.api.session_shapes import LISTED, SHOWN, SessionSerializer
from prevention.api.views import asker
from prevention.people.capacities import capacity_of
from prevention.scheduling.models import Session
from prevention.start.page import WAITS, Few, Start, start_of

WHAT = sorted({what for questions in WAITS.values() for what in questions})


class StartQuerySerializer(serializers.Serializer[Any]):
    """In which capacity, by its key in ``me``; without it, the first."""

    capacity = serializers.CharField(required=False, max_length=40)


class FewSerializer(serializers.Serializer[Any]):
    """The first of some sessions, and how many there are in all."""

    count = serializers.IntegerField()
    sessions = SessionSerializer(many=True)


class WaitingSerializer(FewSerializer):
    what = serializers.ChoiceField(choices=WHAT)


class ClassesSerializer(serializers.Serializer[Any]):
    school_year = serializers.IntegerField()
    class_groups = ClassGroupBriefSerializer(source="groups", many=True)
    coverage = CoverageSerializer(many=True)


class StartSerializer(serializers.Serializer[Any]):
    """What is next, what waits, what is missing; null where the role is not asked."""

    capacity = serializers.CharField()
    school = SchoolBriefSerializer(allow_null=True)
    next = FewSerializer()
    waiting = WaitingSerializer(many=True)
    roles_to_confirm = RoleToConfirmSerializer(many=True, allow_null=True)
    failed_mails = serializers.IntegerField(allow_null=True)
    classes = ClassesSerializer(allow_null=True)
    without_hours = serializers.BooleanField(
        allow_null=True, help_text="No weekly hours: the facilitator is never proposed."
    )
    ending_agreements = AgreementSerializer(many=True, allow_null=True)


class StartView(APIView):
    """The first page of the signed-in person, in one capacity."""

    rights: ClassVar[dict[str, str]] = {"get": "session.read"}

    @extend_schema(parameters=[StartQuerySerializer], responses=StartSerializer)
    def get(self, request: Request) -> Response:
        asked = StartQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        user = asker(request)
        capacity = capacity_of(user, asked.validated_data.get("capacity"))
        if capacity is None:
            raise Http404
        if capacity.waits_for(user):
            raise SecondFactorRequiredError
        start = start_of(user, capacity, now=timezone.now())
        rows = _sessions(start)

        def few(some: Few) -> dict[str, Any]:
            sessions = [rows[key] for key in some.keys if key in rows]
            return {"count": some.count, "sessions": sessions}

        shown = {
            "capacity": capacity.key,
            "school": capacity.school,
            "next": few(start.next),
            "waiting": [{"what": what, **few(some)} for what, some in start.waiting.items()],
            "roles_to_confirm": start.roles,
            "failed_mails": start.failed_mails,
            "classes": start.classes,
            "without_hours": start.without_hours,
            "ending_agreements": start.ending_agreements,
        }
        return Response(StartSerializer(shown, context={"request": request}).data)


def _sessions(start: Start) -> dict[int, Session]:
    """All the sessions of the page, loaded at once."""
    keys = {key for few in [start.next, *start.waiting.values()] for key in few.keys}
    return SHOWN.prefetch_related(*LISTED).in_bulk(keys)
