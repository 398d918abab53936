from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils import timezone

from prevention.management.importing import ImportCommand
from prevention.schools.imports.communes import import_communes
from prevention.schools.imports.report import Report
from prevention.schools.imports.schools import import_schools
from prevention.schools.readers.tables import Progress


class Command(ImportCommand):
    help = "Import schools from the ministry's « Annuaire de l'éducation »."
    source = "fr-en-annuaire-education, CSV, any export"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--complete",
            action="store_true",
            help="the file lists every open school of its départements: close the others",
        )
        parser.add_argument("--commune-file", type=Path, help="communes to import first")

    def import_file(self, path: Path, *, progress: Progress, **options: Any) -> Report:
        if options["commune_file"]:
            import_communes(options["commune_file"])
        today = timezone.localdate()
        return import_schools(path, today=today, complete=options["complete"], progress=progress)
