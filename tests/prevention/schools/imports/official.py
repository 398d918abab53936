"""The official files, cut to their first rows so that tests can damage them."""

import csv
import io
import json
from pathlib import Path

from django.core.management import call_command

from prevention.models import (
    ClassGroup,
    Commune,
    Epci,
    Holiday,
    PublicHoliday,
    School,
    SchoolYear,
)
from prevention.schools.imports import calendar, classes, facts, public_holidays
from prevention.schools.readers import annuaire, communes

SHIPPED = Path("prevention/data")
OTHER = Path("tests/data")
MODELS = [Epci, Commune, School, SchoolYear, ClassGroup, Holiday, PublicHoliday]

# Per command: its file, the columns it declares, and how many rows make a small whole file.
OFFICIAL = {
    "import_schools": ("annuaire-valenciennois.csv", annuaire.COLUMNS, 12),
    "import_communes": ("communes-valenciennes.csv", communes.COLUMNS, 12),
    "import_priority": ("rep-nord-59.csv", facts.PRIORITY_COLUMNS, 12),
    "import_headcounts": ("effectifs-colleges-nord-59.csv", facts.HEADCOUNT_COLUMNS, 12),
    "import_places": ("geolocalisation-colleges-nord-59.csv", facts.PLACE_COLUMNS, 12),
    "import_classes": ("SYNTHETIQUE-classes-valenciennois.csv", classes.COLUMNS, 12),
    "import_calendar": ("calendrier-scolaire.csv", calendar.COLUMNS, 600),
    "import_public_holidays": ("jours-feries-metropole.csv", public_holidays.COLUMNS, 70),
}


def official(command):
    name, _columns, rows = OFFICIAL[command]
    folder = SHIPPED if (SHIPPED / name).exists() else OTHER
    return b"".join((folder / name).read_bytes().splitlines(keepends=True)[: rows + 1])


def bring_in(command, content, tmp_path, name="file.csv"):
    file = tmp_path / name
    file.write_bytes(content)
    said = io.StringIO()
    call_command(command, str(file), "--json", stdout=said)
    return json.loads(said.getvalue())


def stored():
    """Every row of the school world, but for the times at which rows were written."""
    times = {"created_at", "updated_at"}
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in times}
            for row in model.objects.order_by("pk").values()
        ]
        for model in MODELS
    }


def delimiter_of(content):
    return ";" if b";" in content.splitlines()[0] else ","


def edited(content, change):
    """Change the rows of a table, as lists of cells, the first being the header."""
    delimiter = delimiter_of(content)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))
    change(rows)
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


def put(column, value):
    def change(rows):
        place = rows[0].index(column)
        rows[1][place] = value

    return change


def swap(one, other):
    def change(rows):
        places = [rows[0].index(one), rows[0].index(other)]
        row = next(row for row in rows[1:] if row[places[0]])
        row[places[0]], row[places[1]] = row[places[1]], row[places[0]]

    return change
