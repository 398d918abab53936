"""Partners, and their agreements."""

from rest_framework import serializers

from prevention.api.entries import EntryMixin
from prevention.api.fields import LevelsField
from prevention.api.views import ListMixin
from prevention.offers.models import Agreement, Organisation


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    class Meta:
        model = Organisation
        fields = ["id", "name", "kind"]


class OrganisationEntrySerializer(serializers.ModelSerializer[Organisation]):
    class Meta:
        model = Organisation
        fields = ["name", "kind", "email"]


class OrganisationViewSet(ListMixin, EntryMixin):
    rights = {
        "list": "organisation.read",
        "retrieve": "organisation.read",
        "create": "organisation.change",
        "partial_update": "organisation.change",
    }
    queryset = Organisation.objects.all()
    serializer_class = OrganisationSerializer
    entry_class = OrganisationEntrySerializer
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


class AgreementEntrySerializer(serializers.ModelSerializer[Agreement]):
    levels = LevelsField()

    class Meta:
        model = Agreement
        fields = [name for name in AgreementSerializer.Meta.fields if name != "id"]


class AgreementViewSet(ListMixin, EntryMixin):
    """What associations are approved for (agrément), and until when."""

    rights = {
        "list": "agreement.read",
        "retrieve": "agreement.read",
        "create": "agreement.change",
        "partial_update": "agreement.change",
    }
    queryset = Agreement.objects.select_related("organisation").prefetch_related("themes")
    serializer_class = AgreementSerializer
    entry_class = AgreementEntrySerializer
    filterset_fields = ["organisation"]
    ordering = ("organisation__name", "id")
