from pathlib import Path
from typing import Any

from prevention.management.importing import ImportCommand
from prevention.schools.imports.public_holidays import import_public_holidays
from prevention.schools.imports.report import Report
from prevention.schools.readers.tables import Progress


class Command(ImportCommand):
    help = "Import the public holidays of every territory in the file."
    source = "« Jours fériés en France » of Etalab, CSV"

    def import_file(self, path: Path, *, progress: Progress, **options: Any) -> Report:
        return import_public_holidays(path, progress=progress)
