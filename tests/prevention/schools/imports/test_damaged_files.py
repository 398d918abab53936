"""A file that cannot be used gets a sentence, and changes nothing of what was known."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from prevention.schools.readers.tables import LONGEST_LINE, heading
from tests.prevention.schools.imports.official import (
    OFFICIAL,
    SHIPPED,
    bring_in,
    delimiter_of,
    edited,
    official,
    stored,
)

ICS = Path("tests/data/zone-b.ics")


def required_columns():
    return [
        pytest.param(command, column, id=f"{command}-{column.name}")
        for command, (_name, columns, _rows) in OFFICIAL.items()
        for column in columns
        if column.required
    ]


@pytest.mark.parametrize(("command", "column"), required_columns())
def test_a_file_without_a_column_that_matters_is_refused_by_its_name(
    known, tmp_path, command, column
):
    def remove(rows):
        names = [heading(name) for name in rows[0]]
        place = next(names.index(heading(n)) for n in column.known_as if heading(n) in names)
        for row in rows:
            del row[place]

    with pytest.raises(CommandError) as refusal:
        bring_in(command, edited(official(command), remove), tmp_path)

    assert f"it has no column “{column.known_as[0]}”" in str(refusal.value)
    assert stored() == known


def cut_last_row(content):
    return content[: content.rstrip().rindex(delimiter_of(content).encode())]


UNUSABLE = {
    "empty": (lambda _file: b"", "it is empty"),
    "blank": (lambda _file: b"\xef\xbb\xbf\r\n \r\n", "it is empty"),
    "header only": (lambda file: file.splitlines(keepends=True)[0], "no row"),
    "Latin-1": (
        lambda file: (file.decode() + "é").encode("latin-1", "replace"),
        "is not in UTF-8",
    ),
    "UTF-16": (lambda file: file.decode("utf-8-sig").encode("utf-16"), "in UTF-16"),
    "UTF-16 without mark": (lambda file: file.decode("utf-8-sig").encode("utf-16-le"), "not text"),
    "truncated mid-row": (cut_last_row, "it stops in the middle of line"),
    "cut within a character": (lambda file: file + "É".encode()[:1], "is not in UTF-8"),
    "NUL bytes": (lambda file: file.replace(b"1", b"\0"), "it is not text"),
    "a workbook": (lambda _file: b"PK\x03\x04\x14\0\6\0" + bytes(500), "it is not text"),
    "a web page": (lambda _file: b"<!doctype html>\n<title>503</title>\n", "it has no column"),
    "JSON": (lambda _file: b'[{"uai": "0590005K"}]', "it has no column"),
    "old Macintosh line ends": (
        lambda file: file.replace(b"\r\n", b"\n").replace(b"\n", b"\r"),
        "its line ends are of a kind",
    ),
    "a quotation mark never closed": (
        lambda file: file + b'"' + file.splitlines()[-1],
        "the quotation marks from line",
    ),
    "an endless line": (lambda file: file + b"x" * LONGEST_LINE, "is too long for a table"),
    "an endless header": (lambda _file: b"x" * (LONGEST_LINE - 2) + b"\n", "it has no column"),
    "another official file": (
        lambda _file: (SHIPPED / "effectifs-lycees-nord-59.csv").read_bytes(),
        "it has no column",
    ),
}


@pytest.mark.parametrize("damage", UNUSABLE)
@pytest.mark.parametrize("command", ["import_schools", "import_classes", "import_calendar"])
def test_an_unusable_file_changes_nothing(known, tmp_path, command, damage):
    spoil, reason = UNUSABLE[damage]

    with pytest.raises(CommandError) as refusal:
        bring_in(command, spoil(official(command)), tmp_path)

    assert reason in str(refusal.value)
    assert str(refusal.value).endswith((".", "?"))
    assert stored() == known


def test_a_folded_line_cut_makes_the_whole_calendar_unusable(known, tmp_path):
    cut = ICS.read_bytes().replace(b"\r\n ", b"\r\n", 1)

    with pytest.raises(CommandError, match=r"is cut or damaged|is missing"):
        bring_in("import_calendar", cut, tmp_path, name="zone-b.ics")

    assert stored() == known


def outline(*points):
    geometry = {"type": "Polygon", "coordinates": [points]}
    feature = {"geometry": geometry, "properties": {"code": "59014"}}
    return json.dumps({"features": [feature]}).encode()


OUTLINES = {
    "empty": b"",
    "cut": outline((3.5, 50.3), (3.5, 50.4))[:-9],
    "another JSON": b'{"features": 3}',
    "no geometry": b'{"features": [{"geometry": null, "properties": {"code": "59014"}}]}',
    "no commune": outline((3.5, 50.3), (3.5, 50.4), (3.6, 50.4)).replace(b"59014", b"5901"),
    "far too deep": b"[" * 100_000,
    "swapped": outline((50.3, 3.5), (50.4, 3.5), (50.4, 3.6), (50.3, 3.5)),
    "not a number": outline((3.5, 50.3), (3.5, float("nan")), (3.6, 50.4), (3.5, 50.3)),
    "no surface": outline((3.5, 50.3), (3.5, 50.3)),
}


@pytest.mark.parametrize("outlines", OUTLINES.values(), ids=OUTLINES)
def test_outlines_that_are_none_change_nothing(known, tmp_path, outlines):
    (tmp_path / "outlines.geojson").write_bytes(outlines)

    with pytest.raises(CommandError, match="GeoJSON"):
        call_command(
            "import_communes",
            str(SHIPPED / "communes-valenciennes.csv"),
            "--outlines",
            str(tmp_path / "outlines.geojson"),
        )

    assert stored() == known


def test_a_file_that_is_not_there_is_named(known):
    with pytest.raises(CommandError, match=r"nowhere\.csv” cannot be read"):
        call_command("import_schools", "nowhere.csv")


def test_a_second_file_that_is_not_there_is_named(known):
    whole = str(SHIPPED / "annuaire-valenciennois.csv")

    with pytest.raises(CommandError, match=r"nowhere\.csv” cannot be read"):
        call_command("import_schools", whole, "--commune-file", "nowhere.csv")

    assert stored() == known
