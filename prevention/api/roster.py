"""People and their roles, for who answers for them; a role ends, and says first what it leaves."""

from typing import Any

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.coordination import SessionBriefSerializer
from prevention.api.fields import LabelField
from prevention.api.idempotency import once
from prevention.api.people import PersonSerializer
from prevention.api.views import ListMixin, asker
from prevention.people.models import Role
from prevention.scheduling.leaving import leave, left_behind
from prevention.schools.search import patterns

MOST_SHOWN = 20


class RoleOfPersonSerializer(serializers.ModelSerializer[Role]):
    """What somebody is, over what, since when; and whether the reader may end it."""

    kind_label = LabelField("kind")
    status_label = LabelField("status")
    person = PersonSerializer(source="user", read_only=True)
    where = serializers.CharField(read_only=True)
    endable = serializers.BooleanField(read_only=True)

    class Meta:
        model = Role
        fields = [
            *("id", "kind", "kind_label", "status", "status_label", "person", "where"),
            *("asked_at", "decided_at", "endable"),
        ]
        read_only_fields = fields


class LeftBehindSerializer(serializers.Serializer[Any]):
    """What the end of a role leaves behind; the first sessions are shown."""

    count = serializers.IntegerField(help_text="Sessions to come that the person has a part in.")
    sessions = SessionBriefSerializer(many=True)
    last_head = serializers.BooleanField(help_text="Nobody else of the school could authorise.")


class RoleFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="named", max_length=100)

    class Meta:
        model = Role
        fields = ["kind", "status", "school"]

    def named(self, rows: QuerySet[Role], _name: str, words: str) -> QuerySet[Role]:
        """Those whose name, address, school or organisation holds each of the words."""
        for pattern in patterns(words):
            rows = rows.filter(
                Q(user__name__iregex=pattern)
                | Q(user__email__iregex=pattern)
                | Q(school__name__iregex=pattern)
                | Q(school__commune__name__iregex=pattern)
                | Q(organisation__name__iregex=pattern)
            )
        return rows


class PeopleViewSet(ListMixin):
    """The roles that the reader answers for, by the names of people."""

    throttle_scope = "role"
    rights = {"list": "people.read", "leaves": "people.read", "end": "role.end"}
    queryset = Role.objects.all()
    serializer_class = RoleOfPersonSerializer
    filterset_class = RoleFilter
    ordering = ("name", "id")

    def get_queryset(self) -> QuerySet[Role]:
        if getattr(self, "swagger_fake_view", False):
            return Role.objects.none()
        rows = Role.objects.known_to(asker(self.request)).with_endable(asker(self.request))
        rows = rows.select_related("user", "school__commune", "organisation", "commune", "epci")
        rows = rows.defer("school__commune__outline", "commune__outline")
        return rows.annotate(name=F("user__name"))

    @extend_schema(responses=LeftBehindSerializer)
    @action(detail=True, pagination_class=None, filter_backends=[])
    def leaves(self, request: Request, pk: str) -> Response:
        """Say what the end of the role would leave behind."""
        left = left_behind(self.get_object(), now=timezone.now())
        shown = {
            "count": len(left.sessions),
            "sessions": left.sessions[:MOST_SHOWN],
            "last_head": left.last_head,
        }
        return Response(LeftBehindSerializer(shown).data)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    @once
    def end(self, request: Request, pk: str) -> Response:
        """End the role: the person keeps the account, and reads nothing of it any more."""
        leave(role=self.get_object(), by=asker(request), now=timezone.now())
        return Response(self.get_serializer(self.get_object()).data)
