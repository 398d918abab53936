"""Who reaches many schools is led to a second step, and keeps one."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from prevention.demonstration.cast import COORDINATOR, TEACHER
from prevention.models import User
from prevention.vocabulary import RoleKind
from tests.browser.accessible import assert_accessible
from tests.browser.entering import give_password
from tests.browser.factors import set_up_application, shoot, sign_out
from tests.factories import RoleFactory
from tests.prevention.people.codes import code_of

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_a_coordinator_is_led_to_the_second_step_then_on(
    demonstration, settings, open_page, size, colours
):
    settings.SECOND_FACTOR_REQUIRED = True
    page = open_page(size, color_scheme=colours)
    page.goto("/messages")
    give_password(page, COORDINATOR)

    expect(page.get_by_role("heading", name="Sécurité de mon compte")).to_be_visible()
    expect(page.get_by_text("une deuxième étape est demandée à la connexion")).to_be_visible()
    assert_accessible(page, "/account/security, required")
    shoot(page, f"required-{size}-{colours}")
    set_up_application(page)
    page.get_by_role("link", name="Continuer").click()

    expect(page.get_by_role("heading", level=1, name="Courriels")).to_be_visible()


@pytest.mark.parametrize("address", ["/", "/coordination", "/sessions"])
def test_a_coordinator_who_teaches_too_meets_no_empty_page(
    demonstration, settings, open_page, address
):
    settings.SECOND_FACTOR_REQUIRED = True
    teacher = User.objects.get(email=TEACHER.email)
    RoleFactory(user=teacher, kind=RoleKind.COORDINATOR, everywhere=True)
    page = open_page()
    page.goto(address)
    give_password(page, TEACHER)

    expect(page.get_by_role("heading", name="Sécurité de mon compte")).to_be_visible()
    expect(page.get_by_text("une deuxième étape est demandée à la connexion")).to_be_visible()
    set_up_application(page)
    page.get_by_role("link", name="Continuer").click()

    page.get_by_role("heading", level=1).wait_for()
    assert urlsplit(page.url).path == address


def test_a_coordinator_who_has_one_is_led_nowhere(demonstration, settings, open_page):
    settings.SECOND_FACTOR_REQUIRED = True
    page = open_page()
    page.goto("/")
    give_password(page, COORDINATOR)
    secret = set_up_application(page)
    page.get_by_role("link", name="Continuer").wait_for()
    sign_out(page)
    give_password(page, COORDINATOR)

    page.get_by_label("Code de l’application").fill(code_of(secret))
    page.get_by_role("button", name="Continuer").click()

    expect(page.get_by_role("heading", name=f"Bonjour, {COORDINATOR.name}")).to_be_visible()
    page.goto("/account/security")
    page.get_by_role("button", name="Retirer l’application").click()
    page.get_by_role("dialog").get_by_role("button", name="Retirer l’application").click()
    expect(page.get_by_role("alert")).to_contain_text("ajoutez-en d’abord une autre")
