"""A planning as a spreadsheet opens it."""

import csv
import io
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.utils import translation

from prevention.scheduling.planning import Span, planning_of
from prevention.scheduling.planning_csv import file_name, to_csv
from prevention.vocabulary import Level, RoleKind
from tests.factories import (
    PARIS,
    ClassGroupFactory,
    FacilitatorFactory,
    OfferFactory,
    OrganisationFactory,
    RequestFactory,
    RoleFactory,
    RoomFactory,
    SchoolFactory,
    SessionFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parent / "planning.csv"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://prevention.exemple.test"


@pytest.fixture
def school():
    return SchoolFactory(
        uai="0590006L", name="Collège Eugène Thomas", address="1, rue de l’École", postcode="59300"
    )


@pytest.fixture
def coordinator():
    return RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user


def add(school, number, starts_at, hours=1, **fields):
    offer = fields.pop("offer", None) or OfferFactory()
    return SessionFactory(
        public_id=UUID(int=number),
        request=RequestFactory(school=school, offer=offer),
        starts_at=starts_at,
        ends_at=starts_at.replace(hour=starts_at.hour + hours),
        **fields,
    )


def week_of(school, user):
    return planning_of(
        school, span=Span.WEEK, day=datetime(2026, 10, 6, tzinfo=PARIS).date(), user=user
    )


def read_back(written):
    assert written.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.fixture
def week(school):
    """Two classes with a facilitator, then a session elsewhere that is cancelled."""
    offer = OfferFactory(organisation=OrganisationFactory(name="Centre de santé"))
    both = [
        ClassGroupFactory(school=school, label="5e B", headcount=24),
        ClassGroupFactory(school=school, label="6e A", headcount=26, levels=(Level.SIXIEME,)),
    ]
    held = add(
        school,
        1,
        datetime(2026, 10, 6, 10, tzinfo=PARIS),
        offer=offer,
        room=RoomFactory(school=school, name="Salle ; polyvalente"),
    )
    held.groups.add(*both)
    held.facilitators.add(FacilitatorFactory(name="Zoé Exemple"))
    called_off = add(
        school,
        2,
        datetime(2026, 10, 9, 14, tzinfo=PARIS),
        offer=offer,
        hours=2,
        state="cancelled",
        ended_reason="ABSENCE",
        location="ADDRESS",
        address="Théâtre, 2 place d’Armes",
        en_adult="",
    )
    called_off.groups.add(both[0])


def test_the_file_is_as_schools_receive_it(school, coordinator, week):
    with translation.override("fr"):
        written = to_csv(week_of(school, coordinator))

    assert written == GOLDEN.read_bytes()


def test_it_reads_back_line_by_line(school, coordinator, week):
    with translation.override("fr"):
        head, *lines = read_back(to_csv(week_of(school, coordinator)))
    first, second = (dict(zip(head, line, strict=True)) for line in lines)

    assert first == {
        "Date": "06/10/2026",
        "Jour": "mardi",
        "Début": "10:00",
        "Fin": "11:00",
        "Durée": "01:00",
        "État": "en attente d’accord",
        "Titre": "Respect et relations",
        "Thème": "Vie affective, relationnelle et à la sexualité",
        "Classes": "6e A, 5e B",
        "Niveaux": "6E, 5E",
        "Effectif": "50",
        "Établissement": "Collège Eugène Thomas",
        "UAI": "0590006L",
        "Adresse": "1, rue de l’École",
        "Commune": "Valenciennes",
        "Salle": "Salle ; polyvalente",
        "Intervenants": "Zoé Exemple",
        "Organisme": "Centre de santé",
        "Adulte EN présent": "enseignant",
        "Adresse de la séance (URL)": (
            "https://prevention.exemple.test/sessions/00000000-0000-0000-0000-000000000001"
        ),
    }
    assert second["État"] == "annulée"
    assert second["Adresse"] == "Théâtre, 2 place d’Armes"
    assert (second["Durée"], second["Effectif"], second["Salle"]) == ("02:00", "24", "")


def test_a_school_gets_no_name_of_a_facilitator(school, week):
    with translation.override("fr"):
        written = to_csv(week_of(school, RoleFactory(school=school).user))

    assert "Intervenants" not in read_back(written)[0]
    assert "Zoé" not in written.decode()


def test_what_a_school_gives_by_itself_has_its_theme_for_title(school, coordinator):
    theme = ThemeFactory(code="CPS", name="Compétences psychosociales")
    SessionFactory(kind="INTERNAL", request=None, offer=None, theme=theme, school=school)

    head, line = read_back(to_csv(week_of(school, coordinator)))

    told = dict(zip(head, line, strict=True))
    assert (told["Title"], told["Organisation"]) == ("Compétences psychosociales", "")


@pytest.mark.parametrize(
    "title", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", " =1", "\r=1", "\uff1d1", "=HYPERLINK(1)"]
)
def test_a_title_is_never_run_as_a_formula(school, coordinator, title):
    add(school, 3, datetime(2026, 10, 6, 10, tzinfo=PARIS), offer=OfferFactory(title=title))

    head, line = read_back(to_csv(week_of(school, coordinator)))

    assert dict(zip(head, line, strict=True))["Title"] == f"'{title}"


def test_every_line_ends_as_windows_ends_it_and_an_empty_planning_has_its_head(school, coordinator):
    written = to_csv(week_of(school, coordinator)).decode("utf-8-sig")

    assert written.endswith("\r\n")
    assert written.count("\r\n") == written.count("\n") == 1


def test_the_file_is_named_after_what_it_holds(coordinator):
    school = SchoolFactory(name='École "A/B" : annexe')

    with translation.override("fr"):
        name = file_name(week_of(school, coordinator))

    assert name == "Planning École -A-B- - annexe du 2026-10-05 au 2026-10-11.csv"
