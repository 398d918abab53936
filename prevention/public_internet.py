"""Which addresses are somebody's on the public internet, for programs that ask strangers.

Without Django, for the child processes too.
"""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network

IP = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]

# IPv6 addresses that carry an IPv4 address in their last 32 bits (RFC 4291, RFC 6052).
CARRIES_IPV4 = [IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96")]
# Tunnels, and what is translated or local by another's choice (RFC 3056, 4380, 4291, 8215).
TUNNELS = [IPv6Network(net) for net in ("2002::/16", "2001::/32", "::/96", "64:ff9b:1::/48")]


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
