"""Import the school calendar of the ministry: its table, or its ICS."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from prevention.schools.imports.holidays import store_holidays
from prevention.schools.imports.report import Report
from prevention.schools.readers.calendar import (
    OfficialHoliday,
    is_for_pupils,
    merge,
    official_holiday,
    read_day,
    read_school_year,
    read_zone,
)
from prevention.schools.readers.calendar_ics import read_calendar_ics
from prevention.schools.readers.tables import (
    Broken,
    Column,
    Progress,
    Row,
    UnusableFileError,
    read_table,
)

COLUMNS = (
    Column("name", ("Description",)),
    Column("population", ("Population",), required=False),
    Column("start", ("Date de début", "start_date")),
    Column("resume", ("Date de fin", "end_date")),
    Column("zone", ("Zones",)),
    Column("school_year", ("annee_scolaire",)),
)

MAX_ICS_BYTES = 5_000_000  # the calendar of every zone for three years: 40,000


@transaction.atomic
def import_calendar(path: Path, *, progress: Progress = lambda _count: None) -> Report:
    """Store the holidays of every zone and school year that the file holds.

    Raises:
        UnusableFileError: the file cannot be read; nothing was changed.

    """
    report = Report()
    if is_ics(path):
        holidays = _from_ics(path, report)
    else:
        holidays = _from_table(read_table(path, COLUMNS, progress=progress), report)
    store_holidays(merge(holidays), report)
    return report


def is_ics(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(40).removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith(b"BEGIN:")


def _from_ics(path: Path, report: Report) -> Iterator[OfficialHoliday]:
    if path.stat().st_size > MAX_ICS_BYTES:
        raise UnusableFileError(reason=_("it is far too long for a school calendar."))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableFileError(reason=_("it is not in UTF-8.")) from error
    try:
        for holiday in read_calendar_ics(text):
            report.read += 1
            yield holiday
    except ValidationError as error:
        raise UnusableFileError(reason=" ".join(error.messages)) from error


def _from_table(rows: Iterable[Row | Broken], report: Report) -> Iterator[OfficialHoliday]:
    for row in rows:
        report.read += 1
        if isinstance(row, Broken):
            report.refuse(row.line, row.reason)
        elif not is_for_pupils(row["name"], row["population"]):
            report.set_aside += 1
        else:
            try:
                yield _read(row)
            except ValidationError as error:
                report.refuse(row.line, " ".join(error.messages))


def _read(row: Row) -> OfficialHoliday:
    return official_holiday(
        zone=read_zone(row["zone"]),
        name=row["name"],
        start=read_day(row["start"]),
        resume=read_day(row["resume"]),
        school_year=read_school_year(row["school_year"]),
    )
