"""LibreOffice without a window: opens a workbook, computes its formulas, and tells its cells."""

import subprocess
from pathlib import Path

from defusedxml.ElementTree import fromstring

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
PARAGRAPH = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
SECONDS = 180
# By itself it trusts the results that it finds in a file, until somebody changes a cell.
ALWAYS_COMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def opened(book: bytes, folder: Path) -> dict[str, list[list[tuple[str, str]]]]:
    """Give the rows of each sheet that hold something: each cell as its type and its value.

    Types are those of OpenDocument 1.3, 19.385.
    """
    source = folder / "book.xlsx"
    source.write_bytes(book)
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(ALWAYS_COMPUTE)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    converting = ["soffice", "--headless", profile, "--convert-to", "fods", "--outdir", folder]
    subprocess.run(
        [*converting, source], check=True, capture_output=True, timeout=SECONDS, cwd=folder
    )
    root = fromstring((folder / "book.fods").read_bytes())
    return {
        sheet.get(f"{TABLE}name"): [
            cells for row in sheet.iter(f"{TABLE}table-row") if (cells := _cells(row))
        ]
        for sheet in root.iter(f"{TABLE}table")
        if sheet.get(f"{TABLE}name")
    }


def _cells(row):
    cells = []
    for cell in row:
        repeated = int(cell.get(f"{TABLE}number-columns-repeated", 1))
        cells += [_value(cell)] * repeated
    while cells and cells[-1] == ("", ""):
        cells.pop()
    return cells


def _value(cell):
    kind = cell.get(f"{OFFICE}value-type", "")
    if kind == "string":
        return kind, "\n".join("".join(one.itertext()) for one in cell.iter(PARAGRAPH))
    for name in ("value", "date-value", "time-value", "boolean-value"):
        if (told := cell.get(f"{OFFICE}{name}")) is not None:
            return kind, told
    return "", ""
