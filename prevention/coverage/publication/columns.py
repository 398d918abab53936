"""A release as rows of a file, and what each column means."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from io import StringIO
from typing import Any, Final

from django.utils.translation import gettext as _

from prevention.coverage.figures import GIVEN
from prevention.coverage.publication.kinds import KINDS
from prevention.coverage.publication.release import Release
from prevention.scheduling.planning_csv import FORMULA

MASKED: Final = "MASKED"
# The names are a contract: new ones come after these.
NAMES: Final = (
    "school_year",
    "territory_code",
    "territory_name",
    "table",
    "row_code",
    "row_name",
    "column_code",
    "column_name",
    "figure",
    "count",
    "secrecy",
)
LICENCE: Final = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}


def rows_of(release: Release) -> Iterator[tuple[str | int | Decimal, ...]]:
    """One row a figure of a cell, in the order of ``NAMES``; an empty count is masked."""
    territory = release.territory
    for table in release.tables:
        for row, cells in table.lines():
            for cell in cells:
                for figure, number in zip(table.kind.figures, cell.numbers, strict=True):
                    yield (
                        str(release.school_year),
                        territory.code,
                        territory.name,
                        table.kind.code,
                        row.code,
                        row.name,
                        cell.column.code,
                        cell.column.name,
                        figure,
                        "" if number is None else number,
                        MASKED if number is None else "",
                    )


def to_csv(releases: Iterable[Release]) -> Iterator[str]:
    """Write the header, then a piece for each release: RFC 4180, with commas."""
    yield _lines([NAMES])
    for release in releases:
        yield _lines(map(_safe, row) for row in rows_of(release))


def _lines(rows: Iterable[Iterable[object]]) -> str:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _safe(cell: object) -> object:
    """Keep a spreadsheet from running what somebody wrote as the name of a partner."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def table_schema() -> dict[str, Any]:
    """Describe the columns: Table Schema of Frictionless Standards, in the reader's language."""
    figures = list(dict.fromkeys(code for kind in KINDS for code in kind.figures))
    told: Mapping[str, tuple[str, str, dict[str, Any]]] = {
        "school_year": (
            _("School year"),
            _("From 1 September to 31 August."),
            {"required": True, "pattern": "20[0-9]{2}-2[01][0-9]{2}"},
        ),
        "territory_code": (
            _("Code of the territory"),
            _("SIREN of the group of communes, or INSEE code of a commune."),
            {"required": True, "pattern": "[0-9]{9}|[0-9AB]{5}"},
        ),
        "territory_name": (_("Territory"), _("Its name."), {"required": True}),
        "table": (
            _("Table"),
            "; ".join(f"{kind.code}: {kind.name}" for kind in KINDS) + ".",
            {"required": True, "enum": [kind.code for kind in KINDS]},
        ),
        "row_code": (
            _("Code of the row"),
            _(
                "TOTAL for all rows; NONE where it is not known, and for sessions that schools gave"
                " themselves."
            ),
            {"required": True},
        ),
        "row_name": (_("Row"), _("Its name."), {"required": True}),
        "column_code": (
            _("Code of the column"),
            _("TOTAL for all columns; themes that are told together are joined by +."),
            {"required": True},
        ),
        "column_name": (_("Column"), _("Its name."), {"required": True}),
        "figure": (
            _("Figure"),
            " ".join(
                f"{code}: {GIVEN.by_code[code].name}. {GIVEN.by_code[code].sentence}"
                for code in figures
            ),
            {"required": True, "enum": figures},
        ),
        "count": (
            _("Number"),
            _("Empty where it is masked, which is not zero. Hours have two decimals."),
            {"minimum": 0},
        ),
        "secrecy": (
            _("Secrecy"),
            _(
                "MASKED where the number is from 1 to 4, or would give away one that is; empty"
                " where it is shown."
            ),
            {"enum": [MASKED]},
        ),
    }
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": "prevention-scolaire-publication",
        "title": _("Prevention in schools: what was given"),
        "description": _(
            "Sessions for classes that took place in a finished school year, added up by"
            " territory. Numbers from 1 to 4 are masked, with as many others as would give them"
            " away; zero is shown. Every table adds up: classes of several levels stand apart."
        ),
        "licenses": [LICENCE],
        "missingValues": [""],
        "primaryKey": [
            "school_year",
            "territory_code",
            "table",
            "row_code",
            "column_code",
            "figure",
        ],
        "fields": [
            {
                "name": name,
                "title": title,
                "description": description,
                "type": "number" if name == "count" else "string",
                **({"constraints": constraints} if constraints else {}),
            }
            for name, (title, description, constraints) in told.items()
        ],
    }
