"""The facets of the search as they are shown: values with their words and their numbers."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import models
from rest_framework import serializers

from library.languages import language_name
from library.models import Material
from library.search.facets import FACETS, Chosen, Duration
from library.vocabulary import AccessFeature, Audience, Licence, MaterialKind
from prevention.vocabulary import Axis, Level

# The values of open lists that lead to the most are enough to choose from.
MOST_VALUES = 30
CLOSED: dict[str, type[models.TextChoices]] = {
    "level": Level,
    "axis": Axis,
    "kind": MaterialKind,
    "audience": Audience,
    "duration": Duration,
    "accessibility": AccessFeature,
    "licence": Licence,
}


class FacetValueSerializer(serializers.Serializer[Any]):
    """A value, in words as well, and how many materials it would lead to."""

    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment] # the member's public name
    count = serializers.IntegerField()


class FacetsSerializer(serializers.Serializer[Any]):
    """Each facet's values that lead somewhere, or that are chosen."""

    def get_fields(self) -> dict[str, Any]:
        return {name: FacetValueSerializer(many=True) for name in FACETS}


def facet_values(
    counts: Mapping[str, Counter[str]], chosen: Chosen
) -> dict[str, list[dict[str, Any]]]:
    """Put closed lists in their own order, the others by number; one query, for the themes."""
    shown = {name: set(counts[name]) | chosen.get(name, frozenset()) for name in FACETS}
    labels: dict[str, Callable[[str], str]] = {
        **{name: _label(vocabulary) for name, vocabulary in CLOSED.items()},
        "theme": _themes(shown["theme"]),
        "language": language_name,
        "source": str,
    }
    return {
        name: [
            {"value": value, "label": label(value), "count": counts[name][value]}
            for value in _in_order(name, shown[name], counts[name], chosen)
        ]
        for name, label in labels.items()
    }


def _in_order(name: str, values: Iterable[str], counts: Counter[str], chosen: Chosen) -> list[str]:
    if name in CLOSED:
        return [value for value in CLOSED[name].values if value in set(values)]
    by_number = sorted(values, key=lambda value: (-counts[value], value))
    kept = chosen.get(name, frozenset())
    return [value for n, value in enumerate(by_number) if n < MOST_VALUES or value in kept]


def _label(vocabulary: type[models.TextChoices]) -> Callable[[str], str]:
    return lambda code: str(vocabulary(code).label)


def _themes(codes: Iterable[str]) -> Callable[[str], str]:
    theme: Any = Material._meta.get_field("themes").related_model
    names = dict(theme.objects.filter(pk__in=codes).values_list("pk", "name"))
    return lambda code: str(names.get(code, code))
