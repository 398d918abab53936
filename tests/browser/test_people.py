"""Coming in: saying where one works, being invited, keys for programs, and the language."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from prevention.demonstration.cast import COORDINATOR, HEAD, PASSWORD, TEACHER, Account
from prevention.models import Organisation, User
from prevention.people.acts import invite
from prevention.vocabulary import RoleKind

pytestmark = pytest.mark.browser

NEWCOMER = Account("nouvelle@exemple.test", "Nour Lefebvre", "nouvelle enseignante")


@pytest.fixture
def newcomer(demonstration):
    """Someone with an account and no role yet."""
    user = User.objects.create_user(NEWCOMER.email, PASSWORD, name=NEWCOMER.name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_a_newcomer_finds_their_school_by_keyboard_and_the_head_confirms(newcomer, sign_in):
    page = sign_in(NEWCOMER)
    school = page.get_by_role("combobox", name="Votre établissement")
    school.press_sequentially("rochambelles anzin")
    page.get_by_role("option", name="Collège Les Rochambelles").wait_for()
    school.press("ArrowDown")
    school.press("Enter")
    expect(school).to_have_value("Collège Les Rochambelles")
    page.get_by_role("button", name="Demander le rattachement").click()
    expect(page.get_by_text("attend une confirmation")).to_be_visible()

    head = sign_in(HEAD)
    asked = head.get_by_role("listitem").filter(has_text=NEWCOMER.name)
    asked.get_by_role("button", name="Confirmer").click()
    expect(asked).to_have_count(0)

    page.reload()
    expect(page.get_by_role("link", name="5E1", exact=True)).to_be_visible()


def test_forgetting_the_school_is_said_at_its_field(newcomer, sign_in):
    page = sign_in(NEWCOMER, "telephone")

    page.get_by_role("button", name="Demander le rattachement").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.locator(".field.wrong")).to_have_count(1)


def test_an_invited_person_accepts(newcomer, sign_in):
    association = Organisation.objects.earliest("pk")
    coordinator = User.objects.get(email=COORDINATOR.email)
    invite(
        by=coordinator,
        email=NEWCOMER.email,
        kind=RoleKind.FACILITATOR,
        organisation=association,
        now=timezone.now(),
    )
    (address,) = re.findall(r"/invitation/\S+", mail.outbox[-1].body)

    page = sign_in(NEWCOMER)
    page.goto(address)
    page.get_by_role("button", name="Accepter l’invitation").click()

    expect(page.get_by_role("heading", name="Prochaines séances")).to_be_visible()
    assert newcomer.roles.get().organisation == association


def test_a_key_is_shown_once_and_can_be_revoked(sign_in):
    page = sign_in(TEACHER)
    page.get_by_role("link", name=TEACHER.name).click()
    page.get_by_label("Nom de la clé").fill("tableau de suivi")
    page.get_by_role("button", name="Créer la clé").click()

    expect(page.get_by_text("elle ne sera plus jamais affichée")).to_be_visible()
    secret = page.locator("code").inner_text()
    page.reload()
    expect(page.get_by_role("heading", name="tableau de suivi")).to_be_visible()
    expect(page.get_by_text(secret)).to_have_count(0)
    page.get_by_role("button", name="Révoquer la clé tableau de suivi").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("ne pourra plus ni lire ni écrire")
    expect(dialog).to_contain_text("Elle n’a jamais servi.")
    dialog.get_by_role("button", name="Garder la clé").click()
    expect(page.get_by_role("heading", name="tableau de suivi")).to_be_visible()
    page.get_by_role("button", name="Révoquer la clé tableau de suivi").click()
    dialog.get_by_role("button", name="Révoquer la clé").click()
    expect(page.get_by_role("heading", name="tableau de suivi")).to_have_count(0)


def test_the_pages_speak_english_on_demand(sign_in):
    page = sign_in(TEACHER)
    page.get_by_role("link", name=TEACHER.name).click()
    page.get_by_label("English").check()
    page.get_by_role("button", name="Enregistrer", exact=True).click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name=f"Hello, {TEACHER.name}")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_signing_out_asks_to_sign_in_again_and_comes_back(sign_in):
    page = sign_in(TEACHER)
    page.get_by_role("link", name=TEACHER.name).click()
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("heading", name="Se connecter")).to_be_visible()

    page.goto("/calendars")
    page.get_by_role("button", name="Utiliser un mot de passe").click()
    page.get_by_label("Adresse électronique").fill(TEACHER.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()

    expect(page.get_by_role("heading", name="Agendas")).to_be_visible()
