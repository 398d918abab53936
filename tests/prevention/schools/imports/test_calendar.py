from datetime import date
from pathlib import Path

import pytest

import prevention
from prevention.models import Holiday, SchoolYear
from prevention.schools.imports.calendar import import_calendar
from prevention.schools.imports.report import Report
from prevention.schools.readers.tables import UnusableFileError
from tests.factories import HolidayFactory

pytestmark = pytest.mark.django_db

TABLE = Path(prevention.__file__).parent / "data" / "calendrier-scolaire.csv"
ICS = Path(__file__).parents[3] / "data" / "zone-b.ics"

LABELLED = "Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire"
AUTUMN = "Vacances de la Toussaint;-;2026-10-17;2026-11-02;Lille;Zone B;2026-2027"
WINTER = "Vacances d'Hiver;-;2027-02-20;2027-03-08;Lille;Zone B;2026-2027"
SUMMER = "Début des Vacances d'Été;-;2027-07-03;2027-07-03;Lille;Zone B;2026-2027"


def written(path, *lines, header=LABELLED, encoding="utf-8", end="\n"):
    path.write_bytes((end.join([header, *lines]) + end).encode(encoding))
    return path


@pytest.fixture
def file(tmp_path):
    return tmp_path / "calendar.csv"


def in_zone_b():
    rows = Holiday.objects.filter(zone="B").order_by("starts_on")
    return list(rows.values_list("name", "starts_on", "ends_on", "leave_after_class"))


def test_the_published_table_gives_the_holidays_of_every_zone():
    report = import_calendar(TABLE)

    assert report == Report(read=588, new=146, set_aside=56)
    assert len(set(Holiday.objects.values_list("zone", flat=True))) == 11
    assert list(SchoolYear.objects.values_list("year", flat=True)) == [2026, 2025, 2024]
    assert in_zone_b()[-3:] == [
        ("Vacances de Printemps", date(2027, 4, 17), date(2027, 5, 2), True),
        ("Pont de l'Ascension", date(2027, 5, 7), date(2027, 5, 7), False),
        ("Vacances d'Été", date(2027, 7, 3), date(2027, 8, 31), True),
    ]


def test_importing_the_table_again_changes_nothing():
    import_calendar(TABLE)
    before = list(Holiday.objects.values())

    report = import_calendar(TABLE)

    assert report == Report(read=588, unchanged=len(before), set_aside=56)
    assert list(Holiday.objects.values()) == before


def test_the_ics_of_the_zone_says_the_same_as_the_table():
    import_calendar(TABLE)
    before = in_zone_b()

    report = import_calendar(ICS)

    assert report == Report(read=18, unchanged=18)
    assert in_zone_b() == before


@pytest.mark.parametrize(
    ("header", "encoding", "end"),
    [
        (LABELLED, "utf-8", "\n"),
        (LABELLED, "utf-8-sig", "\r\n"),
        (LABELLED.upper(), "utf-8", "\r\n"),
        ("description;population;start_date;end_date;location;zones;annee_scolaire", "utf-8", "\n"),
    ],
)
def test_each_flavour_of_the_table_is_read(file, header, encoding, end):
    written(file, AUTUMN, SUMMER, header=header, encoding=encoding, end=end)

    assert import_calendar(file) == Report(read=2, new=2)


def test_columns_are_found_by_meaning(file):
    header = "annee_scolaire,Zones,Date de fin,Remarque,Date de début,Description"
    written(
        file,
        '2026-2027,Zone B,2026-11-02,"new, this year",2026-10-17,Vacances de la Toussaint',
        "2026-2027,Zone B,2027-07-03,,2027-07-03,Début des Vacances d'Été",
        header=header,
    )

    assert import_calendar(file) == Report(read=2, new=2)


def test_a_newer_table_changes_adds_and_removes_in_its_zone_and_year(file):
    import_calendar(written(file, AUTUMN, WINTER, SUMMER))
    HolidayFactory(zone="A")
    spring = "Vacances de Printemps;-;2027-04-17;2027-05-03;Lille;Zone B;2026-2027"
    decided = "Vacances d'Été;Élèves;2027-07-03;2027-09-02;Lille;Zone B;2026-2027"

    report = import_calendar(written(file, AUTUMN, spring, decided))

    assert report == Report(read=3, new=1, changed=1, unchanged=1, removed=1)
    assert [name for name, *_ in in_zone_b()] == [
        "Vacances de la Toussaint",
        "Vacances de Printemps",
        "Vacances d'Été",
    ]
    assert Holiday.objects.filter(zone="A").exists()


def test_days_off_entered_by_hand_survive_the_official_calendar(file):
    flood = date(2027, 1, 11)
    HolidayFactory(name="Inondations", starts_on=flood, ends_on=flood, source="Préfecture")

    report = import_calendar(written(file, AUTUMN, SUMMER))

    assert report.removed == 0
    assert ("Inondations", flood, flood, True) in in_zone_b()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (WINTER.replace("Zone B", "Zone D"), "Zone D"),
        (WINTER.replace("Zone B", ""), "zone"),
        (WINTER.replace("2027-02-20", "2027-02-30"), "2027-02-30"),
        (WINTER.replace("2027-02-20", ""), "date"),
        (WINTER.replace("2027-02-20", "2027-03-20"), "Hiver"),
        (WINTER.replace("2027-03-08", "2037-03-08"), "2026-2027"),
        (WINTER.replace("2026-2027", "2026-2028"), "2026-2028"),
        (WINTER.replace("Vacances d'Hiver", ""), "80"),
        (WINTER + ";;", ""),
        ("Vacances d'Hiver;-", ""),
    ],
)
def test_a_refused_row_is_named_and_neither_stops_nor_removes_others(file, row, reason):
    import_calendar(written(file, AUTUMN, WINTER, SUMMER))

    report = import_calendar(written(file, AUTUMN, row, SUMMER))

    assert (report.unchanged, report.removed) == (2, 0)
    assert [refusal.line for refusal in report.refused] == [3]
    assert reason in report.refused[0].reason
    assert report.refused[0].reason.endswith(".")
    assert len(in_zone_b()) == 3


@pytest.mark.parametrize("lines", [[AUTUMN, WINTER], [WINTER, SUMMER], [SUMMER]])
def test_a_calendar_without_autumn_or_summer_is_left_as_it_was(file, lines):
    report = import_calendar(written(file, *lines))

    assert (report.new, len(report.notes), in_zone_b()) == (0, 1, [])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        LABELLED.encode(),
        LABELLED.encode("latin-1") + b"\n",
        f"{LABELLED}\n{AUTUMN}\n".encode("utf-16"),
        b"\x89PNG\r\n\x1a\n\x00\x00",
        f"{LABELLED}\n{AUTUMN}\0\n".encode(),
        f"{LABELLED}\n{AUTUMN}\n{SUMMER[:40]}".encode(),
        f'{LABELLED}\n{AUTUMN}\n"Vacances'.encode(),
        LABELLED.encode() + b"\n" + b"x" * 200_000,
        b"x" * 200_000,
        b"identifiant;nom\n0590001A;Jean Moulin\n",
        *(
            f"{LABELLED.replace(column, 'X')}\n{AUTUMN}\n".encode()
            for column in ("Description", "Date de début", "Date de fin", "Zones", "annee")
        ),
        ICS.read_bytes()[:-100],
        ICS.read_bytes().replace(b"\r\n andie", b"\r\nandie"),
        ICS.read_bytes().replace(b"20250208", b"20251345"),
        ICS.read_bytes().replace(b"20250224", b"20250124"),
        ICS.read_bytes().replace(b"Zone B", b"Zone D"),
        ICS.read_bytes().replace("é".encode(), b"\xe9"),
        b"BEGIN:VCALENDAR\r\n" + b"X" * 6_000_000,
    ],
    ids=lambda content: repr(content[:30]),
)
def test_an_unusable_file_gives_a_sentence_and_loses_nothing(tmp_path, content):
    import_calendar(ICS)
    before = list(Holiday.objects.values())
    damaged = tmp_path / "damaged"
    damaged.write_bytes(content)

    with pytest.raises(UnusableFileError) as refusal:
        import_calendar(damaged)

    assert str(refusal.value).endswith((".", "?"))
    assert list(Holiday.objects.values()) == before


def test_the_cost_does_not_grow_with_the_rows(django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        import_calendar(TABLE)
