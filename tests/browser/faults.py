"""What can stand between a page and the server: put there at the network's edge."""

import json
from contextlib import contextmanager

from django.contrib.sessions.models import Session as SignIn

ACTS = "**/api/v1/**"


def posts_only(handle):
    """Let everything through but what is sent."""

    def route_(route):
        if route.request.method == "POST":
            handle(route)
        else:
            route.continue_()

    return route_


def lose_answers(page, address=ACTS, *, times=2):
    """Let the server do what is asked, and lose its answers: a first one, and its repetition."""

    def lose(route):
        route.fetch()
        route.abort("connectionreset")

    _for_posts(page, address, lose, times)


def answer_with(page, status, body=None, address=ACTS, *, headers=None, times=1):
    """Answer in the server's place, which is not asked; ``body`` may be a problem or a text."""
    is_problem = isinstance(body, dict)

    def answer(route):
        route.fulfill(
            status=status,
            headers=headers or {},
            content_type="application/problem+json" if is_problem else "text/html",
            body=json.dumps(body) if is_problem else body or "",
        )

    _for_posts(page, address, answer, times)


def _for_posts(page, address, handle, times):
    left = [times]

    def once_more(route):
        if left[0] == 0:
            route.continue_()
        else:
            left[0] -= 1
            handle(route)

    page.route(address, posts_only(once_more))


def expire_sign_ins():
    """End every session of the site, as time would."""
    SignIn.objects.all().delete()


@contextmanager
def slow_3g(page, *, latency_ms=400):
    """400 kbit/s and some latency, as Chromium's own tools have it."""
    tools = page.context.new_cdp_session(page)
    tools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": latency_ms,
            "downloadThroughput": 50_000,
            "uploadThroughput": 50_000,
        },
    )
    yield
    tools.detach()
