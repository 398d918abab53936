from datetime import date, datetime, timedelta

import pytest
from django.utils import translation

from prevention.papers.year import Year
from prevention.papers.yearly_report import yearly_report
from prevention.vocabulary import RoleKind
from tests.factories import PARIS, ClassGroupFactory, RequestFactory, RoleFactory, SessionFactory
from tests.prevention.papers.reading import assert_is_accessible, structure, text
from tests.prevention.papers.worlds import coordinator, small_world

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 29)


@pytest.fixture
def schools():
    return small_world()


def a_session_called_off(school):
    day = datetime(2026, 11, 3, 10, tzinfo=PARIS)
    session = SessionFactory(
        request=RequestFactory(school=school),
        state="cancelled",
        ended_by_side="SCHOOL",
        ended_reason="OTHER",
        starts_at=day,
        ends_at=day + timedelta(hours=1),
    )
    session.groups.add(school.class_groups.first())


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


def test_a_report_sets_the_year_beside_those_before_and_says_what_was_called_off(schools):
    a_session_called_off(schools["Collège A"])
    last_year = datetime(2025, 10, 7, 10, tzinfo=PARIS)
    before = SessionFactory(
        request=RequestFactory(school=schools["Collège A"]),
        state="done",
        starts_at=last_year,
        ends_at=last_year + timedelta(hours=2),
    )
    before.session_groups.create(
        group=ClassGroupFactory(school=schools["Collège A"], school_year__year=2025), present=20
    )

    with translation.override("fr"):
        read = text(report_of(coordinator()).pdf)

    for told in [
        "Indicateur 2026-2027 2025-2026 2024-2025",
        "Séances 6 1 0",
        "Heures 5 2 0",
        "Taux d’annulation (en %) 14,3 0 –",
        "annulée l’établissement autre raison 1",
    ]:
        assert told in read


def test_a_yearly_report_is_accessible(schools):
    a_session_called_off(schools["Collège A"])
    pdf = report_of(coordinator()).pdf

    assert_is_accessible(pdf, title="Prevention in schools: yearly report")
    assert [len(one.all("TR")) for one in structure(pdf).all("Table")] == [
        *[3, 4, 4],  # what is owed, and where
        *[4, 4, 3, 4],  # what was given, by theme, partner, level and commune
        *[10, 9],  # the years: what was given, and what became of sessions
        2,  # why some did not take place
    ]


def test_a_report_costs_the_same_whatever_the_number_of_schools(
    schools, django_assert_max_num_queries
):
    user = coordinator()
    user.reach()

    with django_assert_max_num_queries(41):
        report_of(user)
