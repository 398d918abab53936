"""A real OpenID Connect provider beside the tests, and this site as one of its clients."""

import json
import subprocess
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import requests

from prevention.settings import oidc_app
from tests.readers.ical_js import node

PROGRAM = Path(__file__).with_name("oidc_provider.mjs")
CLIENT_ID, SECRET = "prevention", "a secret of the tests"


@contextmanager
def provider_of(accounts, settings, *, signed=False):
    """Run a provider that knows ``accounts``, their claims by name, and the site that is set up."""
    client = {
        "client_id": CLIENT_ID,
        "client_secret": SECRET,
        "redirect_uris": [f"{settings.SITE_URL}/sign-in/provider/callback"],
        "post_logout_redirect_uris": [f"{settings.SITE_URL}/sign-in"],
    }
    if signed:
        client["userinfo_signed_response_alg"] = "RS256"
    with subprocess.Popen(
        [node(), PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        process.stdin.write(json.dumps({"accounts": accounts, "client": client}))
        process.stdin.close()
        settings.OIDC_ISSUER = f"http://localhost:{int(process.stdout.readline())}"
        app = oidc_app(
            issuer=settings.OIDC_ISSUER,
            client_id=CLIENT_ID,
            secret=SECRET,
            name="ProConnect",
            scopes="openid email given_name usual_name",
        )
        configured = {**settings.SOCIALACCOUNT_PROVIDERS["openid_connect"], "APPS": [app]}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": configured}
        yield process
        process.terminate()


def come_back_as(who, going):
    """Sign in at the provider without a browser; gives where it sends back to, path and query."""
    issuer = f"http://{urlsplit(going).netloc}/"
    with requests.Session() as visitor:
        page = visitor.get(going)
        for typed in ({"prompt": "login", "login": who, "password": "any"}, {"prompt": "consent"}):
            answer = visitor.post(page.url, typed, allow_redirects=False)
            while answer.is_redirect:
                there = requests.compat.urljoin(answer.url, answer.headers["Location"])
                if not there.startswith(issuer):
                    return there.removeprefix(f"http://{urlsplit(there).netloc}")
                answer = visitor.get(there, allow_redirects=False)
            page = answer
    raise AssertionError(page.text)
