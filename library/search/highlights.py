"""Why a material was found: its own words, the ones that were asked for being marked."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from library.search.words import COMPOUND, Term, words_in

EXCERPT = 240
# How much is read before the first marked word, so that it is understood.
BEFORE = 60


class Segment(NamedTuple):
    """A piece of text; no markup, whatever the text holds."""

    text: str
    marked: bool


class Mark(NamedTuple):
    start: int
    end: int
    terms: frozenset[int]


def marked(text: str, terms: Sequence[Term]) -> list[Segment]:
    """Give the whole text in segments."""
    text = unicodedata.normalize("NFC", text)
    return list(_segments(text, marks_of(text, terms)))


def excerpt(text: str, terms: Sequence[Term]) -> list[Segment]:
    """Give the piece of a text that says the most of what was asked, or its beginning."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    marks = marks_of(text, terms)
    start = _best_start(text, marks)
    end = _word_end(text, start + EXCERPT)
    inside = [
        Mark(mark.start - start, mark.end - start, mark.terms)
        for mark in marks
        if start <= mark.start and mark.end <= end
    ]
    piece = list(_segments(text[start:end], inside))
    before = [Segment("… ", False)] if start else []
    after = [Segment(" …", False)] if end < len(text) else []
    return before + piece + after


def marks_of(text: str, terms: Sequence[Term]) -> list[Mark]:
    """Say which words of a text in NFC were asked for, none over another."""
    if not terms:
        return []
    known: dict[str, list[Mark]] = {}  # a text says the same words many times
    marks = []
    for compound in COMPOUND.finditer(text):
        written = compound.group()
        if written not in known:
            known[written] = _marks_in(written, terms)
        at = compound.start()
        marks += [Mark(at + start, at + end, found) for start, end, found in known[written]]
    return marks


def _marks_in(compound: str, terms: Sequence[Term]) -> list[Mark]:
    marks: list[Mark] = []
    for word in words_in(compound):
        found = frozenset(number for number, term in enumerate(terms) if term.finds(word))
        # A word with hyphens comes before its parts.
        if found and (not marks or word.start >= marks[-1].end):
            marks.append(Mark(word.start, word.end, found))
    return marks


def _segments(text: str, marks: Sequence[Mark]) -> Iterator[Segment]:
    at = 0
    for mark in marks:
        if mark.start > at:
            yield Segment(text[at : mark.start], False)
        yield Segment(text[mark.start : mark.end], True)
        at = mark.end
    if at < len(text):
        yield Segment(text[at:], False)


def _best_start(text: str, marks: Sequence[Mark]) -> int:
    """Begin where most of the words asked for stand together, the first time they do."""
    if len(text) <= EXCERPT or not marks:
        return 0
    best, most = 0, 0
    for number, mark in enumerate(marks):
        together: set[int] = set()
        for other in marks[number:]:
            if other.end > mark.start + EXCERPT - BEFORE:
                break
            together |= other.terms
        if len(together) > most:
            best, most = mark.start, len(together)
    start = max(0, best - BEFORE)
    # Not within a word.
    return text.find(" ", start, best) + 1 or best if start else 0


def _word_end(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", 0, end + 1)
    return space if space > end - BEFORE else end
