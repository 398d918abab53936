"""Import Etalab's « Jours fériés en France » (open data)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from prevention.schools.imports.report import Report
from prevention.schools.models import PublicHoliday
from prevention.schools.readers.public_holidays import (
    OfficialPublicHoliday,
    official_public_holiday,
)
from prevention.schools.readers.tables import (
    Broken,
    Column,
    Progress,
    Row,
    read_table,
)

COLUMNS = (
    Column("day", ("date",)),
    Column("territory", ("zone", "territoire")),
    Column("name", ("nom_jour_ferie",)),
)

# Every territory has New Year's Day and Christmas: a year without them was cut.
FIRST_AND_LAST = {(1, 1), (12, 25)}

TerritoryYear = tuple[str, int]


@transaction.atomic
def import_public_holidays(path: Path, *, progress: Progress = lambda _count: None) -> Report:
    """Store the public holidays of every territory and calendar year that the file holds.

    Raises:
        UnusableFileError: the file cannot be read; nothing was changed.

    """
    report = Report()
    rows = read_table(path, COLUMNS, progress=progress)
    _store(_whole(_read(rows, report), report), report)
    return report


def _read(rows: Iterable[Row | Broken], report: Report) -> Iterator[OfficialPublicHoliday]:
    for row in rows:
        report.read += 1
        if isinstance(row, Broken):
            report.refuse(row.line, row.reason)
            continue
        try:
            yield official_public_holiday(
                territory=row["territory"], day=row["day"], name=row["name"]
            )
        except ValidationError as error:
            report.refuse(row.line, " ".join(error.messages))


def _whole(
    days: Iterable[OfficialPublicHoliday], report: Report
) -> dict[TerritoryYear, set[OfficialPublicHoliday]]:
    """Sort by territory and calendar year, without the years that lack an end."""
    years: dict[TerritoryYear, set[OfficialPublicHoliday]] = defaultdict(set)
    for row in days:
        years[row.territory, row.day.year].add(row)
    whole = {}
    for (territory, year), rows in years.items():
        if {(row.day.month, row.day.day) for row in rows} >= FIRST_AND_LAST:
            whole[territory, year] = rows
        else:
            sentence = _(
                "The public holidays of %(territory)s in %(year)s lack 1 January or 25 December:"
                " they were left as they were. Fetch the whole file."
            )
            report.notes.append(sentence % {"territory": territory, "year": year})
    return whole


def _store(years: dict[TerritoryYear, set[OfficialPublicHoliday]], report: Report) -> None:
    """Make each territory and year say exactly these days; remove none if any was refused."""
    stored = {
        OfficialPublicHoliday(row.territory, row.day, row.name): row.pk
        for row in PublicHoliday.objects.filter(day__year__in={year for _place, year in years})
        if (row.territory, row.day.year) in years
    }
    said = set().union(*years.values())
    new = sorted(said - stored.keys())
    PublicHoliday.objects.bulk_create(
        [PublicHoliday(territory=row.territory, day=row.day, name=row.name) for row in new],
        ignore_conflicts=True,
    )
    report.new += len(new)
    report.unchanged += len(said) - len(new)
    if not report.refused:
        gone = [pk for row, pk in stored.items() if row not in said]
        PublicHoliday.objects.filter(pk__in=gone).delete()
        report.removed += len(gone)
