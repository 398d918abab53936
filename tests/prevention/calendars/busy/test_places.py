"""Which addresses may be asked, and that nothing inside ever is."""

import socket
import ssl
from ipaddress import ip_address

import pytest

from prevention.calendars.busy.fetch import Validators, fetch
from prevention.calendars.busy.places import Place, Reach, place_of
from prevention.calendars.busy.troubles import Trouble, UnreadableError
from prevention.public_internet import is_public, resolve
from tests.prevention.calendars.busy.servers import HOST, OUTSIDE, redirect, response

NOTHING_KNOWN = Validators()

# Each way to say "this machine" or "this network"; {} is the port.
INTERNAL_ADDRESSES = [
    "https://127.0.0.1:{}/",
    "https://127.1:{}/",
    "https://127.0.1:{}/",
    "https://2130706433:{}/",
    "https://017700000001:{}/",
    "https://0177.0.0.1:{}/",
    "https://0x7f000001:{}/",
    "https://0x7f.0.0.1:{}/",
    "https://0x7F.1:{}/",
    "https://127.0.0.1.:{}/",
    "https://0.0.0.0:{}/",
    "https://0:{}/",
    "https://localhost:{}/",
    "https://LOCALHOST:{}/",
    "https://localhost.:{}/",
    "https://[::1]:{}/",
    "https://[0:0:0:0:0:0:0:1]:{}/",
    "https://[::]:{}/",
    "https://[::ffff:127.0.0.1]:{}/",
    "https://[::ffff:7f00:1]:{}/",
    "https://[::127.0.0.1]:{}/",
    "https://[64:ff9b::7f00:1]:{}/",
    "https://[64:ff9b:1::7f00:1]:{}/",
    "https://[2002:7f00:1::]:{}/",
    "https://[fe80::1]:{}/",
    "https://[fe80::1%25lo]:{}/",
    "https://[fd00::1]:{}/",
    "https://[ff02::1]:{}/",
    "https://10.0.0.1:{}/",
    "https://172.16.0.1:{}/",
    "https://192.168.1.1:{}/",
    "https://100.64.0.1:{}/",
    "https://169.254.169.254:{}/latest/meta-data/",
    "https://224.0.0.1:{}/",
    "https://255.255.255.255:{}/",
    "https://%31%32%37.0.0.1:{}/",
    "https://①②⑦.⓪.⓪.①:{}/",
    "https://agenda.exemple.test@127.0.0.1:{}/",
    "https://agenda.exemple.test\\@127.0.0.1:{}/",
    "https://127.0.0.1:{}\\@agenda.exemple.test/",
    "https://127.0.0.1\t:{}/",
    "http://127.0.0.1:{}/",
    "ftp://127.0.0.1:{}/",
    "//127.0.0.1:{}/",
    "127.0.0.1:{}",
    "",
]
# Names of the public DNS that answer with the inside: wholly, or besides another address.
INSIDE_ANSWERS = {
    "interne.exemple.test": lambda: ["127.0.0.1"],
    "interne6.exemple.test": lambda: ["::1"],
    "deux.exemple.test": lambda: [OUTSIDE, "127.0.0.1"],
}


@pytest.mark.parametrize("address", INTERNAL_ADDRESSES)
def test_no_spelling_of_an_internal_address_is_asked(address, inside):
    reach = Reach(ports=frozenset({inside.port}))

    with pytest.raises(UnreadableError) as refused:
        fetch(address.format(inside.port), NOTHING_KNOWN, reach)

    assert refused.value.trouble in {Trouble.NOT_PUBLIC, Trouble.INSECURE, Trouble.UNAVAILABLE}
    assert inside.visitors() == 0


@pytest.mark.parametrize(
    "address", [*INTERNAL_ADDRESSES, *(f"https://{name}:{{}}/" for name in INSIDE_ANSWERS)]
)
def test_no_redirect_leads_to_an_internal_address(address, server, certificate, inside):
    server.answers["/a.ics"] = redirect(
        address.format(inside.port).encode().decode("latin-1") or "https://"
    )
    reach = reach_of(server, certificate, ports={server.port, inside.port})

    with pytest.raises(UnreadableError):
        fetch(server.address("/a.ics"), NOTHING_KNOWN, reach)

    assert inside.visitors() == 0


def reach_of(server, certificate, *, ports=None, answers=None):
    """The server's address alone besides the public ones; names as the test answers."""
    told = {HOST: lambda: [OUTSIDE]} | INSIDE_ANSWERS | (answers or {})

    def answer(host, port):
        return told[host]() if host in told else resolve(host, port)

    return Reach(
        allows=lambda ip: str(ip) == OUTSIDE or is_public(ip),
        resolve=answer,
        tls=ssl.create_default_context(cafile=certificate),
        ports=frozenset(ports or {server.port}),
    )


def test_a_name_that_answers_otherwise_the_second_time_is_not_asked_again(
    server, certificate, inside
):
    """The answer that was checked is connected to: no other is asked for in between."""
    turns = iter([[OUTSIDE], ["127.0.0.1"], ["127.0.0.1"]])
    reach = reach_of(server, certificate, answers={HOST: lambda: next(turns)})
    server.answers["/a.ics"] = response(b"once")

    assert fetch(server.address("/a.ics"), NOTHING_KNOWN, reach).body == b"once"
    with pytest.raises(UnreadableError) as refused:
        fetch(server.address("/a.ics"), NOTHING_KNOWN, reach)

    assert refused.value.trouble == Trouble.NOT_PUBLIC
    assert inside.visitors() == 0


def test_a_name_that_turns_inside_between_two_leaps_is_refused(server, certificate, inside):
    turns = iter([[OUTSIDE], ["127.0.0.1"]])
    ports = {server.port, inside.port}
    reach = reach_of(server, certificate, ports=ports, answers={HOST: lambda: next(turns)})
    server.answers["/a.ics"] = redirect(f"https://{HOST}:{inside.port}/b.ics")

    with pytest.raises(UnreadableError) as refused:
        fetch(server.address("/a.ics"), NOTHING_KNOWN, reach)

    assert refused.value.trouble == Trouble.NOT_PUBLIC
    assert inside.visitors() == 0


@pytest.mark.parametrize("proxy", ["https_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"])
def test_no_proxy_of_the_environment_is_used(proxy, server, certificate, inside, monkeypatch):
    monkeypatch.setenv(proxy, f"http://127.0.0.1:{inside.port}")
    server.answers["/a.ics"] = response(b"direct")

    answer = fetch(server.address("/a.ics"), NOTHING_KNOWN, reach_of(server, certificate))

    assert answer.body == b"direct"
    assert inside.visitors() == 0


@pytest.mark.parametrize(
    "ip", ["8.8.8.8", "185.15.58.224", "2001:4860:4860::8888", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_what_is_public_may_be_asked(ip):
    assert is_public(ip_address(ip))


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://Agenda.Exemple.test", Place("agenda.exemple.test", 443, "/")),
        ("HTTPS://exemple.test.:443/a?b=c#d", Place("exemple.test", 443, "/a?b=c")),
        ("https://exemple.test:8443/é", Place("exemple.test", 8443, "/%C3%A9")),
        ("https://[2001:4860:4860::8888]/", Place("2001:4860:4860::8888", 443, "/")),
        ("https://exemple.test/a%0d%0aX: b", Place("exemple.test", 443, "/a%0D%0AX:%20b")),
    ],
)
def test_an_address_is_read_once(address, place):
    assert place_of(address) == place


@pytest.mark.parametrize(
    "address",
    [
        "http://exemple.test/",
        "https://exemple.test:22/",
        "https://a@exemple.test/",
        "https://a:b@exemple.test/",
        "https:///a",
        "https://",
        "exemple.test/a.ics",
        "file:///etc/passwd",
        "https://exemple.test/" + "a" * 2000,
    ],
)
def test_other_addresses_are_none(address):
    with pytest.raises(UnreadableError) as refused:
        place_of(address)

    assert refused.value.trouble == Trouble.INSECURE


def test_the_listener_does_count_who_comes(inside):
    """Else that nobody came would say nothing."""
    socket.create_connection(("127.0.0.1", inside.port)).close()

    assert inside.visitors() == 1
