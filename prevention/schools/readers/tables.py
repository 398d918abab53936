"""Read a table as published (CSV of any flavour), row by row, in bounded memory.

Columns are found by what they mean: each declares the names it has had over the years.
What makes the whole file unusable raises ``UnusableFileError``; what is wrong with one row
is that row's business, and the reader of the rows says so with its line number.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from prevention.errors import RefusedError
from prevention.schools.readers.words import plain

# Official lines have some 1,500 characters: sixty times that is no table. Also below what
# Python's csv takes in one cell.
LONGEST_LINE = 100_000
DELIMITERS = (";", ",", "\t", "|")

Progress = Callable[[int], object]
"""Told how many more bytes were read."""


class UnusableFileError(RefusedError):
    """The file is not what was asked for; nothing of it is used."""

    code = "unusable_file"
    message = _("This file cannot be used: %(reason)s")


class RowError(ValueError):
    """One row cannot be used; its text is the reason, in a sentence."""


@dataclass(frozen=True)
class Column:
    """A column: how we call it, and the names that published files give it."""

    name: str
    known_as: tuple[str, ...]
    required: bool = True

    def place_in(self, header: Sequence[str]) -> int | None:
        wanted = {heading(name) for name in self.known_as}
        return next((place for place, name in enumerate(header) if name in wanted), None)


@dataclass(frozen=True)
class Row:
    """The cells of one row by our names, stripped; a column the file lacks is empty."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells[name]


@dataclass(frozen=True)
class Broken:
    """A row that does not have the columns of the header."""

    line: int
    reason: str


def heading(text: str) -> str:
    """Write a column's name without case, accents nor punctuation, to compare."""
    return " ".join(re.sub(r"[^a-z0-9+]+", " ", plain(text)).split())


def read_table(
    path: Path, columns: Sequence[Column], *, progress: Progress = lambda _count: None
) -> Iterator[Row | Broken]:
    """Read the rows of a table that has all the required columns, in any order.

    Raises:
        UnusableFileError: empty, not text in UTF-8, cut, or without a required column.

    """
    with path.open("rb") as file:
        lines = _lines(file, progress)
        first = next(lines, "")
        if not first.strip():
            raise UnusableFileError(reason=str(_("it is empty.")))
        if "\r" in first.rstrip("\r\n"):
            raise UnusableFileError(
                reason=str(
                    _("its line ends are of a kind long out of use. Save it as CSV in UTF-8.")
                )
            )
        header, places, delimiter = _header(first, columns)
        yield from _rows(lines, columns, places, delimiter, width=len(header))


def _lines(file: BinaryIO, progress: Progress) -> Iterator[str]:
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        progress(len(line))
        if number == 1:
            if line.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise UnusableFileError(
                    reason=str(_("it is written in UTF-16. Save it as CSV in UTF-8."))
                )
            line = line.removeprefix(b"\xef\xbb\xbf")
        if b"\0" in line:
            raise UnusableFileError(reason=str(_("it is not text, but a program's own file.")))
        if len(line) >= LONGEST_LINE:
            raise UnusableFileError(
                reason=str(_("line %(line)s is too long for a table.")) % {"line": number}
            )
        try:
            yield line.decode()
        except UnicodeDecodeError as error:
            raise UnusableFileError(
                reason=str(_("line %(line)s is not in UTF-8. Save it as CSV in UTF-8."))
                % {"line": number}
            ) from error


def _header(first: str, columns: Sequence[Column]) -> tuple[list[str], dict[str, int | None], str]:
    """Find the delimiter and the columns: the delimiter is the one that finds the most."""

    def split(delimiter: str) -> list[str]:
        return [heading(cell) for cell in next(csv.reader([first], delimiter=delimiter), [])]

    def found(delimiter: str) -> int:
        header = split(delimiter)
        return sum(column.place_in(header) is not None for column in columns)

    delimiter = max(DELIMITERS, key=found)
    header = split(delimiter)
    places = {column.name: column.place_in(header) for column in columns}
    for column in columns:
        if column.required and places[column.name] is None:
            raise UnusableFileError(
                reason=str(_("it has no column “%(column)s”. Is it the right file?"))
                % {"column": column.known_as[0]},
                column=column.known_as[0],
            )
    return header, places, delimiter


def _rows(
    lines: Iterator[str],
    columns: Sequence[Column],
    places: Mapping[str, int | None],
    delimiter: str,
    *,
    width: int,
) -> Iterator[Row | Broken]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    short: Broken | None = None
    has_rows = False
    while True:
        line = reader.line_num + 2  # the header is read apart
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            raise UnusableFileError(
                reason=str(_("the quotation marks from line %(line)s on do not match."))
                % {"line": line}
            ) from error
        if not any(cells):
            continue
        has_rows = True
        if short:
            yield short
            short = None
        if len(cells) != width:
            reason = _("It has %(found)s cells where the header has %(expected)s.")
            broken = Broken(line, str(reason) % {"found": len(cells), "expected": width})
            if len(cells) < width:
                short = broken  # the last row of a file that was cut, unless more follow
            else:
                yield broken
            continue
        yield Row(line, {name: _cell(cells, place) for name, place in places.items()})
    if short:
        raise UnusableFileError(
            reason=str(_("it stops in the middle of line %(line)s. Fetch it again."))
            % {"line": short.line}
        )
    if not has_rows:
        raise UnusableFileError(reason=str(_("it has a header and no row.")))


def _cell(cells: Sequence[str], place: int | None) -> str:
    return "" if place is None else " ".join(cells[place].split())
