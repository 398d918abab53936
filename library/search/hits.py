"""Which words are found where: one statement for both databases, which differ in one line.

A place (title, subject, description or text) where a word is found is a bit, so that a
material's whole match is one integer, and what ranks it is arithmetic of ours.
"""

from collections.abc import Iterator, Sequence
from math import log

from django.db import connection

from library.search.words import Term

# From the least telling to the most: in a sum of their bits, a title outweighs all the rest.
PLACES = ("text", "description", "subject", "title")
# Of each word: its places by itself, then those where it is begun or meant.
BITS = 2 * len(PLACES)

Match = int  # ``BITS`` bits a term, the first term lowest


def hits(terms: Sequence[Term]) -> tuple[str, list[object]]:
    """Write SQL with the columns ``material_id`` and ``match``, and its parameters.

    A match fits in a positive integer of 64 bits as long as there are at most ``MOST_WORDS``.
    """
    parts = list(_parts(terms))
    union = " UNION ALL ".join(sql for sql, _parameter in parts)
    # Each bit comes at most once for a material: the sum holds them all.
    summed = "CAST(SUM(found.bit) AS bigint)"
    sql = f"SELECT material_id, {summed} AS match FROM ({union}) AS found GROUP BY material_id"  # noqa: S608 - of our own
    return sql, [parameter for _sql, parameter in parts]


def _parts(terms: Sequence[Term]) -> Iterator[tuple[str, object]]:
    write = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    for number, term in enumerate(terms):
        for kind, (words, prefix) in enumerate([(term.exact, ""), (term.loose, term.prefix)]):
            if not words and not prefix:
                continue
            for place, column in enumerate(PLACES):
                bit = 1 << (BITS * number + len(PLACES) * kind + place)
                yield write(column, sorted(words), prefix, bit)


def _on_sqlite(column: str, words: Sequence[str], prefix: str, bit: int) -> tuple[str, object]:
    asked = [f'"{word}"' for word in words] + ([f'"{prefix}" *'] if prefix else [])
    table = "library_words"
    sql = f"SELECT rowid AS material_id, {bit} AS bit FROM {table} WHERE {table} MATCH %s"  # noqa: S608 - of our own
    return sql, f"{column} : ({' OR '.join(asked)})"


def _on_postgresql(column: str, words: Sequence[str], prefix: str, bit: int) -> tuple[str, object]:
    asked = [f"'{word}'" for word in words] + ([f"'{prefix}':*"] if prefix else [])
    where = f"library_indexedmaterial WHERE {column}_words @@ %s::tsquery"
    sql = f"SELECT material_id, {bit}::bigint AS bit FROM {where}"  # noqa: S608 - of our own
    return sql, " | ".join(asked)


class Ranking:
    """How good matches are, among those that were found together."""

    def __init__(self, terms: Sequence[Term], found: dict[Match, int]) -> None:
        """Take how many materials have each match: a rare word tells more than a common one."""
        self.numbers = range(len(terms))
        total = sum(found.values())
        having = [
            sum(count for match, count in found.items() if _places(match, number))
            for number in self.numbers
        ]
        self.weights = [log(1 + total / count) if count else 0.0 for count in having]

    def words_found(self, match: Match) -> int:
        return sum(1 for number in self.numbers if _places(match, number))

    def score(self, match: Match) -> float:
        """Sum over words the places they are found in, twice as much where they are written."""
        return sum(
            weight * _places(match, number)
            for number, weight in zip(self.numbers, self.weights, strict=True)
        )


def places_of(match: Match) -> set[str]:
    """Name the places where any of the words is found."""
    return {PLACES[bit % len(PLACES)] for bit in range(match.bit_length()) if match >> bit & 1}


def _places(match: Match, number: int) -> int:
    """The bits of one word: 2 for each place where it is written, 1 where it is meant."""
    bits = match >> (BITS * number) & ((1 << BITS) - 1)
    exact = bits & ((1 << len(PLACES)) - 1)
    return 2 * exact + (bits >> len(PLACES) & ~exact)
