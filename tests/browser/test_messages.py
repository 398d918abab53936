"""The outbox on its pages, and the pages that mails lead to."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from prevention.demonstration.cast import COORDINATOR, SCHOOL_UAI, TEACHER
from prevention.messages.kinds import Kind
from prevention.messages.unsubscribing import address_of, preferences_address_of
from prevention.models import Message, School, Session, User
from tests.browser.accessible import assert_accessible, assert_accessible_as_it_is
from tests.factories import MessageFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def teacher(demonstration):
    return User.objects.get(email=TEACHER.email)


@pytest.fixture
def message(teacher):
    """A reminder to a teacher of the demonstration, and others in every state."""
    now, school = timezone.now(), School.objects.get(pk=SCHOOL_UAI)
    session = Session.objects.filter(school=school).earliest("starts_at")
    row = {"school": school, "reader": teacher, "sessions": [session]}
    MessageFactory(**row, kind="nudge", due_at=now + timedelta(days=2), held_at=now)
    MessageFactory(**row, kind="confirmed", due_at=now, state="sent", sent_at=now)
    failed = {"state": "failed", "due_at": now, "kind": "changed"}
    MessageFactory(**row, **failed, failure="refused", reply="550 5.1.1 utilisateur inconnu")
    MessageFactory(**row, **failed, failure="in_doubt")
    return MessageFactory(**row, due_at=now + timedelta(days=1))


@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_the_outbox_is_accessible_in_all_its_lists(sign_in, message, size):
    page = sign_in(COORDINATOR, size)

    for shown in ("", "?held", "?failed", "?sent"):
        page.goto(f"/messages{shown}")
        assert_accessible(page, f"/messages{shown}")
    page.goto(f"/messages/{message.public_id}")
    expect(page.frame_locator("iframe").locator("body")).to_contain_text("appel")
    assert_accessible_as_it_is(page, "a message")


def test_what_failed_is_seen_from_the_start_with_what_to_do(sign_in, message):
    page = sign_in(COORDINATOR)
    expect(page.get_by_text("2 courriels ne sont pas arrivés.")).to_be_visible()

    page.get_by_role("link", name="Voir lesquels et que faire").click()

    cards = page.get_by_role("listitem").filter(has_text="N’est pas arrivé")
    expect(page.get_by_text("Vérifiez l’adresse avec la personne")).to_be_visible()
    expect(page.get_by_text("Demandez d’abord à la personne si elle l’a reçu")).to_be_visible()
    expect(cards).to_have_count(2)


def test_an_empty_outbox_says_so(sign_in, demonstration):
    Message.objects.all().delete()
    page = sign_in(COORDINATOR, "telephone")
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("link", name="Courriels", exact=True).click()

    expect(page.get_by_text("Aucun courriel à envoyer.")).to_be_visible()
    assert_accessible(page, "no message")


def test_a_message_is_found_read_and_edited_by_keyboard(sign_in, message):
    page = sign_in(COORDINATOR)
    page.goto("/messages")
    search = page.get_by_label("Chercher un destinataire")
    search.fill("personne de ce nom")
    expect(page.get_by_text("Aucun de ces courriels")).to_be_visible()
    search.fill(TEACHER.name)
    expect(page.get_by_text("1 courriel.")).to_be_visible()
    page.get_by_role("link", name="Rappel, deux jours avant").click()
    frame = page.frame_locator("iframe")
    expect(frame.locator("body")).to_contain_text("appel")

    page.get_by_role("button", name="Modifier").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Objet").fill("À lire avant mardi")
    dialog.get_by_label("Mot de la coordination").fill("Entrée par la cour.")
    dialog.get_by_label("Jour d’envoi").fill("2020-01-01")
    assert_accessible_as_it_is(page, "the form of a message")
    dialog.get_by_role("button", name="Enregistrer").press("Enter")
    expect(dialog.get_by_role("alert")).to_be_focused()
    expect(dialog.get_by_label("Jour d’envoi")).to_have_attribute("aria-invalid", "true")
    assert_accessible_as_it_is(page, "the form of a message, with an error")

    dialog.get_by_label("Jour d’envoi").fill(f"{timezone.localdate() + timedelta(days=3)}")
    dialog.get_by_role("button", name="Enregistrer").press("Enter")

    expect(page.get_by_text("Le courriel est modifié.")).to_be_focused()
    expect(frame.get_by_text("Entrée par la cour.")).to_be_visible()
    message.refresh_from_db()
    assert (message.subject, message.words) == ("À lire avant mardi", "Entrée par la cour.")
    assert timezone.localdate(message.due_at) == timezone.localdate() + timedelta(days=3)


def test_a_message_is_held_released_and_cancelled(sign_in, message):
    page = sign_in(COORDINATOR, "telephone")
    page.goto(f"/messages/{message.public_id}")

    page.get_by_role("button", name="Retenir").click()
    expect(page.get_by_text("Le courriel est retenu.")).to_be_focused()
    page.get_by_role("button", name="Laisser partir").click()
    expect(page.get_by_text("Le courriel partira.")).to_be_focused()
    page.get_by_role("button", name="Annuler l’envoi").click()
    assert_accessible_as_it_is(page, "cancelling a message")
    page.get_by_role("button", name="Annuler l’envoi").last.click()

    expect(page.get_by_text("rien d’autre ne sera envoyé")).to_be_focused()
    expect(page.get_by_role("button", name="Modifier")).to_have_count(0)
    message.refresh_from_db()
    assert message.state == "cancelled"


def test_what_may_have_arrived_is_sent_again_after_a_warning(sign_in, message):
    doubtful = Message.objects.get(failure="in_doubt")
    page = sign_in(COORDINATOR)
    page.goto(f"/messages/{doubtful.public_id}")

    page.get_by_role("button", name="Renvoyer").click()
    expect(page.get_by_text("pourrait le recevoir deux fois")).to_be_visible()
    page.get_by_role("button", name="Renvoyer quand même").click()

    expect(page.get_by_text("repart dans quelques minutes")).to_be_focused()
    doubtful.refresh_from_db()
    assert doubtful.state == "scheduled"


def test_the_frame_of_a_message_runs_nothing_and_asks_nothing_of_others(sign_in, message):
    Message.objects.update(words='<img src="https://ailleurs.exemple.test/x.png">')
    page = sign_in(COORDINATOR)
    page.goto(f"/messages/{message.public_id}")

    frame = page.frame_locator("iframe")

    expect(frame.locator("body")).to_contain_text("<img")
    assert page.locator("iframe").get_attribute("sandbox") == ""


def test_a_person_chooses_the_own_mails(sign_in, teacher):
    page = sign_in(TEACHER, "telephone")
    page.goto("/account")
    page.get_by_label("Rappel, deux jours avant").uncheck()
    page.get_by_role("button", name="Enregistrer mes choix").click()
    expect(page.get_by_text("Vos choix sont enregistrés.")).to_be_visible()
    page.get_by_text("Courriels toujours envoyés").click()
    assert_accessible(page, "/account")

    page.reload()
    expect(page.get_by_label("Rappel, deux jours avant")).not_to_be_checked()
    assert [one.kind for one in teacher.opt_outs.all()] == ["reminder"]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_the_pages_that_mails_lead_to_are_accessible(open_page, teacher, size, colours):
    page = open_page(size, color_scheme=colours)

    for address in (
        address_of(teacher, Kind.NUDGE),
        address_of(teacher, Kind.CANCELLED),
        preferences_address_of(teacher),
    ):
        page.goto(address)
        assert_accessible(page, address)


def test_without_signing_in_mails_are_stopped_resumed_and_chosen(open_page, teacher):
    page = open_page("telephone")
    page.goto(address_of(teacher, Kind.REMINDER))
    assert not teacher.opt_outs.exists()

    page.get_by_role("button", name="Ne plus recevoir ces courriels").press("Enter")
    expect(page.get_by_role("heading", name="Vous ne recevrez plus ces courriels")).to_be_visible()
    assert_accessible(page, "stopped")
    assert teacher.opt_outs.exists()
    page.get_by_role("button", name="Les recevoir de nouveau").press("Enter")
    expect(page.get_by_role("heading", name="Vous recevrez de nouveau")).to_be_visible()
    assert not teacher.opt_outs.exists()

    page.get_by_role("link", name="Choisir parmi tous les courriels").click()
    page.get_by_label("Rappel, deux jours avant").press("Space")
    page.get_by_role("button", name="Enregistrer mon choix").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Votre choix est enregistré.")
    assert_accessible(page, "chosen")
    assert [one.kind for one in teacher.opt_outs.all()] == ["reminder"]
