"""The pages without a network: readable where promised, dated always, and nobody else's."""

import re

import pytest
from playwright.sync_api import expect

from prevention.demonstration.cast import FACILITATOR, PASSWORD, TEACHER
from prevention.models import Session
from tests.browser.accessible import assert_accessible_as_it_is

pytestmark = pytest.mark.browser

KEPT = """async () => {
    const own = await caches.open("own");
    return (await own.keys()).map((request) => new URL(request.url).pathname);
}"""
SEEN = re.compile(
    r"Vu pour la dernière fois (lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) "
    r"\d+(er)?\s\w+ à \d+\sh"
)


def until(page, expression):
    """Wait for an expression to hold in a page.

    Playwright's own ``wait_for_function`` has the page itself evaluate text again and again,
    which its policy forbids.
    """
    for _ in range(600):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{expression} never held.")


@pytest.fixture
def installed(sign_in):
    """Open the start page of an account, with its agenda kept by the service worker."""

    def open_(account, size="telephone"):
        page = sign_in(account, size, expects_faults=True, service_workers="allow")
        until(page, "Boolean(navigator.serviceWorker.controller)")
        page.goto("/")
        until(page, f"({KEPT})().then((kept) => kept.length > 3)")
        page.wait_for_load_state("networkidle")
        return page

    return open_


def kept(page):
    return set(page.evaluate(KEPT))


def test_the_agenda_and_its_sheets_are_read_without_a_network_and_dated(installed):
    page = installed(FACILITATOR)
    session = Session.objects.filter(
        state="confirmed", facilitators__user__email=FACILITATOR.email
    ).earliest("starts_at")
    page.context.set_offline(True)

    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sans connexion")
    expect(page.get_by_text(SEEN)).to_be_visible()
    assert_accessible_as_it_is(page, "the agenda offline")
    page.locator(f'a[href="/sessions/{session.public_id}"]').click()

    expect(page.get_by_role("heading", level=1)).to_have_text(session.offer.title)
    expect(page.get_by_text(SEEN)).to_be_visible()
    assert_accessible_as_it_is(page, "a sheet offline")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(session.offer.title)
    expect(page.get_by_text(SEEN)).to_be_visible()


def test_the_help_card_is_read_without_a_network(installed):
    page = installed(TEACHER)
    page.context.set_offline(True)

    page.goto("/help")

    expect(page.get_by_role("link", name="119").first).to_be_visible()


def test_nothing_but_who_one_is_the_agenda_and_its_sheets_is_kept(installed):
    page = installed(TEACHER)
    for address in ["/sessions", "/account", "/calendars", "/planning"]:
        page.goto(address)
        page.wait_for_load_state("networkidle")

    sheet = re.compile(r"/api/v1/sessions/[0-9a-f-]{36}/")
    others = {name for name in kept(page) if not sheet.fullmatch(name)}
    assert others == {"/owner", "/api/v1/me/", "/api/v1/sessions/"}


def test_what_was_kept_is_read_anew_when_the_connection_is_back(installed):
    page = installed(TEACHER)
    session = Session.objects.filter(
        state="confirmed", groups__school__roles__user__email=TEACHER.email
    ).earliest("starts_at")
    page.goto(f"/sessions/{session.public_id}")
    page.get_by_role("heading", level=1).wait_for()
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text(SEEN)).to_be_visible()
    Session.objects.filter(pk=session.pk).update(state="cancelled", ended_reason="ABSENCE")

    page.context.set_offline(False)

    expect(page.get_by_text(SEEN)).to_have_count(0)
    expect(page.get_by_role("button", name="Annuler la séance")).to_have_count(0)


def test_signing_out_leaves_nothing_on_the_machine(installed):
    page = installed(TEACHER)
    page.goto("/account")
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("heading", name="Se connecter").wait_for()
    assert kept(page) == set()

    page.context.set_offline(True)
    page.goto("/offline")

    expect(page.get_by_text("Rien n’est gardé sur cet appareil")).to_be_visible()


def test_another_account_finds_nothing_of_the_first(installed):
    page = installed(FACILITATOR)
    before = kept(page)
    page.context.clear_cookies()  # as time does, without signing out
    page.goto("/sign-in")
    page.get_by_role("button", name="Utiliser un mot de passe").click()
    page.get_by_label("Adresse électronique").fill(TEACHER.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("heading", name=f"Bonjour, {TEACHER.name}").wait_for()
    until(page, f"({KEPT})().then((kept) => kept.length > 3)")

    own = {
        f"/api/v1/sessions/{public_id}/"
        for public_id in Session.objects.filter(
            groups__school__roles__user__email=TEACHER.email
        ).values_list("public_id", flat=True)
    }
    sheets = kept(page) - {"/owner", "/api/v1/me/", "/api/v1/sessions/"}
    assert before
    assert sheets <= own


def test_a_browser_finds_all_it_needs_to_install_the_pages(installed):
    page = installed(TEACHER)

    tools = page.context.new_cdp_session(page)

    found = tools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A browser of the tests is as private as can be, and installs nothing.
    assert [error["errorId"] for error in found] == ["in-incognito"]


def test_a_new_version_replaces_the_old_one_at_the_next_visit(installed, settings, tmp_path):
    page = installed(TEACHER)
    shells = "caches.keys().then((names) => names.filter((name) => name.startsWith('shell:')))"
    (old,) = page.evaluate(shells)
    built = settings.FRONTEND_DIST
    for name in ["index.html", "sw.js"]:
        text = (built / name).read_text()
        changed = text.replace(old.removeprefix("shell:"), "0123456789ab")
        (tmp_path / name).write_text(changed)
    settings.FRONTEND_DIST = tmp_path

    page.goto("/help")

    until(page, f"{shells}.then((names) => names.includes('shell:0123456789ab'))")
    page.context.set_offline(True)
    page.goto("/help")
    expect(page.get_by_role("link", name="119").first).to_be_visible()
