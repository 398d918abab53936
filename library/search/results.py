"""A page of what was found, with the reason for each material."""

from collections.abc import Sequence
from dataclasses import dataclass

from library.models import Material
from library.search.finding import Found
from library.search.highlights import Segment, excerpt, marked
from library.search.hits import PLACES, places_of
from library.search.indexing import TEXT_READ
from library.search.subjects import subjects_of


@dataclass(frozen=True)
class Result:
    """A material, the places its words were found in, best first, and its own words marked.

    ``subjects`` are the lines of what it is about that hold a word asked for.
    """

    material: Material
    found_in: Sequence[str]
    title: Sequence[Segment]
    subjects: Sequence[Sequence[Segment]]
    excerpt: Sequence[Segment]


def read_page(found: Found, number: int, size: int) -> list[Result]:
    """Read the materials of a page, in at most three queries."""
    keys = found.page(number, size)
    materials = Material.objects.prefetch_related("themes").in_bulk(keys)
    places = {key: places_of(found.matches[key]) for key in keys}
    texts = _texts([key for key, where in places.items() if _in_text_alone(where)])
    return [
        _result(materials[key], found, places[key], texts.get(key))
        for key in keys
        if key in materials
    ]


def _in_text_alone(places: set[str]) -> bool:
    """Tell whether the excerpt has to come from the file: the description says none of it."""
    return "text" in places and "description" not in places


def _texts(keys: Sequence[int]) -> dict[int, str]:
    """Read the long texts of the few materials that need theirs."""
    if not keys:
        return {}
    texts = Material.objects.filter(pk__in=keys).values_list("pk", "current__file__text")
    return {key: text[:TEXT_READ] for key, text in texts if text}


def _result(material: Material, found: Found, places: set[str], text: str | None) -> Result:
    subjects = [marked(line, found.terms) for line in subjects_of(material)]
    return Result(
        material=material,
        found_in=[place for place in reversed(PLACES) if place in places],
        title=marked(material.title, found.terms),
        subjects=[line for line in subjects if any(segment.marked for segment in line)],
        excerpt=excerpt(text or _described(material, found), found.terms),
    )


def _described(material: Material, found: Found) -> str:
    """Give the description, or the advice to adults when the words are there alone."""
    both = [material.description, material.adult_advice]
    hits = [text for text in both if any(part.marked for part in marked(text, found.terms))]
    return hits[0] if hits else material.description
