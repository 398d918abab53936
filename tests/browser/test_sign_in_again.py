"""Signing in again over the page, by every way in: what was pressed is then done, once."""

import pytest
from django.core import mail
from playwright.sync_api import expect

from prevention.demonstration.cast import FACILITATOR, PASSWORD, TEACHER
from prevention.models import Session
from tests.browser.accessible import assert_accessible_as_it_is
from tests.browser.booking import choose_a_time, press_book
from tests.browser.entering import asked_to_sign_in_again, code_received, give_password
from tests.browser.factors import (
    codes_shown,
    make_passkey,
    set_up_application,
    with_authenticator,
)
from tests.browser.faults import expire_sign_ins
from tests.prevention.people.codes import code_of

pytestmark = pytest.mark.browser


def signed_out_at_the_press(page):
    """Choose a session for 5E1, and press when the session of the site is over."""
    page.goto("/")
    choose_a_time(page)
    expire_sign_ins()
    press_book(page)
    return asked_to_sign_in_again(page, TEACHER)


def give_password_again(dialog):
    dialog.get_by_role("button", name="Utiliser un mot de passe").click()
    dialog.get_by_label("Mot de passe").fill(PASSWORD)
    dialog.get_by_role("button", name="Se connecter").click()
    expect(dialog.get_by_role("heading", name="Deuxième étape")).to_be_focused()


def give_code(dialog, code):
    dialog.get_by_label("Code de l’application").fill(code)
    dialog.get_by_role("button", name="Continuer").click()


def assert_booked_once(page):
    expect(page.get_by_role("heading", name="C’est réservé")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert Session.objects.filter(groups__label="5E1").count() == 1


def test_by_a_passkey(sign_in):
    page = sign_in(TEACHER, "telephone", expects_faults=True)
    with_authenticator(page)
    make_passkey(page, "téléphone")
    dialog = signed_out_at_the_press(page)
    assert_accessible_as_it_is(page, "signing in again, where passkeys work")

    dialog.get_by_role("button", name="Utiliser une clé d’accès").click()

    assert_booked_once(page)


def test_a_passkey_that_is_not_given_leaves_the_page_and_the_other_ways(sign_in):
    page = sign_in(TEACHER, expects_faults=True)
    tools, device = with_authenticator(page)
    make_passkey(page, "téléphone")
    dialog = signed_out_at_the_press(page)
    tools.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    dialog.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(dialog.get_by_role("alert")).to_contain_text("La clé d’accès n’a pas été utilisée.")

    tools.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    give_password_again(dialog)
    dialog.get_by_role("button", name="Utiliser ma clé d’accès").click()

    assert_booked_once(page)


def test_by_the_codes_of_an_application(sign_in):
    page = sign_in(TEACHER, "telephone", expects_faults=True)
    page.goto("/account/security")
    secret = set_up_application(page)
    dialog = signed_out_at_the_press(page)
    give_password_again(dialog)
    assert_accessible_as_it_is(page, "the second step of signing in again")

    give_code(dialog, "000000")
    expect(dialog.get_by_role("alert")).to_contain_text("Ce code n’est pas le bon")
    give_code(dialog, code_of(secret))

    assert_booked_once(page)


def test_by_a_recovery_code(sign_in):
    page = sign_in(TEACHER, expects_faults=True)
    page.goto("/account/security")
    set_up_application(page)
    code = codes_shown(page)[0]
    dialog = signed_out_at_the_press(page)

    give_password_again(dialog)
    give_code(dialog, code)

    assert_booked_once(page)


@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_by_a_code_received(sign_in, size):
    page = sign_in(TEACHER, size, expects_faults=True)
    dialog = signed_out_at_the_press(page)
    dialog.get_by_role("button", name="Recevoir un code").click()
    field = dialog.get_by_label("Code reçu par courriel")
    field.fill("000000")
    dialog.get_by_role("button", name="Se connecter").click()
    expect(dialog.get_by_role("alert")).to_be_focused()
    assert_accessible_as_it_is(page, "a wrong code, signing in again")

    field.fill(code_received())
    dialog.get_by_role("button", name="Se connecter").click()

    assert_booked_once(page)


def test_by_a_code_received_then_one_of_the_application(sign_in):
    page = sign_in(TEACHER, expects_faults=True)
    page.goto("/account/security")
    secret = set_up_application(page)
    mail.outbox.clear()  # what tells of the application
    dialog = signed_out_at_the_press(page)
    dialog.get_by_role("button", name="Recevoir un code").click()
    field = dialog.get_by_label("Code reçu par courriel")
    field.wait_for()
    field.fill(code_received())
    dialog.get_by_role("button", name="Se connecter").click()

    give_code(dialog, code_of(secret))

    assert_booked_once(page)


def test_by_somebody_else_s_passkey_nothing_of_the_page_is_done_or_shown(sign_in):
    page = sign_in(FACILITATOR, expects_faults=True)
    with_authenticator(page)
    make_passkey(page, "tablette partagée")
    expire_sign_ins()
    page.goto("/sign-in")
    give_password(page, TEACHER)
    page.get_by_role("heading", name=f"Bonjour, {TEACHER.name}").wait_for()
    dialog = signed_out_at_the_press(page)

    dialog.get_by_role("button", name="Utiliser une clé d’accès").click()

    expect(page.get_by_role("heading", name=f"Bonjour, {FACILITATOR.name}")).to_be_visible()
    assert not Session.objects.filter(groups__label="5E1").exists()
