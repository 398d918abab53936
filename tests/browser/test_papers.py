"""Papers as their readers get them: a button, how far it is, a file."""

import re
from threading import Event
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from prevention.demonstration.cast import COORDINATOR, FACILITATOR, HEAD, SCHOOL_UAI
from prevention.models import ClassGroup
from prevention.orders.making import make_papers
from prevention.orders.models import PaperOrder
from tests.browser.accessible import assert_accessible_as_it_is
from tests.factories import SchoolYearFactory
from tests.prevention.papers.reading import assert_is_accessible, text

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", ["telephone", "screen"])
PAPERS = "**/api/v1/papers/**"
WAITING = "En attente de son tour"


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def downloaded(page, name):
    """Press a paper's button; give the name and the bytes of the file that comes."""
    with page.expect_download() as coming:
        button(page, name).click()
    file = coming.value
    return file.suggested_filename, file.path().read_bytes()


def act(page, name):
    """The button of the one row of those asked for: its name goes on with what the row is about."""
    return page.get_by_role("listitem").get_by_role("button", name=f"{name} (")


def ask(page, name):
    """Ask for a paper that takes long, and see that it waits for a worker."""
    button(page, name).click()
    expect(page.get_by_role("listitem").get_by_text(WAITING)).to_be_visible()


def asked_and_made(page, name):
    """Ask for a paper that takes long and have it made; give its file, which comes by itself."""
    with page.expect_download() as coming:
        ask(page, name)
        make_papers()
    file = coming.value
    return file.suggested_filename, file.path().read_bytes()


@SIZES
def test_a_coordinator_gets_the_yearly_report_of_what_the_page_is_narrowed_to(sign_in, size):
    page = sign_in(COORDINATOR, size)
    page.goto("/coverage/papers?commune=59014")

    name, pdf = asked_and_made(page, "Bilan annuel")

    assert re.fullmatch(r"Bilan \d{4}-\d{4}\.pdf", name)
    assert_is_accessible(
        pdf, title="Prévention en milieu scolaire\u00a0: bilan annuel", language="fr"
    )
    assert "Anzin" in text(pdf)
    assert "Denain" not in text(pdf)
    expect(page.get_by_text(f"Enregistré\u00a0: {name}.")).to_be_visible()
    expect(button(page, "Bilan annuel")).to_be_focused()
    assert_accessible_as_it_is(page, page.url)


def test_a_coordinator_gets_the_workbook(sign_in):
    page = sign_in(COORDINATOR, "screen")
    page.goto("/coverage/papers")

    name, book = asked_and_made(page, "Bilan annuel, en tableur")

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


@SIZES
def test_how_far_a_paper_is_is_shown_until_it_is_called_off(sign_in, size):
    page = sign_in(COORDINATOR, size)
    page.goto("/coverage/papers")
    ask(page, "Bilan annuel, en tableur")
    orders = PaperOrder.objects.all()

    orders.update(tries=1, started_at=timezone.now())
    way = page.get_by_role("progressbar")
    expect(way).to_be_visible()
    expect(way).not_to_have_attribute("value", re.compile("."))
    orders.update(rows_done=12_000, rows_total=43_000)
    expect(page.get_by_text("12\u202f000\u00a0lignes sur 43\u202f000")).to_be_visible()
    expect(way).to_have_attribute("value", "12000")
    expect(way).to_have_attribute("max", "43000")
    assert_accessible_as_it_is(page, page.url)

    act(page, "Annuler").click()
    expect(
        page.get_by_text("Annulé\u00a0: Bilan annuel, en tableur, Année scolaire")
    ).to_be_visible()
    expect(page.get_by_role("heading", name="Documents demandés")).to_be_focused()
    expect(way).to_have_count(0)
    assert not orders.exists()
    assert_accessible_as_it_is(page, page.url)


def test_who_comes_back_finds_what_was_asked_for(sign_in):
    page = sign_in(COORDINATOR, "screen")
    page.goto("/coverage/papers?commune=59014")
    ask(page, "Bilan annuel, en tableur")
    page.goto("/")
    make_papers()
    page.goto("/coverage/papers")

    expect(page.get_by_role("listitem").get_by_text("Anzin", exact=False).first).to_be_visible()
    expect(act(page, "Télécharger")).to_have_accessible_description(
        re.compile(r"^Bilan \d{4}-\d{4}\.xlsx, \d+\sko$")
    )
    assert_accessible_as_it_is(page, page.url)
    with page.expect_download() as coming:
        act(page, "Télécharger").click()
    assert coming.value.path().read_bytes().startswith(b"PK")
    expect(
        page.get_by_text(f"Enregistré\u00a0: {coming.value.suggested_filename}.")
    ).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("Documents demandés")).to_be_hidden()
    page.emulate_media(media="screen")

    act(page, "Supprimer").click()
    expect(page.get_by_text("Supprimé\u00a0: Bilan annuel, en tableur, Année")).to_be_visible()
    expect(page.get_by_role("heading", name="Documents demandés")).to_be_focused()
    assert not PaperOrder.objects.exists()


def test_a_paper_that_cannot_be_made_says_why(sign_in):
    page = sign_in(COORDINATOR, "screen")
    page.goto("/coverage/papers")
    ask(page, "Bilan annuel")

    now = timezone.now()
    PaperOrder.objects.update(tries=1, started_at=now, finished_at=now, refusal="Trop de lignes.")

    expect(page.get_by_text("Trop de lignes.")).to_be_visible()
    expect(page.get_by_text("N’a pas pu être établi\u00a0: Bilan annuel, Année")).to_be_visible()
    assert_accessible_as_it_is(page, page.url)
    act(page, "Supprimer").click()
    expect(page.get_by_text("Trop de lignes.")).to_have_count(0)


def test_no_more_papers_are_asked_for_than_can_be_made(sign_in):
    page = sign_in(COORDINATOR, "screen", expects_faults=True)
    page.goto("/coverage/papers")
    ask(page, "Bilan annuel")
    (order,) = PaperOrder.objects.all()
    for year in range(2001, 2005):
        order.pk, order.year = uuid4(), year
        PaperOrder.objects.bulk_create([order])

    button(page, "Bilan annuel, en tableur").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("5 de vos documents")
    expect(page.get_by_role("alert").get_by_role("button")).to_have_count(0)
    assert_accessible_as_it_is(page, page.url)


def test_a_download_that_takes_long_is_called_off(sign_in):
    page = sign_in(HEAD, "screen", expects_faults=True)
    page.goto("/school")
    asked = Event()
    page.route(PAPERS, lambda _route: asked.set())  # never answered

    button(page, "Lettre aux familles").click()

    expect(page.get_by_role("progressbar")).to_be_visible()
    assert_accessible_as_it_is(page, page.url)
    button(page, "Annuler").click()
    expect(page.get_by_text("Annulé\u00a0: rien n’a été enregistré.")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    expect(button(page, "Lettre aux familles")).to_be_focused()
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
