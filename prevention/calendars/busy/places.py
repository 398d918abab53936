"""Where an address leads, and which network addresses may be connected to.

Without Django, like all that runs in the child process (``child.py``).
"""

import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from prevention.calendars.busy.troubles import Trouble, UnreadableError

IP = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]

LONGEST = 2000
PORTS = frozenset({443, 8443})
# IPv6 addresses that carry an IPv4 address in their last 32 bits (RFC 4291, RFC 6052).
CARRIES_IPV4 = [IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96")]
# Tunnels, and what is translated or local by another's choice (RFC 3056, 4380, 4291, 8215).
TUNNELS = [IPv6Network(net) for net in ("2002::/16", "2001::/32", "::/96", "64:ff9b:1::/48")]


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


def is_public(ip: IP) -> bool:
    """Tell whether an address is somebody's on the public internet, and no other's in disguise."""
    if isinstance(ip, IPv6Address):
        if any(ip in network for network in CARRIES_IPV4):
            return is_public(IPv4Address(int(ip) & 0xFFFFFFFF))
        if any(ip in network for network in TUNNELS):
            return False
    return ip.is_global and not (
        ip.is_private
        or ip.is_loopback
        or ip.is_link_local
        or ip.is_multicast
        or ip.is_reserved
        or ip.is_unspecified
    )


def resolve(host: str, port: int) -> list[str]:
    """Ask the system's resolver; it also reads 2130706433 and 0x7f.1 as addresses."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(sockaddr[0]) for _family, _type, _protocol, _name, sockaddr in answers]


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
