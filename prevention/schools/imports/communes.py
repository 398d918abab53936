"""Store communes, their groups and their outlines."""

from pathlib import Path

from django.db import transaction

from prevention.schools.imports.report import Report
from prevention.schools.models import Commune, Epci
from prevention.schools.readers.communes import COLUMNS, read_commune, read_outlines
from prevention.schools.readers.tables import Broken, Progress, RowError, read_table

FIELDS = [
    "name",
    "postcodes",
    "population",
    "arrondissement_code",
    "department_code",
    "epci_id",
]


@transaction.atomic
def import_communes(
    path: Path, *, outlines: Path | None = None, progress: Progress = lambda _count: None
) -> Report:
    """Store communes with their group, then the outlines of those we know.

    Raises:
        UnusableFileError: one of the files is not of that kind; nothing is changed.

    """
    report = Report()
    known = Commune.objects.in_bulk()
    groups: dict[str, str] = {}
    written: list[Commune] = []
    for row in read_table(path, COLUMNS, progress=progress):
        report.read += 1
        if isinstance(row, Broken):
            report.refuse(row.line, row.reason)
            continue
        try:
            official = read_commune(row)
        except RowError as error:
            report.refuse(row.line, str(error))
            continue
        if siren := official.fields["epci_id"]:
            groups[str(siren)] = official.epci_name
        commune = known.get(str(official.fields["insee_code"]))
        said = Commune(**official.fields)
        if commune is None:
            report.new += 1
        elif all(getattr(commune, name) == getattr(said, name) for name in FIELDS):
            report.unchanged += 1
            continue
        else:
            report.changed += 1
        written.append(said)
    Epci.objects.bulk_create(
        [Epci(siren=siren, name=name) for siren, name in groups.items()],
        update_conflicts=True,
        unique_fields=["siren"],
        update_fields=["name"],
    )
    Commune.objects.bulk_create(
        written, update_conflicts=True, unique_fields=["insee_code"], update_fields=FIELDS
    )
    if outlines:
        _store_outlines(outlines)
    return report


def _store_outlines(path: Path) -> None:
    known = Commune.objects.in_bulk()
    drawn = []
    for outline in read_outlines(path):
        if commune := known.get(outline.insee_code):
            commune.outline = dict(outline.geometry)
            commune.latitude = round(outline.latitude, 5)
            commune.longitude = round(outline.longitude, 5)
            drawn.append(commune)
    Commune.objects.bulk_update(drawn, ["outline", "latitude", "longitude"], batch_size=200)
