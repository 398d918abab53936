from pathlib import Path
from typing import Any

from prevention.management.importing import ImportCommand
from prevention.schools.imports.facts import import_headcounts
from prevention.schools.imports.report import Report
from prevention.schools.readers.tables import Progress


class Command(ImportCommand):
    help = "Import the number of pupils of schools."
    source = "IPS of écoles, collèges or lycées, or « effectifs » by class or level, CSV"

    def import_file(self, path: Path, *, progress: Progress, **options: Any) -> Report:
        return import_headcounts(path, progress=progress)
