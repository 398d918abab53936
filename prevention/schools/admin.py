"""The school world in Django's administration: what the official files say, and corrections."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from prevention.schools.acts import correct_school
from prevention.schools.admin_reach import InReach
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

if TYPE_CHECKING:
    ClassGroupBase = admin.ModelAdmin[ClassGroup]
    CommuneBase = admin.ModelAdmin[Commune]
    EpciBase = admin.ModelAdmin[Epci]
    HolidayBase = admin.ModelAdmin[Holiday]
    PublicHolidayBase = admin.ModelAdmin[PublicHoliday]
    SchoolBase = admin.ModelAdmin[School]
    SchoolYearBase = admin.ModelAdmin[SchoolYear]
    InlineBase = admin.TabularInline[Any, Any]
else:
    ClassGroupBase = CommuneBase = EpciBase = HolidayBase = admin.ModelAdmin
    PublicHolidayBase = SchoolBase = SchoolYearBase = admin.ModelAdmin
    InlineBase = admin.TabularInline


class TimetableInline(InlineBase):
    model = SchoolTimetable
    extra = 0


class ClosureInline(InlineBase):
    model = Closure
    extra = 0


@admin.register(School)
class SchoolAdmin(InReach, SchoolBase):
    """Schools come from the annuaire and are closed, never deleted; corrections outlive it."""

    list_display = ["name", "uai", "commune", "kind", "sector", "priority", "pupils", "status"]
    list_filter = ["status", "kind", "sector", "priority", "commune__epci", "holiday_zone"]
    list_select_related = ["commune"]
    search_fields = ["name", "uai", "commune__name"]
    autocomplete_fields = ["commune"]
    readonly_fields = ["uai", "edited_fields"]
    inlines = [TimetableInline, ClosureInline]
    actions = ["forget_corrections"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

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
class ClassGroupAdmin(InReach, ClassGroupBase):
    list_display = ["label", "school", "school_year", "taught", "headcount", "source"]
    list_filter = ["school_year", "school__kind", "source"]
    list_select_related = ["school", "school_year"]
    search_fields = ["label", "school__name", "school__uai"]
    autocomplete_fields = ["school"]
    readonly_fields = ["source"]

    @admin.display(description=_("levels"), ordering="levels")
    def taught(self, group: ClassGroup) -> str:
        return ", ".join(group.levels)


@admin.register(SchoolYear)
class SchoolYearAdmin(SchoolYearBase):
    """Opened by ``open_school_year`` and the imports."""

    list_display = ["__str__", "classes"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[SchoolYear]:
        return super().get_queryset(request).annotate(classes=Count("class_groups"))

    @admin.display(description=_("classes"), ordering="classes")
    def classes(self, year: Any) -> int:
        found: int = year.classes
        return found


@admin.register(Holiday)
class HolidayAdmin(HolidayBase):
    """Official holidays, and days off that people add: these carry their own source."""

    list_display = ["name", "zone", "starts_on", "ends_on", "school_year", "source"]
    list_filter = ["zone", "school_year"]
    list_select_related = ["school_year"]
    search_fields = ["name"]


@admin.register(PublicHoliday)
class PublicHolidayAdmin(PublicHolidayBase):
    list_display = ["name", "day", "territory"]
    list_filter = ["territory"]
    search_fields = ["name"]
    date_hierarchy = "day"


@admin.register(Commune)
class CommuneAdmin(CommuneBase):
    list_display = ["name", "insee_code", "epci", "population"]
    list_filter = ["epci"]
    list_select_related = ["epci"]
    search_fields = ["name", "insee_code"]
    exclude = ["outline"]  # thousands of points, which nobody edits in a text field


@admin.register(Epci)
class EpciAdmin(EpciBase):
    list_display = ["name", "siren"]
    search_fields = ["name", "siren"]
