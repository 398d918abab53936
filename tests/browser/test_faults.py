"""Nothing lost, nothing doubled: faults of the network and of signing in, at the worst moment."""

import pytest
from playwright.sync_api import expect

from prevention.demonstration.cast import TEACHER
from prevention.models import Event, Session
from tests.browser.accessible import assert_accessible_as_it_is
from tests.browser.booking import choose_a_time
from tests.browser.entering import give_password, sign_in_again
from tests.browser.faults import (
    answer_with,
    expire_sign_ins,
    lose_answers,
    slow_3g,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def about_to_book(sign_in):
    """Open a page where one press books a session for class 5E1."""
    page = sign_in(TEACHER, "telephone", expects_faults=True)
    choose_a_time(page)
    expect(confirm(page)).to_be_visible()
    return page


def confirm(page):
    return page.get_by_role("button", name="Réserver", exact=True)


def try_again(page):
    page.get_by_role("button", name="Réessayer").click()


def refusal(page):
    return page.get_by_role("alert")


def assert_booked_once(page):
    expect(page.get_by_role("heading", name="C’est réservé")).to_be_visible(timeout=20_000)
    assert Session.objects.filter(groups__label="5E1").count() == 1


def test_offline_at_the_confirmation_books_once_when_back(about_to_book):
    page = about_to_book
    page.context.set_offline(True)
    confirm(page).click()
    expect(refusal(page)).to_contain_text("Vous êtes hors connexion.")
    expect(refusal(page)).to_be_focused()
    assert not Session.objects.filter(groups__label="5E1").exists()
    page.context.set_offline(False)

    try_again(page)

    assert_booked_once(page)


def test_an_answer_lost_on_the_way_is_asked_for_again_and_nothing_is_done_twice(about_to_book):
    page = about_to_book
    lose_answers(page, "**/api/v1/requests/")
    confirm(page).click()
    expect(refusal(page)).to_contain_text("il ne sera pas enregistré deux fois")

    try_again(page)

    assert_booked_once(page)


@pytest.mark.parametrize(
    ("status", "body", "headers", "said"),
    [
        (500, {"code": "server_error", "detail": "Un problème est noté."}, {}, "est noté."),
        (502, "<h1>Bad gateway</h1>", {}, "Le service a un problème passager."),
        (429, {"code": "throttled", "detail": "…"}, {"Retry-After": "120"}, "2 minutes"),
        (429, "", {"Retry-After": "3000"}, "Réessayez dans 50 minutes"),
    ],
)
def test_a_service_that_cannot_answer_now_is_asked_again(
    about_to_book, status, body, headers, said
):
    page = about_to_book
    answer_with(page, status, body, "**/api/v1/requests/", headers=headers)
    confirm(page).click()
    expect(refusal(page)).to_contain_text(said.replace(" m", "\u00a0m"))
    assert_accessible_as_it_is(page, f"a refusal by {status}")

    try_again(page)

    assert_booked_once(page)


def test_a_refusal_by_a_rule_offers_no_second_try(about_to_book):
    page = about_to_book
    answer_with(page, 409, {"code": "opening_taken", "detail": "Déjà pris.", "facts": {}})

    confirm(page).click()

    expect(page.get_by_text("Déjà pris.")).to_be_visible()
    expect(page.get_by_role("button", name="Réessayer")).to_have_count(0)


def test_pressing_twice_on_a_slow_connection_books_once(about_to_book):
    page = about_to_book
    with slow_3g(page):
        confirm(page).dblclick()
        assert_booked_once(page)


def test_a_slow_connection_is_said_while_sending(about_to_book):
    page = about_to_book
    with slow_3g(page, latency_ms=9000):
        confirm(page).click()
        expect(page.get_by_text("la connexion est lente")).to_be_visible(timeout=9000)

    assert_booked_once(page)


def test_an_expired_session_is_renewed_over_the_page_and_the_booking_goes_on(about_to_book):
    page = about_to_book
    expire_sign_ins()
    confirm(page).click()
    page.get_by_role("dialog", name="Reconnectez-vous pour continuer").wait_for()
    assert_accessible_as_it_is(page, "signing in again")

    sign_in_again(page, TEACHER)

    assert_booked_once(page)


def test_whoever_does_not_sign_in_again_keeps_the_form_and_may_still(about_to_book):
    page = about_to_book
    expire_sign_ins()
    confirm(page).click()
    page.get_by_role("dialog", name="Reconnectez-vous pour continuer").wait_for()
    page.keyboard.press("Escape")
    expect(refusal(page)).to_contain_text("Votre connexion au service a expiré.")

    try_again(page)
    sign_in_again(page, TEACHER)

    assert_booked_once(page)


def prepare(page, address):
    """Open the preparation of a session, and type an address there."""
    page.get_by_role("button", name="Compléter la préparation").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Lieu").select_option("ADDRESS")
    dialog.get_by_label("Adresse", exact=True).fill(address)
    return dialog


@pytest.fixture
def on_a_session(sign_in):
    page = sign_in(TEACHER, expects_faults=True)
    session = Session.objects.filter(
        state="confirmed", groups__school__roles__user__email=TEACHER.email
    ).earliest("starts_at")
    page.goto(f"/sessions/{session.public_id}")
    return page, session


def test_what_was_changed_after_a_lost_answer_is_said_not_to_be_recorded(on_a_session):
    page, session = on_a_session
    before = Event.objects.filter(session=session).count()
    dialog = prepare(page, "1 place d’Armes")
    lose_answers(page, "**/prepare/")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(refusal(page)).to_contain_text("deux fois")

    dialog.get_by_label("Adresse", exact=True).fill("2 place d’Armes")
    dialog.get_by_role("button", name="Enregistrer").click()

    expect(refusal(page)).to_contain_text("Votre premier envoi était bien arrivé")
    session.refresh_from_db()
    assert session.address == "1 place d’Armes"
    assert Event.objects.filter(session=session).count() <= before + 1


def test_what_was_typed_outlives_a_reload_and_an_expired_session(on_a_session):
    page, session = on_a_session
    prepare(page, "3 rue des Écoles")
    expire_sign_ins()
    page.reload()
    give_password(page, TEACHER)

    page.get_by_role("button", name="Compléter la préparation").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Vous aviez commencé à remplir ce formulaire")).to_be_visible()
    assert_accessible_as_it_is(page, "a draft offered back")
    dialog.get_by_role("button", name="Reprendre").click()
    expect(dialog.get_by_label("Adresse", exact=True)).to_have_value("3 rue des Écoles")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("dialog")).to_have_count(0)

    session.refresh_from_db()
    assert session.address == "3 rue des Écoles"
    page.get_by_role("button", name="Compléter la préparation").click()
    expect(page.get_by_text("Vous aviez commencé")).to_have_count(0)


def test_signing_out_leaves_no_draft_on_the_machine(on_a_session):
    page, _session = on_a_session
    prepare(page, "3 rue des Écoles")
    assert page.evaluate("JSON.stringify(sessionStorage)").count("3 rue des Écoles") == 1

    page.goto("/account")
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("heading", name="Se connecter").wait_for()

    assert page.evaluate("sessionStorage.length") == 0


def test_losing_the_connection_and_its_return_are_said(on_a_session):
    page, _session = on_a_session
    page.get_by_role("heading", level=1).wait_for()
    page.context.set_offline(True)
    expect(page.get_by_role("status").filter(has_text="Hors connexion.")).to_be_visible()
    assert_accessible_as_it_is(page, "offline")
    page.get_by_role("link", name="Séances", exact=True).first.click()
    expect(page.get_by_role("alert")).to_contain_text("hors connexion")

    page.context.set_offline(False)

    expect(page.get_by_role("status").filter(has_text="La connexion est revenue.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Séances")
    expect(page.get_by_role("alert")).to_have_count(0)
