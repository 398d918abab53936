"""The school world in the API: schools, classes, years and holidays."""

from functools import cache
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from prevention.api.fields import (
    CommuneSerializer,
    LabelField,
    LevelsField,
)
from prevention.api.idempotency import once
from prevention.api.views import ChangeMixin, ListMixin, RetrieveMixin, asker
from prevention.schools.acts import add_class_group, correct_class_group, correct_school
from prevention.schools.models import (
    ClassGroup,
    Holiday,
    School,
    SchoolQuerySet,
    SchoolYear,
)
from prevention.schools.years import planned_year
from prevention.vocabulary import Level


class SchoolSerializer(serializers.ModelSerializer[School]):
    commune = CommuneSerializer(read_only=True)
    kind_label = LabelField("kind")
    sector_label = LabelField("sector")
    status_label = LabelField("status")

    class Meta:
        model = School
        fields = [
            "uai",
            "name",
            "kind",
            "kind_label",
            "sector",
            "sector_label",
            "priority",
            "commune",
            "address",
            "postcode",
            "phone",
            "email",
            "website",
            "latitude",
            "longitude",
            "circonscription",
            "holiday_zone",
            "time_zone",
            "pupils",
            "pupils_year",
            "status",
            "status_label",
            "closed_on",
            "edited_fields",
        ]
        # The rest is the national file's: a correction there reaches everybody.
        read_only_fields = [
            name
            for name in fields
            if name not in {"address", "postcode", "phone", "email", "website"}
        ]


class SchoolFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="by_words")
    epci = django_filters.CharFilter(field_name="commune__epci")

    class Meta:
        model = School
        fields = ["kind", "sector", "priority", "commune", "status"]

    def by_words(self, rows: SchoolQuerySet, _name: str, words: str) -> SchoolQuerySet:
        return rows.named_like(words)


class SchoolViewSet(ListMixin, ChangeMixin):
    """Schools in the reader's reach."""

    rights = {"list": "school.read", "retrieve": "school.read", "partial_update": "school.change"}
    queryset = School.objects.select_related("commune")
    serializer_class = SchoolSerializer
    filterset_class = SchoolFilter
    ordering = ("name", "uai")

    def change(self, row: School, asked: dict[str, Any]) -> None:
        _require("school.change", row, self.request)
        correct_school(school=row, **asked)


class DirectorySerializer(serializers.ModelSerializer[School]):
    commune = serializers.CharField(source="commune.name")
    kind_label = LabelField("kind")

    class Meta:
        model = School
        fields = ["uai", "name", "kind", "kind_label", "commune", "postcode"]


class DirectoryViewSet(ListMixin):
    """Open schools by name: open data, for whoever must say where they work."""

    rights = {"list": "directory.read"}
    serializer_class = DirectorySerializer
    filterset_class = SchoolFilter
    ordering = ("name", "uai")

    def get_queryset(self) -> QuerySet[School]:
        return School.objects.open().select_related("commune")


class ClassGroupSerializer(serializers.ModelSerializer[ClassGroup]):
    levels = LevelsField()

    class Meta:
        model = ClassGroup
        fields = ["id", "school", "school_year", "label", "levels", "headcount", "source"]
        read_only_fields = ["source"]
        validators: list[Any] = []  # the act says it, in the same words everywhere


class ClassGroupChangeSerializer(ClassGroupSerializer):
    class Meta(ClassGroupSerializer.Meta):
        read_only_fields = ["school", "school_year", "source"]


class ClassGroupFilter(django_filters.FilterSet):
    level = django_filters.ChoiceFilter(choices=Level.choices, method="of_level")

    class Meta:
        model = ClassGroup
        fields = ["school", "school_year"]

    def of_level(self, rows: QuerySet[ClassGroup], _name: str, level: str) -> QuerySet[ClassGroup]:
        return rows.filter(levels__overlap=[level])


class ClassGroupViewSet(ListMixin, ChangeMixin):
    """Classes in the reader's reach, of any school year."""

    rights = {
        "list": "class_group.read",
        "retrieve": "class_group.read",
        "create": "class_group.create",
        "partial_update": "class_group.change",
    }
    queryset = ClassGroup.objects.select_related("school__commune")
    serializer_class = ClassGroupSerializer
    filterset_class = ClassGroupFilter
    ordering = ("school_id", "levels", "label", "id")

    def get_serializer_class(self) -> type[ClassGroupSerializer]:
        changing = self.action == "partial_update"
        return ClassGroupChangeSerializer if changing else ClassGroupSerializer

    @once
    def create(self, request: Request) -> Response:
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        school = asked.validated_data["school"]
        if not asker(request).may("class_group.create", school=school):
            raise NotFound
        return self.shown(add_class_group(**asked.validated_data), status=201)

    def change(self, row: ClassGroup, asked: dict[str, Any]) -> None:
        _require("class_group.change", row.school, self.request)
        correct_class_group(group=row, **asked)


def _require(right: str, school: School, request: Request) -> None:
    """Refuse who holds the right elsewhere alone, and merely sees this school."""
    if not asker(request).may(right, school=school):
        raise PermissionDenied


class SchoolYearSerializer(serializers.ModelSerializer[SchoolYear]):
    label = serializers.CharField(source="__str__", read_only=True)  # type: ignore[assignment]
    starts_on = serializers.DateField(read_only=True)
    ends_on = serializers.DateField(read_only=True)
    current = serializers.SerializerMethodField()
    planned = serializers.SerializerMethodField(
        help_text="The year that people plan for: in summer the next one, once it has classes."
    )

    class Meta:
        model = SchoolYear
        fields = ["year", "label", "starts_on", "ends_on", "current", "planned"]

    def get_current(self, year: SchoolYear) -> bool:
        return year.year == SchoolYear.year_of(timezone.localdate())

    def get_planned(self, year: SchoolYear) -> bool:
        planned: int = self.context["planned_year"]()
        return year.year == planned


class SchoolYearViewSet(ListMixin, RetrieveMixin):
    rights = {"list": "school_year.read", "retrieve": "school_year.read"}
    queryset = SchoolYear.objects.all()
    serializer_class = SchoolYearSerializer
    ordering = ("-year",)

    def get_serializer_context(self) -> dict[str, Any]:
        # Asked once for a whole list.
        planned = cache(lambda: planned_year(today=timezone.localdate()))
        return {**super().get_serializer_context(), "planned_year": planned}


class HolidaySerializer(serializers.ModelSerializer[Holiday]):
    class Meta:
        model = Holiday
        fields = ["zone", "name", "starts_on", "ends_on", "school_year", "source"]


class HolidayViewSet(ListMixin):
    """School holidays and bridge days by zone, both ends included."""

    rights = {"list": "holiday.read"}
    queryset = Holiday.objects.all()
    serializer_class = HolidaySerializer
    filterset_fields = ["zone", "school_year"]
    ordering = ("starts_on", "zone", "id")
