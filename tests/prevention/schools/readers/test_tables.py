import tracemalloc

import pytest
from django.utils import translation

from prevention.schools.readers.tables import (
    LONGEST_LINE,
    Broken,
    Column,
    Row,
    UnusableFileError,
    read_table,
)

COLUMNS = [
    Column("postcode", ("Code postal", "code_postal")),
    Column("name", ("Nom",)),
    Column("web", ("Web",), required=False),
]


@pytest.fixture
def read(tmp_path):
    def rows_of(content):
        path = tmp_path / "table.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(read_table(path, COLUMNS))

    return rows_of


@pytest.mark.parametrize(
    "content",
    [
        "Code postal;Nom\n59300;Valenciennes\n",
        "code_postal,nom\n59300,Valenciennes\n",
        "CODE_POSTAL\tNOM\r\n59300\tValenciennes\r\n",
        "\ufeffNom;Ignored;Code_postal\r\nValenciennes;x;59300\r\n",
        'nom;"Code postal"\n"  Valen\u0063iennes ";"59300"',
        "Nom;Code  postal\n\nValenciennes;59300\n;\n",
    ],
)
def test_every_flavour_gives_the_same_cells(read, content):
    (row,) = read(content)

    assert dict(row.cells) == {"postcode": "59300", "name": "Valenciennes", "web": ""}


def test_rows_keep_the_line_of_the_file_even_after_a_cell_of_two_lines(read):
    rows = read('Code postal;Nom\n59300;"Valen\nciennes"\n59220;Denain\n')

    assert [(row.line, row["name"]) for row in rows] == [(2, "Valen ciennes"), (4, "Denain")]


def test_quotes_within_quotes_are_part_of_the_cell(read):
    (row,) = read('Code postal;Nom\n59300;"Collège ""Les Arts"""\n')

    assert row["name"] == 'Collège "Les Arts"'


def test_a_row_of_another_width_is_set_apart_and_the_rest_is_read(read):
    rows = read("Code postal;Nom\n59300\n59220;Denain;x\n59410;Anzin\n")

    assert [type(row) for row in rows] == [Broken, Broken, Row]
    assert [row.line for row in rows] == [2, 3, 4]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty."),
        (b"\n\n", "it is empty."),
        (b"Nom;Code postal\n\n", "it has a header and no row."),
        (b"Nom;Code postal\rx;59300\r", "its line ends are of a kind long out of use."),
        ("Nom;Code postal\n".encode("utf-16"), "it is written in UTF-16. Save it as CSV"),
        ("Nom;Code postal\nÉcole;1\n".encode("latin-1"), "line 2 is not in UTF-8."),
        (b"PK\x03\x04\0\0\0", "it is not text, but a program's own file."),
        (b"Nom;Code postal\na\0b;59300\n", "it is not text, but a program's own file."),
        (b"Nom;Ville\nx;y\n", "it has no column \u201cCode postal\u201d. Is it the right file?"),
        (b"<html><body>Erreur</body></html>", "it has no column \u201cCode postal\u201d."),
        (b"Nom;Code postal\nx;59300\nVal", "it stops in the middle of line 3."),
        (b'Nom;Code postal\nx;59300\n"Val;5930\n', "the quotation marks from line 3 on"),
    ],
)
def test_what_makes_a_file_unusable_is_said(read, content, reason):
    with pytest.raises(UnusableFileError) as refusal, translation.override("en"):
        read(content)

    with translation.override("en"):
        assert str(refusal.value).startswith(f"This file cannot be used: {reason}")


def test_a_line_of_a_gigabyte_is_refused_without_reading_it(tmp_path):
    path = tmp_path / "endless.csv"
    with path.open("wb") as file:
        file.write(b"Nom;Code postal\n")
        file.truncate(2**30)  # a hole: zeros without taking the room
        file.seek(16)
        file.write(b"x" * (LONGEST_LINE + 1))
    tracemalloc.start()

    with pytest.raises(UnusableFileError):
        list(read_table(path, COLUMNS))

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000


def test_progress_is_told_in_bytes(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("Code postal;Nom\n59300;Valenciennes\n")
    told = []

    list(read_table(path, COLUMNS, progress=told.append))

    assert sum(told) == path.stat().st_size
