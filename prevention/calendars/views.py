"""The calendars over HTTP: open to whoever has the address, and to any client's habits."""

import gzip
import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prevention.calendars.addresses import digest_of
from prevention.calendars.contents import read_contents
from prevention.calendars.feeds import note_client, note_revision
from prevention.calendars.models import Feed, RetiredAddress
from prevention.calendars.polls import Poll, may_be_read, poll
from prevention.calendars.render import calendar as write_calendar
from prevention.secret_addresses import QUIET, wait_after_miss

CALENDAR_TYPE = "text/calendar; charset=utf-8"
BODY_KEPT_SECONDS = 24 * 3600
NO_GZIP = re.compile(r"q=0(\.0*)?$")


class Shown(NamedTuple):
    """What a feed shows: its name, since when, and how to write it."""

    revision: str
    changed_at: datetime
    write: Callable[[], bytes]


@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Give the calendar of a secret address (RFC 5545 over RFC 9110)."""
    digest, now = digest_of(secret), timezone.now()
    asked = poll(digest)
    if asked is None or asked.revoked_at is not None:
        return _missing(request, digest, known=asked is not None)
    with translation.override(asked.language):
        shown = _shown(asked, now=now)
        if shown is None:
            return _missing(request, digest, known=True)
        client = request.headers.get("User-Agent", "")
        note_client(asked.pk, last_fetched_at=asked.last_fetched_at, client=client, now=now)
        return _answer(request, asked, shown)


def _shown(asked: Poll, *, now: datetime) -> Shown | None:
    """Look at what is shown only if it may have changed; None without the right to see it."""
    judged_by = asked.judged_at(now)
    if asked.judged_by == judged_by and asked.changed_at is not None:
        return Shown(asked.revision, asked.changed_at, lambda: _calendar(asked.feed(), now=now))
    if not may_be_read(asked):
        return None
    feed = asked.feed()
    octets = _calendar(feed, now=now)
    revision = hashlib.sha256(octets).hexdigest()
    changed_at = note_revision(feed, revision=revision, judged_by=judged_by, now=now)
    return Shown(revision, changed_at, lambda: octets)


def _answer(request: HttpRequest, asked: Poll, shown: Shown) -> HttpResponse:
    zipped = _asks_for_gzip(request)
    name = f"{shown.revision[:40]}{'-gzip' if zipped else ''}"
    changed_at = int(shown.changed_at.timestamp())
    headers = {
        **QUIET,
        "Cache-Control": "private, max-age=300",
        "Content-Disposition": _disposition(asked.name),
        "Content-Language": asked.language,
        "ETag": f'"{name}"',
        "Last-Modified": http_date(changed_at),
        "Vary": "Accept-Encoding",
    }
    answer = HttpResponse(content_type=CALENDAR_TYPE, headers=headers)
    held = get_conditional_response(
        request, etag=headers["ETag"], last_modified=changed_at, response=answer
    )
    if held is not answer and held is not None:
        for header, value in QUIET.items():
            held[header] = value
        return held
    octets = _kept(f"calendar-of-{name}", lambda: _coded(shown.write(), zipped=zipped))
    if zipped:
        answer["Content-Encoding"] = "gzip"
    answer["Content-Length"] = str(len(octets))
    if request.method == "GET":
        answer.content = octets
    return answer


def _calendar(feed: Feed, *, now: datetime) -> bytes:
    return write_calendar(feed, read_contents(feed, now=now))


def _coded(octets: bytes, *, zipped: bool) -> bytes:
    return gzip.compress(octets, mtime=0) if zipped else octets


def _kept(key: str, make: Callable[[], bytes]) -> bytes:
    """Make it once, for all that ask within a day."""
    octets: bytes | None = cache.get(key)
    if octets is None:
        octets = make()
        cache.set(key, octets, BODY_KEPT_SECONDS)
    return octets


def _missing(request: HttpRequest, digest: str, *, known: bool) -> HttpResponse:
    """Say 404 of what never was and 410 of what is gone, at the same cost."""
    retired = RetiredAddress.objects.filter(digest=digest).exists()
    seconds = wait_after_miss(request)
    headers = {**QUIET, "Cache-Control": "no-store"}
    with translation.override(translation.get_language_from_request(request)):
        if seconds:
            status, sentence = 429, _("Too many unknown addresses: try again in a minute.")
            headers["Retry-After"] = str(seconds)
        elif known or retired:
            status, sentence = 410, _("This calendar address was withdrawn: ask for the new one.")
        else:
            status, sentence = 404, _("No calendar has this address: check it.")
    return HttpResponse(
        sentence, status=status, content_type="text/plain; charset=utf-8", headers=headers
    )


def _disposition(name: str) -> str:
    file_name = f"{slugify(name) or 'calendar'}.ics"
    return content_disposition_header(as_attachment=False, filename=file_name) or "inline"


def _asks_for_gzip(request: HttpRequest) -> bool:
    for offer in request.headers.get("Accept-Encoding", "").lower().split(","):
        coding, _semicolon, quality = offer.replace(" ", "").partition(";")
        if coding == "gzip":
            return not NO_GZIP.match(quality)
    return False
