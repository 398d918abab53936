"""Partners, what they offer and what the law asks for, in Django's administration."""

from typing import TYPE_CHECKING

from django.contrib import admin

from prevention.offers.models import Duty, Offer, Organisation, Theme

if TYPE_CHECKING:
    DutyBase = admin.ModelAdmin[Duty]
    OfferBase = admin.ModelAdmin[Offer]
    OrganisationBase = admin.ModelAdmin[Organisation]
    ThemeBase = admin.ModelAdmin[Theme]
else:
    DutyBase = OfferBase = OrganisationBase = ThemeBase = admin.ModelAdmin


@admin.register(Organisation)
class OrganisationAdmin(OrganisationBase):
    list_display = ["name", "kind", "email"]
    list_filter = ["kind"]
    search_fields = ["name", "email"]


@admin.register(Theme)
class ThemeAdmin(ThemeBase):
    list_display = ["code", "name"]
    search_fields = ["code", "name"]


@admin.register(Duty)
class DutyAdmin(DutyBase):
    """What the law owes; ``load_law`` brings the shipped rows back to what the file says."""

    list_display = ["code", "name", "amount", "unit", "valid_from", "valid_until", "reference"]
    list_filter = ["unit"]
    search_fields = ["code", "name", "reference"]
    filter_horizontal = ["themes"]


@admin.register(Offer)
class OfferAdmin(OfferBase):
    list_display = [
        "title",
        "organisation",
        "theme",
        "duration_minutes",
        "facilitators_needed",
        "lead_days",
        "instant",
        "active",
    ]
    list_filter = ["active", "theme", "organisation"]
    list_select_related = ["organisation", "theme"]
    search_fields = ["title", "description", "organisation__name"]
    autocomplete_fields = ["organisation", "theme"]
    filter_horizontal = ["facilitators", "materials"]
