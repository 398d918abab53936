from pathlib import Path
from typing import Any

from prevention.management.importing import ImportCommand
from prevention.schools.imports.facts import import_places
from prevention.schools.imports.report import Report
from prevention.schools.readers.tables import Progress


class Command(ImportCommand):
    help = "Import where schools stand, for those whose place is not known."
    source = "fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre, CSV"

    def import_file(self, path: Path, *, progress: Progress, **options: Any) -> Report:
        return import_places(path, progress=progress)
