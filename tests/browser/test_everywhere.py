"""What holds on every page, small or large, light or dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from prevention.demonstration.cast import COORDINATOR, FACILITATOR, HEAD, SCHOOL_UAI, TEACHER
from prevention.models import ClassGroup, Offer, Session

pytestmark = pytest.mark.browser


def addresses(account):
    """The pages that an account of the demonstration opens."""
    group = ClassGroup.objects.filter(school=SCHOOL_UAI, label="5E1").latest("school_year")
    session = Session.objects.earliest("starts_at")
    lists = ["/sessions", "/sessions?past", "/sessions?waiting"]
    everybody = ["/", *lists, "/planning", "/calendars", "/account", "/help"]
    return everybody + {
        HEAD: ["/authorise", "/school", f"/schools/{SCHOOL_UAI}", f"/sessions/{session.public_id}"],
        COORDINATOR: ["/calendars/readers", "/schools", f"/schools/{SCHOOL_UAI}", "/messages"],
        TEACHER: [
            f"/classes/{group.pk}",
            f"/classes/{group.pk}/offers/{Offer.objects.earliest('pk').pk}",
            f"/sessions/{session.public_id}",
            f"/sessions/{session.public_id}/time",
        ],
        FACILITATOR: ["/agenda", "/agenda?view=list", f"/sessions/{session.public_id}"],
    }.get(account, [f"/sessions/{session.public_id}"])


def assert_accessible(page, address):
    """No violation of axe's rules, and nothing to scroll sideways."""
    page.wait_for_load_state("networkidle")
    page.get_by_role("heading", level=1).wait_for()
    assert_accessible_as_it_is(page, address)


def assert_accessible_as_it_is(page, address):
    """The same of what is shown already; a page with a frame may never be told idle."""
    # A mail in its frame is shut in, so that nothing can be asked of it there: see test_letters.
    found = Axe().run(page, options={"iframes": False})
    assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
    for part in ("html", "dialog"):
        wide = "(all) => Math.max(0, ...all.map((one) => one.scrollWidth - one.clientWidth))"
        assert page.locator(part).evaluate_all(wide) == 0, f"{address}: {part} is too wide"


@pytest.mark.parametrize("size", ["telephone", "screen"])
@pytest.mark.parametrize(
    "account", [COORDINATOR, HEAD, TEACHER, FACILITATOR], ids=lambda one: one.email.split("@")[0]
)
def test_every_page_of_everybody_is_accessible(sign_in, account, size):
    page = sign_in(account, size)
    for address in addresses(account):
        page.goto(address)
        assert_accessible(page, address)


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_the_pages_open_to_anybody_are_accessible(open_page, size, colours):
    page = open_page(size, color_scheme=colours)
    for address in ["/sign-in", "/sign-up", "/invitation/abc", "/help"]:
        page.goto(address)
        assert_accessible(page, address)


def test_the_dark_pages_of_a_teacher_are_accessible(sign_in):
    page = sign_in(TEACHER, color_scheme="dark")
    for address in addresses(TEACHER):
        page.goto(address)
        assert_accessible(page, address)


def test_the_confirmation_is_accessible(sign_in):
    page = sign_in(TEACHER, "telephone")
    page.goto(addresses(TEACHER)[-3])
    page.get_by_role("listitem").get_by_role("button").first.click()
    page.get_by_role("dialog").wait_for()

    assert_accessible(page, "the confirmation")


def test_the_first_screen_asks_little_of_the_network(sign_in):
    page = sign_in(TEACHER)
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/")
    page.wait_for_load_state("networkidle")

    assert len(asked) <= 12, asked


def test_help_is_one_tap_away_and_says_whom_to_call(sign_in):
    page = sign_in(FACILITATOR, "telephone")

    page.get_by_role("link", name="Aide").click()

    assert page.get_by_role("link", name="119").get_attribute("href") == "tel:119"
    assert page.get_by_role("heading", name="Un élève se confie pendant une séance").is_visible()
