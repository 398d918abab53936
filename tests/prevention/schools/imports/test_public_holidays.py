from datetime import date
from pathlib import Path

import pytest

import prevention
from prevention.models import PublicHoliday
from prevention.schools.imports.public_holidays import import_public_holidays
from prevention.schools.imports.report import Report
from prevention.schools.readers.tables import UnusableFileError
from tests.factories import PublicHolidayFactory

pytestmark = pytest.mark.django_db

METROPOLE = Path(prevention.__file__).parent / "data" / "jours-feries-metropole.csv"
HEADER = "date,annee,zone,nom_jour_ferie"
NEW_YEAR = "2027-01-01,2027,Métropole,1er janvier"
CHRISTMAS = "2027-12-25,2027,Métropole,Jour de Noël"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "days.csv"


def written(path, *lines, header=HEADER):
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return path


def stored():
    rows = PublicHoliday.objects.order_by("territory", "day")
    return list(rows.values_list("territory", "day", "name"))


def test_the_published_table_gives_eleven_days_a_year():
    report = import_public_holidays(METROPOLE)

    assert report == Report(read=66, new=66)
    assert stored()[0] == ("Métropole", date(2024, 1, 1), "1er janvier")


def test_importing_again_changes_nothing():
    import_public_holidays(METROPOLE)
    before = list(PublicHoliday.objects.values())

    assert import_public_holidays(METROPOLE) == Report(read=66, unchanged=66)
    assert list(PublicHoliday.objects.values()) == before


def test_a_newer_table_replaces_its_territory_and_year_alone(file):
    PublicHolidayFactory(day=date(2027, 5, 9), name="Erreur")
    PublicHolidayFactory(day=date(2026, 11, 11), name="11 novembre")
    PublicHolidayFactory(day=date(2027, 3, 26), name="Vendredi saint", territory="Alsace-Moselle")

    report = import_public_holidays(written(file, NEW_YEAR, CHRISTMAS))

    assert report == Report(read=2, new=2, removed=1)
    assert [day for _territory, day, _name in stored()] == [
        date(2027, 3, 26),
        date(2026, 11, 11),
        date(2027, 1, 1),
        date(2027, 12, 25),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "2027-02-29,2027,Métropole,Jour bissextile",
        "2027-05-06,2027,Bretagne,Ascension",
        "2027-05-06,2027,Métropole,",
        "2027-05-06,2027",
    ],
)
def test_a_refused_row_is_named_and_stops_no_other(file, row):
    PublicHolidayFactory(day=date(2027, 5, 6), name="Ascension")

    report = import_public_holidays(written(file, NEW_YEAR, row, CHRISTMAS))

    assert (report.new, report.removed) == (2, 0)
    assert [refusal.line for refusal in report.refused] == [3]
    assert PublicHoliday.objects.filter(name="Ascension").exists()


def test_a_year_without_its_first_or_last_day_is_left_as_it_was(file):
    report = import_public_holidays(written(file, NEW_YEAR))

    assert (report.new, len(report.notes)) == (0, 1)
    assert stored() == []


@pytest.mark.parametrize("header", ["date,zone", "zone,nom_jour_ferie", "a;b;c"])
def test_a_file_without_its_columns_is_refused(file, header):
    with pytest.raises(UnusableFileError):
        import_public_holidays(written(file, NEW_YEAR, header=header))


def test_a_file_without_a_row_is_refused(file):
    PublicHolidayFactory()

    with pytest.raises(UnusableFileError):
        import_public_holidays(written(file))

    assert PublicHoliday.objects.exists()
