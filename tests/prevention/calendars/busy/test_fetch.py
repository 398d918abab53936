"""How a calendar is asked for, as a server sees it."""

import ssl

import pytest

from prevention.calendars.busy.fetch import Validators, fetch
from prevention.calendars.busy.places import Reach
from prevention.calendars.busy.troubles import Trouble, UnreadableError
from tests.prevention.calendars.busy.servers import OUTSIDE, redirect, response

HTTP_DATE = "Mon, 14 Sep 2026 06:00:00 GMT"
KNOWN = Validators('"one"', HTTP_DATE)


@pytest.fixture
def reach(server, certificate):
    return Reach(
        allows=lambda ip: str(ip) == OUTSIDE,
        resolve=lambda *_asked: [OUTSIDE],
        tls=ssl.create_default_context(cafile=certificate),
        ports=frozenset({server.port}),
    )


def test_nothing_is_told_of_who_asks(server, reach):
    server.answers["/a.ics?key=1"] = response(b"body")

    fetch(server.address("/a.ics?key=1#part"), Validators(), reach)

    (asked,) = server.asked
    assert (asked.target, asked.headers) == (
        "/a.ics?key=1",
        {
            "Host": f"agenda.exemple.test:{server.port}",
            "Accept-Encoding": "gzip",
            "Accept": "text/calendar, */*;q=0.5",
            "User-Agent": "PreventionScolaire/1.0 (busy times)",
        },
    )


def test_what_was_said_of_the_file_is_sent_back(server, reach):
    server.answers["/a.ics"] = response(status="304 Not Modified")

    answer = fetch(server.address("/a.ics"), KNOWN, reach)

    assert (answer.body, answer.validators) == (None, KNOWN)
    headers = server.asked[0].headers
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == KNOWN


def test_what_is_said_of_a_file_is_kept(server, reach):
    server.answers["/a.ics"] = response(b"b", ETag='W/"two"', Last_Modified=HTTP_DATE)

    assert fetch(server.address("/a.ics"), KNOWN, reach) == (b"b", ('W/"two"', HTTP_DATE))


def test_what_could_not_be_sent_back_is_not_kept(server, reach):
    server.answers["/a.ics"] = response(b"b", ETag='"é"', Last_Modified="x" * 61)

    assert fetch(server.address("/a.ics"), Validators(), reach) == (b"b", ("", ""))


@pytest.mark.parametrize("status", ["301 A", "302 B", "303 C", "307 D", "308 E"])
def test_three_redirects_are_followed_without_cookies(status, server, reach):
    for number in range(3):
        server.answers[f"/{number}"] = redirect(f"{number + 1}", status)
    server.answers["/3"] = response(b"there", Set_Cookie="a=b")

    assert fetch(server.address("/0"), Validators(), reach).body == b"there"
    assert [asked.target for asked in server.asked] == ["/0", "/1", "/2", "/3"]
    assert not any("Cookie" in asked.headers for asked in server.asked)


def test_a_fourth_redirect_is_not(server, reach):
    for number in range(4):
        server.answers[f"/{number}"] = redirect(f"/{number + 1}")

    with pytest.raises(UnreadableError) as refused:
        fetch(server.address("/0"), Validators(), reach)

    assert refused.value.trouble == Trouble.REDIRECTED
    assert len(server.asked) == 4


def test_the_certificate_must_name_the_host(server, reach):
    with pytest.raises(UnreadableError) as refused:
        fetch(server.address("/a.ics", host="autre.test"), Validators(), reach)

    assert (refused.value.trouble, server.asked) == (Trouble.INSECURE, [])


def test_the_certificate_must_be_somebodys(server, reach):
    stranger = Reach(reach.allows, reach.resolve, ports=reach.ports)

    with pytest.raises(UnreadableError) as refused:
        fetch(server.address("/a.ics"), Validators(), stranger)

    assert (refused.value.trouble, server.asked) == (Trouble.INSECURE, [])


def test_the_next_address_of_a_host_is_tried_when_one_does_not_answer(server, certificate):
    nobody = "127.0.0.8"
    reach = Reach(
        allows=lambda ip: str(ip) in {nobody, OUTSIDE},
        resolve=lambda *_asked: [nobody, OUTSIDE],
        tls=ssl.create_default_context(cafile=certificate),
        ports=frozenset({server.port}),
    )
    server.answers["/a.ics"] = response(b"second")

    assert fetch(server.address("/a.ics"), Validators(), reach).body == b"second"


def test_a_host_where_nobody_answers_is_unavailable(server, reach):
    nowhere = Reach(lambda _ip: True, lambda *_asked: ["127.0.0.8"], reach.tls, reach.ports)

    with pytest.raises(UnreadableError) as refused:
        fetch(server.address("/a.ics"), Validators(), nowhere)

    assert refused.value.trouble == Trouble.UNAVAILABLE
