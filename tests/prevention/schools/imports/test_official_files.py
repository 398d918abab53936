"""The official files, as published: what they hold, and that a second import changes nothing."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from prevention.models import ClassGroup, Commune, School
from prevention.schools.imports.classes import import_classes
from prevention.schools.imports.communes import import_communes
from prevention.schools.imports.facts import import_headcounts, import_places, import_priority
from prevention.schools.imports.schools import import_schools
from prevention.schools.readers.cells import coordinates
from prevention.schools.readers.tables import RowError
from prevention.vocabulary import Level, Priority, SchoolKind, Sector
from tests.factories import SchoolFactory, SchoolYearFactory

pytestmark = pytest.mark.django_db

SHIPPED = Path("prevention/data")
OTHER = Path("tests/data")
TODAY = date(2026, 9, 14)


def counts(report):
    return (
        report.read,
        report.new,
        report.changed,
        report.unchanged,
        report.closed,
        report.set_aside,
        len(report.refused),
    )


@pytest.mark.parametrize(
    ("file", "read", "new", "set_aside"),
    [
        (SHIPPED / "annuaire-valenciennois.csv", 271, 271, 0),
        (OTHER / "annuaire-35-2023.csv", 996, 887, 109),  # offices, services, three annexes
        (OTHER / "annuaire-94-2026-extrait.csv", 120, 120, 0),
        (OTHER / "annuaire-nord-59-extrait-api.csv", 11, 11, 0),
    ],
)
def test_an_annuaire_of_any_flavour(file, read, new, set_aside):
    first = import_schools(file, today=TODAY)
    second = import_schools(file, today=TODAY)

    assert counts(first) == (read, new, 0, 0, 0, set_aside, 0)
    assert counts(second) == (read, 0, 0, new, 0, set_aside, 0)
    assert School.objects.count() == new


def test_a_row_becomes_the_school_it_describes():
    import_schools(OTHER / "annuaire-nord-59-extrait-api.csv", today=TODAY)

    school = School.objects.get(pk="0590318A")
    assert (school.name, school.kind, school.sector) == (
        "Ecole primaire Berthelot",
        SchoolKind.PRIM,
        Sector.PUBLIC,
    )
    assert (school.priority, school.has_ulis, school.holiday_zone) == (Priority.REPP, True, "B")
    assert (school.commune_id, school.commune.name, school.postcode) == ("59172", "Denain", "59220")
    assert (school.address, school.circonscription) == ("87 rue Berthelot", "Valenciennes Denain")
    assert (round(school.latitude, 3), round(school.longitude, 3)) == (50.341, 3.381)
    assert school.opened_on == date(1972, 9, 1)


def test_every_kind_and_sector_of_a_whole_departement():
    import_schools(OTHER / "annuaire-35-2023.csv", today=TODAY)

    assert set(School.objects.values_list("kind", flat=True)) == set(SchoolKind) - {"OTHER"}
    assert set(School.objects.values_list("sector", flat=True)) == set(Sector)
    assert School.objects.filter(status="CLOSING").count() == 1


def test_an_annexe_does_not_hide_its_school():
    import_schools(OTHER / "annuaire-35-2023.csv", today=TODAY)

    assert School.objects.get(pk="0350852L").name == "Collège Saint-Joseph"
    assert School.objects.get(pk="0350778F").name == "Lycée Assomption"


def test_communes_with_their_groups_and_outlines():
    files = SHIPPED / "communes-valenciennes.csv", SHIPPED / "communes-valenciennes.geojson"

    first = import_communes(files[0], outlines=files[1])
    second = import_communes(files[0], outlines=files[1])

    assert counts(first) == (82, 82, 0, 0, 0, 0, 0)
    assert counts(second) == (82, 0, 0, 82, 0, 0, 0)
    assert Commune.objects.filter(epci__name="CA Valenciennes Métropole").count() == 35
    assert Commune.objects.filter(epci__name="CA de la Porte du Hainaut").count() == 47
    anzin = Commune.objects.get(pk="59014")
    assert (anzin.name, anzin.postcodes, anzin.outline["type"]) == ("Anzin", ["59410"], "Polygon")
    assert (round(anzin.latitude, 2), round(anzin.longitude, 2)) == (50.38, 3.51)


@pytest.fixture
def valenciennois():
    import_schools(SHIPPED / "annuaire-valenciennois.csv", today=TODAY)


@pytest.mark.parametrize(
    ("act", "file", "first", "second"),
    [
        (import_priority, "rep-nord-59", (553, 0, 131, 0, 0, 422, 0), (553, 0, 0, 131, 0, 422, 0)),
        (
            import_headcounts,
            "effectifs-ecoles-nord-59",
            (1213, 0, 154, 0, 0, 1059, 0),
            (1213, 0, 0, 154, 0, 1059, 0),
        ),
        (
            import_headcounts,
            "effectifs-colleges-nord-59",
            (282, 0, 36, 0, 0, 246, 0),
            (282, 0, 0, 36, 0, 246, 0),
        ),
        (
            import_headcounts,
            "effectifs-lycees-nord-59",
            (155, 0, 19, 0, 0, 136, 0),
            (155, 0, 0, 19, 0, 136, 0),
        ),
    ],
)
def test_facts_about_known_schools(valenciennois, act, file, first, second):
    assert counts(act(SHIPPED / f"{file}.csv")) == first
    assert counts(act(SHIPPED / f"{file}.csv")) == second


@pytest.mark.parametrize(
    ("file", "uai", "pupils", "year"),
    [
        ("effectifs-classes-ecoles-35", "0350103X", 289, 2022),
        ("effectifs-niveaux-colleges-35", "0351906G", None, 2021),
    ],
)
def test_a_file_of_several_years_counts_for_its_latest(file, uai, pupils, year):
    import_schools(OTHER / "annuaire-35-2023.csv", today=TODAY)

    import_headcounts(OTHER / f"{file}.csv")

    school = School.objects.get(pk=uai)
    assert school.pupils_year == year
    assert school.pupils == pupils or (pupils is None and school.pupils > 500)


@pytest.mark.parametrize(
    "entered",
    [
        {"pupils": 400, "pupils_year": 2025},
        {"pupils": 400, "pupils_year": 2021, "edited_fields": ["pupils"]},
    ],
    ids=["newer", "by hand"],
)
def test_a_head_count_newer_or_entered_by_hand_stays(valenciennois, entered):
    School.objects.filter(pk="0590006L").update(**entered)

    import_headcounts(SHIPPED / "effectifs-colleges-nord-59.csv")

    assert School.objects.filter(pk="0590006L", **entered).exists()


def test_places_fill_in_where_no_annuaire_told_any(valenciennois):
    file = OTHER / "geolocalisation-colleges-nord-59.csv"
    School.objects.filter(kind="CLG").update(latitude=None, longitude=None)
    School.objects.filter(pk="0590006L").update(latitude=50.0, longitude=3.0)

    first = import_places(file)
    second = import_places(file)

    assert counts(first) == (291, 0, 36, 1, 0, 254, 0)
    assert counts(second) == (291, 0, 0, 37, 0, 254, 0)
    assert School.objects.get(pk="0590006L").latitude == 50.0
    assert not School.objects.filter(kind="CLG", latitude=None).exists()


def test_classes_with_one_level_or_several(valenciennois):
    first = import_classes(SHIPPED / "SYNTHETIQUE-classes-valenciennois.csv", school_year=2026)
    second = import_classes(SHIPPED / "SYNTHETIQUE-classes-valenciennois.csv", school_year=2026)

    assert counts(first) == (2886, 2886, 0, 0, 0, 0, 0)
    assert counts(second) == (2886, 0, 0, 2886, 0, 0, 0)
    mixed = ClassGroup.objects.filter(levels__contains_all=[Level.CM1, Level.CM2])
    assert mixed.filter(levels__within=[Level.CM1, Level.CM2]).count() == 82


def test_a_newer_list_corrects_its_classes_and_leaves_the_others(valenciennois, tmp_path):
    whole = SHIPPED / "SYNTHETIQUE-classes-valenciennois.csv"
    import_classes(whole, school_year=2026)
    first_two = b"".join(whole.read_bytes().splitlines(keepends=True)[:3])
    (tmp_path / "newer.csv").write_bytes(first_two.replace(b",23,", b",19,", 1))

    report = import_classes(tmp_path / "newer.csv", school_year=2026)

    assert counts(report) == (2, 0, 1, 1, 0, 0, 0)
    assert ClassGroup.objects.get(school="0590005K", label="2PRO1").headcount == 19
    assert ClassGroup.objects.count() == 2886


def test_communes_may_come_with_the_schools():
    call_command(
        "import_schools",
        str(SHIPPED / "annuaire-valenciennois.csv"),
        "--commune-file",
        str(SHIPPED / "communes-valenciennes.csv"),
    )

    assert Commune.objects.filter(schools__isnull=False, epci=None).count() == 0


def test_a_commune_changes_its_group(tmp_path):
    file = SHIPPED / "communes-valenciennes.csv"
    import_communes(file)
    moved = edit(file, tmp_path, lambda text: text.replace(b"200042190", b"200000172", 1))

    report = import_communes(moved)

    assert counts(report) == (82, 0, 1, 81, 0, 0, 0)
    assert Commune.objects.get(pk="59002").epci_id == "200000172"


@pytest.mark.parametrize(
    ("department", "point"),
    [("974", ("-20.88", "55.45")), ("2A", ("41.92", "8.73")), ("059", ("50.36", "3.52"))],
)
def test_a_school_may_stand_anywhere_in_france(department, point):
    assert coordinates(*point, department) == tuple(float(degrees) for degrees in point)


@pytest.mark.parametrize("point", [("91", "55.45"), ("-20.88", "181")])
def test_a_point_overseas_is_a_point_on_earth(point):
    with pytest.raises(RowError):
        coordinates(*point, "974")


def edit(path, tmp_path, change):
    edited = tmp_path / path.name
    edited.write_bytes(change(path.read_bytes()))
    return edited


def test_a_school_that_left_the_file_is_marked_closed_and_comes_back(valenciennois, tmp_path):
    whole = SHIPPED / "annuaire-valenciennois.csv"
    without_last = edit(whole, tmp_path, lambda file: file.rsplit(b"\r\n", 2)[0] + b"\r\n")

    report = import_schools(without_last, today=TODAY)
    closed = School.objects.get(status="CLOSED")
    again = import_schools(whole, today=TODAY)

    assert counts(report) == (270, 0, 0, 270, 1, 0, 0)
    assert closed.closed_on == TODAY
    assert (again.changed, School.objects.filter(status="CLOSED").count()) == (1, 0)


def test_an_extract_closes_nothing_unless_it_is_said_to_be_whole(valenciennois):
    extract = OTHER / "annuaire-nord-59-extrait-api.csv"

    report = import_schools(extract, today=TODAY)
    insisted = import_schools(extract, today=TODAY, complete=True)

    assert (report.closed, len(report.notes)) == (0, 1)
    assert insisted.closed == 265


def test_what_people_corrected_stays(valenciennois):
    School.objects.filter(pk="0590006L").update(
        name="Les Rochambelles", phone="03 00", edited_fields=["name", "phone"]
    )

    report = import_schools(SHIPPED / "annuaire-valenciennois.csv", today=TODAY)

    school = School.objects.get(pk="0590006L")
    assert (school.name, school.phone, report.changed) == ("Les Rochambelles", "03 00", 0)


def test_a_refused_row_does_not_close_its_school(valenciennois, tmp_path):
    damaged = edit(
        SHIPPED / "annuaire-valenciennois.csv",
        tmp_path,
        lambda file: file.replace(b"50.37346121465078;3.5010114530765613", b"north;east"),
    )

    report = import_schools(damaged, today=TODAY)

    assert (len(report.refused), report.closed) == (1, 0)


def test_another_schools_classes_stay_when_one_list_is_read(valenciennois, tmp_path):
    other = ClassGroup.objects.create(
        school=SchoolFactory(), school_year=SchoolYearFactory(), label="6e A", levels=["6E"]
    )

    import_classes(SHIPPED / "SYNTHETIQUE-classes-valenciennois.csv", school_year=2026)

    assert ClassGroup.objects.filter(pk=other.pk).exists()
