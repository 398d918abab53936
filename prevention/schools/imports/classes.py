"""Store the class list of a school year: one row a class, never its pupils."""

from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from prevention.schools.imports.report import Report
from prevention.schools.models import ClassGroup, School, SchoolYear
from prevention.schools.readers.cells import levels, refuse_formula, valid_uai, whole_number
from prevention.schools.readers.tables import Broken, Column, Progress, Row, RowError, read_table

COLUMNS = [
    Column("uai", ("uai", "Identifiant_de_l_etablissement", "RNE")),
    Column("label", ("classe", "division", "libellé")),
    Column("levels", ("niveaux", "niveau")),
    Column("headcount", ("nb_eleves", "effectif", "effectifs"), required=False),
]

FIELDS = ["levels", "headcount", "source"]
LARGEST_CLASS = 60  # pupils
LONGEST_LABEL = 60  # characters


@transaction.atomic
def import_classes(
    path: Path, *, school_year: int, progress: Progress = lambda _count: None
) -> Report:
    """Add the classes of the list and correct those it knows; others stay as they are.

    Raises:
        UnusableFileError: the file is no class list; nothing is changed.

    """
    report = Report()
    year, _made = SchoolYear.objects.get_or_create(year=school_year)
    schools = set(School.objects.values_list("pk", flat=True))
    known = {
        (group.school_id, group.label): group
        for group in ClassGroup.objects.filter(school_year=year)
    }
    written: dict[tuple[str, str], ClassGroup] = {}
    for row in read_table(path, COLUMNS, progress=progress):
        report.read += 1
        if isinstance(row, Broken):
            report.refuse(row.line, row.reason)
            continue
        try:
            said = _read(row, schools, year)
        except RowError as error:
            report.refuse(row.line, str(error))
            continue
        if written.setdefault((said.school_id, said.label), said) is not said:
            reason = _("This school has two classes called “%(label)s”.")
            report.refuse(row.line, reason % {"label": said.label})
    _store(known, written, report)
    return report


def _read(row: Row, schools: set[str], year: SchoolYear) -> ClassGroup:
    uai = valid_uai(row["uai"])
    if uai not in schools:
        raise RowError(_("No school is known under %(uai)s.") % {"uai": uai})
    label = refuse_formula(row["label"])
    if not 0 < len(label) <= LONGEST_LABEL:
        raise RowError(_("The label of the class is empty or too long."))
    return ClassGroup(
        school_id=uai,
        school_year=year,
        label=label,
        levels=levels(row["levels"]),
        headcount=whole_number(row["headcount"], at_most=LARGEST_CLASS),
        source=ClassGroup.Source.IMPORT,
    )


def _store(
    known: dict[tuple[str, str], ClassGroup],
    said: dict[tuple[str, str], ClassGroup],
    report: Report,
) -> None:
    new = [group for key, group in said.items() if key not in known]
    changed = []
    for key, group in said.items():
        if key in known and any(
            getattr(known[key], name) != getattr(group, name) for name in FIELDS
        ):
            for name in FIELDS:
                setattr(known[key], name, getattr(group, name))
            changed.append(known[key])
    ClassGroup.objects.bulk_create(new, batch_size=500)
    ClassGroup.objects.bulk_update(changed, FIELDS, batch_size=500)
    report.new, report.changed = len(new), len(changed)
    report.unchanged = len(said) - len(new) - len(changed)
