"""What holds on every page of the site, for everybody who opens it.

A new page gets one line in ``PLACES``: until then ``test_every_route_has_its_place`` fails.
"""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from library.models import Collection, CollectionEntry, Material
from library.search.indexing import index
from prevention.demonstration.cast import (
    COORDINATOR,
    FACILITATOR,
    FUNDER,
    HEAD,
    SCHOOL_UAI,
    TEACHER,
)
from prevention.models import ClassGroup, Message, Offer, School, Session
from tests.browser.accessible import (
    assert_accessible_by_day_and_at_night,
    assert_as_wide_as_the_window,
)
from tests.browser.conftest import SIZES
from tests.browser.settling import settle
from tests.factories import (
    CollectionFactory,
    HelpServiceFactory,
    MaterialFactory,
    MessageFactory,
)
from tests.library.kept import keep_version

pytestmark = pytest.mark.browser

ACCOUNTS = (COORDINATOR, HEAD, TEACHER, FACILITATOR)
SIGNED_IN = (*ACCOUNTS, FUNDER)
SCHOOL = (HEAD, TEACHER)
NOBODY = None
GUIDES = ("teacher", "head", "facilitator", "coordinator", "funder", "integrator")
WARNED = "Sous silence"
DISCLOSURE = "Un élève se confie pendant une séance"
EVERYBODY = {"nobody": NOBODY} | {one.email.split("@")[0]: one for one in SIGNED_IN}


class Place:
    """What stands under one route: who goes there, and the addresses to try.

    ``more`` are those that only some of them may read, each with those people.
    """

    def __init__(self, people, *addresses, more=None):
        self.people = people
        self.addresses = addresses
        self.more = more or {}

    def of(self, account):
        own = [address for address, people in self.more.items() if account in people]
        return [*self.addresses, *own] if account in self.people else []


# By the address in frontend/src/routes.ts; {names} are filled from ``named``.
PLACES = {
    "/": Place(SIGNED_IN, "/"),
    "/sign-in": Place((NOBODY,), "/sign-in"),
    "/sign-up": Place((NOBODY,), "/sign-up"),
    "/invitation/:token": Place((NOBODY, TEACHER), "/invitation/abc"),
    "/classes/:id": Place((*SCHOOL, COORDINATOR), "/classes/{group}"),
    "/classes": Place(SCHOOL, "/classes"),
    "/book": Place(
        SCHOOL,
        "/book",
        "/book?step=offers&class={group}",
        "/book?step=times&class={group}&offer={offer}",
    ),
    "/sessions": Place(ACCOUNTS, "/sessions", "/sessions?past", "/sessions?waiting"),
    "/sessions/:id": Place(ACCOUNTS, "/sessions/{session}"),
    "/sessions/:id/time": Place(ACCOUNTS, "/sessions/{session}/time"),
    "/sessions/:id/report": Place((FACILITATOR, COORDINATOR), "/sessions/{session}/report"),
    "/agenda": Place((FACILITATOR,), "/agenda", "/agenda?view=list"),
    "/availability": Place((FACILITATOR,), "/availability"),
    "/authorise": Place((HEAD,), "/authorise"),
    "/school": Place((HEAD,), "/school"),
    "/calendars": Place(ACCOUNTS, "/calendars"),
    "/planning": Place(
        ACCOUNTS,
        "/planning",
        more={"/planning?by=school&of={school}&span=week&day={day}": (*SCHOOL, COORDINATOR)},
    ),
    "/calendars/readers": Place((COORDINATOR,), "/calendars/readers"),
    "/schools": Place((COORDINATOR,), "/schools", "/schools?search=anzin"),
    "/schools/:uai": Place((*SCHOOL, COORDINATOR), "/schools/{school}"),
    "/coordination": Place((COORDINATOR,), "/coordination"),
    "/coordination/sessions": Place((COORDINATOR,), "/coordination/sessions"),
    "/coordination/waiting": Place((COORDINATOR,), "/coordination/waiting"),
    "/coordination/clashes": Place((COORDINATOR,), "/coordination/clashes"),
    "/coordination/agreements": Place((COORDINATOR,), "/coordination/agreements"),
    "/coordination/people": Place((COORDINATOR,), "/coordination/people"),
    "/coordination/feedback": Place((COORDINATOR,), "/coordination/feedback"),
    "/coverage": Place(
        (HEAD, COORDINATOR),
        "/coverage",
        "/coverage?school={school}",
        more={"/coverage?by=commune&priority=REP&sort=name": (COORDINATOR,)},
    ),
    "/coverage/published": Place((COORDINATOR, FUNDER), "/coverage/published"),
    "/coverage/:view": Place(
        (HEAD, COORDINATOR),
        *("/coverage/map", "/coverage/worklist", "/coverage/papers", "/coverage/none"),
    ),
    "/propose": Place((COORDINATOR,), "/propose?class={group}", "/propose"),
    "/library": Place(
        ACCOUNTS, "/library", "/library?q=respect&view=list", "/library?level=6E&q=zzz"
    ),
    "/library/collections": Place(ACCOUNTS, "/library/collections"),
    "/library/collections/:id": Place(ACCOUNTS, "/library/collections/{collection}"),
    "/library/help": Place(ACCOUNTS, "/library/help"),
    "/library/sessions": Place(ACCOUNTS, "/library/sessions"),
    "/library/:id": Place(ACCOUNTS, "/library/{material}"),
    "/library/desk": Place((FACILITATOR, COORDINATOR), "/library/desk"),
    "/library/new": Place((FACILITATOR, COORDINATOR), "/library/new"),
    "/library/:id/edit": Place((COORDINATOR,), "/library/{material}/edit"),
    "/library/help/edit": Place((COORDINATOR,), "/library/help/edit"),
    "/library/collections/new": Place((COORDINATOR,), "/library/collections/new"),
    "/library/collections/:id/edit": Place(
        (COORDINATOR,), "/library/collections/{collection}/edit"
    ),
    "/messages": Place((COORDINATOR,), "/messages", "/messages?failed"),
    "/messages/:id": Place((COORDINATOR,), "/messages/{message}"),
    "/account": Place(SIGNED_IN, "/account"),
    "/account/security": Place(SIGNED_IN, "/account/security"),
    "/guide": Place((NOBODY, *SIGNED_IN), "/guide"),
    "/guide/:role": Place((NOBODY, TEACHER), *(f"/guide/{role}" for role in GUIDES)),
    "/help": Place((NOBODY, *SIGNED_IN), "/help"),
    "/offline": Place((NOBODY, FACILITATOR), "/offline"),
}


def named():
    """Rows of the demonstration that addresses name: all of one session that everybody sees."""
    groups = ClassGroup.objects.filter(school=SCHOOL_UAI, label="5E1")
    session = Session.objects.earliest("starts_at")
    message = Message.objects.last()
    return {
        "group": groups.latest("school_year").pk,
        "offer": Offer.objects.earliest("pk").pk,
        "session": session.public_id,
        "school": SCHOOL_UAI,
        "day": f"{session.starts_at:%Y-%m-%d}",
        "message": message and message.public_id,
        "material": Material.objects.get(title=WARNED).public_id,
        "collection": Collection.objects.latest("pk").public_id,
    }


def _fill_the_library():
    """A material with all that a page can say of one, in a collection, and whom to call."""
    material = MaterialFactory(
        title=WARNED, audience="PUPIL", warnings=["DISTRESS"], adult_advice="Regardez-la avant."
    )
    keep_version(material, b"poster")
    index([material])
    collection = CollectionFactory()
    CollectionEntry.objects.create(collection=collection, material=material, position=1)
    HelpServiceFactory(emergency=True)


@pytest.fixture
def visit(demonstration, sign_in, open_page):
    """Sign in an account, and give a walk through all its addresses, each page being there."""
    school = School.objects.get(pk=SCHOOL_UAI)
    MessageFactory(school=school, sessions=[Session.objects.earliest("starts_at")])
    _fill_the_library()

    def walk(account):
        page = open_page("telephone") if account is NOBODY else sign_in(account, "telephone")
        names = named()
        for place in PLACES.values():
            for address in place.of(account):
                resize(page, "telephone")
                page.goto(address.format(**names))
                page.get_by_role("heading", level=1).wait_for()
                settle(page)
                yield page, address

    return walk


def resize(page, size):
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))")


def assert_framed(page, address):
    """One heading that the window's title repeats, and the landmarks that lead around."""
    heading = page.get_by_role("heading", level=1)
    assert heading.count() == 1, address
    expect(page).to_have_title(f"{heading.inner_text()} · Prévention scolaire")
    for landmark in ("banner", "main", "contentinfo"):
        assert page.get_by_role(landmark).count() == 1, f"{address}: {landmark}"
    assert page.locator("html").get_attribute("lang") == "fr"
    names = page.locator("nav:visible").evaluate_all("(all) => all.map((one) => one.ariaLabel)")
    assert len(set(names)) == len(names), f"{address}: {names} tell nothing apart"
    assert None not in names, f"{address}: a navigation without a name"


def assert_still_for_who_asks_for_less_motion(page, address):
    page.emulate_media(reduced_motion="reduce")
    slowest = page.evaluate(
        """() => Math.max(0, ...[...document.querySelectorAll("*")].flatMap((one) => {
             const { transitionDuration, animationDuration } = getComputedStyle(one);
             return [transitionDuration, animationDuration].map((said) => parseFloat(said));
           }))"""
    )
    page.emulate_media(reduced_motion="no-preference")
    assert slowest <= 0.001, address


def assert_what_to_do_when_a_pupil_confides_is_two_taps_away(page, address):
    """One tap in fact: the help stands in the frame of every page, and begins with that."""
    if address != "/help":
        help_link = page.get_by_role("banner").get_by_role("link", name="Aide", exact=True)
        assert help_link.is_visible(), address
        help_link.click()
    expect(page.get_by_role("heading", name=DISCLOSURE)).to_be_in_viewport()


def test_every_route_has_its_place():
    routes = (settings.BASE_DIR / "frontend/src/routes.ts").read_text()

    assert set(re.findall(r'address: "([^"]+)"', routes)) == PLACES.keys()


@pytest.mark.parametrize("account", EVERYBODY.values(), ids=EVERYBODY)
def test_every_page_is_framed_and_accessible_at_each_size_by_day_and_at_night(visit, account):
    for page, address in visit(account):
        assert_framed(page, address)
        assert_still_for_who_asks_for_less_motion(page, address)
        assert_accessible_by_day_and_at_night(page, f"{address}, on a telephone")
        resize(page, "screen")
        assert_accessible_by_day_and_at_night(page, f"{address}, on a screen")
        # WCAG 1.4.10: a window of 1280 pixels, four times as large, leaves 320.
        resize(page, "magnified")
        assert_as_wide_as_the_window(page, address)
        resize(page, "telephone")
        assert_what_to_do_when_a_pupil_confides_is_two_taps_away(page, address)


def test_the_help_says_whom_to_call(sign_in):
    page = sign_in(FACILITATOR, "telephone")

    page.get_by_role("link", name="Aide", exact=True).click()

    assert page.get_by_role("link", name="119").get_attribute("href") == "tel:119"
    expect(page.get_by_role("heading", name=DISCLOSURE)).to_be_visible()


def test_the_first_screen_asks_little_of_the_network(sign_in):
    page = sign_in(TEACHER)
    settle(page)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/")
    settle(page)

    assert len(asked) <= 12, asked
