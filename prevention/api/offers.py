"""What partners offer, and what the law asks for."""

import django_filters
from django.db.models import Prefetch, Q, QuerySet
from rest_framework import serializers

from library.api.serializers import MaterialSerializer
from prevention.api.fields import CommuneSerializer, IdFilter, LabelField, LevelsField
from prevention.api.views import ListMixin, RetrieveMixin, asker
from prevention.offers.models import Agreement, Duty, Offer, Organisation, Theme
from prevention.schools.models import ClassGroup, Commune


class ThemeSerializer(serializers.ModelSerializer[Theme]):
    levels = LevelsField(read_only=True)

    class Meta:
        model = Theme
        fields = ["code", "name", "levels", "needs_agreement"]


class ThemeViewSet(ListMixin, RetrieveMixin):
    rights = {"list": "theme.read", "retrieve": "theme.read"}
    queryset = Theme.objects.all()
    serializer_class = ThemeSerializer
    ordering = ("code",)


class DutySerializer(serializers.ModelSerializer[Duty]):
    levels = LevelsField(read_only=True)

    class Meta:
        model = Duty
        fields = [
            "code",
            "name",
            "themes",
            "levels",
            "amount",
            "unit",
            "reference",
            "valid_from",
            "valid_until",
        ]


class DutyViewSet(ListMixin, RetrieveMixin):
    """What the law owes each class of some levels, in a school year."""

    rights = {"list": "duty.read", "retrieve": "duty.read"}
    queryset = Duty.objects.prefetch_related("themes")
    serializer_class = DutySerializer
    lookup_field = "code"
    ordering = ("code",)


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    class Meta:
        model = Organisation
        fields = ["id", "name", "kind"]


class OrganisationViewSet(ListMixin, RetrieveMixin):
    rights = {"list": "organisation.read", "retrieve": "organisation.read"}
    queryset = Organisation.objects.all()
    serializer_class = OrganisationSerializer
    ordering = ("name", "id")


class AgreementSerializer(serializers.ModelSerializer[Agreement]):
    organisation = OrganisationSerializer(read_only=True)
    levels = LevelsField(read_only=True)

    class Meta:
        model = Agreement
        fields = [
            "id",
            "organisation",
            "scope",
            "themes",
            "levels",
            "valid_from",
            "valid_until",
            "extends",
        ]


class AgreementViewSet(ListMixin, RetrieveMixin):
    """What associations are approved for (agrément), and until when."""

    rights = {"list": "agreement.read", "retrieve": "agreement.read"}
    queryset = Agreement.objects.select_related("organisation").prefetch_related("themes")
    serializer_class = AgreementSerializer
    filterset_fields = ["organisation"]
    ordering = ("organisation__name", "id")


class ThemeBriefSerializer(serializers.ModelSerializer[Theme]):
    class Meta:
        model = Theme
        fields = ["code", "name"]


class OfferSerializer(serializers.ModelSerializer[Offer]):
    kind_label = LabelField("kind")
    organisation = OrganisationSerializer(read_only=True)
    theme = ThemeBriefSerializer(read_only=True)
    levels = LevelsField(read_only=True)
    communes = CommuneSerializer(many=True, read_only=True)
    materials = MaterialSerializer(many=True, read_only=True)

    class Meta:
        model = Offer
        fields = [
            "id",
            "title",
            "description",
            "kind",
            "kind_label",
            "organisation",
            "theme",
            "levels",
            "duration_minutes",
            "groups_per_session",
            "sessions_in_series",
            "communes",
            "facilitators_needed",
            "lead_days",
            "free_cancellation_days",
            "instant",
            "room_needs",
            "materials",
        ]


class OfferFilter(django_filters.FilterSet):
    class_group = IdFilter(method="fitting")
    search = django_filters.CharFilter(method="by_words")

    class Meta:
        model = Offer
        fields = ["theme", "organisation"]

    def fitting(self, rows: QuerySet[Offer], _name: str, group_id: int) -> QuerySet[Offer]:
        """Offers that take every level of the class; none for a class out of reach."""
        groups = ClassGroup.objects.visible_to(asker(self.request))
        group = groups.filter(pk=group_id).first()
        return rows.filter(levels__contains_all=group.levels) if group else rows.none()

    def by_words(self, rows: QuerySet[Offer], _name: str, words: str) -> QuerySet[Offer]:
        for word in words.split():
            rows = rows.filter(Q(title__icontains=word) | Q(description__icontains=word))
        return rows


class OfferViewSet(ListMixin, RetrieveMixin):
    rights = {"list": "offer.read", "retrieve": "offer.read"}
    queryset = Offer.objects.select_related("organisation", "theme").prefetch_related(
        "materials", Prefetch("communes", Commune.objects.only("name"))
    )
    serializer_class = OfferSerializer
    filterset_class = OfferFilter
    ordering = ("title", "id")
