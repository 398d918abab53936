"""Finding a material, opening it, and handing it on: as a teacher does."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from library.acts import withdraw
from library.models import CollectionEntry
from library.search.indexing import index
from prevention.demonstration.cast import COORDINATOR, SCHOOL_UAI, TEACHER
from prevention.models import Offer, Session
from tests.browser.accessible import assert_accessible
from tests.factories import CollectionFactory, HelpServiceFactory, MaterialFactory
from tests.library.kept import keep_version

pytestmark = pytest.mark.browser

FILM = "Le cyberharcèlement, en parler"
FOR_LATER = "Harcèlement : le procès simulé"
ADVICE = "Regardez-la avant la classe."
SHOW = "J’ai lu ce qui précède\u00a0: la montrer"


@pytest.fixture
def poster(demonstration):
    """A material for pupils of 6e, warned of, with a file; another for older ones."""
    poster = MaterialFactory(
        title=FILM,
        kind="POSTER",
        audience="PUPIL",
        levels=["6E", "5E"],
        warnings=["SUICIDE", "DISTRESS"],
        adult_advice=ADVICE,
        url="",
    )
    older = MaterialFactory(title=FOR_LATER, levels=["2NDE"])
    drawn = io.BytesIO()
    Image.new("RGB", (320, 200), "#0f5257").save(drawn, "WEBP")
    keep_version(poster, drawn.getvalue())
    index([poster, older])
    HelpServiceFactory(name="3018", phone="30 18", opening_hours="09:00-23:00")
    return poster


def test_a_teacher_finds_a_material_whatever_the_endings_and_accents(sign_in, poster):
    page = sign_in(TEACHER, "telephone")
    page.goto("/library")

    page.get_by_label("Que cherchez-vous").fill("harcelements")
    results = page.get_by_role("region", name="Ressources")
    expect(results.locator("mark").first).to_be_visible()
    expect(results.get_by_role("link", name=FILM)).to_be_visible()
    expect(results.get_by_role("link", name=FOR_LATER)).to_be_visible()

    page.get_by_text("Filtrer", exact=True).click()
    page.get_by_role("checkbox", name="(6e)").check()
    expect(results.get_by_role("link", name=FOR_LATER)).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/library\?q=harcelements&level=6E$"))
    assert_accessible(page, "what was found")

    # The address keeps what was asked, and going back gives it again.
    page.goto(f"{page.url}&view=list")
    expect(page.get_by_role("button", name="Liste")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name=FILM).click()
    page.get_by_role("heading", level=1, name=FILM).wait_for()
    page.go_back()
    expect(page.get_by_label("Que cherchez-vous")).to_have_value("harcelements")
    page.get_by_role("button", name="Retirer «\u00a0Niveau").click()
    expect(results.get_by_role("link", name=FOR_LATER)).to_be_visible()

    page.goto("/library?q=harcelement&level=TPS")
    expect(page.get_by_text("Retirez un filtre")).to_be_visible()
    page.get_by_role("button", name="Tout retirer").click()
    expect(page.get_by_role("link", name=FILM)).to_be_visible()


def test_what_to_know_is_read_before_what_is_shown(sign_in, poster):
    page = sign_in(TEACHER, "telephone")
    page.goto("/library")
    page.get_by_role("link", name=FILM).click()

    before = page.get_by_role("region", name="Avant de l’ouvrir")
    expect(before).to_contain_text(ADVICE)
    picture = page.get_by_role("img", name="Page 1")
    expect(picture).to_be_hidden()
    assert_accessible(page, "a material that is warned of")

    page.get_by_text(SHOW).click()
    expect(picture).to_be_visible()
    assert before.bounding_box()["y"] < picture.bounding_box()["y"]
    assert_accessible(page, "a material that is shown")

    with page.expect_download() as saved:
        page.get_by_role("link", name="Enregistrer (WEBP").first.click()
    assert saved.value.suggested_filename.endswith(".webp")
    expect(page.get_by_role("link", name="Appeler 3018")).to_have_attribute("href", "tel:3018")


def test_a_link_for_pupils_opens_without_an_account(sign_in, open_page, poster):
    page = sign_in(TEACHER)
    page.goto(f"/library/{poster.public_id}")

    page.get_by_role("button", name="Partager").click()
    page.get_by_label("Pendant").select_option("7")
    page.get_by_role("button", name="Faire le lien").click()
    address = page.get_by_label("Adresse du lien").input_value()
    expect(page.get_by_role("img", name="Code à photographier")).to_be_visible()
    assert_accessible(page, "a link just made")
    page.get_by_role("button", name="Terminer").click()
    expect(page.get_by_role("button", name="Partager")).to_be_focused()

    pupil = open_page("telephone")
    pupil.goto(address)
    expect(pupil.get_by_role("heading", name=FILM).first).to_be_visible()
    expect(pupil.get_by_text("Avant de l’ouvrir")).to_be_visible()


def test_the_keyboard_alone_leads_from_words_to_a_shared_link(sign_in, poster):
    page = sign_in(TEACHER)
    page.goto("/library")
    page.get_by_label("Que cherchez-vous").focus()

    page.keyboard.type("cyberharcelement")
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name=FILM)
    link.wait_for()
    press_until(page, link)
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", level=1, name=FILM)
    expect(heading).to_be_focused()

    press_until(page, page.locator("summary", has_text=SHOW))
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name="Page 1")).to_be_visible()
    press_until(page, page.get_by_role("button", name="Partager"))
    page.keyboard.press("Enter")
    press_until(page, page.get_by_role("button", name="Faire le lien"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Adresse du lien")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Partager")).to_be_focused()


def press_until(page, wanted, most=80):
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
    pytest.fail(f"the keyboard never comes to {wanted}")


def test_what_was_withdrawn_is_said_so_to_who_reviews(sign_in, poster):
    withdraw(material=poster, reason="OUTDATED")
    page = sign_in(COORDINATOR)

    page.goto(f"/library/{poster.public_id}")

    expect(page.get_by_text("Cette ressource a été retirée")).to_be_visible()
    expect(page.get_by_role("button", name="Partager")).to_have_count(0)


def test_collections_help_and_own_sessions_are_read_and_handed_on(sign_in, poster):
    collection = CollectionFactory(levels=["6E"])
    guide = MaterialFactory(title="Le guide de l’adulte")
    for position, material in enumerate([guide, poster], start=1):
        CollectionEntry.objects.create(
            collection=collection, material=material, position=position, note=f"Étape {position}"
        )
    HelpServiceFactory(name="17", phone="17", emergency=True, opening_hours="24/7", position=9)
    HelpServiceFactory(name="Maison des adolescents", phone="0327", levels=["2NDE"])
    coming = Session.objects.filter(school=SCHOOL_UAI).exclude(offer=None).latest("starts_at")
    Offer.objects.get(pk=coming.offer_id).materials.add(poster)
    page = sign_in(TEACHER)
    names = page.get_by_role("heading", level=3)

    page.goto("/library/collections?level=6E")
    page.get_by_role("link", name=collection.title).click()
    listed = page.get_by_role("heading", level=2).filter(has=page.get_by_role("link"))
    expect(listed).to_have_text([guide.title, FILM])
    expect(page.get_by_text("Étape 2")).to_be_visible()
    page.get_by_role("button", name="Partager").click()
    expect(page.get_by_label("des parents")).to_be_visible()

    page.goto("/library/help")
    expect(names).to_have_text(["17", "3018", "Maison des adolescents"])
    expect(page.get_by_role("link", name="Appeler 17")).to_have_attribute("href", "tel:17")
    page.get_by_label("Niveau de l’élève").select_option("6E")
    expect(names).to_have_text(["17", "3018"])

    page.goto("/sessions")
    page.get_by_role("link", name="Ressources de mes séances").click()
    expect(page.get_by_role("link", name=FILM).first).to_be_visible()
    expect(page.get_by_text("Avertissement\u00a0: suicide").first).to_be_visible()
