"""The guides in the pages, and the help as a card to print."""

import pytest
from playwright.sync_api import expect

from prevention.demonstration.cast import FACILITATOR, HEAD
from tests.browser.paper import read_paper
from tests.browser.test_everywhere import DISCLOSURE

pytestmark = pytest.mark.browser


def test_the_own_guide_comes_first_and_shows_its_pictures(sign_in):
    page = sign_in(HEAD)
    page.get_by_role("contentinfo").get_by_role("link", name="Guides").click()
    expect(page.get_by_role("listitem").get_by_role("heading").first).to_have_text("Direction")

    page.get_by_role("link", name="Direction", exact=True).click()

    expect(page.get_by_role("heading", level=1, name="Guide de la direction")).to_be_visible()
    pictures = page.get_by_role("main").get_by_role("img")
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).not_to_have_js_property("naturalWidth", 0)
    assert pictures.count() >= 3


def test_a_guide_that_is_not_there_leads_to_the_others(open_page):
    page = open_page("telephone")
    page.goto("/guide/personne")

    page.get_by_role("link", name="Tous les guides").click()

    expect(page.get_by_role("heading", level=1, name="Guides")).to_be_visible()


def test_the_help_prints_as_a_card_of_one_page(sign_in):
    page = sign_in(FACILITATOR)
    page.get_by_role("link", name="Aide", exact=True).click()
    page.get_by_role("heading", name=DISCLOSURE).wait_for()

    page.emulate_media(media="print")

    expect(page.get_by_role("heading", name=DISCLOSURE)).to_be_visible()
    expect(page.get_by_role("link", name="119")).to_be_visible()
    expect(page.get_by_role("heading", name="Se servir du site")).to_be_hidden()
    paper = read_paper(page.pdf(format="A4"))
    assert len(paper.sizes) == 1
    assert paper.says("3018")
