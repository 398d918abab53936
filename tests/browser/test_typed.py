"""What was typed into each form outlives every fault, and is done once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from prevention.demonstration.cast import (
    COORDINATOR,
    FACILITATOR,
    HEAD,
    TEACHER,
    Account,
)
from prevention.models import Message, Session
from tests.browser.accessible import assert_accessible_as_it_is
from tests.browser.booking import choose_a_time
from tests.browser.entering import give_password, sign_in_again
from tests.browser.faults import answer_with, expire_sign_ins, lose_answers
from tests.factories import MessageFactory

pytestmark = pytest.mark.browser

YESTERDAY = timezone.localdate() - timedelta(days=1)


@dataclass(frozen=True)
class Form:
    """A form with words to type: who fills it in, where it is, and what it did."""

    name: str
    account: Account
    make: Callable[[], str]  # gives the address of its page
    open: Callable[[Page], object]
    type: Callable[[Page], object]
    assert_typed: Callable[[Page], object]
    send: str
    done: str
    count: Callable[[], int]  # how many times what it does was done


def of_an_hour_ago():
    session = Session.objects.get(state="confirmed")
    now, hour = timezone.now(), timedelta(hours=1)
    Session.objects.filter(pk=session.pk).update(starts_at=now - 2 * hour, ends_at=now - hour)
    return f"/sessions/{session.public_id}/report"


def count_reported():
    return Session.objects.filter(state="done", session_groups__present=19).count()


def type_a_report(page):
    page.get_by_label("Élèves présents").fill("19")
    page.get_by_text("Filles et garçons").click()
    page.get_by_label("Filles").fill("9")
    page.get_by_text("Ajouter un commentaire").click()
    page.get_by_label("Commentaire").fill("La salle était petite.")


def assert_report_typed(page):
    expect(page.get_by_label("Élèves présents")).to_have_value("19")
    expect(page.get_by_label("Filles")).to_have_value("9")
    expect(page.get_by_label("Commentaire")).to_have_value("La salle était petite.")
    expect(page.get_by_label("Commentaire")).to_be_visible()


def open_declaration(page):
    page.get_by_role("button", name="Déclarer une séance faite par l’établissement").click()


def type_a_declaration(page):
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Jour").fill(f"{YESTERDAY}")  # for one class, then for another
    dialog.get_by_label("Classe").select_option("5E2")
    dialog.get_by_label("Thème").select_option("HAR")
    dialog.get_by_label("Début").fill("10:00")
    dialog.get_by_label("Fin").fill("11:00")
    dialog.get_by_label("Élèves présents").fill("20")


def assert_declaration_typed(page):
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Classe").locator(":checked")).to_have_text("5E2")
    expect(dialog.get_by_label("Thème")).to_have_value("HAR")
    expect(dialog.get_by_label("Jour")).to_have_value(f"{YESTERDAY}")
    expect(dialog.get_by_label("Début")).to_have_value("10:00")
    expect(dialog.get_by_label("Élèves présents")).to_have_value("20")


def count_declared():
    return Session.objects.filter(kind="INTERNAL", theme__code="HAR").count()


def waiting_message():
    session = Session.objects.earliest("starts_at")
    due = timezone.now() + timedelta(days=1)
    message = MessageFactory(sessions=[session], school=session.school, due_at=due)
    return f"/messages/{message.public_id}"


def type_words(page):
    page.get_by_role("dialog").get_by_label("Objet").fill("À lire avant mardi")
    page.get_by_role("dialog").get_by_label("Mot de la coordination").fill("Entrée par la cour.")


def assert_words_typed(page):
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Objet")).to_have_value("À lire avant mardi")
    expect(dialog.get_by_label("Mot de la coordination")).to_have_value("Entrée par la cour.")


def count_edited():
    return Message.objects.filter(subject="À lire avant mardi", words="Entrée par la cour.").count()


FORMS = [
    Form(
        "report",
        FACILITATOR,
        of_an_hour_ago,
        lambda _page: None,
        type_a_report,
        assert_report_typed,
        "Déposer le compte rendu",
        "C’est fait.",
        count_reported,
    ),
    Form(
        "declaration",
        HEAD,
        lambda: "/school",
        open_declaration,
        type_a_declaration,
        assert_declaration_typed,
        "Déclarer la séance",
        "La séance est déclarée.",
        count_declared,
    ),
    Form(
        "message",
        COORDINATOR,
        waiting_message,
        lambda page: page.get_by_role("button", name="Modifier").click(),
        type_words,
        assert_words_typed,
        "Enregistrer",
        "Le courriel est modifié.",
        count_edited,
    ),
]


@pytest.fixture(params=FORMS, ids=lambda form: form.name)
def form(request):
    return request.param


@pytest.fixture
def typed(form, sign_in):
    """Open the page of a form, and fill it in."""
    page = sign_in(form.account, "telephone", expects_faults=True)
    page.goto(form.make())
    form.open(page)
    form.type(page)
    return page


def assert_done_once(page, form):
    expect(page.get_by_role("status").filter(has_text=form.done)).to_be_visible()
    assert form.count() == 1


def test_every_fault_in_turn_loses_and_doubles_nothing(form, typed):
    page = typed
    refusal, again = page.get_by_role("alert"), page.get_by_role("button", name="Réessayer")
    page.context.set_offline(True)
    page.get_by_role("button", name=form.send).click()
    expect(refusal).to_contain_text("Ce que vous avez saisi est gardé")
    expect(refusal).to_be_focused()
    page.context.set_offline(False)

    answer_with(page, 500, {"code": "server_error", "detail": "Un problème est noté."})
    again.click()
    expect(refusal).to_contain_text("Un problème est noté.")
    assert form.count() == 0

    lose_answers(page)
    again.click()
    expect(refusal).to_contain_text("il ne sera pas enregistré deux fois")
    form.assert_typed(page)

    expire_sign_ins()
    again.click()
    sign_in_again(page, form.account)
    assert_done_once(page, form)


def test_an_expired_session_and_a_reload_give_back_what_was_typed(form, typed):
    page = typed
    expire_sign_ins()
    page.reload()
    give_password(page, form.account)

    form.open(page)
    offered = page.get_by_text("Vous aviez commencé à remplir ce formulaire")
    expect(offered).to_be_visible()
    page.get_by_role("button", name="Reprendre").click()
    form.assert_typed(page)
    assert_accessible_as_it_is(page, f"a {form.name} filled in again")
    page.get_by_role("button", name=form.send).click()
    assert_done_once(page, form)

    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.includes('draft'))") == []


def test_what_was_chosen_for_a_booking_outlives_an_expired_session_and_a_reload(sign_in):
    page = sign_in(TEACHER, expects_faults=True)
    choose_a_time(page)
    chosen = page.locator("main time").first.get_attribute("datetime")
    address = page.url
    expire_sign_ins()
    page.reload()
    give_password(page, TEACHER)

    page.wait_for_url(address)
    expect(page.locator("main time").first).to_have_attribute("datetime", chosen)
    page.get_by_role("button", name="Réserver", exact=True).click()
    expect(page.get_by_role("heading", name="C’est réservé")).to_be_visible()
    assert Session.objects.filter(groups__label="5E1").count() == 1
