"""What a material is about, in the words that people search by."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import override

from library.models import Material
from library.vocabulary import AccessFeature
from prevention.vocabulary import Axis


def subjects_of(material: Material) -> list[str]:
    """Say what a material is about and made by, a line each, in the site's language.

    The labels are what pages show beside a result; codes (« CM2 », « EVARS ») are there too,
    being what people type.
    """
    with override(settings.LANGUAGE_CODE):
        return list(_lines(material))


def _lines(material: Material) -> Iterator[str]:
    yield from (f"{theme.name} ({theme.code})" for theme in material.themes.all())
    yield from (f"{Axis(axis).label} ({axis})" for axis in material.axes)
    yield from (str(_named(level.value, level.label)) for level in material.levels)
    yield material.get_kind_display()
    yield material.get_audience_display()
    yield from (str(AccessFeature(feature).label) for feature in material.accessibility)
    yield from (name for name in (material.author, material.publisher) if name)


def _named(code: str, label: str) -> str:
    """Name a level by its label and its code, once."""
    return label if code.lower() in label.lower() else f"{label} ({code})"
