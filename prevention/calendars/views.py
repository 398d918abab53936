"""The calendars over HTTP: open to whoever has the address, and to any client's habits."""

import gzip
import re

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prevention.calendars.addresses import digest_of
from prevention.calendars.contents import Contents, read_contents
from prevention.calendars.feeds import note_reading
from prevention.calendars.models import Feed, RetiredAddress
from prevention.calendars.render import calendar as write_calendar
from prevention.calendars.render import calendar_body
from prevention.secret_addresses import QUIET, wait_after_miss

CALENDAR_TYPE = "text/calendar; charset=utf-8"
BODY_KEPT_SECONDS = 24 * 3600
NO_GZIP = re.compile(r"q=0(\.0*)?$")


@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Give the calendar of a secret address (RFC 5545 over RFC 9110)."""
    digest = digest_of(secret)
    feeds = Feed.objects.with_right().select_related("holder", "school")
    feed = feeds.filter(digest=digest).first()
    if feed is None or feed.revoked_at is not None or not feed.has_right:
        return _missing(request, digest, known=feed is not None)
    with translation.override(feed.holder.language):
        return _answer(request, feed)


def _answer(request: HttpRequest, feed: Feed) -> HttpResponse:
    now = timezone.now()
    contents = read_contents(feed, now=now)
    changed_at = note_reading(
        feed, revision=contents.revision, client=request.headers.get("User-Agent", ""), now=now
    )
    zipped = _asks_for_gzip(request)
    etag = f'"{contents.revision[:40]}{"-gzip" if zipped else ""}"'
    file_name = f"{slugify(feed.name) or 'calendar'}.ics"
    headers = {
        **QUIET,
        "Cache-Control": "private, max-age=300",
        "Content-Disposition": content_disposition_header(as_attachment=False, filename=file_name),
        "Content-Language": feed.holder.language,
        "ETag": etag,
        "Last-Modified": http_date(changed_at.timestamp()),
        "Vary": "Accept-Encoding",
    }
    answer = HttpResponse(content_type=CALENDAR_TYPE, headers=headers)
    held = get_conditional_response(
        request, etag=etag, last_modified=int(changed_at.timestamp()), response=answer
    )
    if held is not answer and held is not None:
        for name, value in QUIET.items():
            held[name] = value
        return held
    body = write_calendar(feed, _body(contents))
    if zipped:
        body = gzip.compress(body, mtime=0)
        answer["Content-Encoding"] = "gzip"
    answer["Content-Length"] = str(len(body))
    if request.method == "GET":
        answer.content = body
    return answer


def _body(contents: Contents) -> bytes:
    """Render once for all readers of the same contents."""
    key = f"calendar-{contents.shared}"
    body: bytes | None = cache.get(key)
    if body is None:
        body = calendar_body(contents)
        cache.set(key, body, BODY_KEPT_SECONDS)
    return body


def _missing(request: HttpRequest, digest: str, *, known: bool) -> HttpResponse:
    """Say 404 of what never was and 410 of what is gone, at the same cost."""
    retired = RetiredAddress.objects.filter(digest=digest).exists()
    headers = {**QUIET, "Cache-Control": "no-store"}
    if seconds := wait_after_miss(request):
        status, sentence = 429, _("Too many unknown addresses: try again in a minute.")
        headers["Retry-After"] = str(seconds)
    elif known or retired:
        status, sentence = 410, _("This calendar address was withdrawn: ask for the new one.")
    else:
        status, sentence = 404, _("No calendar has this address: check it.")
    return HttpResponse(
        sentence, status=status, content_type="text/plain; charset=utf-8", headers=headers
    )


def _asks_for_gzip(request: HttpRequest) -> bool:
    for offer in request.headers.get("Accept-Encoding", "").lower().split(","):
        coding, _semicolon, quality = offer.replace(" ", "").partition(";")
        if coding == "gzip":
            return not NO_GZIP.match(quality)
    return False
