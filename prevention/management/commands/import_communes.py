from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from prevention.management.importing import ImportCommand
from prevention.schools.imports.communes import import_communes
from prevention.schools.imports.report import Report
from prevention.schools.readers.tables import Progress


class Command(ImportCommand):
    help = "Import communes with their group (EPCI), and their outlines."
    source = "communes, CSV with code_insee, nom, siren_epci, nom_epci"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--outlines", type=Path, help="GeoJSON with the property code")

    def import_file(self, path: Path, *, progress: Progress, **options: Any) -> Report:
        return import_communes(path, outlines=options["outlines"], progress=progress)
