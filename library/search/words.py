"""Words as the search reads them, the same for each database, for indexing and for marking.

A word is known by its keys: two words are the same when they share one. Keys are made in
Python, so that both databases index plain words and answer alike.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from snowballstemmer import stemmer

# A question of more words is answered by its first ones: see ``hits`` for what bounds it.
MOST_WORDS = 7
# Fewer letters begin too many words.
SHORTEST_PREFIX = 2
# Longer ones are no words, but addresses and tables run together.
LONGEST_WORD = 60

COMPOUND = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
SIMPLE = re.compile(r"[^\W_]+")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})

french = stemmer("french")


@dataclass(frozen=True)
class Word:
    """A word at its place, ``full`` in plain letters."""

    start: int
    end: int
    full: str
    keys: frozenset[str]


@dataclass(frozen=True)
class Term:
    """A word that is asked for.

    ``exact`` are its own keys, ``loose`` those of what it may stand for; ``prefix`` is what
    is typed so far of it, or empty when it is complete.
    """

    exact: frozenset[str]
    loose: frozenset[str] = frozenset()
    prefix: str = ""

    def finds(self, word: Word) -> bool:
        if self.prefix and word.full.startswith(self.prefix):
            return True
        return not word.keys.isdisjoint(self.exact | self.loose)


def fold(text: str) -> str:
    """Write in small letters without accents nor ligatures: « Œuvre » is ``oeuvre``."""
    apart = unicodedata.normalize("NFKD", text.lower().translate(LIGATURES))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def keys_of(word: str) -> frozenset[str]:
    """Know a word by its stems.

    The stemmer reads endings by their accents, which people leave out: the stem of the word
    as written and the stem without accents both stand for it. It also leaves the plurals in
    -x, and -s after most vowels, alone (« jeux », « vidéos »).
    """
    lower = word.lower().translate(LIGATURES)
    forms = {lower, fold(word)}
    forms |= {form[:-1] for form in forms if re.search(r"[aiou]s$|[aeo]ux$", form)}
    return frozenset(fold(french.stemWord(form)) for form in forms)


@lru_cache(maxsize=50_000)
def words_in(compound: str) -> tuple[Word, ...]:
    """Read what ``COMPOUND`` matches: the whole of what has hyphens, then its parts."""
    parts = _parts(compound)
    if len(parts) == 1:
        return parts
    whole = "".join(SIMPLE.findall(compound))
    return (Word(0, len(compound), fold(whole), keys_of(whole)), *parts)


def _parts(compound: str) -> tuple[Word, ...]:
    """Part at the hyphens, but for those after a known beginning (« cyber-harcèlement »)."""
    parts: list[Word] = []
    joined = ""
    start = 0
    for part in SIMPLE.finditer(compound):
        joined += part.group()
        if part.end() < len(compound) and fold(joined) in french_words().joined:
            continue
        parts.append(Word(start, part.end(), fold(joined), keys_of(joined)))
        joined, start = "", part.end() + 1
    return tuple(parts)


def indexed(text: str) -> str:
    """Write the distinct words of a text as the databases index them, apart by spaces.

    Beside its keys, a word is there in full, for who has typed a part of it.
    """
    stop = french_words().stop
    compounds = dict.fromkeys(COMPOUND.findall(unicodedata.normalize("NFC", text)))
    found = {
        key
        for compound in compounds
        for word in words_in(compound)
        if len(word.full) <= LONGEST_WORD and word.full not in stop
        for key in (word.full, *word.keys)
    }
    return " ".join(sorted(found))


def terms_of(asked: str) -> list[Term]:
    """Read a question as it is typed; what has no word in it gives none."""
    text = unicodedata.normalize("NFC", asked)
    known = french_words()
    terms: dict[frozenset[str], Term] = {}
    for compound in COMPOUND.finditer(text):
        for word in _parts(compound.group()):
            if word.full in known.stop or len(word.full) > LONGEST_WORD:
                continue
            loose = frozenset[str]().union(*(known.loose.get(key, ()) for key in word.keys))
            typing = compound.start() + word.end == len(text)
            begun = word.full if typing and len(word.full) >= SHORTEST_PREFIX else ""
            terms[word.keys] = Term(word.keys, loose - word.keys, begun)
    return list(terms.values())[:MOST_WORDS]


@dataclass(frozen=True)
class French:
    """What ``french.toml`` says; ``loose`` maps a key to keys of what it may stand for."""

    stop: frozenset[str]
    joined: frozenset[str]
    loose: Mapping[str, frozenset[str]]


@cache
def french_words() -> French:
    read = tomllib.loads(Path(__file__).with_name("french.toml").read_text(encoding="utf-8"))
    loose: dict[str, frozenset[str]] = {}
    pairs = [(word, group) for group in read["same"] for word in group]
    for word, others in [*pairs, *read["stands_for"].items()]:
        meant = frozenset[str]().union(*map(keys_of, others))
        for key in keys_of(word):
            loose[key] = loose.get(key, frozenset()) | meant
    return French(frozenset(read["stop"].split()), frozenset(read["joined"]), loose)
