"""Signing in by an OpenID Connect provider: a real one, run beside the tests."""

import os

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from playwright.sync_api import expect

from prevention.demonstration.cast import COORDINATOR, TEACHER
from prevention.models import User
from tests.browser.accessible import assert_accessible
from tests.browser.conftest import SIZES
from tests.browser.settling import follow
from tests.identity_provider import provider_of

pytestmark = pytest.mark.browser

NEWCOMER = "nouvelle@ac-lille.fr"
STRANGER = "quelquun@exemple.test"
SHOTS = os.environ.get("SCREENSHOTS")
ACCOUNTS = {
    "teacher": {"email": TEACHER.email.upper(), "email_verified": True, "siret": "11004301500012"},
    "coordinator": {"email": COORDINATOR.email, "email_verified": True},
    "unproved": {"email": TEACHER.email, "email_verified": False},
    "in-quotes": {"email": TEACHER.email, "email_verified": "true"},
    "silent": {"email": TEACHER.email},
    "unproved-stranger": {"email": "inconnue@ac-lille.fr", "email_verified": False},
    "newcomer": {
        "email": NEWCOMER,
        "email_verified": True,
        "given_name": "Nour",
        "usual_name": "Lefebvre",
    },
    "stranger": {"email": STRANGER, "email_verified": True},
    "nobody": {},
}


@pytest.fixture(params=["plain"])
def provider(request, demonstration, settings):
    """A provider that knows this site, and this site that provider."""
    with provider_of(ACCOUNTS, settings, signed=request.param == "signed") as process:
        yield process


@pytest.fixture
def visitor(browser, live_server):
    """Open pages that may go to the provider; nothing may go wrong on ours."""
    contexts, wrongs = [], []

    def said(message):
        at_home = message.location["url"].startswith(live_server.url)
        if at_home and "Content Security Policy" in message.text:
            wrongs.append(message.text)

    def open_(size="screen", **options):
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="fr-FR",
            **options,
        )
        contexts.append(follow(context))
        page = context.new_page()
        page.on("console", said)
        page.on("pageerror", lambda error: wrongs.append(str(error)))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert wrongs == []


def go(page, who, start="/sign-in"):
    """Sign in at the provider as one of its accounts."""
    page.goto(start)
    page.get_by_role("button", name="Continuer avec ProConnect").click()
    page.locator("[name=login]").fill(who)
    page.locator("[name=password]").fill("whatever")
    page.locator("button[type=submit]").click()
    page.get_by_role("button", name="Continue").click()


@pytest.mark.parametrize("provider", ["plain", "signed"], indirect=True)
def test_a_proved_address_opens_its_account_and_leads_where_one_wanted(provider, visitor):
    page = visitor()
    go(page, "teacher", start="/calendars")

    expect(page.get_by_role("heading", level=1, name="Agendas")).to_be_visible()
    link = SocialAccount.objects.get()
    assert (link.user.email, link.extra_data) == (TEACHER.email, {})
    assert "teacher" not in link.uid
    (told,) = mail.outbox
    assert (told.to, told.subject) == ([TEACHER.email], "ProConnect ouvre désormais votre compte")
    assert "prévenez la coordination" in told.body


def test_signing_out_here_signs_out_there(provider, visitor):
    page = visitor()
    go(page, "teacher")
    page.get_by_role("heading", name=f"Bonjour, {TEACHER.name}").wait_for()
    page.goto("/account")
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("button", name="Yes, sign me out").click()

    expect(page.get_by_role("heading", name="Se connecter")).to_be_visible()
    page.get_by_role("button", name="Continuer avec ProConnect").click()
    expect(page.locator("[name=login]")).to_be_visible()


def test_a_link_holds_when_the_address_is_no_longer_told(provider, visitor):
    user = User.objects.get(email=TEACHER.email)
    go(visitor(), "teacher")
    page = visitor()
    SocialAccount.objects.get()
    User.objects.filter(pk=user.pk).update(email="autre@exemple.test")

    go(page, "teacher")

    expect(page.get_by_role("heading", name=f"Bonjour, {TEACHER.name}")).to_be_visible()


@pytest.mark.parametrize("who", ["unproved", "in-quotes", "silent", "unproved-stranger", "nobody"])
def test_an_unproved_address_opens_nothing_known_or_not(provider, visitor, who):
    page = visitor()
    go(page, who)

    expect(page.get_by_role("alert")).to_contain_text("n’est pas certifiée par ce service")
    page.goto("/")
    expect(page.get_by_role("heading", name="Se connecter", exact=True)).to_be_visible()
    assert not SocialAccount.objects.exists()


def test_a_provider_that_vouches_for_its_addresses_is_believed(provider, settings, visitor):
    settings.OIDC_VERIFIES_EMAIL = True
    page = visitor()
    go(page, "silent")

    expect(page.get_by_role("heading", name=f"Bonjour, {TEACHER.name}")).to_be_visible()


def test_an_academic_address_opens_an_account_under_its_name(provider, visitor):
    page = visitor()
    go(page, "newcomer")

    expect(page.get_by_role("heading", name="Bonjour, Nour Lefebvre")).to_be_visible()
    made = User.objects.get(email=NEWCOMER)
    assert (made.has_usable_password(), list(made.roles.all())) == (False, [])
    assert EmailAddress.objects.get(user=made).verified


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_another_address_is_refused_in_a_sentence(provider, visitor, size, colours):
    page = visitor(size, color_scheme=colours)
    go(page, "stranger")

    expect(page.get_by_role("alert")).to_contain_text("demandez une invitation")
    assert_accessible(page, "refused by the rule of sign-up")
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/oidc-{size}-{colours}.png", full_page=True)
    assert not User.objects.filter(email=STRANGER).exists()


def test_who_has_left_is_refused_like_a_stranger(provider, visitor):
    User.objects.filter(email=TEACHER.email).update(is_active=False)
    page = visitor()
    go(page, "teacher")

    expect(page.get_by_role("alert")).to_contain_text("demandez une invitation")


def test_the_second_step_is_asked_of_a_coordinator(provider, settings, visitor):
    settings.SECOND_FACTOR_REQUIRED = True
    page = visitor()
    go(page, "coordinator")

    expect(page.get_by_role("heading", name="Sécurité de mon compte")).to_be_visible()


def test_who_turns_back_at_the_provider_may_choose_another_way(provider, visitor):
    page = visitor()
    page.goto("/sign-in")
    page.get_by_role("button", name="Continuer avec ProConnect").click()
    page.get_by_role("link", name="Cancel").click()

    expect(page.get_by_role("alert")).to_contain_text("Vous n’êtes pas allé au bout")
    expect(page.get_by_role("button", name="Recevoir un code")).to_be_visible()


def test_the_way_back_is_not_the_service_workers(provider, visitor):
    page = visitor()
    page.goto("/sign-in")
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    page.reload()
    assert page.evaluate("navigator.serviceWorker.controller !== null")
    seen = []
    page.on("response", lambda answer: seen.append((answer.url, answer.from_service_worker)))

    go(page, "teacher")

    expect(page.get_by_role("heading", name=f"Bonjour, {TEACHER.name}")).to_be_visible()
    (way_back,) = [by_worker for url, by_worker in seen if "/provider/callback" in url]
    assert way_back is False
    assert any(by_worker for _url, by_worker in seen)


def test_an_answer_to_another_question_opens_nothing(provider, visitor):
    page = visitor()
    page.goto("/sign-in/provider/callback?code=made-up&state=made-up")

    expect(page.get_by_role("alert")).to_contain_text("n’a pas répondu comme prévu")


def test_a_provider_that_is_away_is_said(provider, visitor):
    provider.terminate()
    provider.wait()
    page = visitor()
    page.goto("/sign-in")
    page.get_by_role("button", name="Continuer avec ProConnect").click()

    expect(page.get_by_role("alert")).to_contain_text("n’a pas répondu comme prévu")
    expect(page.get_by_role("button", name="Recevoir un code")).to_be_visible()


def test_no_form_may_leave_the_site(provider, client):
    policy = client.get("/sign-in")["Content-Security-Policy"]

    assert "form-action 'self'" in [each.strip() for each in policy.split(";")]


def test_there_is_no_such_button_without_a_provider(open_page):
    page = open_page(service_workers="allow")
    page.goto("/sign-in")
    page.wait_for_load_state("networkidle")

    expect(page.get_by_role("button", name="Continuer avec")).to_have_count(0)
