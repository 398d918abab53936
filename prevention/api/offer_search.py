"""The search for what a school needs among the offers."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters.utils import translate_validation

from prevention.api.fields import IdsFilter
from prevention.api.views import asker
from prevention.errors import RefusedError
from prevention.fields import to_levels
from prevention.offers.fitting import fitting, judge
from prevention.offers.models import Offer, OfferQuerySet, Theme
from prevention.offers.nearby import with_distance
from prevention.schools.distances import place_of
from prevention.schools.models import ClassGroup, Commune, School
from prevention.vocabulary import Level


class OfferSearchForm(forms.Form):
    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        if asked.get("within_km") is not None and not asked.get("near"):
            self.add_error("within_km", _("Say near which school (near)."))
        return asked


class OfferSearch(django_filters.FilterSet):
    """Filters in the order they apply: those that read every offer left come last."""

    level = django_filters.MultipleChoiceFilter(
        choices=Level.choices, method="for_levels", help_text="Repeated: all of them are needed."
    )
    theme = django_filters.ModelMultipleChoiceFilter(
        queryset=Theme.objects.all(), method="of_themes", help_text="Repeated: any of them."
    )
    commune = django_filters.ModelChoiceFilter(
        field_name="communes",
        queryset=Commune.objects.only("name"),
        method="in_commune",
        help_text="The INSEE code of a commune that they serve.",
    )
    search = django_filters.CharFilter(
        method="by_words", help_text="Words of the title, text, theme or partner, accents aside."
    )
    near = django_filters.CharFilter(
        method="near_school",
        max_length=8,
        help_text="The UAI of a school in one's reach: nearest first, with the distance.",
    )
    within_km = django_filters.NumberFilter(
        field_name="distance_km",
        lookup_expr="lte",
        min_value=0,
        help_text="With `near`: no farther than this; not those whose distance nobody knows.",
    )
    class_group = IdsFilter(
        method="for_classes", help_text="A class that they can come to; repeated: each of them."
    )
    fit = django_filters.ChoiceFilter(
        choices=[("only", "only"), ("all", "all")],
        method="said_with_the_class",
        help_text="`all` with `class_group`: every offer, with why it does not fit.",
    )

    class Meta:
        model = Offer
        fields = ["organisation", "kind", "active"]
        form = OfferSearchForm

    groups: Sequence[ClassGroup] = ()

    def for_levels(self, rows: OfferQuerySet, _name: str, levels: list[str]) -> OfferQuerySet:
        return rows.for_levels(to_levels(levels))

    def of_themes(self, rows: OfferQuerySet, _name: str, themes: list[Theme]) -> OfferQuerySet:
        return rows.filter(theme__in=themes) if themes else rows

    def in_commune(self, rows: OfferQuerySet, _name: str, commune: Commune) -> OfferQuerySet:
        return rows.serving(commune)

    def by_words(self, rows: OfferQuerySet, _name: str, words: str) -> OfferQuerySet:
        return rows.about(words)

    def near_school(self, rows: QuerySet[Offer], _name: str, uai: str) -> QuerySet[Offer]:
        """Nothing is near a school out of reach: distances would tell where partners live."""
        schools = School.objects.visible_to(asker(self.request)).select_related("commune")
        school = schools.filter(pk=uai).first()
        near = rows if school else rows.none()
        return with_distance(near, place_of(school) if school else None)

    def for_classes(
        self, rows: QuerySet[Offer], _name: str, asked: Sequence[int]
    ) -> QuerySet[Offer]:
        """None for a class out of reach."""
        if not asked:
            return rows
        groups = ClassGroup.objects.visible_to(asker(self.request))
        found = groups.select_related("school__commune", "school_year").in_bulk(set(asked))
        if found.keys() != set(asked):
            return rows.none()
        self.groups = list(found.values())
        return rows if self.form.cleaned_data["fit"] == "all" else fitting(rows, self.groups)

    def said_with_the_class(self, rows: QuerySet[Offer], _name: str, _fit: str) -> QuerySet[Offer]:
        return rows

    def found(self) -> QuerySet[Offer]:
        """Give the offers asked for; 400 says what cannot be understood."""
        if not self.is_valid():
            raise translate_validation(self.errors)  # type: ignore[misc] # wrong in the stubs
        return self.qs

    def judged(self, page: Sequence[Offer]) -> dict[int, list[RefusedError]]:
        """Why each offer of a page does not fit the classes, by key; empty without a class."""
        if not self.groups:
            return {}
        reasons = judge(page, self.groups)
        return {offer.pk: why for offer, why in zip(page, reasons, strict=True)}
