"""From the start page to the class that is owed the most, and a session proposed to it."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from prevention.demonstration.cast import COORDINATOR, HEAD
from prevention.models import Session, User
from prevention.vocabulary import SessionState
from prevention.worklist.things import Deed
from prevention.worklist.worklist import worklist_of
from tests.browser.accessible import assert_accessible, assert_accessible_as_it_is
from tests.browser.paper import read_paper

pytestmark = [pytest.mark.browser, pytest.mark.journey]

MOST_CLICKS = 6
# Those of a mouse or a finger: what the keyboard presses has no place.
COUNT_CLICKS = """
  window.clicks = 0;
  const count = (event) => (window.clicks += event.isTrusted && event.detail > 0);
  addEventListener("click", count, true);
"""
MOST_TABS = 400
TO_DO = "À faire, établissement par établissement"


@pytest.fixture
def coordinating(sign_in):
    """A page where the coordinator has just signed in, with its clicks counted from here on."""

    def enter(size):
        page = sign_in(COORDINATOR, size)
        page.add_init_script(COUNT_CLICKS)
        page.goto("/")
        page.get_by_role("link", name=TO_DO).wait_for()
        return page

    return enter


def the_list(**chosen):
    coordinator = User.objects.get(email=COORDINATOR.email)
    return worklist_of(coordinator, now=timezone.now(), chosen=chosen)


def owed_the_most():
    """The first line of the list that is about a class, with the session that it lacks."""
    lines = the_list().lines
    return next(line for line in lines if line.deed == Deed.PROPOSE and line.most.offered)


def proposing_to(page, line):
    named = f"Proposer une séance ({line.most.group.label}, {line.school.name})"
    return page.get_by_role("link", name=named)


def first_time(page):
    return page.get_by_role("button", name="Proposer ").first


def proposed_to(line):
    (session,) = Session.objects.filter(groups=line.most.group, state=SessionState.PROPOSED)
    return session


def assert_proposed(page, line):
    """The session is there, and the list says so and asks for it no more."""
    expect(page.get_by_role("status").filter(has_text="C’est proposé")).to_be_visible()
    session = proposed_to(line)
    assert (session.school, session.theme) == (line.school, line.most.theme)
    assert list(session.groups.all()) == [line.most.group]
    assert session.starts_at > timezone.now()
    assert session.held_until > timezone.now()
    expect(page.get_by_role("link", name="Voir la séance proposée")).to_have_attribute(
        "href", f"/sessions/{session.public_id}"
    )
    expect(page.get_by_role("heading", name="La liste, la plus urgente")).to_be_attached()
    expect(proposing_to(page, line)).to_have_count(0)


def assert_next(page, line):
    """The school comes again, with its next thing."""
    (after,) = the_list(school=line.school.pk).lines
    assert (after.thing, after.most) != (line.thing, line.most)
    page.goto(f"/coverage/worklist?thing={after.thing}")
    expect(page.get_by_role("heading", level=3, name=line.school.name).first).to_be_visible()


@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_a_session_is_proposed_to_the_class_owed_the_most_in_a_few_clicks(
    demonstration, coordinating, size
):
    line = owed_the_most()
    page = coordinating(size)
    assert_accessible(page, "the start page")

    page.get_by_role("link", name=TO_DO).click()
    proposing_to(page, line).wait_for()
    assert_accessible(page, "the worklist")
    proposing_to(page, line).click()
    first_time(page).wait_for()
    assert_accessible(page, "where a session is proposed")
    first_time(page).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(line.most.group.label)
    assert_accessible_as_it_is(page, "the time about to be proposed")
    dialog.get_by_role("button", name="Proposer", exact=True).click()

    assert_proposed(page, line)
    assert_accessible(page, "the worklist after it")
    assert page.evaluate("window.clicks") == 4 <= MOST_CLICKS
    assert_next(page, line)


def tab_to(page, target):
    """Go to something as a keyboard does, from wherever the focus is."""
    target.wait_for()
    for _key in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate("(one) => one === document.activeElement"):
            return
    pytest.fail(f"The keyboard does not come to {target}.")


def test_the_same_by_keyboard_alone(demonstration, coordinating):
    line = owed_the_most()
    page = coordinating("screen")

    tab_to(page, page.get_by_role("link", name=TO_DO))
    page.keyboard.press("Enter")
    tab_to(page, proposing_to(page, line))
    page.keyboard.press("Enter")
    tab_to(page, first_time(page))
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    tab_to(page, dialog.get_by_role("button", name="Proposer", exact=True))
    page.keyboard.press("Enter")

    assert_proposed(page, line)
    assert page.evaluate("window.clicks") == 0


def test_the_worklist_prints_what_is_to_be_done_without_its_buttons(demonstration, coordinating):
    line = owed_the_most()
    page = coordinating("screen")
    page.goto("/coverage/worklist")
    proposing_to(page, line).wait_for()

    paper = read_paper(page.pdf(prefer_css_page_size=True))

    assert paper.says(line.school.name)
    assert paper.says(f"La plus en attente : {line.most.group.label}")
    assert not paper.says("Proposer une séance")


def test_the_list_is_narrowed_by_its_address_and_ends_when_nothing_is_left(
    demonstration, coordinating
):
    line = owed_the_most()
    page = coordinating("telephone")
    page.goto(f"/coverage/worklist?kind={line.school.kind}&thing={line.thing}")
    proposing_to(page, line).wait_for()
    expect(page.get_by_role("listitem").filter(has_text="issue inconnue")).to_have_count(0)

    Session.objects.all().update(state=SessionState.CANCELLED)
    User.objects.get(email=COORDINATOR.email).roles.exclude(
        epci=line.school.commune.epci_id
    ).delete()
    page.goto("/coverage/worklist?kind=OTHER")

    expect(page.get_by_text("Rien à faire. Chaque classe avance comme prévu")).to_be_visible()
    assert_accessible(page, "the worklist at its end")


def test_a_head_books_from_the_list_for_the_own_school(demonstration, sign_in):
    page = sign_in(HEAD, "telephone")

    page.goto("/coverage/worklist")
    page.get_by_role("listitem").filter(has_text="Les Rochambelles").first.wait_for()

    assert_accessible(page, "the worklist of a head")
    expect(page.get_by_role("link", name="Proposer une séance")).to_have_count(0)
