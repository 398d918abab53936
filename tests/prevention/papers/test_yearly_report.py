from datetime import date

import pytest
from django.utils import translation

from prevention.papers.year import Year
from prevention.papers.yearly_report import yearly_report
from prevention.vocabulary import RoleKind
from tests.factories import RoleFactory
from tests.prevention.papers.reading import assert_is_accessible, structure, text
from tests.prevention.papers.worlds import coordinator, small_world

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 29)


@pytest.fixture
def schools():
    return small_world()


def report_of(user, number=2026, *, by_calendar=False, **chosen):
    return yearly_report(Year(number, by_calendar, user, chosen), today=TODAY)


def test_a_coordination_reads_what_was_owed_and_given_everywhere(schools):
    with translation.override("fr"):
        paper = report_of(coordinator())

    read = text(paper.pdf)
    assert paper.file_name == "Bilan 2026-2027.pdf"
    for told in [
        "6 Séances 5 Heures 6 Classes rencontrées 126 Élèves touchés",
        "Devoir EVARS séances 6 18 4 0 0 14 2",
        "Anzin 1 / 6 (17 %)",
        "Valenciennes 3 / 12 (25 %)",
        "REP 1 / 6 (17 %)",
        "Association B 3 2,5 5 105 105",
        "Anzin 2 1,67 2 66 44",
        "Ensemble 6 5 6 189 126",
    ]:
        assert told in read


def test_a_calendar_year_says_what_was_given_alone(schools):
    read = text(report_of(coordinator(), by_calendar=True).pdf)

    assert "Calendar year 2026" in read
    assert "6 Sessions" in read
    assert "Devoir" not in read
    assert "No session was given." in text(report_of(coordinator(), 2027, by_calendar=True).pdf)


def test_a_report_is_of_what_its_reader_reaches(schools):
    there = coordinator(commune=schools["=Collège C"].commune)
    head = RoleFactory(school=schools["Collège B"], kind=RoleKind.HEAD).user
    teacher = RoleFactory(school=schools["Collège B"], kind=RoleKind.TEACHER).user

    assert "2 Sessions" in text(report_of(there).pdf)
    assert "Valenciennes" not in text(report_of(there).pdf)
    assert "2 Sessions" in text(report_of(head).pdf)
    assert "Anzin" not in text(report_of(head).pdf)
    assert "0 Sessions" in text(report_of(teacher).pdf)


def test_a_report_is_narrowed_and_says_to_what(schools):
    everywhere = coordinator()

    narrowed = text(report_of(everywhere, commune="59014").pdf)
    by_theme = text(report_of(everywhere, theme="HAR", priority="REP").pdf)

    assert "Anzin" in narrowed
    assert "Valenciennes" not in narrowed
    assert "1 Sessions" in by_theme
    assert "Harcèlement and REP" in by_theme


def test_a_yearly_report_is_accessible(schools):
    pdf = report_of(coordinator()).pdf

    assert_is_accessible(pdf, title="Prevention in schools: yearly report")
    assert [len(one.all("TR")) for one in structure(pdf).all("Table")] == [3, 4, 4, 4, 4, 3, 4]


def test_a_report_costs_the_same_whatever_the_number_of_schools(
    schools, django_assert_max_num_queries
):
    user = coordinator()
    user.reach()

    with django_assert_max_num_queries(31):
        report_of(user)
