"""The directory of help services through the API."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.timezone import localdate, localtime
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from library.api.entries import HelpServiceEntrySerializer
from library.help_entries import add_help_service, change_help_service
from library.models import HelpService
from library.opening_hours import check_opening_hours, is_open, say_opening_hours
from prevention.api.entries import CreateMixin
from prevention.api.fields import CommuneSerializer
from prevention.api.law import ThemeBriefSerializer
from prevention.api.views import ChangeMixin, ListMixin, asker
from prevention.vocabulary import Level


class HelpServiceSerializer(serializers.ModelSerializer[HelpService]):
    """A service as it is said today; ``open_now`` is null where its hours are not known."""

    hours = serializers.SerializerMethodField(help_text="The opening hours, as people say them.")
    open_now = serializers.SerializerMethodField()
    levels = serializers.ListField(
        child=serializers.ChoiceField(choices=Level.choices), read_only=True
    )
    themes = ThemeBriefSerializer(many=True, read_only=True)
    communes = CommuneSerializer(many=True, read_only=True)

    class Meta:
        model = HelpService
        fields = [
            "id",
            "code",
            "name",
            "description",
            "phone",
            "sms",
            "url",
            "address",
            "opening_hours",
            "hours",
            "open_now",
            "emergency",
            "levels",
            "themes",
            "communes",
            "valid_from",
            "valid_until",
            "source",
            "checked_on",
            "position",
        ]
        read_only_fields = fields

    def get_hours(self, service: HelpService) -> str:
        return say_opening_hours(service.opening_hours)

    def get_open_now(self, service: HelpService) -> bool | None:
        if not service.opening_hours:
            return None
        return is_open(service.opening_hours, at=localtime(timezone.now()))


class HelpServiceFilter(django_filters.FilterSet):
    level = django_filters.MultipleChoiceFilter(choices=Level.choices, method="for_levels")
    theme = django_filters.CharFilter(method="about", help_text="A code.")
    commune = django_filters.CharFilter(method="serving", help_text="An INSEE code.")
    all = django_filters.BooleanFilter(
        method="of_all_times", help_text="Those that are over or to come too, for who curates."
    )

    class Meta:
        model = HelpService
        fields = ["emergency"]

    def for_levels(self, rows: Any, _name: str, levels: list[str]) -> Any:
        return rows.for_levels(levels) if levels else rows

    def about(self, rows: Any, _name: str, theme: str) -> Any:
        return rows.about([theme])

    def serving(self, rows: Any, _name: str, commune: str) -> Any:
        return rows.serving(commune)

    def of_all_times(self, rows: Any, _name: str, wanted: bool) -> Any:
        return rows  # said where the rows are chosen


class HoursSerializer(serializers.Serializer[Any]):
    """Opening hours as they are written; ``hours`` gives them as people say them."""

    opening_hours = serializers.CharField(
        max_length=200, write_only=True, validators=[check_opening_hours]
    )
    hours = serializers.SerializerMethodField()

    def get_hours(self, asked: dict[str, str]) -> str:
        return say_opening_hours(asked["opening_hours"])


class HelpServiceViewSet(ListMixin, CreateMixin, ChangeMixin):
    """Whom to turn to; those in force, and to who curates all of them on demand."""

    rights = {
        "list": "material.read",
        "retrieve": "material.read",
        "hours": "material.review",
        "create": "material.review",
        "partial_update": "material.review",
    }
    queryset = HelpService.objects.prefetch_related("themes", "communes")
    serializer_class = HelpServiceSerializer
    entry_class = HelpServiceEntrySerializer
    filterset_class = HelpServiceFilter
    ordering = ("-emergency", "position", "name", "id")

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        curates = not self.detail and self.request.query_params.get("all") == "true"
        if self.action != "list" or (curates and asker(self.request).may("material.review")):
            return rows  # type: ignore[no-any-return]
        return rows.in_force(today=localdate())  # type: ignore[no-any-return]

    @extend_schema(request=HoursSerializer, responses=HoursSerializer)
    @action(detail=False, methods=["post"])
    def hours(self, request: Request) -> Response:
        """Say opening hours as the service's readers will find them; nothing is written."""
        asked = HoursSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(HoursSerializer(asked.validated_data).data)

    def add(self, asked: dict[str, Any]) -> HelpService:
        return add_help_service(**asked)

    def change(self, row: HelpService, asked: dict[str, Any]) -> None:
        change_help_service(row, **asked)
