"""Ask for a calendar: https alone, to public addresses alone, and never more than 5 MB of it.

Without Django, like all that runs in the child process (``child.py``), which bounds how long
everything here may take.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urljoin

from urllib3 import HTTPSConnectionPool, Timeout
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NewConnectionError,
    SSLError,
)
from urllib3.response import BaseHTTPResponse

from prevention.calendars.busy.places import Place, Reach, place_of
from prevention.calendars.busy.troubles import Trouble, UnreadableError

MOST_BYTES = 5_000_000
MOST_REDIRECTS = 3
MOST_ADDRESSES = 4
CHUNK = 65_536
# Each wait on the network; all of them together have ten seconds.
PATIENCE = Timeout(connect=3, read=10)
HEADERS = {
    "User-Agent": "PreventionScolaire/1.0 (busy times)",
    "Accept": "text/calendar, */*;q=0.5",
    "Accept-Encoding": "gzip",
}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
NOT_SHARED = frozenset({401, 403, 404, 410})


class Validators(NamedTuple):
    """What a server said of the file last read, to ask whether it still holds (RFC 9110, 13)."""

    etag: str = ""
    last_modified: str = ""

    def as_headers(self) -> Mapping[str, str]:
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


class Fetched(NamedTuple):
    """The file, or None when it is still the one that was read before."""

    body: bytes | None
    validators: Validators


def fetch(address: str, validators: Validators, reach: Reach) -> Fetched:
    """Ask for the file behind an address, through three redirects at most, each checked anew.

    Raises:
        UnreadableError: why there is none.

    """
    for _leap in range(MOST_REDIRECTS + 1):
        answer = _ask(place_of(address, reach.ports), validators, reach)
        try:
            if answer.status not in REDIRECTS:
                return _taken(answer, validators)
            address = _next(address, answer.headers.get("Location", ""))
        finally:
            answer.close()
    raise UnreadableError(Trouble.REDIRECTED)


def _next(address: str, location: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError as error:  # brackets that do not close
        raise UnreadableError(Trouble.INSECURE) from error


def _ask(place: Place, validators: Validators, reach: Reach) -> BaseHTTPResponse:
    for ip in reach.addresses_of(place)[:MOST_ADDRESSES]:
        # Connected to the address that was checked: no second answer of the DNS counts.
        pool = HTTPSConnectionPool(
            ip, place.port, ssl_context=reach.tls, server_hostname=place.host, timeout=PATIENCE
        )
        port = "" if place.port == 443 else f":{place.port}"  # noqa: PLR2004 - of https
        host = f"[{place.host}]" if ":" in place.host else place.host
        try:
            return pool.urlopen(
                "GET",
                place.target,
                headers={**HEADERS, **validators.as_headers(), "Host": host + port},
                retries=False,
                redirect=False,
                preload_content=False,
            )
        except (NewConnectionError, ConnectTimeoutError):
            continue  # the next address of the same host
        except SSLError as error:
            raise UnreadableError(Trouble.INSECURE) from error
        except (HTTPError, UnicodeError) as error:
            raise UnreadableError(Trouble.UNAVAILABLE) from error
    raise UnreadableError(Trouble.UNAVAILABLE)


def _taken(answer: BaseHTTPResponse, sent: Validators) -> Fetched:
    if answer.status == HTTPStatus.NOT_MODIFIED and sent.as_headers():
        return Fetched(None, sent)
    if answer.status in NOT_SHARED:
        raise UnreadableError(Trouble.NOT_FOUND)
    if answer.status != HTTPStatus.OK:
        raise UnreadableError(Trouble.UNAVAILABLE)
    return Fetched(
        _body(answer),
        Validators(
            _short(answer.headers.get("ETag", ""), 200),
            _short(answer.headers.get("Last-Modified", ""), 60),
        ),
    )


def _body(answer: BaseHTTPResponse) -> bytes:
    """Read the file, unpacked: what counts is what it becomes, not what was sent."""
    body = bytearray()
    try:
        for chunk in answer.stream(CHUNK, decode_content=True):
            body += chunk
            if len(body) > MOST_BYTES:
                raise UnreadableError(Trouble.TOO_BIG)
    except HTTPError as error:  # cut off, or packed in a way that cannot be unpacked
        raise UnreadableError(Trouble.UNAVAILABLE) from error
    return bytes(body)


def _short(value: str, most: int) -> str:
    """A validator fit to be kept and sent back; another is as good as none."""
    return value if len(value) <= most and value.isascii() and value.isprintable() else ""
