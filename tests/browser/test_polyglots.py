"""Files that are two things at once, as a real browser takes what the site hands out.

Each type of file that is taken carries a page with a script. Kept as they came, past all that
would have made them anew or refused them, and asked for in every way in which a browser runs
something: none runs, whatever the file says it is. So what is handed out is harmless even where
the making anew had failed; that it does not is what ``tests/library/files`` is about.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import Error

from library.files.kinds import KINDS
from tests.factories import MaterialFactory, RoleFactory
from tests.library.files.makers import GOOD
from tests.library.kept import keep_version

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What each would leave behind if it ran.
RAN = "document.cookie = 'ran=page; path=/'; self.ran = true;"
PAGE = f'<!DOCTYPE html><html><body><script>{RAN}</script><svg onload="{RAN}"/></body></html>'
# Read as a script, the bytes before it are a name or a comment.
SCRIPT = f"\n//*/\n;{RAN}\n"

# Every way in which a page of the site could make something of an address; each says what came.
WAYS = {
    "script": """(url) => new Promise((said) => {
        const made = document.createElement("script");
        made.onload = () => said("loaded"); made.onerror = () => said("refused");
        made.src = url; document.head.append(made);
    })""",
    "module": """(url) => import(url).then(() => "loaded", () => "refused")""",
    "worker": """(url) => new Promise((said) => {
        try {
            const made = new Worker(url);
            made.onerror = () => said("refused"); setTimeout(() => said("silent"), 1000);
        } catch { said("refused"); }
    })""",
    "service worker": """(url) => navigator.serviceWorker
        ? navigator.serviceWorker.register(url).then(() => "loaded", () => "refused")
        : "refused" """,
    "style": """(url) => new Promise((said) => {
        const made = document.createElement("link");
        made.rel = "stylesheet"; made.onload = () => said("loaded");
        made.onerror = () => said("refused"); made.href = url; document.head.append(made);
    })""",
    "frame": """(url) => new Promise((said) => {
        const made = document.createElement("iframe");
        made.onload = () => {
            let ran = false;
            try { ran = made.contentWindow.ran === true; } catch { ran = false; }
            said(ran ? "loaded" : "refused");
        };
        setTimeout(() => said("refused"), 1500);
        made.src = url; document.body.append(made);
    })""",
}


@pytest.fixture(scope="module")
def bodies():
    """One of each type that is taken, with a page and a script in it."""
    made = {media_type: make() for media_type, make in GOOD.items()}
    assert made.keys() == {kind.media_type for kind in KINDS}
    return {media_type: body + PAGE.encode() + SCRIPT.encode() for media_type, body in made.items()}


@pytest.fixture
def context(browser, live_server, client):
    """A browser in which a teacher is signed in."""
    client.force_login(RoleFactory().user)
    cookie = client.cookies["sessionid"].value
    opened = browser.new_context(base_url=live_server.url, service_workers="allow")
    opened.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    yield opened
    opened.close()


def test_no_byte_of_a_file_is_ever_a_page_a_picture_with_script_or_a_script(context, bodies):
    page = context.new_page()
    for media_type, body in bodies.items():
        for start in (body, PAGE.encode() + body):  # as it is, and as if sniffing were allowed
            material = MaterialFactory(audience="PUPIL")
            keep_version(material, start, media_type=media_type)
            path = reverse("material-file", args=[material.public_id])

            answer = context.request.get(path)
            assert answer.status == 200
            assert answer.headers["content-type"] == media_type
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "sandbox" in answer.headers["content-security-policy"]
            assert answer.body() == start

            for address in (path, f"{path}?download"):
                _open(page, address)
                assert not page.evaluate("self.ran === true"), media_type

        page.goto("/help")
        for way, ask in WAYS.items():
            came = page.evaluate(ask, path)
            assert came in {"refused", "silent"}, (media_type, way)
        assert not page.evaluate("self.ran === true"), media_type

    assert [one for one in context.cookies() if one["name"] == "ran"] == []


def test_the_same_page_would_run_if_it_were_one(context, live_server):
    """What is looked for above is there where nothing keeps it: the test can fail."""
    page = context.new_page()
    page.route("**/proof", lambda route: route.fulfill(body=PAGE, content_type="text/html"))

    page.goto("/proof")

    assert page.evaluate("self.ran === true")
    assert [one["name"] for one in context.cookies() if one["name"] == "ran"] == ["ran"]


def _open(page, address):
    """Go there as somebody types it; what is saved leaves the page where it was."""
    try:
        page.goto(address)
    except Error as left:
        if not any(saved in str(left) for saved in ("Download is starting", "net::ERR_ABORTED")):
            raise
