from datetime import date

import pytest
from django.utils import translation

from prevention.papers.errors import NoClassesError
from prevention.papers.family_letter import family_letter
from prevention.vocabulary import Level
from tests.factories import (
    ClassGroupFactory,
    CommuneFactory,
    DutyFactory,
    HelpServiceFactory,
    SchoolFactory,
    SchoolYearFactory,
    SessionFactory,
    ThemeFactory,
)
from tests.prevention.papers.reading import assert_is_accessible, structure, text

pytestmark = pytest.mark.django_db

TODAY = date(2026, 9, 14)


@pytest.fixture
def school():
    """A collège with a 5e, which the law owes two duties."""
    school = SchoolFactory(name="Collège d’Essai", address="1 rue Haute", postcode="59300")
    ClassGroupFactory(school=school, school_year=SchoolYearFactory(year=2026), levels=("5E",))
    DutyFactory(code="EVARS", name="Éducation à la vie affective", levels=("5E", "4E"))
    addictions = ThemeFactory(code="ADD", name="Conduites addictives")
    DutyFactory(
        code="HAR",
        name="Harcèlement",
        unit="HOURS",
        amount=10,
        levels=tuple(Level),
        themes=[addictions],
    )
    DutyFactory(code="EVAR", name="Pour les écoles", levels=("CP",))
    DutyFactory(code="OLD", name="D’autrefois", levels=("5E",), valid_until="2026-08-31")
    HelpServiceFactory(name="119 : enfance en danger", phone="119")
    HelpServiceFactory(name="Ailleurs").communes.add(CommuneFactory(insee_code="59350"))
    HelpServiceFactory(name="Pour les petits", levels=("PS",))
    return school


def letter_of(school, year=2026):
    return family_letter(school, school_year=year, today=TODAY)


def test_a_letter_says_what_the_law_owes_the_levels_of_the_school(school):
    with translation.override("fr"):
        paper = letter_of(school)

    read = text(paper.pdf)
    assert paper.file_name == "Lettre aux familles Collège d’Essai 2026-2027.pdf"
    assert "Collège d’Essai 1 rue Haute 59300 Valenciennes Madame, Monsieur," in read
    assert "Éducation à la vie affective 5e 3 séances Code de l’éducation, article L312-16" in read
    assert "Harcèlement 5e 10 h" in read
    assert "Pour les écoles" not in read
    assert "D’autrefois" not in read
    assert "rien à signer" in read


def test_a_letter_names_whom_to_turn_to(school):
    read = text(letter_of(school).pdf)

    assert "119 : enfance en danger" in read
    assert "Ailleurs" not in read
    assert "Pour les petits" not in read


def test_a_letter_tells_neither_days_nor_who_comes(school):
    session = SessionFactory(
        request__school=school,
        request__offer__title="Titre secret",
        request__offer__organisation__name="Association secrète",
        request__asked_by__name="Personne secrète",
    )
    session.groups.add(school.class_groups.get())

    read = text(letter_of(school).pdf)

    assert "secr" not in read
    assert "October" not in read


def test_a_primary_school_says_that_its_teachers_come_first(school):
    assert "exceptionally" not in text(letter_of(school).pdf)
    school.kind = "ELEM"
    assert "exceptionally" in text(letter_of(school).pdf)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_letter_is_accessible(school, language):
    titles = {
        "fr": "Séances de prévention\u00a0: information aux familles",
        "en": "Prevention sessions: information for families",
    }

    with translation.override(language):
        pdf = letter_of(school).pdf

    assert_is_accessible(pdf, title=titles[language], language=language)
    tree = structure(pdf)
    assert [len(table.all("TR")) for table in tree.all("Table")] == [3, 2]
    assert len(tree.all("LI")) == 4


def test_a_letter_is_read_from_top_to_bottom(school):
    read = text(letter_of(school).pdf)

    parts = ["Prevention sessions", "Dear parents", "What the law", "What is spoken of"]
    parts += ["How sessions", "Somebody to turn to", "The head of the school"]
    places = [read.index(part) for part in parts]
    assert places == sorted(places)


def test_a_school_without_classes_is_told_so(school):
    with pytest.raises(NoClassesError) as refusal:
        letter_of(school, year=2027)

    assert refusal.value.facts == {"school": "Collège d’Essai", "school_year": "2027-2028"}


def test_a_letter_costs_the_same_whatever_the_number_of_classes(school, django_assert_num_queries):
    for number in range(12):
        ClassGroupFactory(school=school, school_year_id=2026, label=f"{number}", levels=("4E",))

    with django_assert_num_queries(4):
        letter_of(school)
