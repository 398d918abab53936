"""Set a paper: texts laid out by a template into an accessible PDF (PDF/UA-1, ISO 14289-1)."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prevention.scheduling.planning_csv import UNSAFE_IN_NAMES

TEMPLATES = Path(__file__).parent

# What the fonts of ``typst`` show one sign at a time: Latin, Greek and Cyrillic letters and the
# marks that texts use. Scripts whose signs join or reorder end some of its layouts in a crash.
SHOWN: Final = (
    "\t\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u0386\u0388-\u03ce\u0400-\u045f\u1e00-\u1e9f"
    "\u1ea0-\u1ef9\u2010-\u2027\u202f-\u203a\u20ac\u2116\u2190-\u2193\u2260-\u2265\ufffd"
)
NOT_SHOWN: Final = re.compile(f"[^{SHOWN}]")
INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")
PROGRAMME: Final = "Prévention scolaire"
LONGEST_NAME: Final = 120
UNKNOWN_SIGN: Final = "\ufffd"

# A word longer than this may be broken there: a column of a table holds no more.
LONGEST_WORD: Final = 24
LONG_WORD: Final = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")


@dataclass(frozen=True)
class Paper:
    """A PDF, and what its file is called; no name of a person is in that."""

    file_name: str
    pdf: bytes


def set_paper(template: str, content: Mapping[str, Any], *, called: str, made_on: date) -> Paper:
    """Lay out ``content`` (JSON) by a template beside this file; the same bytes for the same.

    ``content`` has ``title``, ``subtitle``, ``period`` and ``footer``, and what the template
    reads. Its texts are shown as they are: none is ever read as markup.

    Raises:
        typst.TypstError: the document would not conform to PDF/UA-1; a mistake of the template.

    """
    shared = {
        "lang": get_language() or "fr",
        "author": PROGRAMME,
        "page": _("Page {n} of {total}"),
    }
    pdf = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(_shown({**shared, **content}))},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(made_on, time(), UTC),
    )
    return Paper(file_name(called, "pdf"), pdf)


def file_name(called: str, extension: str) -> str:
    """Make a name that every system takes; the longest are cut."""
    return f"{UNSAFE_IN_NAMES.sub('-', called)[:LONGEST_NAME].strip()}.{extension}"


def _shown(value: Any) -> Any:
    """Keep the texts of ``value`` to what the fonts have."""
    match value:
        case str():
            return shown(value)
        case Mapping():
            return {key: _shown(one) for key, one in value.items()}
        case list() | tuple():
            return [_shown(one) for one in value]
        case bool() | int() | None:
            return value
    raise TypeError(type(value))


def shown(text: str) -> str:
    """Write a text with the signs that papers can show, a mark in place of each other one."""
    whole = INVISIBLE.sub("", normalize("NFC", text))
    known = NOT_SHOWN.sub(UNKNOWN_SIGN, whole)
    # Where it may be broken: a zero-width space (Unicode, UAX 14, class ZW).
    return LONG_WORD.sub(lambda found: f"{found[0]}\u200b", known)
