"""A national annuaire: 70,000 rows in bounded memory, without a query per row."""

import csv
import resource
import sys
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from prevention.models import School
from prevention.schools.imports.schools import import_schools
from prevention.schools.uai import checking_letter

pytestmark = pytest.mark.django_db

ROWS = 70_000
MODEL = Path("prevention/data/annuaire-valenciennois.csv")
TODAY = date(2026, 9, 14)
MEGABYTE = 2**20


@pytest.fixture(scope="module")
def national(tmp_path_factory):
    """The rows of the real file over and over, under as many codes, in 95 départements."""
    path = tmp_path_factory.mktemp("national") / "annuaire.csv"
    with MODEL.open(encoding="utf-8-sig", newline="") as source, path.open("w") as target:
        header, *rows = csv.reader(source, delimiter=";")
        writer = csv.writer(target, delimiter=";")
        writer.writerow(header)
        for number in range(ROWS):
            department = number % 95 + 1
            digits = f"{department:03}{number // 95:04}"
            row = dict(zip(header, rows[number % len(rows)], strict=True)) | {
                "Identifiant_de_l_etablissement": digits + checking_letter(digits),
                "Code_departement": f"{department:03}",
                "Code_commune": f"{department:02}{number // 95 % 300:03}",
            }
            writer.writerow(row.values())
    return path


class Queries:
    """Counts queries without keeping their text, which would fill the memory measured."""

    def __init__(self):
        self.count = 0

    def __call__(self, execute, *arguments):
        self.count += 1
        return execute(*arguments)


def peak_memory():
    """In bytes, of the whole process since it started; Linux counts in kilobytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def test_a_national_file_costs_few_queries_and_little_memory(national):
    queries = Queries()
    before = peak_memory()

    with connection.execute_wrapper(queries):
        report = import_schools(national, today=TODAY)

    assert (report.read, report.new, report.refused) == (ROWS, ROWS, [])
    assert School.objects.count() == ROWS
    assert queries.count < ROWS / 20
    # All rows at once take four times as much.
    assert peak_memory() - before < 50 * MEGABYTE
