"""Shapes that several serializers share."""

from datetime import datetime
from typing import Any, ClassVar

import django_filters
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from prevention.fields import Levels, to_levels
from prevention.schools.models import ClassGroup, Commune, School
from prevention.vocabulary import Level

# Beyond it a database refuses the number itself instead of finding no row.
BIGGEST_ID = 2**63 - 1


class IdFormField(forms.IntegerField):
    """A key that some row may have."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=BIGGEST_ID, **kwargs)


@extend_schema_field({"type": "integer", "minimum": 1, "maximum": BIGGEST_ID})
class IdFilter(django_filters.Filter):
    """Rows by the key of another, where an unknown key finds nothing."""

    field_class = IdFormField


class IdsFormField(forms.Field):
    """Keys that some rows may have, the parameter being repeated."""

    widget = forms.SelectMultiple
    most = 60

    def to_python(self, value: list[str] | None) -> list[int]:
        given = value or []
        if len(given) > self.most:
            raise forms.ValidationError(_("At most %(most)s at a time.") % {"most": self.most})
        one = IdFormField()
        return list(dict.fromkeys(one.clean(each) for each in given))


@extend_schema_field(
    {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": BIGGEST_ID}}
)
class IdsFilter(django_filters.Filter):
    """Rows by the keys of several others, where an unknown key finds nothing."""

    field_class = IdsFormField


class LevelsField(serializers.MultipleChoiceField):
    """A list of level codes in school order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=Level.choices, allow_empty=False, **kwargs)

    def to_internal_value(self, data: Any) -> Levels:  # type: ignore[override]
        return to_levels(sorted(super().to_internal_value(data)))

    def to_representation(self, value: Any) -> list[str]:  # type: ignore[override]
        return [level.value for level in to_levels(value)]


FIRST_YEAR, LAST_YEAR = 2000, 2100


class InstantField(serializers.DateTimeField):
    """An instant of our time; one without an offset is of the site's own time zone.

    Clocks of other centuries were off by minutes and seconds, which RFC 3339 cannot write.
    """

    default_error_messages: ClassVar[Any] = {
        "of_another_time": gettext_lazy("Give a date from the year {first} to {last}.")
    }

    def to_internal_value(self, value: Any) -> datetime:
        instant: datetime = super().to_internal_value(value)
        if not FIRST_YEAR <= instant.year <= LAST_YEAR:
            self.fail("of_another_time", first=FIRST_YEAR, last=LAST_YEAR)
        return instant

    def enforce_timezone(self, value: datetime) -> datetime:
        try:
            return super().enforce_timezone(value)
        except OverflowError:  # the first hours of year 1, or the last of year 9999
            self.fail("overflow")


# JSON Schema's "time" is RFC 3339's, which carries an offset: what a clock shows has none.
@extend_schema_field({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"})
class ClockField(serializers.TimeField):
    """What the clock of the place shows, such as ``08:30``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", input_formats=["%H:%M"], **kwargs)


class DaysSerializer(serializers.Serializer[Any]):
    """The days ``from`` and ``until``, both included."""

    until = serializers.DateField()

    def get_fields(self) -> dict[str, Any]:
        # Python keeps the word "from" to itself.
        return {**super().get_fields(), "from": serializers.DateField()}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["until"] < attrs["from"]:
            raise serializers.ValidationError({"until": _("The last day comes before the first.")})
        return attrs


class CommuneSerializer(serializers.ModelSerializer[Commune]):
    class Meta:
        model = Commune
        fields = ["insee_code", "name"]


class SchoolBriefSerializer(serializers.ModelSerializer[School]):
    """A school where another row names it."""

    commune = serializers.CharField(source="commune.name")

    class Meta:
        model = School
        fields = ["uai", "name", "commune"]


class ClassGroupBriefSerializer(serializers.ModelSerializer[ClassGroup]):
    """A class where another row names it."""

    levels = LevelsField(read_only=True)

    class Meta:
        model = ClassGroup
        fields = ["id", "label", "levels", "headcount"]


@extend_schema_field(str)
class LabelField(serializers.Field[Any, Any, Any, Any]):
    """The words of a closed list's code, in the reader's language."""

    def __init__(self, of: str) -> None:
        super().__init__(source="*", read_only=True)
        self.of = of

    def to_representation(self, value: Any) -> str:
        return str(getattr(value, f"get_{self.of}_display")())
