"""Papers as their readers get them: a button, how far it is, a file."""

import re
from threading import Event

import pytest
from playwright.sync_api import expect

from prevention.demonstration.cast import COORDINATOR, FACILITATOR, HEAD, SCHOOL_UAI
from prevention.models import ClassGroup
from tests.browser.accessible import assert_accessible_as_it_is
from tests.factories import SchoolYearFactory
from tests.prevention.papers.reading import assert_is_accessible, text

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", ["telephone", "screen"])
PAPERS = "**/api/v1/papers/**"


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def downloaded(page, name):
    """Press a paper's button; give the name and the bytes of the file that comes."""
    with page.expect_download() as coming:
        button(page, name).click()
    file = coming.value
    return file.suggested_filename, file.path().read_bytes()


@SIZES
def test_a_coordinator_gets_the_yearly_report_of_what_the_page_is_narrowed_to(sign_in, size):
    page = sign_in(COORDINATOR, size)
    page.goto("/coverage/papers?commune=59014")

    name, pdf = downloaded(page, "Bilan annuel")

    assert re.fullmatch(r"Bilan \d{4}-\d{4}\.pdf", name)
    assert_is_accessible(
        pdf, title="Prévention en milieu scolaire\u00a0: bilan annuel", language="fr"
    )
    assert "Anzin" in text(pdf)
    assert "Denain" not in text(pdf)
    expect(page.get_by_text(f"Enregistré\u00a0: {name}.")).to_be_visible()
    assert_accessible_as_it_is(page, page.url)


def test_a_coordinator_gets_the_workbook(sign_in):
    page = sign_in(COORDINATOR, "screen")
    page.goto("/coverage/papers")

    name, book = downloaded(page, "Bilan annuel, en tableur")

    assert re.fullmatch(r"Bilan \d{4}-\d{4}\.xlsx", name)
    assert book.startswith(b"PK")


@SIZES
def test_a_head_gets_the_letter_and_the_report_to_the_board(sign_in, size):
    page = sign_in(HEAD, size)
    page.goto("/school")

    letter, pdf = downloaded(page, "Lettre aux familles")
    report, _pdf = downloaded(page, "Bilan pour le conseil")

    assert letter.startswith("Lettre aux familles ")
    assert "Madame, Monsieur," in text(pdf)
    assert report.startswith("Bilan pour le conseil ")
    assert_accessible_as_it_is(page, page.url)


@SIZES
def test_a_facilitator_takes_a_day_along(sign_in, size):
    page = sign_in(FACILITATOR, size)
    page.goto("/agenda")
    page.get_by_label("Jour", exact=True).fill("2026-10-06")

    name, pdf = downloaded(page, "Établir")

    assert name == "Feuille de journée 2026-10-06.pdf"
    assert "Séances du mardi 6 octobre 2026" in text(pdf)
    assert_accessible_as_it_is(page, page.url)


def test_a_paper_that_takes_long_is_called_off(sign_in):
    page = sign_in(COORDINATOR, "screen", expects_faults=True)
    page.goto("/coverage/papers")
    asked = Event()
    page.route(PAPERS, lambda _route: asked.set())  # never answered

    button(page, "Bilan annuel").click()

    expect(page.get_by_role("progressbar")).to_be_visible()
    assert_accessible_as_it_is(page, page.url)
    button(page, "Annuler").click()
    expect(page.get_by_text("Annulé\u00a0: rien n’a été enregistré.")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    expect(button(page, "Bilan annuel")).to_be_focused()
    assert asked.is_set()


def test_what_is_refused_is_a_sentence(sign_in):
    page = sign_in(HEAD, "screen", expects_faults=True)
    page.goto("/school")
    expect(button(page, "Bilan pour le conseil")).to_be_visible()
    long_ago = SchoolYearFactory(year=2001)
    ClassGroup.objects.filter(school=SCHOOL_UAI).update(school_year=long_ago)

    button(page, "Bilan pour le conseil").click()

    expect(page.get_by_role("alert")).to_contain_text("n’a pas de classe pour l’année scolaire")
    assert_accessible_as_it_is(page, page.url)
