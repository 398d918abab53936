"""The pages as they come to a slow telephone for the first time, beside a bare page of HTML.

Each load is of a new browser: nothing kept, no service worker, a processor slowed four times.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from statistics import median

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, CDPSession, expect, sync_playwright

from bench.calendars import url_of_test_database
from bench.serving import serving
from prevention.demonstration.cast import COORDINATOR, FACILITATOR, HEAD, TEACHER, Account
from prevention.people.models import User

RUNS = 5
CPU_SLOWED = 4
FLOOR = "/static/bare.html"
BARE = """<!doctype html><html lang="fr"><title>Nu</title><link rel="icon" href="data:,">
<main><h1>Une page nue</h1></main></html>"""
PAGES = [
    (TEACHER, "/"),
    (TEACHER, "/book"),
    (TEACHER, "/sessions"),
    (HEAD, "/"),
    (HEAD, "/authorise"),
    (FACILITATOR, "/"),
    (FACILITATOR, "/agenda"),
    (COORDINATOR, "/"),
    (COORDINATOR, "/coordination"),
]
# As Chromium's own tools name and simulate them; bytes a second and milliseconds.
NETWORKS = {
    "no network but the machine's": None,
    "“slow 4G”": {
        "offline": False,
        "latency": 562.5,
        "downloadThroughput": 180_000,
        "uploadThroughput": 84_375,
    },
}
# A page is all there when its heading is, and nothing in it still loads: at the last such moment.
WATCH = """
  new MutationObserver(() => {
    const isThere = document.querySelector("main h1") && !document.querySelector(".skeleton");
    window.shownAt = isThere ? (window.shownAt ?? performance.now()) : undefined;
  }).observe(document, { childList: true, subtree: true });
"""
READ = """() => ({
  painted: performance.getEntriesByName("first-contentful-paint")[0].startTime,
  shown: window.shownAt,
})"""


@dataclass(frozen=True)
class Load:
    """What one load took: requests, bytes over the wire, and milliseconds."""

    requests: float
    octets: float
    painted: float
    shown: float


def fill(folder: Path, server_url: str) -> None:
    """Print the table: for each network the floor, then the pages."""
    call_command("make_demonstration", stdout=StringIO())
    static = folder / "static"
    settings.STATIC_ROOT = str(static)
    call_command("collectstatic", interactive=False, verbosity=0)
    (static / "bare.html").write_text(BARE)
    cookies = {account: _session_of(account) for account, _address in PAGES}
    url = url_of_test_database(server_url)
    with serving("bench.pages_wsgi", url, BENCH_STATIC=str(static)) as door, _browser() as browser:
        site = f"http://{door[0]}:{door[1]}"
        for name, network in NETWORKS.items():
            print(f"\nFirst load, CPU slowed {CPU_SLOWED} times, {name}")
            print(f"{'':<32}{'requests':>9}{'KB':>8}{'first paint':>16}{'all there':>17}")
            floor = measured(browser, site + FLOOR, "", network)
            print(line("A bare page of HTML", floor, floor), flush=True)
            for account, address in PAGES:
                load = measured(browser, site + address, cookies[account], network)
                print(line(f"{address}  {account.words.split()[0]}", load, floor), flush=True)


def _session_of(account: Account) -> str:
    client = Client()
    client.force_login(User.objects.get(email=account.email))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )


def measured(browser: Browser, url: str, session: str, network: Mapping[str, float] | None) -> Load:
    """The medians of several loads; one goes before them, to warm up the server."""
    _warm, *loads = [_load(browser, url, session, network) for _run in range(RUNS + 1)]
    return Load(
        median(load.requests for load in loads),
        median(load.octets for load in loads),
        median(load.painted for load in loads),
        median(load.shown for load in loads),
    )


def _load(browser: Browser, url: str, session: str, network: Mapping[str, float] | None) -> Load:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="fr-FR", service_workers="block"
    )
    if session:
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": session, "url": url}])
    page = context.new_page()
    page.add_init_script(WATCH)
    tools = context.new_cdp_session(page)
    sizes = _slow_and_count(tools, network)
    page.goto(url, wait_until="networkidle")
    page.locator("main h1").wait_for()
    expect(page.locator(".skeleton")).to_have_count(0, timeout=30_000)
    times = page.evaluate(READ)
    context.close()
    # Nothing is there before it is painted.
    shown = max(times["painted"], times["shown"])
    return Load(len(sizes), sum(sizes), times["painted"], shown)


def _slow_and_count(tools: CDPSession, network: Mapping[str, float] | None) -> list[float]:
    """Slow the page down; gives a list that fills with the bytes of each answer."""
    sizes: list[float] = []
    tools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    tools.send("Network.enable")
    tools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    tools.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWED})
    if network:
        tools.send("Network.emulateNetworkConditions", dict(network))
    return sizes


def line(name: str, load: Load, floor: Load) -> str:
    painted = f"{load.painted:>8.0f} ms{load.painted / floor.painted:>5.1f}"
    shown = f"{load.shown:>9.0f} ms{load.shown / floor.shown:>5.1f}"
    return f"{name:<32}{load.requests:>9.0f}{load.octets / 1024:>8.1f}{painted}{shown}"
