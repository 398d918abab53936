"""The public pages of the library: without an account, without a script, on any screen."""

import json

import pytest
from playwright.sync_api import expect

from library.acts import withdraw
from tests.browser.accessible import assert_accessible
from tests.factories import HelpServiceFactory, MaterialFactory, ThemeFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def film(demonstration):
    film = MaterialFactory(
        title="Le consentement expliqué aux élèves de collège",
        kind="VIDEO",
        audience="PUPIL",
        duration_minutes=12,
        warnings=["SEXUAL_VIOLENCE", "DISTRESS"],
        accessibility=["SUBTITLES", "LSF"],
        adult_advice="Regardez le film avant la classe.\n\nPrévoyez un temps d’échange.",
    )
    film.themes.add(ThemeFactory())
    HelpServiceFactory(
        name="119", phone="119", opening_hours="24/7", url="https://119.exemple.test/"
    )
    return film


@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_anybody_reads_what_a_material_is(open_page, film, size):
    # No script at all: what the page holds for machines is data, which no policy need allow.
    page = open_page(size, java_script_enabled=False)
    page.goto("/catalogue/")
    page.get_by_role("link", name=film.title).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(film.title)
    expect(page.get_by_role("region", name="Avant de l’ouvrir")).to_contain_text("Regardez le film")
    expect(page.get_by_role("link", name="L’ouvrir là où elle est publiée")).to_be_visible()
    expect(page.get_by_role("region", name="À qui s’adresser")).to_contain_text("119")


@pytest.mark.parametrize("size", ["telephone", "screen", "magnified"])
def test_its_pages_are_accessible(open_page, film, size):
    page = open_page(size, expects_faults=True)
    page.goto("/catalogue/")
    assert_accessible(page, "the catalogue")
    page.goto(f"/catalogue/{film.public_id}")
    assert_accessible(page, "a material")

    withdraw(material=film, reason="OUTDATED")
    page.goto(f"/catalogue/{film.public_id}?again")
    expect(page.get_by_role("link", name="Voir les ressources proposées")).to_be_visible()
    assert_accessible(page, "a material that is no longer offered")


def test_the_data_of_the_page_is_let_through_and_is_data(open_page, film):
    page = open_page()
    answer = page.goto(f"/catalogue/{film.public_id}")

    said = json.loads(page.locator('script[type="application/ld+json"]').text_content())
    assert said["name"] == film.title
    policy = answer.header_value("content-security-policy")
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
