"""Write sheets into a workbook, row by row: memory stays the same however many there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import IO, Any, Final

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from prevention.papers.errors import TooManyRowsError

Cell = str | int | Decimal | date | time | None

MOST_ROWS: Final = 1_048_576  # of a sheet, in every program of today
LONGEST_TEXT: Final = 32_767  # signs of a cell


@dataclass(frozen=True)
class Column:
    """``width`` is in signs. ``formula`` makes the cells; ``{code}`` in it is another of the row.

    The rows hold what it gives, for programs that show cells without computing.
    """

    code: str
    name: str
    width: int = 12
    formula: str = ""


@dataclass(frozen=True)
class Sum:
    """A total that the sheet adds up: of its column, where column ``by`` is as in this row."""

    value: Cell
    by: str = ""


@dataclass(frozen=True)
class Sheet:
    """Rows are read once, while they are written; totals stand below them."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    totals: Sequence[Sequence[Cell | Sum]] = ()


def write_workbook(
    target: IO[bytes], sheets: Iterable[Sheet], *, described: Mapping[str, Any]
) -> None:
    """Write a workbook (Office Open XML, ISO/IEC 29500); texts are never formulas or links.

    Raises:
        TooManyRowsError: more rows than a sheet has.

    """
    as_written = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(target, as_written) as book:
        book.set_properties(dict(described))
        formats = _Formats(book)
        for sheet in sheets:
            _Writing(book.add_worksheet(sheet.name), sheet, formats).write()


def refuse_too_many(rows: int) -> None:
    """Refuse rows that a sheet has no room for, below its head.

    Raises:
        TooManyRowsError: there are more.

    """
    if rows >= MOST_ROWS:
        raise TooManyRowsError(most=MOST_ROWS - 1)


class _Formats:
    """How cells look, by what they hold."""

    def __init__(self, book: Workbook) -> None:
        bold: dict[str, Any] = {"bold": True, "bg_color": "#EEF3F8"}
        self.head = book.add_format({**bold, "text_wrap": True, "valign": "top", "bottom": 1})
        kinds: dict[type, dict[str, Any]] = {
            str: {"text_wrap": True, "valign": "top"},
            int: {"num_format": "#,##0", "valign": "top"},
            Decimal: {"num_format": "#,##0.00", "valign": "top"},
            date: {"num_format": "dd/mm/yyyy", "valign": "top"},
            time: {"num_format": "hh:mm", "valign": "top"},
        }
        self._plain = {kind: book.add_format(look) for kind, look in kinds.items()}
        self._total = {kind: book.add_format({**look, **bold}) for kind, look in kinds.items()}

    def of(self, cell: Cell, *, total: bool) -> Any:
        return (self._total if total else self._plain).get(type(cell))


class _Writing:
    """One sheet on its way; rows count from 0, as XlsxWriter has them."""

    def __init__(self, onto: Worksheet, sheet: Sheet, formats: _Formats) -> None:
        self.onto, self.sheet, self.formats = onto, sheet, formats
        self.row = 0
        self.letters = {
            column.code: xl_col_to_name(place) for place, column in enumerate(sheet.columns)
        }
        # Formulas in which the number of the row alone is missing.
        named = {code: f"{letter}{{row}}" for code, letter in self.letters.items()}
        self.formulas = [column.formula.format(**named) for column in sheet.columns]

    def write(self) -> None:
        for place, column in enumerate(self.sheet.columns):
            self.onto.set_column(place, place, column.width)
            self.onto.write_string(0, place, column.name, self.formats.head)
        self.onto.freeze_panes(1, 1)
        self.onto.set_landscape()
        self.onto.set_paper(9)  # A4
        self.onto.fit_to_pages(1, 0)
        self.onto.repeat_rows(0)
        for cells in self.sheet.rows:
            self._next_row()
            self._write_row(cells)
        last = self.row
        if last:
            self.onto.autofilter(0, 0, last, len(self.sheet.columns) - 1)
        for totals in self.sheet.totals:
            self._next_row()
            self._write_totals(totals, last)

    def _next_row(self) -> None:
        self.row += 1
        refuse_too_many(self.row)

    def _write_row(self, cells: Sequence[Cell]) -> None:
        for place, (formula, cell) in enumerate(zip(self.formulas, cells, strict=True)):
            if formula:
                self._formula(place, formula.format(row=self.row + 1), cell, total=False)
            else:
                self._cell(place, cell, total=False)

    def _write_totals(self, cells: Sequence[Cell | Sum], last: int) -> None:
        for place, cell in enumerate(cells):
            if not isinstance(cell, Sum):
                self._cell(place, cell, total=True)
                continue
            summed = f"{xl_col_to_name(place)}2:{xl_col_to_name(place)}{last + 1}"
            if cell.by:
                key = self.letters[cell.by]
                among = f"${key}$2:${key}${last + 1}"
                formula = f"=SUMIF({among},${key}{self.row + 1},{summed})"
            else:
                formula = f"=SUM({summed})"
            self._formula(place, formula, cell.value, total=True)

    def _formula(self, place: int, formula: str, value: Cell, *, total: bool) -> None:
        look = self.formats.of(value, total=total)
        self.onto.write_formula(self.row, place, formula, look, value)

    def _cell(self, place: int, cell: Cell, *, total: bool) -> None:
        look = self.formats.of(cell, total=total)
        match cell:
            case None:
                return
            case str():
                self.onto.write_string(self.row, place, cell[:LONGEST_TEXT], look)
            case date() | time():
                # Typed for instants alone, though days and times of day are written too.
                self.onto.write_datetime(self.row, place, cell, look)  # type: ignore[call-overload]
            case _:
                self.onto.write_number(self.row, place, float(cell), look)
