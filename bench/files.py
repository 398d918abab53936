"""Files that the ministry publishes for the whole country."""

import csv
from pathlib import Path

from django.utils import timezone

from bench.timing import Beside
from prevention.schools.imports.schools import import_schools
from prevention.schools.models import School
from prevention.schools.uai import checking_letter

SCHOOLS = 70_000


def national_annuaire(folder: Path) -> Beside:
    file = folder / "annuaire.csv"
    model = Path("prevention/data/annuaire-valenciennois.csv").read_text("utf-8-sig")
    header, line, *_rest = model.splitlines()
    with file.open("w") as target:
        target.write(header + "\n")
        for number in range(SCHOOLS):
            digits = f"{number:07d}"
            target.write(line.replace("0590005K", digits + checking_letter(digits)) + "\n")

    def read() -> int:
        with file.open() as lines:
            return sum(1 for _cells in csv.reader(lines, delimiter=";"))

    def import_once() -> None:
        import_schools(file, today=timezone.localdate())

    return Beside("Import of 70,000 schools / reading the file", read, import_once, runs=1)


def forget_the_annuaire() -> None:
    School.objects.all().delete()
