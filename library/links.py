"""Whether what a material points to elsewhere still answers; a bad day is no end.

Addresses are written by people: none may lead this server to its own network. What is asked for
is the head of the page; nothing of it is read or kept.
"""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import urljoin

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.response import BaseHTTPResponse
from urllib3.util import Url, parse_url

from library.models import Material
from prevention.public_internet import IP, Resolve, is_public, resolve

AT_A_TIME = 30
MOST_REDIRECTS = 5
PATIENCE = Timeout(connect=5, read=10)
HEADERS = {"User-Agent": "PreventionScolaire/1.0 (links of the library)", "Accept": "*/*"}
PORTS = {"http": 80, "https": 443}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# It is there, and not for a program: people who are let in may well read it.
FOR_PEOPLE = frozenset({401, 403, 405, 406, 429})
# What a server answers that knows no HEAD.
ASK_WHOLE = frozenset({403, 405, 501})


@dataclass(frozen=True)
class Network:
    """Where links may lead; tests say which addresses are theirs."""

    allows: Callable[[IP], bool] = is_public
    resolve: Resolve = resolve
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def addresses_of(self, host: str, port: int) -> list[str]:
        """What may be connected to; a host with one address that is not public gives none."""
        found = list(dict.fromkeys(self.resolve(host, port)))
        return found if all(self.allows(ip_address(one)) for one in found) else []


def check_links(*, now: datetime, network: Network | None = None) -> int:
    """Try the addresses that are due, some at a time; returns how many were tried.

    One that does not answer is tried again the next day, and is dead after the second time.
    """
    reached = network or Network()
    due = Material.objects.link_due(now=now).order_by("link_checked_at", "pk")[:AT_A_TIME]
    for material in due:
        failures = 0 if answers(material.url, reached) else material.link_failures + 1
        # Not while somebody gives another address: that one was not tried.
        Material.objects.filter(pk=material.pk, url=material.url).update(
            link_checked_at=now, link_failures=failures
        )
    return len(due)


def answers(address: str, network: Network) -> bool:
    """Tell whether there is something at the address, through a few redirects."""
    try:
        for _leap in range(MOST_REDIRECTS + 1):
            answer = _ask(parse_url(address), network)
            if answer is None:
                return False
            if answer.status not in REDIRECTS:
                return answer.status < HTTPStatus.BAD_REQUEST or answer.status in FOR_PEOPLE
            address = urljoin(address, answer.headers.get("Location", ""))
    except (HTTPError, LocationParseError, OSError, ValueError):
        # No such name, no way there, a certificate of somebody else, or no address at all.
        return False
    return False


def _ask(url: Url, network: Network) -> BaseHTTPResponse | None:
    if url.scheme not in PORTS or not url.host or url.auth is not None:
        return None
    port = url.port or PORTS[url.scheme]
    host = url.host.strip("[]").rstrip(".")
    for ip in network.addresses_of(host, port)[:1]:
        answer = _asked("HEAD", url, ip, port, network)
        if answer.status in ASK_WHOLE:
            answer = _asked("GET", url, ip, port, network)
        return answer
    return None


def _asked(verb: str, url: Url, ip: str, port: int, network: Network) -> BaseHTTPResponse:
    """Ask the address that was checked: no second answer of the DNS counts."""
    pool: HTTPConnectionPool = (
        HTTPSConnectionPool(
            ip, port, ssl_context=network.tls, server_hostname=url.host, timeout=PATIENCE
        )
        if url.scheme == "https"
        else HTTPConnectionPool(ip, port, timeout=PATIENCE)
    )
    answer = pool.urlopen(
        verb,
        url.request_uri,
        headers={**HEADERS, "Host": url.netloc or ""},
        retries=False,
        redirect=False,
        preload_content=False,
    )
    answer.close()
    return answer
