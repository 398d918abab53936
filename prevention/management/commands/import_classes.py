from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils import timezone

from prevention.management.importing import ImportCommand
from prevention.schools.imports.classes import import_classes
from prevention.schools.imports.report import Report
from prevention.schools.models import SchoolYear
from prevention.schools.readers.tables import Progress


class Command(ImportCommand):
    help = "Import the classes of a school year."
    source = "classes, CSV with uai, classe, niveaux and nb_eleves"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--school-year",
            type=int,
            default=SchoolYear.year_of(timezone.localdate()),
            help="2026 for 2026-2027; this school year unless said",
        )

    def import_file(self, path: Path, *, progress: Progress, **options: Any) -> Report:
        return import_classes(path, school_year=options["school_year"], progress=progress)
