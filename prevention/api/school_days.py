"""What a school says of itself: the days on which it takes no session, and its rooms."""

from typing import Any

import django_filters
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.breaks import BrokenByClosureSerializer, ClosurePreviewSerializer
from prevention.api.entries import CreateMixin
from prevention.api.fields import LabelField, SchoolBriefSerializer
from prevention.api.views import ChangeMixin, DeleteMixin, ListMixin, asker
from prevention.scheduling.disruptions import broken_by_closure
from prevention.schools.acts import (
    add_room,
    change_closure,
    change_room,
    close_school,
    reopen_school,
)
from prevention.schools.models import Closure, Room, School


class ClosureSerializer(serializers.ModelSerializer[Closure]):
    """Days on which a school takes no session, both ends included; or half of each."""

    school = SchoolBriefSerializer(read_only=True)
    reason_label = LabelField("reason")

    class Meta:
        model = Closure
        fields = ["id", "school", "starts_on", "ends_on", "half", "reason", "reason_label"]


class ClosureDetailSerializer(ClosureSerializer):
    """With the sessions to come that it breaks."""

    breaks = serializers.SerializerMethodField()

    class Meta(ClosureSerializer.Meta):
        fields = [*ClosureSerializer.Meta.fields, "breaks"]

    @extend_schema_field(BrokenByClosureSerializer(many=True))
    def get_breaks(self, closure: Closure) -> Any:
        broken = broken_by_closure(closure, now=timezone.now())
        return BrokenByClosureSerializer(broken, many=True).data


class ClosureEntrySerializer(serializers.ModelSerializer[Closure]):
    school = serializers.PrimaryKeyRelatedField(queryset=School.objects.select_related("commune"))

    class Meta:
        model = Closure
        fields = ["school", "starts_on", "ends_on", "half", "reason"]


class ClosureChangeSerializer(serializers.ModelSerializer[Closure]):
    class Meta:
        model = Closure
        fields = ["starts_on", "ends_on", "half", "reason"]


class ClosureFilter(django_filters.FilterSet):
    """``from`` and ``until`` keep what touches these days."""

    school = django_filters.CharFilter()
    until = django_filters.DateFilter(field_name="starts_on", lookup_expr="lte")


# Python keeps the word "from" to itself.
ClosureFilter.base_filters["from"] = django_filters.DateFilter(
    field_name="ends_on", lookup_expr="gte"
)


@extend_schema_view(
    retrieve=extend_schema(responses=ClosureDetailSerializer),
    create=extend_schema(responses={201: ClosureDetailSerializer}),
    partial_update=extend_schema(responses=ClosureDetailSerializer),
)
class ClosureViewSet(ListMixin, CreateMixin, ChangeMixin, DeleteMixin):
    """Closures of the schools in reach; one alone comes with what it breaks."""

    rights = {
        "list": "closure.read",
        "retrieve": "closure.read",
        "create": "closure.change",
        "preview": "closure.change",
        "partial_update": "closure.change",
        "destroy": "closure.change",
    }
    queryset = Closure.objects.select_related("school__commune")
    serializer_class = ClosureSerializer
    entry_class = ClosureEntrySerializer
    filterset_class = ClosureFilter
    ordering = ("starts_on", "id")

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Any]]:
        changing = self.action == "partial_update"
        return ClosureChangeSerializer if changing else super().get_serializer_class()

    def shown_serializer(self, row: Any) -> ClosureDetailSerializer:
        return ClosureDetailSerializer(row, context=self.get_serializer_context())

    def add(self, asked: dict[str, Any]) -> Closure:
        self._find(asked["school"])
        return close_school(user=asker(self.request), **asked)

    @extend_schema(responses=ClosurePreviewSerializer)
    @action(detail=False, methods=["post"])
    def preview(self, request: Request) -> Response:
        """Say what it would break; nothing is written."""
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        self._find(sent.validated_data["school"])
        thought = Closure(**sent.validated_data)
        thought.full_clean()
        broken = broken_by_closure(thought, now=timezone.now())
        return Response(ClosurePreviewSerializer({"breaks": broken}).data)

    def _find(self, school: School) -> None:
        if not asker(self.request).may("closure.change", school=school):
            raise NotFound

    def change(self, row: Closure, asked: dict[str, Any]) -> None:
        change_closure(closure=row, user=asker(self.request), **asked)

    def remove(self, row: Closure) -> None:
        reopen_school(closure=row, user=asker(self.request))


class RoomSerializer(serializers.ModelSerializer[Room]):
    """A room of a school; one that is not ``active`` is no longer offered."""

    class Meta:
        model = Room
        fields = ["id", "school", "name", "active"]


class RoomChangeSerializer(serializers.ModelSerializer[Room]):
    class Meta:
        model = Room
        fields = ["name", "active"]


class RoomEntrySerializer(serializers.ModelSerializer[Room]):
    school = serializers.PrimaryKeyRelatedField(queryset=School.objects.select_related("commune"))

    class Meta:
        model = Room
        fields = ["school", "name"]
        validators: list[Any] = []  # the act says it, in the same words everywhere


class RoomFilter(django_filters.FilterSet):
    school = django_filters.CharFilter()
    active = django_filters.BooleanFilter()


class RoomViewSet(ListMixin, CreateMixin, ChangeMixin):
    """Rooms of the schools in reach: named, renamed, retired, never deleted."""

    rights = {
        "list": "room.read",
        "retrieve": "room.read",
        "create": "room.change",
        "partial_update": "room.change",
    }
    queryset = Room.objects.all()
    serializer_class = RoomSerializer
    entry_class = RoomEntrySerializer
    filterset_class = RoomFilter
    ordering = ("school_id", "name", "id")

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Any]]:
        changing = self.action == "partial_update"
        return RoomChangeSerializer if changing else super().get_serializer_class()

    def add(self, asked: dict[str, Any]) -> Room:
        if not asker(self.request).may("room.change", school=asked["school"]):
            raise NotFound
        return add_room(user=asker(self.request), **asked)

    def change(self, row: Room, asked: dict[str, Any]) -> None:
        change_room(room=row, user=asker(self.request), **asked)
