"""Where one can go from every page, on a telephone and on a screen, and as what one comes."""

import pytest
from playwright.sync_api import expect

from prevention.demonstration.cast import COORDINATOR, FACILITATOR, HEAD, TEACHER
from prevention.models import Organisation, Role, School, Session, User
from tests.browser.accessible import assert_accessible
from tests.factories import RoleFactory

pytestmark = pytest.mark.browser


def entries(page):
    return page.get_by_role("navigation", name="Pages").get_by_role("link").all_inner_texts()


@pytest.fixture
def of_two_schools(demonstration):
    """The teacher, who also heads another school and gives sessions."""
    user = User.objects.get(email=TEACHER.email)
    school = School.objects.open().filter(kind="ELEM").order_by("pk")[0]
    RoleFactory(user=user, kind="HEAD", school=school)
    RoleFactory(user=user, kind="FACILITATOR", organisation=Organisation.objects.earliest("pk"))
    return school


def test_a_telephone_opens_the_menu_and_it_closes_after_a_move(sign_in):
    page = sign_in(TEACHER, "telephone")
    menu = page.get_by_role("navigation", name="Pages")
    expect(menu).to_be_hidden()

    page.get_by_text("Menu", exact=True).click()
    expect(menu).to_be_visible()
    assert_accessible(page, "the menu")
    menu.get_by_role("link", name="Agendas").click()

    expect(page.get_by_role("heading", level=1, name="Agendas")).to_be_visible()
    expect(menu).to_be_hidden()


def test_the_menu_is_opened_and_left_by_keyboard(sign_in):
    page = sign_in(COORDINATOR, "telephone")
    summary = page.locator("summary", has_text="Menu")
    menu = page.get_by_role("navigation", name="Pages")

    summary.focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")

    expect(menu).to_be_hidden()
    expect(summary).to_be_focused()


def test_the_menu_closes_when_the_keyboard_goes_on_to_the_page(sign_in):
    page = sign_in(HEAD, "telephone")
    page.get_by_text("Menu", exact=True).click()
    menu = page.get_by_role("navigation", name="Pages")
    expect(menu).to_be_visible()

    page.get_by_role("link", name="Aide", exact=True).focus()

    expect(menu).to_be_hidden()


@pytest.mark.parametrize(
    "account", [COORDINATOR, HEAD, TEACHER, FACILITATOR], ids=lambda one: one.words
)
def test_each_role_sees_its_own_entries(sign_in, account):
    page = sign_in(account)

    found = entries(page)

    assert found[0] == "Accueil"
    assert {"Séances", "Agendas"} <= set(found)
    for name in ("Mon agenda", "Disponibilités"):
        assert (name in found) == (account == FACILITATOR)
    assert ("À autoriser" in found) == (account == HEAD)
    assert ("Courriels" in found) == (account == COORDINATOR)
    assert ("Établissements" in found) == (account == COORDINATOR)
    expect(page.get_by_label("En tant que")).to_have_count(0)


@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_who_has_several_roles_chooses_as_what_to_come(of_two_schools, sign_in, size):
    page = sign_in(TEACHER, size)
    if size == "telephone":
        page.get_by_text("Menu", exact=True).click()
    choice = page.get_by_label("En tant que")
    expect(choice.locator("option")).to_have_text(
        [
            f"direction, {of_two_schools.name}",
            "enseignant, Collège Les Rochambelles",
            f"intervenant, {Organisation.objects.earliest('pk').name}",
        ]
    )
    expect(page.get_by_role("heading", name="En attente de votre accord")).to_be_visible()
    assert_accessible(page, "the choice of a role")

    choice.select_option("enseignant, Collège Les Rochambelles")
    expect(page.get_by_role("link", name="5E1", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="En attente de votre accord")).to_have_count(0)

    page.reload()
    expect(page.get_by_role("link", name="5E1", exact=True)).to_be_visible()


def test_a_role_that_ended_is_not_kept(of_two_schools, sign_in):
    page = sign_in(TEACHER)
    page.get_by_label("En tant que").select_option("enseignant, Collège Les Rochambelles")
    expect(page.get_by_role("link", name="5E1", exact=True)).to_be_visible()
    Role.objects.filter(user__email=TEACHER.email, kind="TEACHER").update(status="ENDED")

    page.reload()

    expect(page.get_by_role("heading", name="En attente de votre accord")).to_be_visible()
    expect(page.get_by_role("link", name="5E1", exact=True)).to_have_count(0)


@pytest.mark.parametrize(
    ("account", "says"),
    [
        (TEACHER, ["Rien ne vous attend.", "Aucune séance prévue. Choisissez une classe"]),
        (HEAD, ["Rien n’attend votre accord.", "dès qu’une enseignante"]),
        (FACILITATOR, ["Rien ne vous attend.", "dès qu’un établissement aura réservé un de vos"]),
        (COORDINATOR, ["Rien ne vous attend.", "dès qu’un établissement aura réservé."]),
    ],
    ids=["teacher", "head", "facilitator", "coordinator"],
)
def test_an_empty_start_page_says_what_to_do(sign_in, demonstration, account, says):
    Session.objects.update(state="expired")
    page = sign_in(account, "telephone")

    for sentence in says:
        expect(page.get_by_text(sentence)).to_be_visible()
    assert_accessible(page, "an empty start page")


def test_the_start_page_asks_once_for_all_that_it_says(sign_in):
    page = sign_in(HEAD)
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/")
    page.get_by_role("heading", name="Prochaines séances").wait_for()
    page.wait_for_load_state("networkidle")

    calls = [url.partition("/api/v1/")[2].partition("?")[0] for url in asked if "/api/v1/" in url]
    assert calls == ["me/", "start/"]


def test_the_main_act_of_a_teacher_is_to_book(sign_in):
    page = sign_in(TEACHER, "telephone")

    page.get_by_role("link", name="Réserver une séance", exact=True).click()

    page.wait_for_url("**/book")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Bonjour")
