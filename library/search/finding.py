"""Finding materials: the words and choices of a question, and what is found, best first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from library.models.materials import MaterialQuerySet
from library.search.facets import Chosen, sift
from library.search.hits import Ranking, places_of
from library.search.rows import Row, read_rows
from library.search.words import Term, terms_of


@dataclass(frozen=True)
class Question:
    """Words as they were typed, and what was chosen of each facet (a key of ``FACETS``)."""

    words: str = ""
    chosen: Chosen = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """Materials best first, each with how it matches; ``counts`` is by facet, then by value."""

    terms: Sequence[Term]
    matches: Mapping[int, int]  # primary keys, in order
    counts: Mapping[str, Counter[str]]

    def page(self, number: int, size: int) -> list[int]:
        """Give the keys of a page; pages count from 1."""
        return list(self.matches)[(number - 1) * size : number * size]


def find(materials: MaterialQuerySet, question: Question) -> Found:
    """Look among the materials given, in one query.

    Those are found that have every word; when none has, those with as many of them as any
    has, whatever is chosen of the facets.
    """
    terms = terms_of(question.words)
    rows = read_rows(materials, terms)
    ranking = Ranking(terms, Counter(row.match for row in rows))
    words = {match: ranking.words_found(match) for match in {row.match for row in rows}}
    most = max(words.values(), default=0)
    kept, counts = sift([row for row in rows if words[row.match] == most], question.chosen)
    ordered = _best_first(kept, ranking, levels_asked=bool(question.chosen.get("level")))
    return Found(terms, {row.pk: row.match for row in ordered}, counts)


def _best_first(rows: list[Row], ranking: Ranking, *, levels_asked: bool) -> list[Row]:
    """Sort by the words, then those made for few levels if levels count, then those just reviewed.

    Of equals the one whose title says little else comes first, then the alphabet decides.
    """
    scores = {match: -ranking.score(match) for match in {row.match for row in rows}}
    days = {day: str(day or "") for day in {row.reviewed_on for row in rows}}
    titled = {match: "title" in places_of(match) for match in scores}
    ordered = sorted(rows, key=lambda row: (row.sorting, row.pk))
    ordered.sort(key=lambda row: days[row.reviewed_on], reverse=True)
    ordered.sort(
        key=lambda row: (
            scores[row.match],
            row.level.bit_count() if levels_asked else 0,
            row.sorting.count(" ") if titled[row.match] else 0,
        )
    )
    return ordered
