"""The secret addresses of feeds, and the links that calendar programs open.

A secret is derived from the feed's salt by a key that is not in the database, and found
again by its digest: a stolen table gives no address.
"""

import base64
import hashlib
import hmac
from typing import NamedTuple
from urllib.parse import quote, urlsplit, urlunsplit

from django.conf import settings
from django.urls import reverse

from prevention.calendars.models import Feed


class Links(NamedTuple):
    """One address in the forms that readers open."""

    url: str
    webcal_url: str
    google_url: str
    outlook_url: str


def secret_of(salt: str) -> str:
    """Derive the 256-bit secret of a salt, in letters fit for an address."""
    key = settings.FEED_KEY.encode()
    secret = hmac.digest(key, b"calendar address:" + salt.encode(), "sha256")
    return base64.urlsafe_b64encode(secret).rstrip(b"=").decode()


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def links_of(feed: Feed) -> Links:
    url = settings.SITE_URL + reverse("calendar", args=[secret_of(feed.salt)])
    webcal = urlunsplit(urlsplit(url)._replace(scheme="webcal"))
    name = quote(feed.name, safe="")
    return Links(
        url=url,
        webcal_url=webcal,
        google_url=f"https://calendar.google.com/calendar/render?cid={quote(webcal, safe='')}",
        outlook_url=(
            "https://outlook.office.com/calendar/0/addfromweb"
            f"?url={quote(url, safe='')}&name={name}"
        ),
    )
