"""How a session was: asked of the teacher, changed, taken back, and counted for others."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from prevention.demonstration.cast import COORDINATOR, FACILITATOR, TEACHER
from prevention.models import Feedback, Session
from prevention.vocabulary import SessionState
from tests.browser.accessible import assert_accessible, assert_accessible_as_it_is
from tests.factories import UserFactory

pytestmark = pytest.mark.browser

ASK = "Comment cela s’est-il passé ?"


@pytest.fixture
def given(demonstration):
    """The session that the demonstration has confirmed: it took place two days ago."""
    starts_at = timezone.now() - timedelta(days=2)
    Session.objects.filter(state=SessionState.CONFIRMED).update(
        state=SessionState.DONE, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1)
    )
    return Session.objects.get(state=SessionState.DONE)


def card(page):
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", level=3))


@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_a_teacher_answers_in_two_taps_and_takes_it_back(sign_in, given, size):
    page = sign_in(TEACHER, size)
    page.goto("/sessions?past")
    expect(card(page)).to_contain_text(ASK)
    assert_accessible(page, "the question")

    card(page).get_by_label("très utile").check()
    card(page).get_by_role("button", name="Donner mon avis").click()

    expect(page.get_by_role("status").filter(has_text="Merci")).to_be_focused()
    expect(card(page)).to_contain_text("Votre avis : très utile.")
    assert Feedback.objects.get().usefulness == 4
    assert_accessible_as_it_is(page, "the answer")

    card(page).get_by_role("button", name="Retirer mon avis").click()

    expect(page.get_by_role("status").filter(has_text="retiré")).to_be_focused()
    expect(card(page)).to_contain_text(ASK)
    assert not Feedback.objects.exists()


def test_an_answer_is_given_and_changed_by_keyboard_and_nothing_chosen_is_said(sign_in, given):
    page = sign_in(TEACHER)
    page.get_by_role("link", name="Donner mon avis").press("Enter")  # on the first page
    expect(page).to_have_url(re.compile(rf"/sessions/{given.public_id}$"))
    send = page.get_by_role("button", name="Donner mon avis")
    send.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Dites d’abord si la séance a été utile.")

    page.get_by_label("pas utile").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_text("Préciser, si vous voulez").press("Enter")
    page.get_by_label("trop difficile").press("Space")
    assert_accessible_as_it_is(page, "the whole question")
    send.press("Enter")
    expect(
        page.get_by_text("Votre avis : peu utile, trop difficile pour la classe.")
    ).to_be_visible()

    change = page.get_by_role("button", name="Changer mon avis")
    change.press("Enter")
    expect(page.get_by_label("peu utile")).to_be_focused()
    page.get_by_role("button", name="Ne rien changer").press("Enter")
    expect(change).to_be_focused()
    change.press("Enter")
    expect(page.get_by_label("peu utile")).to_be_checked()
    page.get_by_role("group", name="Je la réserverais de nouveau").get_by_label("oui").press(
        "Space"
    )
    send.press("Enter")

    expect(page.get_by_text("à réserver de nouveau")).to_be_visible()
    kept = Feedback.objects.get()
    assert (kept.usefulness, kept.level_fit, kept.again) == (2, "TOO_HARD", True)


def test_others_read_counts_alone(sign_in, given):
    for grade in (2, 3, 3, 4, 4, 1):
        Feedback.objects.create(
            session=given, author=UserFactory(), usefulness=grade, given_at=timezone.now()
        )

    page = sign_in(COORDINATOR, "telephone")
    page.goto("/coordination/feedback")
    row = page.get_by_role("listitem").filter(has_text=given.title)
    expect(row).to_contain_text("6 avis. Totaux sur les 5 premiers.")
    expect(row).to_contain_text("très utile : 2 · utile : 2 · peu utile : 1 · pas utile : 0")
    assert_accessible(page, "the counts")

    page = sign_in(FACILITATOR, "telephone")
    page.goto(f"/sessions/{given.public_id}")
    expect(page.get_by_text("très utile : 2 · utile : 2")).to_be_visible()
    expect(page.get_by_text(ASK)).to_have_count(0)
    assert_accessible(page, "the counts of the offer")
