from datetime import date, datetime, timedelta

import pytest
from django.utils import translation

from prevention.models import Session
from prevention.papers.day_sheet import day_sheet
from prevention.vocabulary import RoleKind
from tests.factories import (
    PARIS,
    ClassGroupFactory,
    CommuneFactory,
    FacilitatorFactory,
    HelpServiceFactory,
    MaterialFactory,
    OfferFactory,
    RoleFactory,
    RoomFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)
from tests.prevention.papers.reading import assert_is_accessible, structure, text

pytestmark = pytest.mark.django_db

DAY = date(2026, 10, 6)


@pytest.fixture
def facilitator():
    home = CommuneFactory(insee_code="59014", name="Anzin", latitude=50.37, longitude=3.5)
    made = FacilitatorFactory(name="Inès Essai", base=home, user=UserFactory())
    RoleFactory(user=made.user, kind=RoleKind.FACILITATOR, organisation=made.organisation)
    return made


@pytest.fixture
def session(facilitator):
    """One at ten o'clock, with all that a sheet may say."""
    offer = OfferFactory(
        organisation=facilitator.organisation, title="Oser dire", room_needs="Un cercle"
    )
    offer.materials.add(MaterialFactory(title="Fiche de séance", audience="FACILITATOR"))
    school = SchoolFactory(
        name="Collège d’Essai",
        address="1 rue Haute",
        postcode="59300",
        phone="03 00 00 00 00",
        email="college@exemple.test",
    )
    made = SessionFactory(
        request__offer=offer,
        request__school=school,
        request__asked_by__name="Maude Essai",
        request__asked_by__email="maude@exemple.test",
        room=RoomFactory(school=school, name="Salle 12"),
    )
    made.groups.add(ClassGroupFactory(school=school, label="5e 3", headcount=24))
    made.facilitators.add(facilitator)
    return made


def sheet(facilitator, day=DAY, user=None):
    return day_sheet(facilitator, day=day, user=user or facilitator.user)


def test_a_sheet_says_where_with_whom_and_what_to_take_along(facilitator, session):
    HelpServiceFactory(name="119 : enfance en danger")

    with translation.override("fr"):
        paper = sheet(facilitator)

    read = text(paper.pdf)
    assert paper.file_name == "Feuille de journée 2026-10-06.pdf"
    for told in [
        "Séances du mardi 6 octobre 2026 Inès Essai",
        "Depuis Anzin",
        "10 h – 11 h · Oser dire En attente d’accord",
        "Établissement Collège d’Essai Adresse 1 rue Haute 59300 Valenciennes",
        "Salle Salle 12 Salle attendue Un cercle Classes 5e 3 (5e), 24 élèves",
        "Contact Maude Essai, maude@exemple.test",
        "L’établissement : 03 00 00 00 00, college@exemple.test",
        "Ressources Fiche de séance",
        "Retour vers Anzin",
        "Un élève se confie",
        "119 : enfance en danger",
    ]:
        assert told in read


def test_sessions_stand_in_the_order_of_the_day_with_the_way_between(facilitator, session):
    other = SessionFactory(
        request__offer=session.offer,
        request__school=SchoolFactory(name="Collège d’après", latitude=50.5, longitude=3.3),
        starts_at=datetime(2026, 10, 6, 14, tzinfo=PARIS),
    )
    other.facilitators.add(facilitator)

    read = text(sheet(facilitator).pdf)

    told = ["From Anzin", "10:00", "From Collège d’Essai", "14:00", "Back to Anzin"]
    places = [read.index(one) for one in told]
    assert places == sorted(places)
    assert "Collège d’après" in read


def test_what_was_called_off_is_said_and_needs_no_way(facilitator, session):
    Session.objects.update(state="cancelled")

    read = text(sheet(facilitator).pdf)

    assert "Cancelled" in read
    assert "From Anzin" not in read


def test_a_session_elsewhere_has_its_own_address(facilitator, session):
    Session.objects.update(location="ADDRESS", address="Salle des fêtes, Denain")

    read = text(sheet(facilitator).pdf)

    assert "Address Salle des fêtes, Denain" in read
    assert "1 rue Haute" not in read


def test_a_sheet_shows_what_its_reader_sees(facilitator, session):
    stranger = FacilitatorFactory(user=UserFactory())
    colleague = FacilitatorFactory(organisation=facilitator.organisation, name="Noé Essai")
    session.facilitators.add(colleague)

    assert "No session on this day." in text(sheet(facilitator, user=stranger.user).pdf)
    assert "With Noé Essai" in text(sheet(facilitator).pdf)
    assert "No session on this day." in text(sheet(facilitator, day=date(2026, 10, 7)).pdf)


def test_a_sheet_is_accessible(facilitator, session):
    pdf = sheet(facilitator).pdf

    assert_is_accessible(pdf, title="Sessions of Tuesday 6 October 2026")
    kinds = [one.kind for one in structure(pdf).walk() if one.kind in {"H1", "H2"}]
    assert kinds == ["H1", "H2", "H2"]


def test_a_sheet_costs_the_same_whatever_the_number_of_sessions(
    facilitator, session, django_assert_max_num_queries
):
    for hour in range(5):
        other = SessionFactory(
            request__offer=session.offer,
            starts_at=session.starts_at + timedelta(hours=2 + hour),
        )
        other.groups.add(ClassGroupFactory(school=other.school))
        other.facilitators.add(facilitator)

    with django_assert_max_num_queries(16):
        sheet(facilitator)
