"""A row that cannot be true is refused with its line; the others are stored, nothing is lost."""

from io import StringIO

import pytest
from django.core.management import call_command

from prevention.models import ClassGroup, School
from tests.prevention.schools.imports.official import OFFICIAL, bring_in, edited, official, stored


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


REFUSED_ROWS = [
    ("import_schools", put("Identifiant_de_l_etablissement", "0590005A"), "should be K"),
    ("import_schools", put("Identifiant_de_l_etablissement", "590005K"), "is not a UAI code"),
    ("import_schools", put("Identifiant_de_l_etablissement", ""), "is not a UAI code"),
    ("import_schools", put("Nom_etablissement", ""), "has no name"),
    ("import_schools", put("Nom_etablissement", "=HYPERLINK(A1)"), "a spreadsheet formula"),
    ("import_schools", put("Nom_etablissement", "É" * 251), "longer than 250"),
    ("import_schools", put("Nom_commune", "@SUM(1+1)"), "a spreadsheet formula"),
    ("import_schools", put("Nom_commune", "x" * 201), "longer than 200"),
    ("import_schools", put("Type_etablissement", "Crèche"), "is not a kind of school"),
    ("import_schools", put("Statut_public_prive", "Autre"), "neither “Public” nor “Privé”"),
    ("import_schools", put("Appartenance_Education_Prioritaire", "RAR"), "neither REP nor REP+"),
    ("import_schools", put("Code_commune", "Anzin"), "is not the INSEE code"),
    ("import_schools", put("Code_departement", "Nord"), "is not the code of a département"),
    ("import_schools", swap("latitude", "longitude"), "are swapped"),
    ("import_schools", put("latitude", "north"), "is not a latitude and a longitude"),
    ("import_schools", put("latitude", ""), "is not a latitude and a longitude"),
    ("import_schools", put("latitude", "-50.3"), "is not in France"),
    ("import_schools", put("latitude", "nan"), "is not a latitude and a longitude"),
    ("import_schools", put("date_ouverture", "1965-02-30"), "is not a date"),
    ("import_schools", lambda rows: rows[1].append("more"), "cells where the header has"),
    ("import_schools", lambda rows: rows[1].pop(), "cells where the header has"),
    *(
        (command, lambda rows: rows[1].pop(), "cells where the header has")
        for command in OFFICIAL
        if command != "import_schools"
    ),
    ("import_communes", put("code_insee", "5900"), "is not the INSEE code"),
    ("import_communes", put("nom", ""), "has no name"),
    ("import_communes", put("nom", "x" * 201), "longer than 200"),
    ("import_communes", put("siren_epci", "CAVM"), "is not a SIREN number"),
    ("import_communes", put("population", "-3"), "is not a number from 0"),
    ("import_communes", put("code_departement", "Nord"), "is not the code of a département"),
    ("import_communes", put("code_arrondissement", "Valenciennes"), "longer than 4"),
    ("import_priority", put("EP", "ZEP"), "neither REP nor REP+"),
    ("import_priority", put("UAI tête de réseau", "0590005A"), "should be K"),
    ("import_headcounts", put("effectifs", "beaucoup"), "is not a number from 0"),
    ("import_headcounts", put("effectifs", "=1+1"), "is not a number from 0"),
    ("import_headcounts", put("effectifs", "nan"), "is not a number from 0"),
    ("import_headcounts", put("effectifs", "inf"), "is not a number from 0"),
    ("import_headcounts", put("effectifs", "12.5"), "is not a number from 0"),
    ("import_headcounts", put("effectifs", ""), "is missing"),
    ("import_headcounts", put("rentree_scolaire", "last year"), "is not a number from"),
    ("import_places", swap("latitude", "longitude"), "are swapped"),
    ("import_places", put("latitude", "=1+1"), "is not a latitude and a longitude"),
    ("import_classes", put("niveaux", "7E"), "is not a school level"),
    ("import_classes", put("niveaux", ""), "is not a school level"),
    ("import_classes", put("nb_eleves", "61"), "is not a number from 0 to 60"),
    ("import_classes", put("classe", ""), "is empty or too long"),
    ("import_classes", put("classe", "=cmd|' /C calc'!A0"), "a spreadsheet formula"),
    ("import_classes", put("uai", "0750001U"), "No school is known under"),
    ("import_classes", lambda rows: rows.append(rows[1]), "two classes called"),
    ("import_calendar", put("start_date", "2024-02-30T22:00:00+00:00"), "is not a date"),
    ("import_calendar", put("start_date", "2024-11-18T22:00:00+00:00"), "ends before it starts"),
    ("import_calendar", put("end_date", "2025-11-18T22:00:00+00:00"), "check its dates"),
    ("import_calendar", put("zones", "Zone D"), "is not a zone"),
    ("import_calendar", put("annee_scolaire", "2024-2026"), "is not a school year"),
    ("import_public_holidays", put("date", "2024-13-01"), "is not a date"),
    ("import_public_holidays", put("zone", "Belgique"), "is not a territory"),
]


@pytest.mark.parametrize(("command", "change", "reason"), REFUSED_ROWS)
def test_a_refused_row_is_named_and_loses_nothing(known, tmp_path, command, change, reason):
    report = bring_in(command, edited(official(command), change), tmp_path)

    assert reason in report["refused"][0]["reason"]
    assert report["refused"][0]["reason"].endswith(".")
    assert stored() == known


def test_the_rows_around_a_refused_one_are_stored(db, english, tmp_path):
    change = put("Identifiant_de_l_etablissement", "0590005A")

    report = bring_in("import_schools", edited(official("import_schools"), change), tmp_path)

    assert (report["read"], report["new"], report["dry_run"]) == (12, 11, False)
    assert [refusal["line"] for refusal in report["refused"]] == [2]
    assert School.objects.count() == 11


def test_the_classes_around_a_refused_one_are_stored(known, tmp_path):
    ClassGroup.objects.all().delete()
    change = put("niveaux", "CM3")

    report = bring_in("import_classes", edited(official("import_classes"), change), tmp_path)

    assert (report["read"], report["new"]) == (12, 11)
    assert ClassGroup.objects.count() == 11


def test_no_school_is_closed_while_a_row_does_not_tell_its_school(known, tmp_path):
    def cut(rows):
        rows[1][0] = "0590005A"
        del rows[5:]

    report = bring_in("import_schools", edited(official("import_schools"), cut), tmp_path)

    assert report["closed"] == 0
    (note,) = report["notes"]
    assert note.startswith("1 row does not tell its school, so no school was closed.")
    assert stored() == known


def test_a_status_set_by_hand_outlives_the_file(known, tmp_path):
    closed = "0590005K"
    School.objects.filter(pk=closed).update(
        status="CLOSED", closed_on="2026-09-14", edited_fields=["status"]
    )
    kept_open = School.objects.exclude(pk=closed).first()
    kept_open.edited_fields = ["status"]
    kept_open.save()
    before = stored()

    def leave_out(rows):
        rows[:] = [row for row in rows if row[0] != kept_open.pk]

    bring_in("import_schools", edited(official("import_schools"), leave_out), tmp_path)

    assert stored() == before


def test_of_many_refused_rows_a_person_reads_the_first(db, english, tmp_path):
    def damage(rows):
        rows[1:] = [[*row[:2], "Crèche", *row[3:]] for row in rows[1:]] * 5

    file, said = tmp_path / "file.csv", StringIO()
    file.write_bytes(edited(official("import_schools"), damage))

    call_command("import_schools", str(file), stdout=said)

    assert said.getvalue().count("refused: ") == 50
    assert "and 10 other lines refused." in said.getvalue()


def test_a_dry_run_says_what_would_be_done_and_does_nothing(db, english, tmp_path):
    file, said = tmp_path / "file.csv", StringIO()
    file.write_bytes(official("import_schools"))

    call_command("import_schools", str(file), "--dry-run", stdout=said)

    assert "12 rows read: 12 new" in said.getvalue()
    assert "nothing was written" in said.getvalue()
    assert not School.objects.exists()
