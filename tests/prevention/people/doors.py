"""A browser at the doors of sign-in."""

import re

from django.test import Client

ADDRESS = "/_allauth/browser/v1/"


class Doors:
    """Speaks to the sign-in API as the pages do: one browser, its cookies, the CSRF token."""

    def __init__(self, **headers):
        self.client = Client(enforce_csrf_checks=True, HTTP_ACCEPT_LANGUAGE="en", **headers)
        self.client.get(f"{ADDRESS}config")

    def post(self, door, **body):
        return self._send("post", door, body)

    def get(self, door):
        return self.client.get(f"{ADDRESS}{door}")

    def delete(self, door, **body):
        return self._send("delete", door, body)

    def api(self, address, verb="post", **body):
        """Speak to the API as the person who is signed in."""
        return self._send(verb, address, body, before="")

    def who(self):
        """The address of who is signed in, if anybody is."""
        answer = self.client.get("/api/v1/me/")
        return answer.json()["email"] if answer.status_code == 200 else None

    def _send(self, verb, door, body, *, before=ADDRESS):
        # A successful sign-in renews the token.
        token = self.client.cookies["csrftoken"].value
        return getattr(self.client, verb)(
            f"{before}{door}", body, content_type="application/json", HTTP_X_CSRFTOKEN=token
        )


def pending(answer):
    """The steps that wait, by the names the pages know."""
    return [flow["id"] for flow in answer.json()["data"]["flows"] if flow.get("is_pending")]


def code_in(letter):
    found = re.search(r"^ *(\d{6})$", letter.body, re.MULTILINE)
    return found and found[1]


def wrong(code):
    """Another code of six digits."""
    return f"{(int(code) + 1) % 1_000_000:06d}"
