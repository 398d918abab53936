"""Where an address leads, and which network addresses may be connected to.

Without Django, like all that runs in the child process (``child.py``).
"""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import NamedTuple

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from prevention.calendars.busy.troubles import Trouble, UnreadableError
from prevention.public_internet import IP, Resolve, is_public, resolve

LONGEST = 2000
PORTS = frozenset({443, 8443})


class Place(NamedTuple):
    """A host as the certificate must name it, and what to ask it for."""

    host: str
    port: int
    target: str


def place_of(address: str, ports: frozenset[int] = PORTS) -> Place:
    """Read an address once, so that what is checked is what is connected to.

    Raises:
        UnreadableError: INSECURE: not https, another port, or a user's name in it.

    """
    try:
        url = parse_url(address)
    except LocationParseError as error:
        raise UnreadableError(Trouble.INSECURE) from error
    port = url.port or 443
    if url.scheme != "https" or url.auth is not None or not url.host or port not in ports:
        raise UnreadableError(Trouble.INSECURE)
    if len(address) > LONGEST:
        raise UnreadableError(Trouble.INSECURE)
    return Place(url.host.strip("[]").rstrip("."), port, url.request_uri)


@dataclass(frozen=True)
class Reach:
    """Where reading may go.

    An argument and not a setting: production has the one that the defaults make, which
    nothing in its environment can widen; tests say which addresses are theirs.
    """

    allows: Callable[[IP], bool] = is_public
    resolve: Resolve = resolve
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    ports: frozenset[int] = PORTS

    def addresses_of(self, place: Place) -> list[str]:
        """Resolve a host, now, to what may be connected to: the answer itself is connected to.

        A host with one address that is not public gives none.

        Raises:
            UnreadableError: NOT_PUBLIC, or UNAVAILABLE when nobody knows the name.

        """
        try:
            found = list(dict.fromkeys(self.resolve(place.host, place.port)))
        except (OSError, UnicodeError) as error:
            raise UnreadableError(Trouble.UNAVAILABLE) from error
        if not all(self._may_be_asked(one) for one in found):
            raise UnreadableError(Trouble.NOT_PUBLIC)
        return found

    def _may_be_asked(self, address: str) -> bool:
        try:
            return self.allows(ip_address(address))
        except ValueError:  # nothing that we could judge
            return False
