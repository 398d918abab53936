"""Find words however they were typed: « ecole » finds « École », on either database."""

import re

from prevention.schools.readers.words import plain

# How French names may write each letter; databases differ on the capitals of these.
WRITINGS = {
    "a": "[aàâäAÀÂÄ]",
    "c": "[cçCÇ]",
    "e": "[eéèêëEÉÈÊË]",
    "i": "[iîïIÎÏ]",
    "o": "[oôöOÔÖ]",
    "oe": "([oôöOÔÖ][eéèêëEÉÈÊË]|œ|Œ)",
    "u": "[uùûüUÙÛÜ]",
    "'": "['’]",
}
SPELT_OUT = str.maketrans({"œ": "oe", "Œ": "oe", "’": "'"})


def patterns(text: str) -> list[str]:
    """Give a regular expression for each word; a hyphen parts words as a space does."""
    return [
        "".join(WRITINGS.get(part, re.escape(part)) for part in re.findall("oe|.", word))
        for word in plain(text.translate(SPELT_OUT)).split()
    ]
