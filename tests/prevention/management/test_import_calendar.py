import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

import prevention
from prevention.models import Holiday, PublicHoliday

pytestmark = pytest.mark.django_db

DATA = Path(prevention.__file__).parent / "data"


def run(command, *arguments):
    out = StringIO()
    with translation.override("en"):
        call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_a_person_reads_counts_and_the_refused_lines(tmp_path):
    table = (DATA / "calendrier-scolaire.csv").read_text(encoding="utf-8-sig").splitlines()
    table.insert(1, table[1].replace("Zone A", "Zone Z"))
    damaged = tmp_path / "calendar.csv"
    damaged.write_text("\n".join([*table, ""]), encoding="utf-8")

    lines = run("import_calendar", damaged).splitlines()

    assert lines == [
        "589 rows read: 146 new, 0 changed, 0 unchanged, 0 closed, 56 set aside, 1 refused.",
        "Line 2 refused: “Zone Z” is not a zone of the school calendar.",
    ]


def test_a_person_reads_what_the_official_file_no_longer_says(tmp_path):
    table = (DATA / "jours-feries-metropole.csv").read_text(encoding="utf-8").splitlines()
    run("import_public_holidays", DATA / "jours-feries-metropole.csv")
    shorter = tmp_path / "days.csv"
    without_ascension = [line for line in table if "2027-05-06" not in line]
    shorter.write_text("\n".join([*without_ascension, ""]), encoding="utf-8")

    lines = run("import_public_holidays", shorter).splitlines()

    assert lines[1:] == ["No longer in the official file, removed: 1."]


def test_programs_read_json():
    report = json.loads(
        run("import_public_holidays", DATA / "jours-feries-metropole.csv", "--json")
    )

    assert report == {
        "read": 66,
        "new": 66,
        "changed": 0,
        "unchanged": 0,
        "closed": 0,
        "removed": 0,
        "set_aside": 0,
        "refused": [],
        "notes": [],
        "dry_run": False,
    }
    assert PublicHoliday.objects.count() == 66


def test_a_dry_run_writes_nothing():
    report = run("import_calendar", DATA / "calendrier-scolaire.csv", "--dry-run")

    assert report.endswith("Dry run: nothing was written.\n")
    assert not Holiday.objects.exists()


def test_an_unusable_file_gives_one_sentence(tmp_path):
    empty = tmp_path / "empty.csv"
    empty.touch()

    with pytest.raises(CommandError, match="it is empty"):
        run("import_calendar", empty)
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_calendar", tmp_path / "missing.csv")
