"""What waits for a partner's answer: a whole request at once, or one session after the other."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from prevention.demonstration.cast import FACILITATOR, TEACHER
from prevention.models import Offer, Session, User
from tests.browser.accessible import assert_accessible
from tests.browser.giving import a_tuesday, facilitator, give
from tests.factories import RequestFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(two_schools):
    """Three sessions of one request and one of another; an offer that is not instant."""
    Session.objects.to_accept().update(accepted_at=timezone.now())  # the demonstration's own
    here, far = two_schools
    offer = Offer.objects.create(
        title="À accepter",
        organisation=facilitator().organisation,
        theme_id="EVARS",
        levels=Offer.objects.earliest("pk").levels,
        duration_minutes=60,
    )
    limit = {"state": "held", "held_until": timezone.now() + timedelta(days=10)}
    teacher = User.objects.get(email=TEACHER.email)
    together, alone = (
        RequestFactory(school=school, offer=offer, asked_by=teacher) for school in (here, far)
    )
    many = [give(here, a_tuesday(), hour, request=together, **limit) for hour in (8, 9, 10)]
    return many, give(far, a_tuesday(), 14, request=alone, **limit)


@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_all_of_a_request_at_once_or_one_by_one(sign_in, asked, size):
    many, alone = asked
    page = sign_in(FACILITATOR, size)
    region = page.get_by_role("region", name="Demandes à accepter")
    expect(region).to_contain_text("4 séances attendent la réponse")
    assert_accessible(page, "requests to accept")

    region.get_by_role("button", name="Accepter les 3 séances").click()
    expect(page.get_by_text("3 séances acceptées.")).to_be_visible()
    expect(region).to_contain_text("1 séance attend la réponse")
    region.get_by_role("button", name="Refuser « À accepter »").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Quelqu’un est absent").check()
    assert_accessible(page, "refusing")
    dialog.get_by_role("button", name="Refuser", exact=True).click()

    expect(page.get_by_text("1 séance refusée.")).to_be_visible()
    expect(region).to_have_count(0)
    assert all(Session.objects.get(pk=one.pk).accepted_at for one in many)
    alone.refresh_from_db()
    assert (alone.state, alone.ended_reason, alone.ended_by_side) == (
        "refused",
        "ABSENCE",
        "PARTNER",
    )


@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_beside_the_agenda_it_is_one_line_until_it_is_opened(sign_in, asked, size):
    many, alone = asked
    page = sign_in(FACILITATOR, size)
    page.goto("/agenda")
    region = page.get_by_role("region", name="Demandes à accepter")
    line = region.get_by_text("4 séances attendent la réponse")
    expect(region.get_by_role("button")).to_have_count(0)
    assert_accessible(page, "the agenda and a line of requests")

    line.focus()
    page.keyboard.press("Enter")
    region.get_by_role("button", name="Accepter les 3 séances").click()

    expect(page.get_by_text("3 séances acceptées.")).to_be_visible()
    expect(region.get_by_role("button", name="Accepter « À accepter »")).to_have_count(1)
    alone.refresh_from_db()
    assert all(Session.objects.get(pk=one.pk).accepted_at for one in many)
    assert alone.accepted_at is None
