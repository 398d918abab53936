"""Log lines: JSON in production, each with the id of its request, never with a secret."""

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="-")
HEADER = "X-Request-ID"
SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")

SECRETS = [
    # The links for Google and Outlook hold the address in a parameter, so encoded.
    (re.compile(r"(?i)((?:/|%2F)calendars(?:/|%2F))[^/\s\"'?&]+"), r"\1[secret].ics"),
    (
        re.compile(r"(/(?:authorise|invitation|preferences|unsubscribe)/)[^/\s\"'?]+"),
        r"\1[secret]",
    ),
    (re.compile(r"\bps_[A-Za-z0-9_-]{8,}"), "[token]"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[^\s\"',]+"), r"\1 [secret]"),
    (
        re.compile(r"(?i)\b(sessionid|csrftoken|password|secret|token|key)(=|'?:\s*)[^\s;,&\"]+"),
        r"\1\2[secret]",
    ),
    (re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"), "[e-mail]"),
]


def scrubbed(text: str) -> str:
    """Replace what must not be kept: secrets, tokens, cookies and e-mail addresses."""
    for pattern, instead in SECRETS:
        text = pattern.sub(instead, text)
    return text


class Scrubber(logging.Filter):
    """Writes the request's id into each record, and takes out what must not be kept."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = REQUEST_ID.get()
        record.msg = scrubbed(record.getMessage())
        record.args = ()
        if record.exc_info and not record.exc_text:
            record.exc_text = scrubbed(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        return True


class RequestIdMiddleware:
    """Gives each request an id, the proxy's when it sends a sane one, and says it back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        request_id = given if SANE.fullmatch(given) else uuid4().hex
        kept = REQUEST_ID.set(request_id)
        try:
            response = self.get_response(request)
        finally:
            REQUEST_ID.reset(kept)
        response[HEADER] = request_id
        return response
