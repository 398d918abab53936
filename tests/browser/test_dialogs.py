"""Every dialog of a session's life: accessible small or large, left by Escape, focus given back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from prevention.demonstration.cast import COORDINATOR, SCHOOL_UAI, TEACHER
from prevention.models import Availability, ClassGroup, Offer, Session
from tests.browser.accessible import assert_accessible

pytestmark = pytest.mark.browser

# A telephone by day, a screen at night: both sizes and both schemes, each once.
sizes = pytest.mark.parametrize(("size", "colours"), [("telephone", "light"), ("screen", "dark")])

HOUR = timedelta(hours=1)


def assert_dialog_behaves(page, opener, *, exact=True):
    """Open a dialog from a button, look at it, and leave it by Escape."""
    button = page.get_by_role("button", name=opener, exact=exact)
    button.click()
    page.get_by_role("dialog").get_by_role("heading").first.wait_for()
    assert_accessible(page, opener)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()


@sizes
def test_the_dialogs_of_a_session_are_accessible(sign_in, size, colours):
    session = Session.objects.get(state="confirmed")
    page = sign_in(COORDINATOR, size, color_scheme=colours)
    page.goto(f"/sessions/{session.public_id}")

    for act in ["Compléter la préparation", "Remplacer un intervenant", "Annuler la séance"]:
        assert_dialog_behaves(page, act)

    now = timezone.now()
    Session.objects.filter(pk=session.pk).update(starts_at=now - 2 * HOUR, ends_at=now - HOUR)
    page.reload()
    assert_dialog_behaves(page, "La séance n’a pas eu lieu")


@sizes
def test_the_dialogs_of_a_class_and_its_times_are_accessible(sign_in, size, colours):
    group = ClassGroup.objects.filter(school=SCHOOL_UAI, label="5E1").latest("school_year")
    offer = Offer.objects.earliest("pk")
    session = Session.objects.get(state="confirmed")
    page = sign_in(TEACHER, size, color_scheme=colours)
    page.goto(f"/classes/{group.pk}")
    assert_dialog_behaves(page, "Déclarer une séance faite par l’établissement")

    page.goto(f"/sessions/{session.public_id}/time")
    page.get_by_role("listitem").get_by_role("button").first.click()
    page.get_by_role("dialog").wait_for()
    assert_accessible(page, "moving")

    page.goto("/classes")
    assert_dialog_behaves(page, "Ajouter une classe")
    page.goto(f"/classes/{group.pk}")
    assert_dialog_behaves(page, "Corriger la classe")

    page.goto(f"/book?step=times&class={group.pk}&offer={offer.pk}&sessions=1")
    assert_dialog_behaves(page, "Changer le créneau", exact=False)
    Availability.objects.all().delete()
    assert_dialog_behaves(page, "Changer le créneau", exact=False)
