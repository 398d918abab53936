"""What is measured: each function gives the seconds of its floor and of ours."""

import csv
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from django.db import connection
from django.test import Client
from django.utils import timezone

from prevention.calendars.addresses import secret_of
from prevention.calendars.models import Feed
from prevention.coverage.figures import coverage_of
from prevention.demonstration.stage import class_groups_of_the_teacher, make_demonstration
from prevention.offers.models import Offer
from prevention.scheduling.load import openings_for
from prevention.schools.imports.schools import import_schools
from prevention.schools.models import ClassGroup, School
from prevention.schools.uai import checking_letter

RUNS = 5
SCHOOLS = 70_000

Measure = Callable[[Path], tuple[float, float]]


def timed(act: Callable[[], object], *, runs: int = RUNS) -> float:
    """The median of several runs, in seconds."""
    spent = []
    for _run in range(runs):
        start = perf_counter()
        act()
        spent.append(perf_counter() - start)
    return median(spent)


def rows_of(sql: str) -> Callable[[], object]:
    def read() -> object:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    return read


def national_annuaire(folder: Path) -> tuple[float, float]:
    """Import of 70,000 schools / reading the file."""
    file = folder / "annuaire.csv"
    model = Path("prevention/data/annuaire-valenciennois.csv").read_text("utf-8-sig")
    header, row, *_rest = model.splitlines()
    with file.open("w") as target:
        target.write(header + "\n")
        for number in range(SCHOOLS):
            digits = f"{number:07d}"
            target.write(row.replace("0590005K", digits + checking_letter(digits)) + "\n")

    def read() -> int:
        with file.open() as lines:
            return sum(1 for _cells in csv.reader(lines, delimiter=";"))

    floor = timed(read)
    ours = timed(lambda: import_schools(file, today=timezone.localdate()), runs=1)
    School.objects.all().delete()
    return floor, ours


def school_feed(folder: Path) -> tuple[float, float]:
    """A poll of a school's calendar / its rows in SQL."""
    make_demonstration(now=timezone.now())
    feed = Feed.objects.latest("pk")
    client = Client(SERVER_NAME="127.0.0.1")
    address = f"/calendars/{secret_of(feed.salt)}.ics"
    if client.get(address).status_code != 200:  # noqa: PLR2004
        raise SystemExit("The calendar does not answer: nothing to measure.")
    floor = timed(
        rows_of(f"SELECT * FROM prevention_session WHERE school_id = '{feed.school_id}'"), runs=50
    )
    return floor, timed(lambda: client.get(address), runs=50)


def openings(folder: Path) -> tuple[float, float]:
    """Openings of four weeks / the occupations in SQL."""
    now = timezone.now()
    group = class_groups_of_the_teacher(now=now).latest("pk")
    offer = Offer.objects.earliest("pk")
    today = timezone.localdate()

    def find() -> object:
        return openings_for(
            offer=offer, group=group, first=today, last=today + timedelta(days=28), now=now
        )

    return timed(rows_of("SELECT * FROM prevention_occupation"), runs=50), timed(find, runs=20)


def coverage_of_the_arrondissement(folder: Path) -> tuple[float, float]:
    """Coverage of 2,886 classes / the classes in SQL."""
    year = ClassGroup.objects.latest("school_year_id").school_year_id
    groups = ClassGroup.objects.filter(school_year=year)
    sql = f"SELECT * FROM prevention_classgroup WHERE school_year_id = {year}"
    return timed(rows_of(sql)), timed(lambda: coverage_of(groups.all(), school_year=year))


MEASURES: list[Measure] = [
    national_annuaire,
    school_feed,
    openings,
    coverage_of_the_arrondissement,
]
