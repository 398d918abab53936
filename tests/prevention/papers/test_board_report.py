from datetime import date, datetime

import pytest
from django.utils import translation

from prevention.models import Offer
from prevention.papers.board_report import board_report
from prevention.papers.errors import NoClassesError
from tests.factories import (
    PARIS,
    ClassGroupFactory,
    DutyFactory,
    OfferFactory,
    SchoolFactory,
    SchoolYearFactory,
    SessionFactory,
    ThemeFactory,
)
from tests.prevention.papers.reading import assert_is_accessible, structure, text

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 29)


@pytest.fixture
def school():
    """Three classes that are owed three sessions: one had one and has one planned."""
    school = SchoolFactory(name="Collège d’Essai")
    year = SchoolYearFactory(year=2026)
    groups = [
        ClassGroupFactory(school=school, school_year=year, label=f"5e {n}") for n in (1, 2, 3)
    ]
    DutyFactory(name="Devoir EVARS")
    DutyFactory(
        code="HAR", name="pHARe", unit="HOURS", amount=10, themes=[ThemeFactory(code="HAR")]
    )
    offer = OfferFactory(organisation__name="Association d’Essai")
    give(groups[0], offer, state="done", day=6, present=20)
    give(groups[0], offer, state="confirmed", day=13)
    give(groups[1], offer, state="cancelled", day=14)
    return school


def give(group, offer, *, state, day, present=None):
    session = SessionFactory(
        request__school=group.school,
        request__offer=offer,
        request__asked_by__name="Personne secrète",
        state=state,
        starts_at=datetime(2026, 10, day, 10, tzinfo=PARIS),
        authorised_at=datetime(2026, 9, 20, tzinfo=PARIS),
    )
    session.session_groups.create(group=group, present=present)
    return session


def report_of(school, year=2026):
    return board_report(school, school_year=year, today=TODAY)


def test_a_board_reads_class_by_class_what_was_owed_given_and_planned(school):
    with translation.override("fr"):
        paper = report_of(school)

    read = text(paper.pdf)
    assert paper.file_name == "Bilan pour le conseil Collège d’Essai 2026-2027.pdf"
    for told in [
        "1 Séances 1 Heures 1 Classes rencontrées 20 Élèves touchés",
        "Classe Devoir EVARS (3 séances) pHARe (10 h)",
        "5e 1 1 / 3, 1 séance en vue non renseigné 5e 2 non renseigné non renseigné",
        "Devoir EVARS séances 3 9 1 0 1 7 2",
        "pHARe heures 3 30 0 0 0 30 3",
        "06/10/2026",
        "5e 1 Association d’Essai 20",
        "octobre 2026",
    ]:
        assert told in read


def test_a_board_does_not_read_the_day_of_what_is_to_come_nor_who_asked(school):
    read = text(report_of(school).pdf)

    assert "13" not in read
    assert "secr" not in read


def test_a_report_says_what_its_figures_are(school):
    read = text(report_of(school).pdf)

    assert "Owed, and neither done nor planned." in read


def test_a_report_to_a_board_is_accessible(school):
    pdf = report_of(school).pdf

    assert_is_accessible(pdf, title="Prevention in the school: report to the board")
    assert [len(table.all("TR")) for table in structure(pdf).all("Table")] == [4, 3, 2, 2]


def test_a_school_without_classes_has_nothing_to_report(school):
    with pytest.raises(NoClassesError):
        report_of(school, year=2027)


def test_a_report_costs_the_same_whatever_the_number_of_classes(school, django_assert_num_queries):
    offer = Offer.objects.get()
    for number in range(10):
        group = ClassGroupFactory(school=school, school_year_id=2026, label=f"4e {number}")
        give(group, offer, state="done", day=20 + number, present=10)

    with django_assert_num_queries(11):
        report_of(school)
