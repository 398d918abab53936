"""Published figures in a browser: as a coordinator's preview, and all that a funder sees."""

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import expect

from prevention.demonstration.cast import COORDINATOR, PASSWORD, Account
from prevention.models import Epci, Invitation, Role, User
from prevention.vocabulary import RoleKind

pytestmark = pytest.mark.browser

FUNDER = Account("financement@exemple.test", "Andréa Morel", "financeur")


@pytest.fixture
def funder(demonstration):
    user = User.objects.create_user(FUNDER.email, PASSWORD, name=FUNDER.name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for epci in Epci.objects.all():
        Role.objects.create(user=user, kind=RoleKind.FUNDER, epci=epci, status="CONFIRMED")
    return FUNDER


@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_a_coordinator_reads_the_preview_and_takes_the_file(sign_in, size):
    page = sign_in(COORDINATOR, size)

    page.goto("/coverage")
    page.get_by_role("link", name="Chiffres publiés").click()

    expect(page.get_by_role("heading", name="Chiffres publiés", level=1)).to_be_visible()
    expect(page.get_by_text("Aperçu")).to_be_visible()
    table = page.get_by_role("table", name="Séances et heures par partenaire et thème")
    expect(table.get_by_text("masqué", exact=True).first).to_be_visible()
    page.get_by_text("Pourquoi certains nombres sont masqués").click()
    expect(page.get_by_text("Masqué ne veut pas dire zéro")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger les tableaux (CSV)").click()
    assert download.value.suggested_filename.startswith("prevention-scolaire-")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Afficher")).to_be_hidden()
    expect(table).to_be_visible()


def test_a_funder_comes_to_the_published_figures_and_nothing_else(sign_in, funder):
    page = sign_in(funder)

    page.get_by_role("link", name="Voir les chiffres publiés").click()

    expect(page.get_by_role("heading", name="Chiffres publiés", level=1)).to_be_visible()
    expect(page.get_by_text("Rien n’est encore publié ici.")).to_be_visible()
    entries = page.get_by_role("navigation").get_by_role("link").all_inner_texts()
    assert {"Séances", "Ressources", "Établissements", "Agendas"} & set(entries) == set()


def test_a_coordinator_invites_a_funder(sign_in):
    page = sign_in(COORDINATOR)
    page.goto("/coordination/people")

    page.get_by_text("Inviter un financeur").click()
    page.get_by_label("Adresse électronique").fill(FUNDER.email)
    page.get_by_label("Territoire").select_option(index=1)
    page.get_by_role("button", name="Envoyer l’invitation").click()

    expect(page.get_by_text(f"L’invitation est partie à {FUNDER.email}")).to_be_visible()
    made = Invitation.objects.get(email=FUNDER.email)
    assert (made.kind, made.epci is None) == (RoleKind.FUNDER, False)
