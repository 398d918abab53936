"""Addresses elsewhere: tried each week, dead after two misses, and never inside."""

import ssl
from datetime import timedelta

import pytest

from library.links import Network, answers, check_links
from library.models import Material
from prevention.public_internet import is_public
from tests.factories import MaterialFactory
from tests.prevention.calendars.busy.servers import (
    OUTSIDE,
    Listener,
    Server,
    make_certificate,
    redirect,
    response,
    serving,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def server(certificate):
    with serving(Server(certificate)) as running:
        yield running


@pytest.fixture
def network(certificate):
    return Network(
        allows=lambda ip: str(ip) == OUTSIDE or is_public(ip),
        resolve=lambda host, _port: [OUTSIDE if host.endswith(".exemple.test") else host],
        tls=ssl.create_default_context(cafile=certificate),
    )


@pytest.mark.parametrize(
    ("status", "alive"),
    [
        ("200 OK", True),
        ("204 No Content", True),
        ("401 Unauthorized", True),
        ("403 Forbidden", True),
        ("429 Too Many Requests", True),
        ("404 Not Found", False),
        ("410 Gone", False),
        ("500 Internal Server Error", False),
    ],
)
def test_what_is_there_for_people_is_alive(server, network, status, alive):
    server.answers["/a"] = response(status=status)

    assert answers(server.address("/a"), network) is alive


def test_a_redirect_is_followed_and_one_that_turns_in_circles_is_not(server, network):
    server.answers["/old"] = redirect("/new")
    server.answers["/new"] = response()
    server.answers["/round"] = redirect("/round")

    assert answers(server.address("/old"), network)
    assert not answers(server.address("/round"), network)


def test_nothing_inside_is_ever_asked_however_it_is_written(server, network):
    inside = Listener.open()
    server.answers["/in"] = redirect(f"http://127.0.0.1:{inside.port}/")
    written = [
        f"http://127.0.0.1:{inside.port}/",
        f"http://[::1]:{inside.port}/",
        f"http://[::ffff:127.0.0.1]:{inside.port}/",
        server.address("/in"),
    ]

    reached = [answers(address, network) for address in written]
    visitors = inside.visitors()
    inside.close()

    assert (reached, visitors) == ([False] * 4, 0)


@pytest.mark.parametrize(
    "address",
    ["ftp://exemple.test/", "https://user:password@a.exemple.test/", "https://", "a", "https://["],
)
def test_what_is_no_address_of_the_web_does_not_answer(network, address):
    assert not answers(address, network)


def test_a_host_that_nobody_knows_does_not_answer(certificate):
    def unknown(_host, _port):
        raise OSError

    assert not answers("https://a.exemple.test/", Network(resolve=unknown))


def test_an_address_is_tried_each_week_and_again_the_day_after_a_miss(server, network, now):
    server.answers["/a"] = response(status="404 Not Found")
    material = MaterialFactory(url=server.address("/a"))
    MaterialFactory(url="")
    MaterialFactory(url=server.address("/a"), draft=True)

    def tried(days):
        return check_links(now=now + timedelta(days=days), network=network)

    assert [tried(0), tried(0.5)] == [1, 0]
    assert not Material.objects.with_dead_links().exists()
    assert tried(1) == 1
    assert list(Material.objects.with_dead_links()) == [material]

    server.answers["/a"] = response()
    assert tried(2) == 1
    assert not Material.objects.with_dead_links().exists()
    assert [tried(8), tried(9)] == [0, 1]


def test_the_check_is_no_change_that_portals_are_told_of(server, network, now):
    server.answers["/a"] = response()
    material = MaterialFactory(url=server.address("/a"))
    before = material.updated_at

    check_links(now=now, network=network)

    material.refresh_from_db()
    assert (material.updated_at, material.link_checked_at) == (before, now)
