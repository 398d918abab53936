"""The school world in Django's administration: what the official files say, and corrections."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from prevention.administration import ByRights, InReach
from prevention.schools.acts import correct_school
from prevention.schools.models import (
    ClassGroup,
    Closure,
    Commune,
    Epci,
    Holiday,
    PublicHoliday,
    School,
    SchoolTimetable,
    SchoolYear,
)


class OfSchool(ByRights):
    """What follows the right over its school; shown inside the school's own page."""

    rights = dict.fromkeys(["view"], "school.read") | dict.fromkeys(
        ["add", "change", "delete"], "school.change"
    )

    def school_of(self, row: School) -> School:
        return row


class TimetableInline(OfSchool, admin.TabularInline[Any, Any]):
    model = SchoolTimetable
    extra = 0


class ClosureInline(OfSchool, admin.TabularInline[Any, Any]):
    model = Closure
    extra = 0


@admin.register(School)
class SchoolAdmin(ByRights, InReach, admin.ModelAdmin[School]):
    """Schools come from the annuaire and are closed, never deleted; corrections outlive it."""

    rights = {"view": "school.read", "change": "school.change"}
    list_display = ["name", "uai", "commune", "kind", "sector", "priority", "pupils", "status"]
    list_filter = ["status", "kind", "sector", "priority", "commune__epci", "holiday_zone"]
    list_select_related = ["commune"]
    search_fields = ["name", "uai", "commune__name"]
    autocomplete_fields = ["commune"]
    readonly_fields = ["uai", "edited_fields"]
    inlines = [TimetableInline, ClosureInline]
    actions = ["forget_corrections"]

    def school_of(self, row: School) -> School:
        return row

    def save_model(self, request: HttpRequest, obj: School, form: Any, change: bool) -> None:
        """Only what was changed here counts as corrected by hand."""
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        correct_school(school=obj, **changed)

    @admin.action(
        description=_("Follow the official files again in the chosen schools"),
        permissions=["change"],
    )
    def forget_corrections(self, request: HttpRequest, queryset: QuerySet[School]) -> None:
        freed = queryset.exclude(edited_fields=[]).update(edited_fields=[])
        said = ngettext(
            "The next import may change %(n)s school.",
            "The next import may change %(n)s schools.",
            freed,
        )
        self.message_user(request, said % {"n": freed})


@admin.register(ClassGroup)
class ClassGroupAdmin(ByRights, InReach, admin.ModelAdmin[ClassGroup]):
    rights = {
        "view": "class_group.read",
        "add": "class_group.create",
        "change": "class_group.change",
        "delete": "class_group.change",
    }
    list_display = ["label", "school", "school_year", "taught", "headcount", "source"]
    list_filter = ["school_year", "school__kind", "source"]
    list_select_related = ["school", "school_year"]
    search_fields = ["label", "school__name", "school__uai"]
    autocomplete_fields = ["school"]
    readonly_fields = ["source"]

    def school_of(self, row: ClassGroup) -> School:
        return row.school

    @admin.display(description=_("levels"), ordering="levels")
    def taught(self, group: ClassGroup) -> str:
        return ", ".join(group.levels)


@admin.register(SchoolYear)
class SchoolYearAdmin(ByRights, admin.ModelAdmin[SchoolYear]):
    """Opened by ``open_school_year`` and the imports."""

    rights = {"view": "school_year.read"}
    list_display = ["__str__", "classes"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SchoolYear]:
        years: QuerySet[SchoolYear] = super().get_queryset(request)
        return years.annotate(classes=Count("class_groups"))

    @admin.display(description=_("classes"), ordering="classes")
    def classes(self, year: Any) -> int:
        found: int = year.classes
        return found


CALENDAR = {"view": "holiday.read"} | dict.fromkeys(["add", "change", "delete"], "calendar.change")


@admin.register(Holiday)
class HolidayAdmin(ByRights, admin.ModelAdmin[Holiday]):
    """Official holidays, and days off that people add: these carry their own source."""

    rights = CALENDAR
    list_display = ["name", "zone", "starts_on", "ends_on", "school_year", "source"]
    list_filter = ["zone", "school_year"]
    list_select_related = ["school_year"]
    search_fields = ["name"]


@admin.register(PublicHoliday)
class PublicHolidayAdmin(ByRights, admin.ModelAdmin[PublicHoliday]):
    rights = CALENDAR
    list_display = ["name", "day", "territory"]
    list_filter = ["territory"]
    search_fields = ["name"]
    date_hierarchy = "day"


@admin.register(Commune)
class CommuneAdmin(ByRights, admin.ModelAdmin[Commune]):
    """Communes come from the official file."""

    rights = {"view": "commune.read"}
    list_display = ["name", "insee_code", "epci", "population"]
    list_filter = ["epci"]
    list_select_related = ["epci"]
    search_fields = ["name", "insee_code"]
    exclude = ["outline"]  # thousands of points, which nobody edits in a text field


@admin.register(Epci)
class EpciAdmin(ByRights, admin.ModelAdmin[Epci]):
    rights = {"view": "commune.read"}
    list_display = ["name", "siren"]
    search_fields = ["name", "siren"]
