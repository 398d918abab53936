"""Every refusal and its French sentence, in docs/refusals.md: ``update`` or ``check``.

Made from the exceptions themselves, so that the table is never behind the code.
"""

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevention.settings")
django.setup()

from django.utils.translation import override  # noqa: E402 - Django must be set up first

import library  # noqa: E402
import prevention  # noqa: E402
from prevention.errors import RefusedError  # noqa: E402

TABLE = ROOT / "docs" / "refusals.md"
HEAD = """\
# Refusals

What the rules refuse, by code, as people read it. The API answers 409 with `code`, the sentence as
`detail` and the named places as `facts` (RFC 9457); imports refuse a file or one row with the same
sentences. Made from the code by `make refusals`.
"""


def kinds(of: type[RefusedError] = RefusedError) -> Iterator[type[RefusedError]]:
    """Every kind of refusal that has a sentence of its own."""
    for kind in of.__subclasses__():
        if "message" in vars(kind):
            yield kind
        yield from kinds(kind)


def table() -> str:
    """The document, by part of the domain."""
    for package in (prevention, library):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    parts: dict[str, list[str]] = {}
    with override("fr"):
        for kind in sorted(
            kinds(), key=lambda kind: (kind.__module__, kind.code, str(kind.message))
        ):
            part = kind.__module__.removeprefix("prevention.").partition(".")[0]
            parts.setdefault(part, []).append(f"| `{kind.code}` | {kind.message} |")
    return HEAD + "".join(
        f"\n## {part.capitalize()}\n\n| code | sentence |\n| --- | --- |\n" + "\n".join(rows) + "\n"
        for part, rows in sorted(parts.items())
    )


def main(action: str) -> int:
    if action == "update":
        TABLE.write_text(table())
    elif action != "check":
        print(__doc__)
        return 2
    elif not TABLE.exists() or TABLE.read_text() != table():
        print("A refusal has changed: run make refusals.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
