from pathlib import Path
from typing import Any

from prevention.management.importing import ImportCommand
from prevention.schools.imports.calendar import import_calendar
from prevention.schools.imports.report import Report
from prevention.schools.readers.tables import Progress


class Command(ImportCommand):
    help = "Import the school holidays of every zone in the file."
    source = "the school calendar of the ministry, CSV or ICS"

    def import_file(self, path: Path, *, progress: Progress, **options: Any) -> Report:
        return import_calendar(path, progress=progress)
