#!/usr/bin/env python3
"""Take the pictures of the guides: each main page on a screen and on a telephone.

A demonstration is made in a database of its own, at a fixed moment, and served with the pages
as they are built; the same day gives the same pictures, in ``docs/screenshots``. Names given
on the command line take those alone.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from threading import Thread
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
PLACE = Path(tempfile.mkdtemp(prefix="screenshots-"))
sys.path.insert(0, str(ROOT))
os.environ.update(
    DEMO="1",
    VAR_DIR=str(PLACE),
    DATABASE_URL=f"sqlite:///{PLACE}/db.sqlite3",
    DJANGO_SETTINGS_MODULE="prevention.settings",
    # Playwright keeps an event loop in this thread; nothing here is asynchronous.
    DJANGO_ALLOW_ASYNC_UNSAFE="1",
    TQDM_DISABLE="1",
)

import django  # noqa: E402 - the variables above come first

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone, translation  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from prevention.demonstration.cast import (  # noqa: E402
    COORDINATOR,
    FACILITATOR,
    FUNDER,
    HEAD,
    SCHOOL_UAI,
    TEACHER,
    Account,
)
from prevention.demonstration.library import furnish_library, read_library  # noqa: E402
from prevention.demonstration.mails import tell_the_past  # noqa: E402
from prevention.demonstration.stage import make_demonstration  # noqa: E402
from prevention.demonstration.years import play_years  # noqa: E402
from prevention.models import ClassGroup, Offer, Session, User  # noqa: E402

TO = ROOT / "docs" / "screenshots"
# A Tuesday of class in autumn: sessions lie behind and ahead.
NOW = datetime(2026, 11, 17, 10, 30, tzinfo=ZoneInfo("Europe/Paris"))
# The ending of the file's name, the window, and how many pixels each of its own takes.
SIZES = {"": ((1280, 860), 1), "-360": ((360, 740), 2)}
QUALITY = 78


@dataclass(frozen=True)
class Shot:
    """One picture: whose page, at which address, after doing what."""

    name: str
    account: Account | None
    address: str
    act: Callable[[Page], object] = lambda _page: None


def shots() -> list[Shot]:
    """The main pages, in the order of the guides."""
    group = ClassGroup.objects.get(school=SCHOOL_UAI, label="5E1", school_year=2026)
    offer = Offer.objects.get(title="Relations, respect et consentement")
    session = Session.objects.filter(school=SCHOOL_UAI, state="held").earliest("starts_at")
    planning = f"/planning?by=school&of={SCHOOL_UAI}&span=month&day={session.starts_at:%Y-%m-%d}"
    return [
        Shot("start-teacher", TEACHER, "/"),
        Shot("class", TEACHER, f"/classes/{group.pk}"),
        Shot("openings", TEACHER, f"/book?step=times&class={group.pk}&offer={offer.pk}"),
        Shot("session", TEACHER, f"/sessions/{session.public_id}"),
        Shot("sessions", TEACHER, "/sessions"),
        Shot("library", TEACHER, "/library?level=5E"),
        Shot("start-head", HEAD, "/"),
        Shot("authorise", HEAD, "/authorise"),
        Shot("own-school", HEAD, "/school"),
        Shot("planning", HEAD, planning),
        Shot("start-facilitator", FACILITATOR, "/"),
        Shot("agenda", FACILITATOR, "/agenda"),
        Shot("calendars", FACILITATOR, "/calendars"),
        Shot("start-coordinator", COORDINATOR, "/"),
        Shot("coordination", COORDINATOR, "/coordination"),
        Shot("coordination-sessions", COORDINATOR, "/coordination/sessions"),
        Shot("coverage", COORDINATOR, "/coverage"),
        Shot("worklist", COORDINATOR, "/coverage/worklist"),
        Shot("evolution", COORDINATOR, "/coverage/evolution"),
        Shot("published", FUNDER, "/coverage/published"),
        Shot("library-desk", COORDINATOR, "/library/desk"),
        Shot("schools", COORDINATOR, "/schools"),
        Shot("school", COORDINATOR, f"/schools/{SCHOOL_UAI}"),
        Shot("messages", COORDINATOR, "/messages"),
        Shot(
            "account",
            TEACHER,
            "/account",
            lambda page: page.get_by_text("Clés pour").first.scroll_into_view_if_needed(),
        ),
        Shot("sign-in", None, "/sign-in"),
        Shot("help", TEACHER, "/help"),
        Shot("menu", COORDINATOR, "/help", _open_menu),
    ]


def _open_menu(page: Page) -> None:
    menu = page.locator("summary", has_text="Menu")
    if menu.is_visible():
        menu.click()


def main(names: Iterable[str]) -> int:
    wanted = set(names)
    # The clock of the server; that of the browser is set beside.
    timezone.now = lambda: NOW
    # The pages as they are built, without collecting them first.
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    try:
        call_command("migrate", verbosity=0)
        with translation.override("fr"):
            make_demonstration(now=NOW)
            coordinator = User.objects.get(email=COORDINATOR.email)
            furnish_library(read_library(), by=coordinator, now=NOW)
            play_years(now=NOW)
            tell_the_past(now=NOW)
        server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
        server.set_app(get_wsgi_application())
        Thread(target=server.serve_forever, daemon=True).start()
        TO.mkdir(exist_ok=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
                args=["--no-sandbox", "--disable-dev-shm-usage"],
            )
            for shot in shots():
                if not wanted or shot.name in wanted:
                    _take(browser, f"http://127.0.0.1:{server.server_port}", shot)
            browser.close()
        server.shutdown()
    finally:
        shutil.rmtree(PLACE, ignore_errors=True)
    return 0


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing of each request."""


def _take(browser: Browser, site: str, shot: Shot) -> None:
    for ending, ((width, height), scale) in SIZES.items():
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            color_scheme="light",
            reduced_motion="reduce",
        )
        if shot.account:
            name, value = settings.SESSION_COOKIE_NAME, _session_of(shot.account)
            context.add_cookies([{"name": name, "value": value, "url": site}])
        page = context.new_page()
        page.clock.set_fixed_time(NOW)
        page.goto(shot.address)
        page.get_by_role("heading", level=1).wait_for()
        page.wait_for_load_state("networkidle")
        shot.act(page)
        file = TO / f"{shot.name}{ending}.webp"
        Image.open(BytesIO(page.screenshot())).save(file, quality=QUALITY, method=6)
        print(f"{file.relative_to(ROOT)}  {file.stat().st_size // 1024} KB")
        context.close()


def _session_of(account: Account) -> str:
    """Sign somebody in, without the doors."""
    client = Client()
    client.force_login(User.objects.get(email=account.email))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
