"""Write the open data of a finished school year: the file, and what its columns mean."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.timezone import localdate
from tqdm import tqdm

from prevention.coverage.publication.columns import table_schema, to_csv
from prevention.coverage.publication.release import published_on, release_of, territories
from prevention.schools.models import SchoolYear


class Command(BaseCommand):
    help = "Write the figures that may be published of a school year, as CSV with its schema."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--school-year",
            type=int,
            required=True,
            help="first calendar year of a school year that is over, such as 2025",
        )

    def handle(self, *, folder: Path, school_year: int, **options: Any) -> None:
        year = SchoolYear.objects.filter(year=school_year).first()
        if year is None:
            raise CommandError(f"The school year {SchoolYear(year=school_year)} is not open.")
        today = localdate(timezone.now())
        if today < published_on(year):
            raise CommandError(f"{year} is published from {published_on(year)} on.")
        folder.mkdir(parents=True, exist_ok=True)
        table = folder / f"prevention-scolaire-{year}.csv"
        schema = folder / "table-schema.json"
        with translation.override(settings.LANGUAGE_CODE):
            found = tqdm(territories(), desc=str(year), disable=options["verbosity"] == 0)
            with table.open("w", encoding="utf-8", newline="") as file:
                file.writelines(to_csv(release_of(one, year, today=today) for one in found))
            schema.write_text(json.dumps(table_schema(), ensure_ascii=False, indent=2) + "\n")
        self.stdout.write(f"{table}\n{schema}")
