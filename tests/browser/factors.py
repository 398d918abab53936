"""Passkeys, codes of an application and recovery codes, as the browser tests make them."""

import os

from tests.prevention.people.codes import code_of

SHOTS = os.environ.get("SCREENSHOTS")


def shoot(page, name):
    """Keep a picture to look at, where somebody asked for it."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def with_authenticator(page):
    """Give the browser a device that holds passkeys and knows its owner."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    made = tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return tools, made["authenticatorId"]


def make_passkey(page, name):
    page.goto("/account/security")
    page.get_by_label("Nom de la clé").fill(name)
    page.get_by_role("button", name="Créer une clé d’accès").click()
    page.get_by_text("La clé d’accès est créée.").wait_for()


def set_up_application(page):
    page.get_by_role("button", name="Utiliser une application").click()
    secret = page.locator("form code").inner_text().replace(" ", "")
    page.get_by_label("Code affiché par l’application").fill(code_of(secret))
    page.get_by_role("button", name="Activer").click()
    page.get_by_role("heading", name="Vos codes de secours").wait_for()
    return secret


def codes_shown(page):
    return page.get_by_role("region", name="Vos codes de secours").locator("li").all_inner_texts()


def sign_out(page):
    page.goto("/account")
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("heading", name="Se connecter").wait_for()
    page.goto("/sign-in")  # to no page in particular
