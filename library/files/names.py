"""Names from people, for people to read: never a path, in no file system."""

import re
import unicodedata

LONGEST = 120
# Windows gives these to devices, whatever the extension.
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)
# What Windows, macOS and Linux between them do not allow in a name.
FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}$")
NAMELESS = "document"


def display_name(given: str) -> str:
    """What to show of the name that a file came under; at most ``LONGEST`` characters.

    The folders before it, control characters and those that turn the direction of reading
    are left out.
    """
    last = re.split(r"[/\\]", given.replace("\0", ""))[-1]
    return _shortened(_plain(last))


def download_name(title: str, extension: str) -> str:
    """The name under which a file is saved: its material's title and the type it really has."""
    stem = _plain(FORBIDDEN.sub(" ", title))
    return _shortened(f"{stem}.{extension}")


def _plain(name: str) -> str:
    # Categories C: controls, directions and joiners, halves of characters, private ones.
    normal = unicodedata.normalize("NFC", name)
    seen = "".join(
        " " if sign.isspace() else sign
        for sign in normal
        if sign.isspace() or not unicodedata.category(sign).startswith("C")
    )
    kept = " ".join(FORBIDDEN.sub(" ", seen).split()).strip(". ")
    if RESERVED.match(kept):
        kept = f"_{kept}"
    return kept or NAMELESS


def _shortened(name: str) -> str:
    found = EXTENSION.search(name)
    extension = found[0] if found else ""
    stem = name.removesuffix(extension)[: LONGEST - len(extension)]
    return stem.rstrip(". ") + extension
