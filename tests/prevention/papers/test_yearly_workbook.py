"""The yearly workbook, as LibreOffice opens and computes it."""

import io
import re
import zipfile
from datetime import date

import pytest
from django.utils import translation

from prevention.coverage.activity import activity_of
from prevention.coverage.figures import GIVEN, GROUPS, OWED
from prevention.coverage.owed import owed_by
from prevention.papers import sheets as writing
from prevention.papers.errors import TooManyRowsError
from prevention.papers.year import Year
from prevention.papers.yearly_workbook import yearly_workbook
from prevention.vocabulary import RoleKind
from tests.factories import RoleFactory
from tests.prevention.papers.office import opened
from tests.prevention.papers.worlds import coordinator, small_world

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 29)
OWED_SHEETS = ["Owed by commune", "Owed by school", "Owed by class"]
GIVEN_SHEETS = [f"Given by {what}" for what in ("commune", "school", "theme", "partner", "level")]


@pytest.fixture
def schools():
    return small_world()


def year_of(user, number=2026, *, by_calendar=False, **chosen):
    return Year(number, by_calendar, user, chosen)


def written(year):
    target = io.BytesIO()
    name = yearly_workbook(year, target, today=TODAY)
    return name, target.getvalue()


def numbers(cells):
    return [float(value) for kind, value in cells if kind == "float"]


def totals(sheet):
    return [row for row in sheet if row[0] == ("string", "All")]


def test_what_libreoffice_computes_is_what_the_database_counts(schools, tmp_path):
    year = year_of(coordinator())
    _name, book = written(year)

    sheets = opened(book, tmp_path)

    assert list(sheets) == [
        "Summary",
        "Years",
        "Not held",
        *OWED_SHEETS,
        *GIVEN_SHEETS,
        "Sessions",
        "Definitions",
    ]
    whole = activity_of(year.given)
    given = [float(getattr(whole, one.code)) for one in GIVEN.figures]
    for name in GIVEN_SHEETS:
        assert [numbers(row) for row in totals(sheets[name])] == [given], name
    owed = [
        [float(getattr(one, figure.code)) for figure in OWED.figures]
        for one in owed_by("all", year.classes, school_year=2026)["all"]
    ]
    for name in OWED_SHEETS[:2]:
        assert [numbers(row) for row in totals(sheets[name])] == owed, name


def test_rows_that_change_change_the_totals(schools, tmp_path):
    """What would stay as it was written if totals were no formulas."""
    _name, book = written(year_of(coordinator()))

    sheets = opened(with_more(book, "Given by commune"), tmp_path)

    participations = [float(row[4][1]) for row in sheets["Given by commune"][1:]]
    *rows, total = participations
    assert rows == [66 + 1000, 123]
    assert total == 189 + 1000


def with_more(book, name):
    """Add a thousand participations to the first row of a sheet, without touching its total."""
    source = zipfile.ZipFile(io.BytesIO(book))
    names = re.findall(r'<sheet name="([^"]+)"', source.read("xl/workbook.xml").decode())
    changed = f"xl/worksheets/sheet{1 + names.index(name)}.xml"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as copy:
        for one in source.namelist():
            body = source.read(one)
            if one == changed:
                body, found = re.subn(
                    rb'(<c r="E2"[^>]*><v>)(\d+)',
                    lambda cell: cell[1] + str(int(cell[2]) + 1000).encode(),
                    body,
                )
                assert found == 1
            copy.writestr(one, body)
    return target.getvalue()


def test_days_are_days_and_numbers_are_numbers(schools, tmp_path):
    _name, book = written(year_of(coordinator()))

    sheets = opened(book, tmp_path)

    head, *rows = sheets["Sessions"]
    assert [value for _kind, value in head][:4] == ["Day", "Start", "Hours", "Commune"]
    assert len(rows) == 9
    assert rows[0] == [
        ("date", "2026-10-06"),
        ("time", "PT10H00M00S"),
        ("float", "0.83"),
        ("string", "Valenciennes"),
        ("string", "Collège A"),
        ("string", schools["Collège A"].pk),
        ("string", "5e 1"),
        ("string", "5e"),
        ("string", "Vie affective, relationnelle et à la sexualité"),
        ("string", "Association A"),
        ("string", "session in class"),
        *(("float", count) for count in ("20", "10", "8")),
    ]
    for name in [*OWED_SHEETS, *GIVEN_SHEETS]:
        for row in sheets[name][1:]:
            text = [value for kind, value in row if kind == "string"]
            assert not [value for value in text if re.fullmatch(r"[\d\s.,]+", value)], row


def test_what_somebody_typed_is_no_formula(schools, tmp_path):
    _name, book = written(year_of(coordinator()))

    sheets = opened(book, tmp_path)

    named = [row[1] for row in sheets["Given by school"]]
    assert ("string", "=Collège C") in named


def test_each_figure_has_its_sentence(schools, tmp_path):
    with translation.override("fr"):
        name, book = written(year_of(coordinator()))
        wanted = [str(one.sentence) for group in GROUPS for one in (group, *group.figures)]

    sheets = opened(book, tmp_path)

    assert name == "Bilan 2026-2027.xlsx"
    assert [row[3][1] for row in sheets["Définitions"][1:]] == wanted


def test_every_figure_stands_beside_the_years_before_as_a_number(schools, tmp_path):
    _name, book = written(year_of(coordinator()))

    head, *rows = opened(book, tmp_path)["Years"]

    assert [value for _kind, value in head] == [
        *["About", "Figure", "Unit"],
        *["2026-2027", "2025-2026", "2024-2025"],
    ]
    assert {row[1][1]: row[3:] for row in rows}["Pupils reached"] == [
        *[("float", "126"), ("float", "0"), ("float", "0")],
    ]
    assert {kind for row in rows for kind, value in row[3:] if value} == {"float"}


def test_a_calendar_year_has_what_was_given_alone(schools, tmp_path):
    _name, book = written(year_of(coordinator(), by_calendar=True, commune="59014"))

    sheets = opened(book, tmp_path)

    assert list(sheets) == [
        "Summary",
        "Years",
        "Not held",
        *GIVEN_SHEETS,
        "Sessions",
        "Definitions",
    ]
    told = {row[0][1]: row[1] for row in sheets["Summary"][1:]}
    assert told["First day"] == ("date", "2026-01-01")
    assert told["Narrowed to"] == ("string", "Anzin")
    assert told["Sessions"] == ("float", "2")


def test_a_workbook_is_of_what_its_reader_reaches(schools, tmp_path):
    head = RoleFactory(school=schools["Collège B"], kind=RoleKind.HEAD).user
    _name, book = written(year_of(head))

    sheets = opened(book, tmp_path)

    assert {row[4][1] for row in sheets["Sessions"][1:]} == {"Collège B"}
    assert {row[1][1] for row in sheets["Owed by class"][1:]} == {"Collège B"}


def test_a_year_without_anything_is_a_workbook_too(tmp_path):
    _name, book = written(year_of(coordinator()))

    sheets = opened(book, tmp_path)

    assert [numbers(row) for row in totals(sheets["Given by commune"])] == [[0] * 9]
    assert len(sheets["Sessions"]) == 1


@pytest.mark.parametrize("of_what", ["classes", "sessions"])
def test_more_rows_than_a_sheet_has_are_refused_before_any_is_written(
    schools, monkeypatch, of_what
):
    monkeypatch.setattr(writing, "MOST_ROWS", 9)
    target = io.BytesIO()
    told = []

    with pytest.raises(TooManyRowsError) as refusal:
        yearly_workbook(
            year_of(coordinator(), by_calendar=of_what == "sessions"),
            target,
            today=TODAY,
            tell=lambda *so_far: told.append(so_far),
        )

    assert refusal.value.facts == {"most": 8}
    assert told == []


def test_rows_that_nobody_counted_beforehand_are_refused_too(monkeypatch):
    monkeypatch.setattr(writing, "MOST_ROWS", 9)
    columns = [writing.Column("number", "Number")]

    def write(rows):
        sheet = writing.Sheet("Numbers", columns, ([row] for row in range(rows)))
        writing.write_workbook(io.BytesIO(), [sheet], described={})

    write(8)
    with pytest.raises(TooManyRowsError):
        write(9)


def test_a_workbook_costs_the_same_whatever_the_number_of_schools(
    schools, django_assert_max_num_queries
):
    user = coordinator()
    user.reach()

    with django_assert_max_num_queries(50):
        written(year_of(user))
