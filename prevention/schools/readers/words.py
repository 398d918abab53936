"""Compare words as published files write them: with or without accents, in any case."""

import unicodedata


def plain(text: str) -> str:
    """Write in small letters without accents nor hyphens, to compare words."""
    decomposed = unicodedata.normalize("NFKD", text.replace("-", " "))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(letters.casefold().split())
