"""What is asked of coverage, and what its answers look like."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from prevention.api.fields import BIGGEST_ID, ClassGroupBriefSerializer
from prevention.coverage.dimensions import OF_CLASSES, OF_SESSIONS, Giver
from prevention.coverage.figures import Unit
from prevention.coverage.periods import YearKind
from prevention.coverage.table import MOST_EARLIER
from prevention.offers.models import Duty
from prevention.vocabulary import Level, Priority, SchoolKind, Sector, SessionKind


class CoverageQuerySerializer(serializers.Serializer[Any]):
    """A class; or a school and a school year (its first calendar year)."""

    class_group = serializers.IntegerField(required=False, min_value=1, max_value=BIGGEST_ID)
    school = serializers.CharField(required=False, max_length=8)
    school_year = serializers.IntegerField(required=False, min_value=2000, max_value=2100)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "class_group" not in attrs and not {"school", "school_year"} <= attrs.keys():
            raise serializers.ValidationError(
                _("Name a class (class_group), or a school and a school_year.")
            )
        return attrs


class DutyBriefSerializer(serializers.ModelSerializer[Duty]):
    class Meta:
        model = Duty
        fields = ["code", "name", "reference", "unit", "themes"]


class CoverageSerializer(serializers.Serializer[Any]):
    """One class under one duty; amounts are in the duty's unit."""

    class_group = ClassGroupBriefSerializer(source="group")
    duty = DutyBriefSerializer()
    owed = serializers.FloatField()
    done = serializers.FloatField()
    confirmed = serializers.FloatField()
    held = serializers.FloatField()
    planned = serializers.FloatField()
    missing = serializers.FloatField()
    unknown = serializers.BooleanField()


@extend_schema_serializer(many=False)  # one answer holds them all
class CoverageAnswerSerializer(serializers.Serializer[Any]):
    results = CoverageSerializer(many=True)


class ChosenSerializer(serializers.Serializer[Any]):
    """Which classes figures are about: those of all that is named."""

    paths: ClassVar[Mapping[str, str]] = OF_CLASSES

    school = serializers.CharField(required=False, max_length=8)
    commune = serializers.CharField(required=False, max_length=5)
    epci = serializers.CharField(required=False, max_length=9)
    circonscription = serializers.CharField(required=False, max_length=150)
    department = serializers.CharField(required=False, max_length=3)
    kind = serializers.ChoiceField(SchoolKind.choices, required=False)
    sector = serializers.ChoiceField(Sector.choices, required=False)
    priority = serializers.ChoiceField(Priority.choices, required=False)
    qpv = serializers.BooleanField(required=False, allow_null=True, default=None)
    level = serializers.ChoiceField(Level.choices, required=False)

    def chosen(self) -> dict[str, Any]:
        """What was named, by dimension."""
        sent = self.validated_data
        return {name: sent[name] for name in self.paths if sent.get(name) is not None}


class GridQuerySerializer(ChosenSerializer):
    """What classes are owed, by one of the dimensions."""

    by = serializers.ChoiceField(sorted(OF_CLASSES))
    school_year = serializers.IntegerField(min_value=2000, max_value=2100)


class EvolutionQuerySerializer(ChosenSerializer):
    """A school year, by its first calendar year."""

    school_year = serializers.IntegerField(min_value=2000, max_value=2100)


class ActivityQuerySerializer(ChosenSerializer):
    """What was given in a year, by one of the dimensions; ``compare`` it with years before."""

    paths = OF_SESSIONS

    by = serializers.ChoiceField(sorted(OF_SESSIONS))
    period = serializers.ChoiceField(YearKind.choices, default=YearKind.SCHOOL_YEAR)
    year = serializers.IntegerField(min_value=2000, max_value=2100)
    compare = serializers.IntegerField(min_value=0, max_value=MOST_EARLIER, default=0)
    theme = serializers.CharField(required=False, max_length=10)
    partner = serializers.IntegerField(required=False, min_value=1, max_value=BIGGEST_ID)
    session_kind = serializers.ChoiceField(SessionKind.choices, required=False)
    giver = serializers.ChoiceField(Giver.choices, required=False)


class OwedSerializer(serializers.Serializer[Any]):
    """Classes under one duty; amounts are in the duty's unit."""

    duty = serializers.CharField(source="duty.code")
    classes = serializers.IntegerField()
    unknown_classes = serializers.IntegerField()
    owed = serializers.FloatField()
    done = serializers.FloatField()
    internal = serializers.FloatField()
    confirmed = serializers.FloatField()
    held = serializers.FloatField()
    planned = serializers.FloatField()
    to_give = serializers.FloatField()
    missing = serializers.FloatField()


class GridRowSerializer(serializers.Serializer[Any]):
    """One value of the dimension: ``value`` is the text of its key, empty where it is not known.

    ``about`` says the commune of a school, and nothing of other dimensions.
    """

    value = serializers.CharField(allow_blank=True)
    name = serializers.CharField()
    about = serializers.CharField(allow_blank=True)
    owed = OwedSerializer(many=True)


@extend_schema_serializer(many=False)  # one answer holds them all
class GridSerializer(serializers.Serializer[Any]):
    """The duties that bind one of the classes, the whole, and the rows by their names."""

    duties = DutyBriefSerializer(many=True)
    total = OwedSerializer(many=True)
    results = GridRowSerializer(many=True)


class WeekSerializer(serializers.Serializer[Any]):
    """A week, by its Monday; amounts are those of the year until its Sunday."""

    monday = serializers.DateField()
    given = serializers.FloatField()
    planned = serializers.FloatField()
    due = serializers.FloatField(allow_null=True)


class DutyEvolutionSerializer(serializers.Serializer[Any]):
    """One duty week by week, in its unit; ``due`` is null where days of class are not published."""

    duty = DutyBriefSerializer()
    classes = serializers.IntegerField()
    owed = serializers.FloatField()
    weeks = WeekSerializer(many=True)


@extend_schema_serializer(many=False)  # one answer holds them all
class EvolutionSerializer(serializers.Serializer[Any]):
    """The duties that bind one of the classes."""

    results = DutyEvolutionSerializer(many=True)


class FigureSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    sentence = serializers.CharField()
    unit = serializers.ChoiceField(Unit.choices)
    unit_name = serializers.CharField(source="unit.label")


class FigureGroupSerializer(serializers.Serializer[Any]):
    """Figures of the same rows; ``sentence`` says what they have in common."""

    code = serializers.CharField()
    name = serializers.CharField()
    sentence = serializers.CharField()
    figures = FigureSerializer(many=True)


@extend_schema_serializer(many=False)  # one answer holds them all
class FiguresSerializer(serializers.Serializer[Any]):
    results = FigureGroupSerializer(many=True)
