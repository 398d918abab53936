from pathlib import Path
from typing import Any

from prevention.management.importing import ImportCommand
from prevention.schools.imports.facts import import_priority
from prevention.schools.imports.report import Report
from prevention.schools.readers.tables import Progress


class Command(ImportCommand):
    help = "Import the list of REP and REP+ schools."
    source = "list of REP and REP+ schools, CSV"

    def import_file(self, path: Path, *, progress: Progress, **options: Any) -> Report:
        return import_priority(path, progress=progress)
