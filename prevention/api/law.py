"""What sessions are about, and what the law asks for."""

from rest_framework import serializers

from prevention.api.fields import LevelsField
from prevention.api.views import ListMixin, RetrieveMixin
from prevention.offers.models import Duty, Theme


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


class ThemeBriefSerializer(serializers.ModelSerializer[Theme]):
    class Meta:
        model = Theme
        fields = ["code", "name"]


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
