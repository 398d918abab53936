"""Every figure and its definition, in docs/coverage.md: ``update`` or ``check``.

Made from the registry itself, so that the documentation is never behind the code.
"""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevention.settings")
django.setup()

from django.utils.translation import override  # noqa: E402 - Django must be set up first

from prevention.coverage.figures import GROUPS, FigureGroup  # noqa: E402

PAGE = ROOT / "docs" / "coverage.md"
FIRST = "<!-- figures: made from prevention/coverage/figures/ by `make figures` -->\n"
LAST = "<!-- end of figures -->\n"


def section(group: FigureGroup) -> str:
    rows = [
        f"| `{one.code}` | {one.name} | {one.sentence} | {one.unit.label} |"
        for one in group.figures
    ]
    head = "| code | figure | is | unit |\n| --- | --- | --- | --- |\n"
    return f"\n### {group.name} (`{group.code}`)\n\n{group.sentence}\n\n{head}" + "\n".join(rows)


def page(text: str) -> str:
    """The page with its figures as they are defined now."""
    before, _mark, rest = text.partition(FIRST)
    _figures, _mark, after = rest.partition(LAST)
    with override("en"):
        tables = "\n".join(map(section, GROUPS))
    return f"{before}{FIRST}{tables}\n\n{LAST}{after}"


def main(action: str) -> int:
    text = PAGE.read_text()
    if action == "update":
        PAGE.write_text(page(text))
    elif action != "check":
        print(__doc__)
        return 2
    elif text != page(text):
        print("The definition of a figure has changed: run make figures.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
