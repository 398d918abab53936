"""Bring the schools we know in line with the annuaire: nothing is ever deleted.

Schools that have left the file are marked closed: by default in the communes that the file
names, or in its whole départements when it is said to be complete. A file that would close
many schools at once is an extract rather than the news of a mass closure: then none is
closed, and the report says how to insist. Nor is any closed while a row cannot be told from
the one of a school we know: it could be hers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevention.schools.imports.by_hand import kept_by_hand
from prevention.schools.imports.report import Report
from prevention.schools.models import Commune, School
from prevention.schools.readers.annuaire import COLUMNS, OfficialSchool, read_school
from prevention.schools.readers.cells import department, valid_uai
from prevention.schools.readers.tables import Broken, Progress, Row, RowError, read_table

BATCH = 2000

# More than this share of the schools in question, and more than these few, do not close in
# one go.
LARGEST_SHARE_CLOSED = 0.10
FEW = 5

FIELDS = [
    "name",
    "kind",
    "sector",
    "priority",
    "has_ulis",
    "has_segpa",
    "address",
    "postcode",
    "commune_id",
    "phone",
    "email",
    "website",
    "latitude",
    "longitude",
    "circonscription",
    "department_code",
    "academy",
    "holiday_zone",
    "time_zone",
    "opened_on",
    "status",
    "closed_on",
]
# What an empty cell does not take away: other official files say more.
KEPT_WHEN_SILENT = frozenset(
    {"address", "phone", "email", "website", "latitude", "longitude", "circonscription"}
    | {"opened_on", "postcode"}
)


@transaction.atomic
def import_schools(
    path: Path, *, today: date, complete: bool = False, progress: Progress = lambda _count: None
) -> Report:
    """Store what an annuaire says; ``complete`` confirms that it lists every open school.

    Raises:
        UnusableFileError: the file is no annuaire; nothing is changed.

    """
    reading = _Reading()
    report = reading.report
    principals = reading.principals(read_table(path, COLUMNS, progress=progress))
    while batch := list(islice(principals, BATCH)):
        _store(batch, report)
    # An annexe whose own school is not in the file stands for it.
    alone = {one.uai: one for one in reading.annexes if one.uai not in reading.seen}
    report.set_aside += len(reading.annexes) - len(alone)
    _store(list(alone.values()), report)
    reading.seen |= alone.keys()
    if reading.unidentified:
        report.notes.append(_not_closing(reading.unidentified))
        return report
    for code in sorted(reading.departments):
        _close_vanished(code, reading, today=today, complete=complete)
    return report


@dataclass
class _Reading:
    """What is remembered while the rows of one file go by."""

    report: Report = field(default_factory=Report)
    seen: set[str] = field(default_factory=set)
    departments: set[str] = field(default_factory=set)
    communes: set[str] = field(default_factory=set)
    annexes: list[OfficialSchool] = field(default_factory=list)
    unidentified: int = 0  # rows of which not even the school is known

    def principals(self, rows: Iterable[Row | Broken]) -> Iterator[OfficialSchool]:
        """Give each UAI once; what is refused or set aside goes to the report."""
        for row in rows:
            self.report.read += 1
            if isinstance(row, Broken):
                self.report.refuse(row.line, row.reason)
                self.unidentified += 1
                continue
            try:
                school = read_school(row)
            except RowError as error:
                self._refuse(row, error)
                continue
            if school is None:
                self.report.set_aside += 1
                continue
            self.departments.add(department(row["department"]))
            self.communes.add(row["commune_code"])
            if school.is_annexe:
                self.annexes.append(school)
            elif school.uai in self.seen:
                self.report.set_aside += 1
            else:
                self.seen.add(school.uai)
                yield school

    def _refuse(self, row: Row, error: RowError) -> None:
        """The row cannot be used, but its school is there: it has not vanished."""
        self.report.refuse(row.line, str(error))
        try:
            self.seen.add(valid_uai(row["uai"]))
        except RowError:
            self.unidentified += 1


def _store(batch: list[OfficialSchool], report: Report) -> None:
    _add_communes(batch)
    stored = School.objects.in_bulk([school.uai for school in batch])
    written: list[School] = []
    for official in batch:
        known = stored.get(official.uai)
        if known is None:
            report.new += 1
            written.append(School(**official.fields))
        elif _change(known, official.fields):
            report.changed += 1
            written.append(known)
        else:
            report.unchanged += 1
    School.objects.bulk_create(
        written, update_conflicts=True, unique_fields=["uai"], update_fields=FIELDS
    )


def _change(known: School, said: Mapping[str, object]) -> bool:
    """Take over what the file says, but for what people have corrected by hand."""
    changed = False
    by_hand = kept_by_hand(known)
    for name in FIELDS:
        silent = said[name] in {"", None} and name in KEPT_WHEN_SILENT
        kept = silent or name.removesuffix("_id") in by_hand
        if not kept and getattr(known, name) != said[name]:
            setattr(known, name, said[name])
            changed = True
    return changed


def _add_communes(batch: Iterable[OfficialSchool]) -> None:
    """Add the communes that no file of communes has brought yet."""
    communes = {
        str(school.fields["commune_id"]): Commune(
            insee_code=str(school.fields["commune_id"]),
            name=school.commune_name,
            department_code=str(school.fields["department_code"]),
        )
        for school in batch
    }
    Commune.objects.bulk_create(communes.values(), ignore_conflicts=True)


def _not_closing(unidentified: int) -> str:
    return ngettext(
        "%(n)s row does not tell its school, so no school was closed. Correct it and import"
        " the file again.",
        "%(n)s rows do not tell their school, so no school was closed. Correct them and import"
        " the file again.",
        unidentified,
    ) % {"n": unidentified}


def _close_vanished(code: str, reading: _Reading, *, today: date, complete: bool) -> None:
    known = {
        uai
        for uai, commune, by_hand in School.objects.open()
        .filter(department_code=code)
        .values_list("pk", "commune_id", "edited_fields")
        if (complete or commune in reading.communes) and "status" not in by_hand
    }
    vanished = known - reading.seen
    is_extract = len(vanished) > max(FEW, LARGEST_SHARE_CLOSED * len(known))
    if is_extract and not complete:
        reading.report.notes.append(
            _(
                "%(n)s known schools of département %(code)s are not in this file: it looks"
                " like an extract, so none was closed. If it is whole, say so (--complete)."
            )
            % {"n": len(vanished), "code": code}
        )
        return
    reading.report.closed += School.objects.filter(pk__in=vanished).update(
        status=School.Status.CLOSED, closed_on=today
    )
