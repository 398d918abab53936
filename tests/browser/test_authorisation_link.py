"""The page of an authorisation link: by keyboard, on a telephone, with no account and no script."""

import pytest
from django.utils import timezone
from django.utils.timezone import localdate
from playwright.sync_api import expect

from prevention.demonstration.cast import COORDINATOR, TEACHER
from prevention.demonstration.stage import PREPARED_AHEAD, class_groups_of_the_teacher
from prevention.models import Offer, Session, User
from prevention.scheduling.acts import Line, make_link, request_sessions
from prevention.scheduling.links import address_of
from prevention.scheduling.load import Meeting, openings_for
from tests.browser.accessible import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture
def address(demonstration):
    """The link for a request of two classes of the demonstration."""
    now = timezone.now()
    offer = Offer.objects.get(title="Relations, respect et consentement")
    groups = list(class_groups_of_the_teacher(now=now).filter(label__in=["5E1", "5E2"]))
    today = localdate(now)
    meeting = Meeting(offer, groups[:1])
    openings = openings_for(meeting, first=today, last=today + PREPARED_AHEAD, now=now).openings
    asked = request_sessions(
        offer=offer,
        lines=[
            Line([groups[0]], openings[0].starts_at),
            Line([groups[1]], openings[-1].starts_at),
        ],
        asked_by=User.objects.get(email=TEACHER.email),
        now=now,
    )
    coordinator = User.objects.get(email=COORDINATOR.email)
    return address_of(make_link(request=asked.request, by=coordinator, now=now))


def focused(page):
    """What the focused element is called in its form, or says."""
    return page.evaluate(
        "document.activeElement.value || document.activeElement.textContent.trim()"
    )


def tab_to(page, what):
    for _step in range(12):
        page.keyboard.press("Tab")
        if focused(page) == what:
            return
    pytest.fail(f"“{what}” is not reached by the keyboard.")


def test_a_head_decides_by_keyboard_on_a_telephone(open_page, address):
    page = open_page("telephone")
    page.goto(address)
    assert_accessible(page, "the link")
    expect(page.get_by_role("group")).to_have_count(2)

    tab_to(page, "authorise")
    tab_to(page, "authorise")
    page.keyboard.press("ArrowDown")  # refuses the second
    tab_to(page, "Enregistrer ma décision")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_be_focused()
    assert_accessible(page, "the link, with an error")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # from the summary to the field
    expect(page.get_by_label("Motif, si vous refusez").last).to_be_focused()
    page.keyboard.press("ArrowDown")
    tab_to(page, "Enregistrer ma décision")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Votre décision est enregistrée")).to_be_visible()
    expect(page.get_by_text("Vous avez autorisé cette séance.")).to_have_count(1)
    expect(page.get_by_text("Vous avez refusé cette séance.")).to_have_count(1)
    assert_accessible(page, "the link, used")
    refused = Session.objects.get(groups__label="5E2")
    assert (refused.state, refused.ended_reason) == ("refused", "SCHEDULE")
    assert Session.objects.get(groups__label="5E1").authorised_at is not None


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_the_link_is_accessible_with_all_that_it_asks(open_page, address, size, colours):
    page = open_page(size, color_scheme=colours)
    page.goto(address)
    page.get_by_label("Refuser").first.check()
    expect(page.get_by_label("Motif, si vous refusez").first).to_be_visible()

    assert_accessible(page, "the link")


def test_a_link_that_opens_nothing_is_accessible(open_page, demonstration):
    page = open_page("telephone")
    page.goto("/authorise/nothing")

    assert_accessible(page, "no link")
