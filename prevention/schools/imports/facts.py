"""What other official files add to schools we know: priority education, pupils, places."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from prevention.schools.imports.by_hand import kept_by_hand
from prevention.schools.imports.report import Report
from prevention.schools.models import School
from prevention.schools.readers.cells import coordinates, valid_uai, whole_number
from prevention.schools.readers.tables import Broken, Column, Progress, Row, RowError, read_table
from prevention.schools.readers.words import plain
from prevention.vocabulary import Priority

PRIORITY_COLUMNS = [
    Column("uai", ("NUMERO", "UAI", "Numéro de l'école")),
    Column("head", ("UAI tête de réseau",)),
    Column("priority", ("EP",)),
]

# The name of one column, as published.
LOWER_SECONDARY_TOTAL = (
    "Nombre d'élèves total (nombre d'élèves dans les formations du 1er cycle du 2nd degré et non"
    " du nombre total d'élèves inscrits dans l'établissement, les DIMA et les dispositifs-relais"
    " sont exclus)"
)

HEADCOUNT_COLUMNS = [
    Column("uai", ("uai", "Numéro de l'école", "Numéro du collège")),
    Column("year", ("rentree_scolaire", "Rentrée scolaire")),
    Column(
        "pupils",
        (
            "effectifs",
            "effectifs_ensemble_gt_pro",
            "Nombre total d'élèves",
            LOWER_SECONDARY_TOTAL,
        ),
    ),
]

PLACE_COLUMNS = [
    Column("uai", ("numero_uai", "Code établissement")),
    Column("latitude", ("latitude",)),
    Column("longitude", ("longitude",)),
    Column("department", ("code_departement",)),
]

BATCH = 2000
NEWEST = 9999  # the year of what carries none
UNKNOWN = (None, Priority.NONE)

Facts = Mapping[str, Any]
Read = Callable[[Row], Facts]


def import_priority(path: Path, *, progress: Progress = lambda _count: None) -> Report:
    """Store the list of REP and REP+ schools (DGESCO, open data).

    The list is older than the annuaire (September 2022): it adds the network, and a
    status only where the annuaire gives none.

    Raises:
        UnusableFileError: the file is no such list; nothing is changed.

    """
    return _import(path, PRIORITY_COLUMNS, _priority, progress, only_missing={"priority"})


def import_places(path: Path, *, progress: Progress = lambda _count: None) -> Report:
    """Store where schools stand, for those whose place no annuaire told.

    Source: fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre (DEPP,
    open data); the annuaire takes its own points from it.

    Raises:
        UnusableFileError: the file is no such file; nothing is changed.

    """
    point = {"latitude", "longitude"}
    return _import(path, PLACE_COLUMNS, _place, progress, only_missing=point)


def import_headcounts(path: Path, *, progress: Progress = lambda _count: None) -> Report:
    """Store the pupils of schools: IPS files, or numbers of classes and of pupils by level.

    Sources: fr-en-ips-ecoles-ap2022, -colleges-, -lycees-; fr-en-ecoles-effectifs-nb_classes;
    fr-en-college-effectifs-niveau-sexe-lv (DEPP, open data). A file of several years counts
    for its latest.

    Raises:
        UnusableFileError: the file is no such file; nothing is changed.

    """
    return _import(path, HEADCOUNT_COLUMNS, _headcount, progress)


def _priority(row: Row) -> Facts:
    try:
        priority = {"rep": Priority.REP, "rep+": Priority.REPP}[plain(row["priority"])]
    except KeyError:
        raise RowError(
            _("“%(priority)s” is neither REP nor REP+.") % {"priority": row["priority"]}
        ) from None
    return {"priority": priority, "network_head_uai": valid_uai(row["head"])}


def _headcount(row: Row) -> Facts:
    year = whole_number(row["year"][:4], at_most=2100)
    pupils = whole_number(row["pupils"], at_most=10_000)
    if year is None or pupils is None:
        raise RowError(_("The year or the number of pupils is missing."))
    return {"pupils_year": year, "pupils": pupils}


def _place(row: Row) -> Facts:
    latitude, longitude = coordinates(row["latitude"], row["longitude"], row["department"])
    return {"latitude": latitude, "longitude": longitude}


@transaction.atomic
def _import(
    path: Path,
    columns: Sequence[Column],
    read: Read,
    progress: Progress,
    *,
    only_missing: Collection[str] = (),
) -> Report:
    report = Report()
    # The schools we know, each with the year its head count is of.
    years = dict(School.objects.values_list("pk", "pupils_year"))
    said: dict[str, Facts] = {}
    for row in read_table(path, columns, progress=progress):
        report.read += 1
        if isinstance(row, Broken):
            report.refuse(row.line, row.reason)
            continue
        try:
            uai, facts = valid_uai(row["uai"]), read(row)
        except RowError as error:
            report.refuse(row.line, str(error))
            continue
        year = facts.get("pupils_year", NEWEST)
        if uai not in years or year < (years[uai] or 0):
            report.set_aside += 1
            continue
        report.set_aside += uai in said
        said[uai] = facts
        if year != NEWEST:
            years[uai] = year
    codes = iter(said)
    while batch := list(islice(codes, BATCH)):
        _store({uai: said[uai] for uai in batch}, report, only_missing)
    return report


def _store(said: Mapping[str, Facts], report: Report, only_missing: Collection[str]) -> None:
    schools = School.objects.in_bulk(said)
    changed = [school for uai, school in schools.items() if _apply(school, said[uai], only_missing)]
    names = sorted({name for facts in said.values() for name in facts})
    School.objects.bulk_update(changed, names, batch_size=500)
    report.changed += len(changed)
    report.unchanged += len(said) - len(changed)


def _apply(school: School, facts: Facts, only_missing: Collection[str]) -> bool:
    changed = False
    by_hand = kept_by_hand(school)
    for name, value in facts.items():
        there = getattr(school, name)
        settled = name in only_missing and there not in UNKNOWN
        if name not in by_hand and not settled and there != value:
            setattr(school, name, value)
            changed = True
    return changed
