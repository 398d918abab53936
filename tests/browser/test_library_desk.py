"""Who curates the library: a draft with its file, its review, its withdrawal, a collection."""

import base64

import pytest
from playwright.sync_api import expect

from library.models import Collection, HelpService, Material
from library.search.indexing import index
from prevention.demonstration.cast import COORDINATOR, FACILITATOR
from prevention.models import Theme
from tests.browser.accessible import assert_accessible_as_it_is
from tests.factories import HelpServiceFactory, MaterialFactory
from tests.library.files.makers import image

pytestmark = pytest.mark.browser

PAGE = {"name": "fiche.html", "mimeType": "text/html", "buffer": b"<!doctype html><p>Bonjour</p>"}
DROP = """(zone, { name, base64 }) => {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name, { type: "image/png" }));
  zone.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true }));
}"""


@pytest.fixture
def picture(tmp_path):
    """Give a picture's path; another width is another file."""

    def make(width):
        path = tmp_path / f"image-{width}.png"
        path.write_bytes(image("PNG", size=(width, 300)))
        return path

    return make


def describe(page):
    """Fill in what others search by, with a warning and its advice."""
    page.get_by_role("textbox", name="Titre").fill("Le consentement en images")
    page.get_by_role("textbox", name="Description").fill("Une affiche à discuter.")
    page.get_by_role("combobox", name="Nature").select_option("POSTER")
    page.get_by_label("Écrite pour").select_option("TEACHER")
    page.get_by_label("Tout cocher\u00a0: Cycle 4").check()
    page.get_by_role("checkbox", name=Theme.objects.earliest("code").name).check()
    page.get_by_role("textbox", name="Éditeur").fill("Paroles partagées")
    page.get_by_role("combobox", name="Licence").select_option("CC_BY")
    page.get_by_label("situations éprouvantes").check()
    page.get_by_label("Conseil à l’adulte").fill("Prévoir un temps de parole.")


def test_a_facilitator_writes_a_draft_adds_its_file_and_hands_it_in(sign_in, picture):
    page = sign_in(FACILITATOR, "telephone")
    page.goto("/agenda")
    page.get_by_role("link", name="Mes ressources").click()
    page.get_by_role("link", name="Ajouter une ressource").click()

    describe(page)
    expect(page.get_by_text("en citant l’auteur")).to_be_visible()
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    page.get_by_role("heading", level=1, name="Modifier").wait_for()
    chooser = page.locator("input[type=file]")

    # A web page is refused; what was typed meanwhile is still there.
    page.get_by_role("textbox", name="Auteur").fill("Collectif")
    chooser.set_input_files(PAGE)
    page.get_by_role("button", name="Envoyer ce fichier").click()
    expect(page.get_by_role("alert").filter(has_text="pages web")).to_be_visible()
    expect(page.get_by_role("textbox", name="Auteur")).to_have_value("Collectif")
    expect(page.get_by_text("modifications non enregistrées")).to_be_visible()
    page.get_by_role("button", name="Enregistrer", exact=True).click()

    dropped = base64.b64encode(picture(400).read_bytes()).decode()
    page.locator(".drop").evaluate(DROP, {"name": "affiche.png", "base64": dropped})
    page.get_by_role("button", name="Envoyer ce fichier").click()
    expect(page.get_by_text("Le fichier est vérifié et en place.")).to_be_visible()
    assert_accessible_as_it_is(page, "the page of a draft")

    page.get_by_role("button", name="Remettre pour relecture").click()
    expect(page.get_by_text("Remise\u00a0: la coordination")).to_be_visible()
    made = Material.objects.get(title="Le consentement en images")
    assert (made.state, made.author, made.versions.count()) == ("in_review", "Collectif", 1)


def test_what_lacks_is_said_where_it_is_mended_and_nothing_is_lost(sign_in):
    page = sign_in(FACILITATOR)
    page.goto("/library/new")
    page.get_by_role("textbox", name="Titre").fill("Sans rien d’autre")

    page.get_by_role("button", name="Enregistrer le brouillon").click()

    summary = page.locator("form > [role=alert]")
    expect(summary).to_be_focused()
    assert page.get_by_role("combobox", name="Licence").get_attribute("aria-invalid") == "true"
    expect(page.get_by_role("textbox", name="Titre")).to_have_value("Sans rien d’autre")
    page.get_by_role("combobox", name="Licence").select_option("LINK_ONLY")
    expect(page.get_by_text("Demandée\u00a0: cette licence")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Reprendre").click()
    expect(page.get_by_role("textbox", name="Titre")).to_have_value("Sans rien d’autre")


def test_the_coordination_publishes_replaces_and_withdraws(sign_in, picture):
    waiting = MaterialFactory(
        title="À relire bientôt",
        state="in_review",
        published_at=None,
        reviewed_on=None,
        review_due_on=None,
    )
    waiting.themes.add(Theme.objects.earliest("code"))
    page = sign_in(COORDINATOR)
    page.goto("/coordination")
    page.get_by_role("link", name="Ressources à suivre").click()
    page.get_by_role("link", name="Relire À relire bientôt").click()

    page.get_by_role("button", name="Publier…").click()
    assert_accessible_as_it_is(page, "the dialog of publishing")
    page.get_by_role("dialog").get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Publiée.", exact=True)).to_be_visible()

    for width, button in ((400, "Envoyer ce fichier"), (420, "Remplacer par ce fichier")):
        page.locator("input[type=file]").set_input_files(picture(width))
        if width == 420:
            page.get_by_label("Ce qui a changé").fill("Une image plus large")
        page.get_by_role("button", name=button).click()
        page.get_by_text("en place.", exact=False).last.wait_for()
        page.get_by_role("button", name=button).wait_for(state="detached")
    assert [one.note for one in waiting.versions.order_by("number")] == ["", "Une image plus large"]

    page.get_by_role("button", name="Retirer…").click()
    page.get_by_label("Elle contient une erreur").check()
    page.get_by_role("dialog").get_by_role("button", name="Retirer", exact=True).click()
    expect(page.get_by_text("Motif du retrait")).to_be_visible()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.withdrawn_reason) == ("withdrawn", "ERROR")

    page.get_by_role("button", name="Remettre en brouillon").click()
    expect(page.get_by_text("De nouveau un brouillon.")).to_be_visible()


def test_a_collection_is_put_together_by_keyboard(sign_in):
    for title in ("Respect en affiches", "Respect en jeu"):
        index([MaterialFactory(title=title)])
    page = sign_in(COORDINATOR)
    page.goto("/library/desk")
    page.get_by_role("link", name="Composer une sélection").press("Enter")
    page.get_by_role("textbox", name="Titre").fill("Le respect, pas à pas")
    page.get_by_label("Tout cocher\u00a0: Cycle 4").press("Space")

    for words in ("respect affiches", "respect jeu"):
        field = page.get_by_role("combobox", name="Ajouter une ressource publiée")
        field.fill(words)
        page.locator("[role=option]").first.wait_for()
        field.press("ArrowDown")
        field.press("Enter")
    page.get_by_role("button", name="Monter Respect en jeu").press("Enter")
    expect(page.get_by_text("Respect en jeu\u00a0: place 1 sur 2.")).to_be_attached()
    expect(page.get_by_role("button", name="Descendre Respect en jeu")).to_be_focused()
    page.get_by_label("Comment s’en servir ici\u00a0: Respect en jeu").fill("Pour commencer")
    assert_accessible_as_it_is(page, "the form of a collection")
    page.get_by_label("Visible de tous les lecteurs").press("Space")
    page.get_by_role("button", name="Créer la sélection").press("Enter")

    page.get_by_role("heading", level=1, name="Modifier la sélection").wait_for()
    made = Collection.objects.get(title="Le respect, pas à pas")
    placed = [(one.material.title, one.note) for one in made.entries.order_by("position")]
    assert placed == [("Respect en jeu", "Pour commencer"), ("Respect en affiches", "")]
    assert made.published


def test_a_help_service_is_entered_with_its_hours_in_words(sign_in):
    HelpServiceFactory(name="Ancienne écoute", checked_on="2020-01-01")
    page = sign_in(COORDINATOR)
    page.goto("/library/help/edit")
    first = page.get_by_role("main").get_by_role("listitem").first
    expect(first).to_contain_text("Ancienne écoute")
    expect(first).to_contain_text("plus d’un an")

    page.get_by_role("button", name="Ajouter un service").click()
    page.get_by_role("textbox", name="Nom").fill("Maison des adolescents")
    page.get_by_label("Pour quoi").fill("Écouter et orienter.")
    page.get_by_label("Téléphone").fill("03 27 00 00 00")
    page.get_by_label("Horaires").fill("le matin")
    expect(page.get_by_text("«\u00a0le matin\u00a0»")).to_be_visible()
    page.get_by_label("Horaires").fill("24/7")
    expect(page.get_by_text("Se lira\u00a0:")).to_be_visible()
    page.get_by_label("Tout cocher\u00a0: Cycle 4").check()
    page.get_by_role("textbox", name="Source").fill("Département")
    assert_accessible_as_it_is(page, "the dialog of a service")
    page.get_by_role("button", name="Enregistrer").click()

    expect(page.get_by_text("Maison des adolescents\u00a0: enregistré.")).to_be_visible()
    assert HelpService.objects.get(name="Maison des adolescents").code == "maison-des-adolescents"
