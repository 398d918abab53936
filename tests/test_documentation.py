"""The documents are checked like code: what they name exists, and what exists is named."""

import re
from pathlib import Path

SETTINGS = "".join(part.read_text() for part in Path("prevention/settings").glob("*.py"))
OPERATING = Path("docs/operating.md").read_text()


def variables_read():
    calls = re.findall(r'(?:env\.\w+|required)\(\s*"([A-Z_]+)"', SETTINGS)
    return set(calls)


def variables_documented():
    table = OPERATING.partition("## Variables")[2].partition("## Deploy")[0]
    first_cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {name for cell in first_cells for name in re.findall(r"`([A-Z_]+)`", cell)}


def test_every_variable_is_documented_and_every_documented_one_is_read():
    assert variables_documented() == variables_read()


def test_every_relative_link_of_the_documents_leads_somewhere():
    documents = [Path("README.md"), Path("CONTRIBUTING.md"), *Path("docs").rglob("*.md")]
    dead = [
        f"{document}: {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text())
        if not target.startswith("/") and not (document.parent / target).exists()
    ]

    assert dead == []


def test_the_commands_that_the_documents_name_exist():
    names = set()
    for document in [Path("README.md"), *Path("docs").rglob("*.md")]:
        names |= set(re.findall(r"manage\.py (\w+)", document.read_text()))
    apps = (Path("prevention"), Path("library"))
    ours = {path.stem for app in apps for path in app.glob("management/commands/*.py")}
    django = {"migrate", "collectstatic", "check", "createsuperuser"}

    assert names - ours - django == set()
