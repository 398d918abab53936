"""A facilitator gives a calendar kept elsewhere, sees how reading it goes, and takes it back."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from prevention.demonstration.cast import FACILITATOR
from prevention.models import BusyTime, Facilitator, OwnCalendar, Session
from tests.browser.accessible import assert_accessible
from tests.browser.test_dialogs import assert_dialog_behaves, sizes

pytestmark = pytest.mark.browser

ADDRESS = "https://agenda.exemple.test/private-0123456789/basic.ics"


def looked_at(page, name):
    """Keep a picture where somebody wants to look at them."""
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@sizes
def test_a_facilitator_gives_a_calendar_sees_how_it_goes_and_takes_it_back(sign_in, size, colours):
    facilitator = Facilitator.objects.get(user__email=FACILITATOR.email)
    page = sign_in(FACILITATOR, size, color_scheme=colours)
    page.goto("/calendars")
    field = page.get_by_label("Adresse de l’agenda à lire")
    field.fill("agenda")
    page.get_by_role("button", name="Donner cette adresse").click()
    expect(page.get_by_role("alert")).to_contain_text("elle commence par https://")
    looked_at(page, f"own-calendar-refused-{size}")

    field.fill(ADDRESS)
    page.get_by_role("button", name="Donner cette adresse").click()
    expect(page.get_by_text("Il sera lu dans la minute.")).to_be_visible()
    assert "private" not in page.content()
    assert_accessible(page, "waiting")
    looked_at(page, f"own-calendar-waiting-{size}")

    now = timezone.now()
    session = Session.objects.filter(state="confirmed").first()
    session.facilitators.add(facilitator)
    start = now + timedelta(days=3)
    Session.objects.filter(pk=session.pk).update(
        starts_at=start, ends_at=start + timedelta(hours=1)
    )
    BusyTime.objects.create(
        facilitator=facilitator, starts_at=start, ends_at=start + timedelta(hours=2)
    )
    OwnCalendar.objects.update(tried_at=now, read_at=now, busy_count=1)
    page.get_by_role("button", name="Actualiser").click()
    expect(page.get_by_text("À jour")).to_be_visible()
    expect(page.get_by_role("link", name=session.title)).to_be_visible()
    assert_accessible(page, "read")
    looked_at(page, f"own-calendar-read-{size}")

    OwnCalendar.objects.update(stale_since=now, failures=3, trouble="NOT_FOUND")
    page.get_by_role("button", name="Actualiser").click()
    expect(page.get_by_text("Plus à jour")).to_be_visible()
    expect(page.get_by_text("Aucun agenda n’est")).to_be_visible()
    assert_accessible(page, "stale")
    looked_at(page, f"own-calendar-stale-{size}")

    assert_dialog_behaves(page, "Oublier cet agenda")
    page.get_by_role("button", name="Oublier cet agenda").click()
    page.get_by_role("dialog").get_by_role("button", name="Oublier cet agenda").click()
    expect(field).to_be_visible()
    assert not OwnCalendar.objects.exists()
    assert not BusyTime.objects.exists()
