"""Passkeys, codes of an application and recovery codes, as a person meets them."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from playwright.sync_api import expect

from prevention.demonstration.cast import PASSWORD, TEACHER
from tests.browser.accessible import assert_accessible, assert_accessible_as_it_is
from tests.browser.entering import give_password
from tests.browser.factors import (
    codes_shown,
    make_passkey,
    set_up_application,
    shoot,
    sign_out,
    with_authenticator,
)
from tests.prevention.people.codes import code_of

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_a_passkey_is_made_named_used_and_removed(sign_in, size):
    page = sign_in(TEACHER, size)
    with_authenticator(page)
    make_passkey(page, "téléphone")
    expect(page.get_by_role("region", name="Vos codes de secours").locator("li")).to_have_count(10)
    assert_accessible(page, "/account/security with a passkey")
    shoot(page, f"passkey-{size}")

    page.get_by_role("button", name="Renommer la clé téléphone").click()
    page.get_by_role("dialog").get_by_label("Nom de la clé").fill("mon téléphone")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="mon téléphone")).to_be_visible()

    sign_out(page)
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(page.get_by_role("heading", name=f"Bonjour, {TEACHER.name}")).to_be_visible()

    page.goto("/account/security")
    page.get_by_role("button", name="Retirer la clé mon téléphone").click()
    assert_accessible_as_it_is(page, "removing a passkey")
    page.get_by_role("dialog").get_by_role("button", name="Retirer").click()
    expect(page.get_by_text("Aucune clé d’accès.")).to_be_visible()
    assert [each.subject for each in mail.outbox] == [
        "Une clé d’accès a été ajoutée à votre compte",
        "Une clé d’accès a été retirée de votre compte",
    ]


def test_a_passkey_is_the_second_step_after_a_password(sign_in):
    page = sign_in(TEACHER)
    with_authenticator(page)
    make_passkey(page, "ordinateur")
    sign_out(page)

    give_password(page, TEACHER)
    expect(page.get_by_role("heading", name="Deuxième étape")).to_be_focused()
    assert_accessible_as_it_is(page, "the second step by a passkey")
    shoot(page, "second-step-passkey")
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()

    expect(page.get_by_role("heading", name=f"Bonjour, {TEACHER.name}")).to_be_visible()


def test_a_passkey_that_is_not_given_leaves_the_other_ways(sign_in):
    page = sign_in(TEACHER)
    tools, device = with_authenticator(page)
    make_passkey(page, "ordinateur")
    sign_out(page)
    tools.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})

    page.get_by_role("button", name="Utiliser une clé d’accès").click()

    expect(page.get_by_role("alert")).to_contain_text("La clé d’accès n’a pas été utilisée.")
    expect(page.get_by_role("button", name="Recevoir un code")).to_be_visible()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_codes_of_an_application_are_set_up_and_asked_for(sign_in, size, colours):
    page = sign_in(TEACHER, size, color_scheme=colours)
    page.goto("/account/security")
    assert_accessible(page, "/account/security")
    shoot(page, f"security-{size}-{colours}")
    page.get_by_role("button", name="Utiliser une application").click()
    expect(page.get_by_role("img", name="Code à photographier")).to_be_visible()
    assert_accessible_as_it_is(page, "the application's secret")
    shoot(page, f"application-{size}-{colours}")
    page.get_by_role("button", name="Annuler").click()

    secret = set_up_application(page)
    expect(page.get_by_role("region", name="Vos codes de secours")).to_be_focused()
    assert_accessible_as_it_is(page, "the recovery codes")
    shoot(page, f"recovery-{size}-{colours}")
    codes = codes_shown(page)
    with page.expect_download() as file:
        page.get_by_role("button", name="Télécharger").click()
    kept = file.value.path().read_text()
    page.reload()
    expect(page.get_by_text("Il en reste 10 codes.")).to_be_visible()
    assert page.get_by_role("region", name="Vos codes de secours").count() == 0
    assert all(code in kept for code in codes)

    sign_out(page)
    give_password(page, TEACHER)
    page.get_by_label("Code de l’application").fill("000000")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("alert")).to_contain_text("Ce code n’est pas le bon")
    assert_accessible_as_it_is(page, "a wrong code")
    shoot(page, f"second-step-{size}-{colours}")
    page.get_by_label("Code de l’application").fill(code_of(secret))
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", name=f"Bonjour, {TEACHER.name}")).to_be_visible()


def test_a_recovery_code_opens_once(sign_in):
    page = sign_in(TEACHER)
    page.goto("/account/security")
    set_up_application(page)
    code = codes_shown(page)[0]

    for _time in range(2):
        sign_out(page)
        give_password(page, TEACHER)
        page.get_by_label("Code de l’application").fill(code)
        page.get_by_role("button", name="Continuer").click()
        page.locator("[role=alert], h1:has-text('Bonjour')").first.wait_for()
        if page.get_by_role("alert").count():
            break

    expect(page.get_by_role("alert")).to_contain_text("a déjà servi")


def test_an_old_session_proves_again_and_nothing_typed_is_lost(sign_in):
    page = sign_in(TEACHER)
    with_authenticator(page)
    page.goto("/account/security")
    page.get_by_label("Nom de la clé").fill("ordinateur")
    grow_old()
    page.get_by_role("button", name="Créer une clé d’accès").click()

    dialog = page.get_by_role("dialog", name="Confirmez que c’est vous")
    dialog.wait_for()
    assert_accessible_as_it_is(page, "proving again")
    shoot(page, "proof")
    dialog.get_by_label("Mot de passe").fill("fausse")
    dialog.get_by_role("button", name="Confirmer").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("Mot de passe").fill(PASSWORD)
    dialog.get_by_role("button", name="Confirmer").click()

    expect(page.get_by_role("heading", name="ordinateur")).to_be_visible()


def test_giving_up_the_proof_changes_nothing_and_says_so(sign_in):
    page = sign_in(TEACHER)
    page.goto("/account/security")
    page.get_by_role("button", name="Utiliser une application").wait_for()
    grow_old()
    page.get_by_role("button", name="Utiliser une application").click()
    page.get_by_role("dialog").wait_for()

    page.keyboard.press("Escape")

    expect(page.get_by_role("alert")).to_contain_text("Rien n’a été changé")


def grow_old():
    """Let the proofs of every session be of yesterday."""
    yesterday = time.time() - 24 * 3600
    for row in Session.objects.all():
        held = row.get_decoded()
        proofs = held.get("account_authentication_methods", [])
        held["account_authentication_methods"] = [{**one, "at": yesterday} for one in proofs]
        row.session_data = Session.get_session_store_class()().encode(held)
        row.save()
