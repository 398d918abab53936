"""Signing in as the browser tests do it."""

import re

from django.core import mail
from playwright.sync_api import expect

from prevention.demonstration.cast import PASSWORD


def give_password(page, account):
    page.get_by_role("button", name="Utiliser un mot de passe").click()
    page.get_by_label("Adresse électronique").fill(account.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()


def send_password(request, account):
    """Sign the browser of a request context in, whose cookies its pages share."""
    request.get("/_allauth/browser/v1/config")
    cookies = {one["name"]: one["value"] for one in request.storage_state()["cookies"]}
    answer = request.post(
        "/_allauth/browser/v1/auth/login",
        data={"email": account.email, "password": PASSWORD},
        headers={"X-CSRFToken": cookies["csrftoken"]},
    )
    assert answer.ok, answer.text()


def code_received():
    """Read the six digits in the only mail."""
    (message,) = mail.outbox
    return re.search(r"\b\d{6}\b", message.body)[0]


def asked_to_sign_in_again(page, account):
    """Give the dialog over the page, which knows who it was."""
    dialog = page.get_by_role("dialog", name="Reconnectez-vous pour continuer")
    expect(dialog.get_by_label("Adresse électronique")).to_have_value(account.email)
    return dialog


def sign_in_again(page, account):
    """Sign in over the page, by the password."""
    dialog = asked_to_sign_in_again(page, account)
    dialog.get_by_role("button", name="Utiliser un mot de passe").click()
    dialog.get_by_label("Mot de passe").fill(PASSWORD)
    dialog.get_by_role("button", name="Se connecter").click()
