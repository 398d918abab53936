"""Letters as a mail program with a browser inside shows them."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from prevention.messages.kinds import Kind
from prevention.messages.letters import render_html, write
from tests.browser.conftest import SIZES
from tests.prevention.messages.letters.conftest import World
from tests.prevention.messages.letters.conftest import now as _now

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
now = _now

KINDS = [
    (Kind.CONFIRMED, 1),
    (Kind.RECEIVED, 12),
    (Kind.READINESS, 2),
    (Kind.CALENDAR_STALE, 0),
]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_letters_are_accessible_and_ask_for_nothing(browser, now, size, colours):
    world = World()
    for kind, count in KINDS:
        html = render_html(write(world.of_kind(kind, count), now))
        width, height = SIZES[size]
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=colours)
        asked = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))

        page.set_content(html)

        found = Axe().run(page)
        assert found.violations_count == 0, f"{kind}\n{found.generate_report()}"
        assert asked == []
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) == 0, f"{kind} is too wide"
        page.close()
