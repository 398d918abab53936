"""Partners, what they offer and what the law asks for, in Django's administration."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from library.models import Material
from prevention.administration import ByRights
from prevention.offers.models import Agreement, Duty, Offer, OfferMaterial, Organisation, Theme


@admin.register(Organisation)
class OrganisationAdmin(ByRights, admin.ModelAdmin[Organisation]):
    rights = {
        "view": "organisation.read",
        "add": "organisation.change",
        "change": "organisation.change",
    }
    list_display = ["name", "kind", "email"]
    list_filter = ["kind"]
    search_fields = ["name", "email"]


@admin.register(Agreement)
class AgreementAdmin(ByRights, admin.ModelAdmin[Agreement]):
    """Agreements end, by their last day; none is deleted, for what was booked under it."""

    rights = {
        "view": "agreement.read",
        "add": "agreement.change",
        "change": "agreement.change",
    }
    list_display = ["organisation", "scope", "valid_from", "valid_until", "extends"]
    list_filter = ["scope", "themes", "organisation"]
    list_select_related = ["organisation", "extends__organisation"]
    search_fields = ["organisation__name"]
    autocomplete_fields = ["organisation"]
    filter_horizontal = ["themes"]


@admin.register(Theme)
class ThemeAdmin(ByRights, admin.ModelAdmin[Theme]):
    rights = {"view": "theme.read", "add": "law.change", "change": "law.change"}
    list_display = ["code", "name", "needs_agreement"]
    list_filter = ["needs_agreement"]
    search_fields = ["code", "name"]

    def save_model(
        self, request: HttpRequest, obj: Theme, form: forms.ModelForm[Theme], change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if "name" in form.changed_data:  # portals are told the names of themes
            Material.objects.about(obj.pk).touch()


@admin.register(Duty)
class DutyAdmin(ByRights, admin.ModelAdmin[Duty]):
    """What the law owes; ``load_law`` brings the shipped rows back to what the file says."""

    rights = {"view": "duty.read", "add": "law.change", "change": "law.change"}
    list_display = ["code", "name", "amount", "unit", "valid_from", "valid_until", "reference"]
    list_filter = ["unit"]
    search_fields = ["code", "name", "reference"]
    filter_horizontal = ["themes"]


class OfferMaterialInline(ByRights, admin.TabularInline[OfferMaterial, Offer]):
    rights = dict.fromkeys(("view", "add", "change", "delete"), "offer.change")
    model = OfferMaterial
    extra = 0
    autocomplete_fields = ["material"]


@admin.register(Offer)
class OfferAdmin(ByRights, admin.ModelAdmin[Offer]):
    rights = {"view": "offer.read", "add": "offer.change", "change": "offer.change"}
    list_display = [
        "title",
        "kind",
        "organisation",
        "theme",
        "duration_minutes",
        "facilitators_needed",
        "lead_days",
        "instant",
        "active",
    ]
    list_filter = ["active", "kind", "theme", "organisation"]
    list_select_related = ["organisation", "theme"]
    search_fields = ["title", "description", "organisation__name"]
    autocomplete_fields = ["organisation", "theme", "communes"]
    filter_horizontal = ["facilitators"]
    inlines = [OfferMaterialInline]
