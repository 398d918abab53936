"""A real Chromium against a live server with the demonstration's real data."""

import os
import re
import shutil

import pytest
from django.conf import settings as site
from django.db import connections
from django.utils import timezone
from playwright.sync_api import expect

from prevention.demonstration.cast import SCHOOL_UAI
from prevention.demonstration.stage import make_demonstration
from prevention.models import School
from prevention.scheduling.load import TRAVEL
from prevention.schools.distances import place_of
from prevention.storage_urls import stored_at
from tests.browser.entering import code_received, send_password
from tests.browser.in_flight import InFlight
from tests.browser.kept_database import KeptDatabase
from tests.browser.settling import follow

# Playwright keeps an event loop in this thread, and Django would refuse to use the database
# beside it; the tests themselves are not asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# How long a page takes says nothing on a busy machine: no test is timed.
expect.set_options(timeout=30_000)

SIZES = {
    "telephone": (360, 740),
    "screen": (1280, 800),
    "magnified": (320, 256),  # a screen at 400 %
}
# What a browser itself says of an answer the pages expect: nobody is signed in yet, one
# more step is needed to sign in or to prove it again, there is no second factor, the time has
# just been taken, a field is empty, or a link opens nothing.
EXPECTED = re.compile(
    r"/api/v1/(availabilities|closures/preview|feeds|me|messages/[^/]+/edit|requests|roles|tokens)/$"
    r"|/api/v1/sessions/([^/]+/feedback/)?$"
    r"|/api/v1/materials/([^/]+/(versions/)?)?$|/api/v1/help-services/hours/$"
    r"|/api/v1/facilitators/[0-9]+/calendar/$|/api/v1/plannings/\?.*999999"
    r"|/_allauth/browser/v1/(auth|account/authenticators)/|/authorise/"
)
# What Playwright itself says where a test goes without the service worker.
WITHOUT_WORKER = "Service Worker registration blocked by Playwright"


@pytest.fixture(scope="session")
def _without_connections():
    connections.close_all()


@pytest.fixture(scope="session")
def playwright(_without_connections, playwright):
    """Playwright, between whose start and stop Django keeps connections of its own.

    Those of before and those of meanwhile do not see each other: each is closed at the
    border, or the database of the tests could not be dropped.
    """
    yield playwright
    connections.close_all()


@pytest.fixture(scope="session")
def browser_type_launch_args():
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.fail("Install Chromium (apt-get install chromium), or name it in CHROMIUM.")
    return {"executable_path": chromium, "args": ["--no-sandbox", "--disable-dev-shm-usage"]}


@pytest.fixture(scope="session")
def kept_demonstrations():
    """The demonstration of each day that the run has seen, made once."""
    kept = {}
    yield kept
    for one in kept.values():
        one.close()


@pytest.fixture(scope="session")
def kept_files(tmp_path_factory):
    """Where the files of the demonstrations stay: another test may empty what memory keeps."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture
def all_answered(transactional_db, live_server):
    """Let the server answer what a closed page still asks for, before the database is emptied."""
    with InFlight() as in_flight:
        yield
        in_flight.wait()


@pytest.fixture
def demonstration(all_answered, settings, live_server, kept_demonstrations, kept_files):
    """The demonstration as of today, served with the built pages."""
    settings.STORAGES = {**settings.STORAGES, "default": stored_at(f"file://{kept_files}")}
    if not (site.FRONTEND_DIST / "index.html").exists():
        pytest.fail("Build the pages first: cd frontend && npm ci && npm run build.")
    settings.SITE_URL = live_server.url
    now = timezone.now()
    if kept := kept_demonstrations.get(now.date()):
        kept.put_back()
        return
    make_demonstration(now=now)
    kept_demonstrations[now.date()] = made = KeptDatabase()
    made.keep()


@pytest.fixture
def two_schools(demonstration):
    """A school, and the one of the demonstration that is farthest from it."""
    here = School.objects.select_related("commune").get(pk=SCHOOL_UAI)
    others = School.objects.select_related("commune").filter(class_groups__isnull=False).distinct()
    far = max(others, key=lambda one: TRAVEL.between(place_of(here), place_of(one)))
    return here, far


class Watch:
    """What went wrong in a page while nobody looked."""

    def __init__(self, page, address, *, expects_faults=False):
        self.wrongs = []
        self.expects_faults = expects_faults
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.wrongs.append(str(error)))
        page.on("request", lambda request: self._asked(request.url, address))

    def _said(self, message):
        expected = "Failed to load resource" in message.text and (
            self.expects_faults or EXPECTED.search(message.location["url"])
        )
        expected = expected or message.text == WITHOUT_WORKER
        if message.type in {"error", "warning"} and not expected:
            self.wrongs.append(f"{message.text} ({message.location['url']})")

    def _asked(self, url, address):
        if not url.startswith((address, "blob:")):
            self.wrongs.append(f"asked another site: {url}")


@pytest.fixture
def open_page(demonstration, browser, live_server):
    """Open a page in a new browser of some size; at the end nothing may have gone wrong.

    Without the service worker unless a test asks for it: requests can be held up then.
    """
    watches, contexts = [], []

    def open_(size="screen", *, expects_faults=False, **options):
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="fr-FR",
            **{"service_workers": "block"} | options,
        )
        contexts.append(follow(context))
        page = context.new_page()
        watches.append(Watch(page, live_server.url, expects_faults=expects_faults))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [wrong for watch in watches for wrong in watch.wrongs] == []


@pytest.fixture
def sign_in(open_page):
    """Open a page where an account of the demonstration is signed in, by its password.

    The password is sent as the pages send it, without showing them: they have tests of their own.
    """

    def enter(account, size="screen", **options):
        page = open_page(size, **options)
        send_password(page.context.request, account)
        page.goto("/")
        page.get_by_role("heading", name=f"Bonjour, {account.name}").wait_for()
        return page

    return enter


@pytest.fixture
def sign_in_by_code(open_page):
    """Open a page where an account is signed in, by the code received."""

    def enter(account):
        page = open_page()
        page.goto("/")
        page.get_by_label("Adresse électronique").fill(account.email)
        page.get_by_role("button", name="Recevoir un code").click()
        page.get_by_label("Code reçu par courriel").wait_for()
        page.get_by_label("Code reçu par courriel").fill(f" {code_received()} ")
        page.get_by_role("button", name="Se connecter").click()
        page.get_by_role("heading", name=f"Bonjour, {account.name}").wait_for()
        return page

    return enter
