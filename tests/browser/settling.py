"""When a page has come to rest: it has all that it asked for, and asks for nothing more.

Playwright's own "networkidle" waits for half a second of silence, at each of the hundreds of
pages that a run opens.
"""

from weakref import WeakKeyDictionary

POLL_MS = 30
QUIET_POLLS = 4  # what follows an answer is asked for within a few milliseconds
GIVEN_UP_AFTER = 1000

_followed = WeakKeyDictionary()


class Traffic:
    """What a page asks for, until it is answered."""

    def __init__(self, page):
        self.asked = set()
        page.on("request", self.begin)
        page.on("requestfinished", self.end)
        page.on("requestfailed", self.end)

    def begin(self, request):
        self.asked.add(request)

    def end(self, request):
        self.asked.discard(request)


def follow(context):
    """Follow each page that a browser's context opens from now on."""
    context.on("page", _follow)
    return context


def _follow(page):
    _followed[page] = Traffic(page)


def settle(page):
    """Wait for a page that is followed to come to rest."""
    traffic, quiet = _followed[page], 0
    for _ in range(GIVEN_UP_AFTER):
        page.wait_for_timeout(POLL_MS)
        quiet = 0 if traffic.asked else quiet + 1
        if quiet == QUIET_POLLS:
            return
    raise AssertionError(f"{page.url} never came to rest: {[one.url for one in traffic.asked]}")
