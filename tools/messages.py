"""The sentences of the code and their French: ``update``, ``check`` or ``compile``.

Babel and polib do what GNU gettext's programs do, so that no machine needs these.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "prevention" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
KEYWORDS = {
    "_": None,
    "_lazy": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER = {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "fr",
    "Plural-Forms": "nplurals=2; plural=(n > 1);",
}

Key = tuple[str | None, str, str]
"""Context, sentence, plural (empty without one)."""


def sources() -> Iterator[tuple[Path, str]]:
    """Python code, and templates rewritten so that they read as code."""
    for folder in (ROOT / "prevention", ROOT / "library"):
        for path in sorted(folder.rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, path.read_text()
        for path in sorted([*folder.rglob("templates/**/*.html"), *folder.rglob("*.txt")]):
            yield path, templatize(path.read_text(), origin=str(path))


def sentences() -> list[Key]:
    """Every sentence of the code, each once, sorted."""
    found: set[Key] = set()
    for path, code in sources():
        file = io.BytesIO(code.encode())
        options = {"encoding": "utf-8"}
        for _line, words, _notes, context in extract(
            "python", file, keywords=KEYWORDS, options=options
        ):
            single, plural = words if isinstance(words, tuple) else (words, "")
            if not single:
                raise SystemExit(f"{path}: an empty sentence is marked for translation.")
            found.add((context, single, plural))
    return sorted(found, key=lambda key: (key[1], key[0] or "", key[2]))


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def read() -> polib.POFile:
    return polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()


def update() -> int:
    """Bring the catalogue in line with the code, keeping what is translated."""
    known = {key_of(entry): entry for entry in read() if not entry.obsolete}
    catalogue = polib.POFile(wrapwidth=96)
    catalogue.metadata = HEADER
    for context, single, plural in sentences():
        entry = known.get((context, single, plural)) or polib.POEntry(
            msgctxt=context,
            msgid=single,
            msgid_plural=plural,
            msgstr_plural={0: "", 1: ""} if plural else {},
        )
        catalogue.append(entry)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    missing = catalogue.untranslated_entries()
    print(f"{len(catalogue)} sentences, {len(missing)} without French.")
    return compile_catalogue()


def check() -> int:
    """Refuse a catalogue that lacks a sentence, a translation or one of its places."""
    wanted, catalogue = set(sentences()), read()
    entries = {key_of(entry): entry for entry in catalogue if not entry.obsolete}
    wrong = [
        f"not in the catalogue: {key[1]!r}" for key in sorted(wanted - entries.keys(), key=str)
    ]
    wrong += [
        f"no longer in the code: {key[1]!r}" for key in sorted(entries.keys() - wanted, key=str)
    ]
    for entry in entries.values():
        french = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if not all(french) or entry.fuzzy:
            wrong.append(f"not translated: {entry.msgid!r}")
        elif any(places(text) - places(entry.msgid + entry.msgid_plural) for text in french):
            wrong.append(f"places differ: {entry.msgid!r}")
    for line in wrong:
        print(line, file=sys.stderr)
    if wrong:
        print("Run make messages, then translate what has no French.", file=sys.stderr)
    return bool(wrong)


def places(text: str) -> set[str]:
    """The ``%(name)s`` places of a sentence."""
    return {part.split(")")[0] for part in text.split("%(")[1:]}


def compile_catalogue() -> int:
    """Write what Django reads; quick when it is newer than the catalogue."""
    if not CATALOGUE.exists():
        return 0
    if not COMPILED.exists() or COMPILED.stat().st_mtime < CATALOGUE.stat().st_mtime:
        read().save_as_mofile(str(COMPILED))
    return 0


if __name__ == "__main__":
    actions = {"update": update, "check": check, "compile": compile_catalogue}
    sys.exit(actions[sys.argv[1]]())
