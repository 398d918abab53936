"""What calendar clients need of an answer: who is served, under which headers, how packed."""

import gzip

import pytest
from django.utils import timezone
from icalendar import Calendar

from prevention.calendars.feeds import revoke_feed
from tests.factories import RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def session(add_session, soon):
    return add_session(starts_at=soon)


@pytest.mark.parametrize("accept", [None, "text/calendar", "application/json", "image/png;q=0.1"])
def test_feeds_12_any_client_is_served_without_a_cookie(client, feed, session, address, accept):
    answer = client.get(address(feed), headers={"Accept": accept} if accept else {})

    assert answer.status_code == 200
    assert [str(event["UID"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")] == [
        str(session.public_id)
    ]
    assert not answer.cookies
    assert "Cookie" not in answer["Vary"]


def test_feeds_12_head_says_what_get_would(client, feed, address):
    shown = client.get(address(feed))

    answer = client.head(address(feed))

    assert answer.content == b""
    assert answer["Content-Length"] == str(len(shown.content))
    assert answer["ETag"] == shown["ETag"]


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_feeds_12_head_holds_what_it_would_send_and_a_tag_answers_it(get, head, encoding):
    shown, answer = get(Accept_Encoding=encoding), head(Accept_Encoding=encoding)

    said = set(shown.headers) - {"X-Request-ID"}
    assert {name: answer[name] for name in said} == {name: shown[name] for name in said}
    again = head(Accept_Encoding=encoding, If_None_Match=shown["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_feeds_12_who_is_signed_in_or_adds_a_parameter_reads_the_same(client, feed, address, get):
    shown = get()
    client.force_login(RoleFactory(user__language="fr").user)

    answer = client.get(f"{address(feed)}?nocache=1", headers={"Accept-Language": "fr"})

    assert (answer.content, answer.cookies) == (shown.content, {})


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_feeds_12_a_calendar_is_only_read(client, feed, address, method):
    assert getattr(client, method)(address(feed)).status_code == 405


def test_feeds_13_headers(get):
    headers = get().headers

    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert headers["Content-Disposition"] == 'inline; filename="college-eugene-thomas.ics"'
    assert headers["Cache-Control"] == "private, max-age=300"
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Language"] == "en"


def test_feeds_13_a_file_has_a_name_whatever_the_feed_is_called(get, feed):
    feed.name = '"…"; \r\n'
    feed.save()

    assert get()["Content-Disposition"] == 'inline; filename="calendar.ics"'


def test_feeds_13_every_answer_stays_out_of_indexes_and_referrers(client, feed, address, get):
    held = get(If_None_Match="*")
    unknown = client.get("/calendars/guess.ics")
    revoke_feed(feed=feed, now=timezone.now())
    gone = client.get(address(feed))

    assert [answer.status_code for answer in (held, unknown, gone)] == [304, 404, 410]
    for answer in (held, unknown, gone):
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Referrer-Policy"] == "no-referrer"
    assert unknown["Cache-Control"] == gone["Cache-Control"] == "no-store"


GZIP = {
    **dict.fromkeys(["gzip", "br, gzip;q=0.8", "gzip;q=0.001", "GZIP", "deflate, gzip"], True),
    **dict.fromkeys(["gzip;q=0", "br, gzip; q=0.0", "gzip ; q=0.000"], False),
    **dict.fromkeys(["identity", "deflate", "br", "", "xgzip"], False),
}


@pytest.mark.parametrize(("asked", "zipped"), GZIP.items())
def test_feeds_15_gzip_only_when_asked(get, asked, zipped):
    plain, answer = get(), get(Accept_Encoding=asked)

    assert answer.headers.get("Content-Encoding") == ("gzip" if zipped else None)
    assert (gzip.decompress(answer.content) if zipped else answer.content) == plain.content
    assert answer["Content-Length"] == str(len(answer.content))
    assert "Accept-Encoding" in answer["Vary"]
    assert answer["Vary"] == plain["Vary"]
    assert (answer["ETag"] != plain["ETag"]) == zipped


def test_feeds_15_each_form_is_held_under_its_own_tag(get):
    plain, zipped = get(), get(Accept_Encoding="gzip")

    assert get(Accept_Encoding="gzip", If_None_Match=zipped["ETag"]).status_code == 304
    assert get(Accept_Encoding="gzip", If_None_Match=plain["ETag"]).status_code == 200
    assert get(If_None_Match=zipped["ETag"]).status_code == 200
    assert get(Accept_Encoding="gzip")["ETag"] == zipped["ETag"]
    assert get(Accept_Encoding="gzip").content == zipped.content
