"""The thin line through the product, in a browser, on real data."""

import pytest
from django.utils.timezone import localtime
from playwright.sync_api import expect

from prevention.demonstration.cast import HEAD, TEACHER
from prevention.models import Session
from tests.browser.booking import (
    OFFER,
    choose_a_time,
    colleagues_book_the_same,
    owed,
    press_book,
)
from tests.factories import PARIS
from tests.subscriber import Subscriber

pytestmark = pytest.mark.browser


def test_a_teacher_books_the_head_authorises_and_the_calendar_shows_it(
    sign_in_by_code, sign_in, tmp_path
):
    teacher = sign_in_by_code(TEACHER)
    teacher.get_by_role("link", name="5E1", exact=True).click()
    expect(owed(teacher, "affective")).to_contain_text("3 à prévoir")
    teacher.get_by_role("link", name="Accueil").click()
    choose_a_time(teacher)
    press_book(teacher)

    expect(teacher.get_by_role("heading", name="C’est réservé")).to_be_focused()
    teacher.get_by_role("link", name="5E1, séance 1").click()
    expect(teacher.get_by_role("heading", name=OFFER)).to_be_visible()
    expect(teacher.get_by_role("heading", name="Ressources de la séance")).to_be_visible()

    head = sign_in(HEAD)
    head.get_by_role("button", name=f"Autoriser « {OFFER} » pour 5E1").click()
    expect(head.get_by_role("status").filter(has_text=OFFER)).to_be_visible()

    teacher.get_by_role("link", name="5E1").click()
    expect(owed(teacher, "affective")).to_contain_text("1 prévue, 2 à prévoir")

    head.get_by_role("link", name="Agendas").click()
    address = head.get_by_label("Adresse de l’agenda").input_value()
    session = Session.objects.get(groups__label="5E1")
    assert session.state == "confirmed"
    secretary = Subscriber(tmp_path, address)
    secretary.poll()
    starts, ends = (localtime(instant, PARIS) for instant in (session.starts_at, session.ends_at))
    assert f"{starts:%H:%M}-{ends:%H:%M} 5E1 · {OFFER}" in secretary.show(starts.date())


def test_a_time_taken_meanwhile_is_refused_and_the_nearest_are_offered(sign_in):
    page = sign_in(TEACHER, "telephone")
    choose_a_time(page)
    colleagues_book_the_same(page)

    press_book(page)

    expect(page.get_by_role("heading", name="Rien n’est encore réservé")).to_be_focused()
    expect(page.get_by_text("Ce créneau vient d’être pris")).to_be_visible()
    page.get_by_role("button", name="Prendre ").first.click()
    expect(page.get_by_role("heading", name="C’est réservé")).to_be_focused()
    assert Session.objects.filter(groups__label="5E1").count() == 1


def test_a_cancelled_session_says_so_and_why(sign_in):
    page = sign_in(TEACHER)
    page.get_by_role("link", name=OFFER).first.click()
    page.get_by_role("button", name="Annuler la séance").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Quelqu’un est absent").check()
    dialog.get_by_role("button", name="Annuler la séance").click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Annuler la séance")).to_have_count(0)
    assert Session.objects.filter(state="cancelled", ended_reason="ABSENCE").count() == 1
