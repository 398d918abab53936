"""What calendar clients need of the answers, one rule of the field after another."""

import gzip
import logging
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.http import parse_http_date
from icalendar import Calendar

from library.models import Material
from prevention.calendars.addresses import digest_of, secret_of
from prevention.calendars.contents import read_contents
from prevention.calendars.feeds import create_school_feed, reset_feed, revoke_feed
from prevention.models import ClassGroup, Commune, Feed, Offer, Organisation, School, Session, Theme
from tests.factories import FacilitatorFactory, RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def soon():
    return timezone.now().replace(microsecond=0) + timedelta(days=7)


@pytest.fixture
def session(add_session, soon):
    return add_session(starts_at=soon)


@pytest.fixture
def get(client, feed, address):
    def get(**headers):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get(address(feed), headers=names)

    return get


@pytest.mark.parametrize("accept", [None, "text/calendar", "application/json", "image/png;q=0.1"])
def test_feeds_12_any_client_is_served_without_a_cookie(client, feed, session, address, accept):
    answer = client.get(address(feed), headers={"Accept": accept} if accept else {})

    assert answer.status_code == 200
    assert [str(event["UID"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")] == [
        str(session.public_id)
    ]
    assert not answer.cookies
    assert "Cookie" not in answer["Vary"]


def test_feeds_12_head_says_what_get_would(client, feed, session, address):
    shown = client.get(address(feed))

    answer = client.head(address(feed))

    assert answer.content == b""
    assert answer["Content-Length"] == str(len(shown.content))
    assert answer["ETag"] == shown["ETag"]


def test_feeds_12_a_calendar_is_only_read(client, feed, address):
    assert client.post(address(feed)).status_code == 405


def test_feeds_13_headers(get):
    headers = get().headers

    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert headers["Content-Disposition"] == 'inline; filename="college-eugene-thomas.ics"'
    assert headers["Cache-Control"] == "private, max-age=300"
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Language"] == "en"


# Written as any import or correction writes, past every act: no one tells the calendars.
COLUMNS = {
    "school renamed": (School, {"name": "Collège Joséphine Baker"}),
    "address": (School, {"address": "2, place d’Armes"}),
    "postcode": (School, {"postcode": "59220"}),
    "point": (School, {"latitude": 50.1}),
    "commune renamed": (Commune, {"name": "Denain"}),
    "offer's title": (Offer, {"title": "Autre titre"}),
    "room needs": (Offer, {"room_needs": "Un écran"}),
    "theme renamed": (Theme, {"name": "Égalité"}),
    "material's link": (Material, {"url": "https://exemple.test/b"}),
    "material's title": (Material, {"title": "Autre"}),
    "material withdrawn": (Material, {"published": False}),
    "class renamed": (ClassGroup, {"label": "5e 3"}),
    "head count": (ClassGroup, {"headcount": 26}),
    "state": (Session, {"state": "cancelled"}),
    "feed renamed": (Feed, {"name": "Autre nom"}),
}


@pytest.mark.parametrize(("model", "columns"), COLUMNS.values(), ids=COLUMNS)
def test_feeds_14_a_corrected_column_is_never_hidden_by_a_304(get, session, model, columns):
    held = get()

    model.objects.update(**columns)

    assert_sent_anew(get, held)


LOSSES = {
    "organisation renamed": lambda s: Organisation.objects.filter(offers=s.offer).update(name="A"),
    "time": lambda s: Session.objects.update(ends_at=s.ends_at + timedelta(minutes=5)),
    "material untied": lambda s: s.offer.materials.clear(),
    "class untied": lambda s: s.session_groups.all().delete(),
    "facilitator replaced": lambda s: s.facilitators.set([FacilitatorFactory()]),
    "session deleted": lambda s: s.delete(),
}


@pytest.mark.parametrize("change", LOSSES.values(), ids=LOSSES)
def test_feeds_14_a_row_replaced_or_gone_is_never_hidden_by_a_304(get, session, change):
    held = get()

    change(session)

    assert_sent_anew(get, held)


def assert_sent_anew(get, held):
    by_tag = get(If_None_Match=held["ETag"])
    by_date = get(If_Modified_Since=held["Last-Modified"])
    assert (by_tag.status_code, by_date.status_code) == (200, 200)
    assert by_tag["ETag"] != held["ETag"]
    assert parse_http_date(by_tag["Last-Modified"]) > parse_http_date(held["Last-Modified"])


@pytest.mark.parametrize("form", ["{tag}", "W/{tag}", '"other", {tag}', '"other", W/{tag}', "*"])
def test_feeds_14_what_is_held_is_not_sent_again(get, session, form):
    held = get()

    again = get(If_None_Match=form.format(tag=held["ETag"]))

    assert (again.status_code, again.content) == (304, b"")
    for name in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
        assert again[name] == held[name]


def test_feeds_14_a_date_is_enough_and_a_tag_goes_before_it(get, session):
    held = get()
    since = held["Last-Modified"]

    assert get(If_Modified_Since=since).status_code == 304
    assert get(If_Modified_Since=since, If_None_Match='"other"').status_code == 200
    assert get(If_Modified_Since="Mon, 01 Jan 2024 00:00:00 GMT").status_code == 200


def test_feeds_15_gzip_only_when_asked_and_under_a_tag_of_its_own(get, session):
    plain = get()
    zipped = get(Accept_Encoding="br, gzip;q=0.8")

    assert gzip.decompress(zipped.content) == plain.content
    assert zipped["Content-Encoding"] == "gzip"
    assert zipped["ETag"] != plain["ETag"]
    assert "Content-Encoding" not in plain.headers
    for answer in (plain, zipped):
        assert "Accept-Encoding" in answer["Vary"]
    assert get(Accept_Encoding="gzip", If_None_Match=zipped["ETag"]).status_code == 304
    for refused in ("gzip;q=0", "br, gzip; q=0.0", "identity", "deflate"):
        assert "Content-Encoding" not in get(Accept_Encoding=refused).headers


def test_feeds_16_an_unknown_address_is_404_and_a_withdrawn_one_410(client, feed, get, address):
    old = address(feed)
    feed = reset_feed(feed=feed, now=timezone.now())

    assert client.get("/calendars/guess.ics").status_code == 404
    assert client.get(old).status_code == 410
    assert client.get(address(feed)).status_code == 200
    revoke_feed(feed=feed, now=timezone.now())
    gone = client.get(address(feed), headers={"Accept-Language": "en"})
    assert gone.status_code == 410
    assert gone.content == b"This calendar address was withdrawn: ask for the new one."


def test_feeds_16_unknown_and_withdrawn_cost_the_same(client, feed, address):
    def cost(path):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(path)
        return len(queries)

    revoke_feed(feed=feed, now=timezone.now())
    withdrawn = cost(address(feed))

    assert cost("/calendars/guess.ics") == withdrawn == 2


def test_feeds_16_guessing_is_limited_and_reading_is_not(client, feed, session, address):
    guesses = [client.get(f"/calendars/guess{n}.ics") for n in range(31)]

    assert [answer.status_code for answer in guesses] == [404] * 30 + [429]
    assert 0 < int(guesses[-1]["Retry-After"]) <= 60
    assert {client.get(address(feed)).status_code for _poll in range(3)} == {200}


def test_feeds_16_an_address_that_a_client_makes_up_does_not_lift_the_limit(client):
    guesses = [
        client.get("/calendars/guess.ics", headers={"X-Forwarded-For": f"192.0.2.{n}"})
        for n in range(31)
    ]

    assert guesses[-1].status_code == 429


def test_feeds_17_a_poll_without_a_change_costs_one_query(get, session, django_assert_num_queries):
    held = get()

    with django_assert_num_queries(1):
        get(If_None_Match=held["ETag"])
    with django_assert_num_queries(1):
        get()


def test_feeds_17_readers_of_one_school_share_what_is_rendered(client, feed, session, address, get):
    colleague = RoleFactory(school=feed.school, user__language="en").user
    other = create_school_feed(
        holder=colleague, school=feed.school, name="Nos séances", now=timezone.now()
    )
    get()
    with translation.override("en"):
        contents = read_contents(feed, now=timezone.now())
    assert cache.get(f"calendar-{contents.shared}") is not None
    cache.set(f"calendar-{contents.shared}", b"X-RENDERED:once\r\n")

    shared = client.get(address(other)).content

    assert b"X-RENDERED:once" in shared
    assert "NAME:Nos séances".encode() in shared


def test_feeds_18_the_table_holds_neither_secret_nor_way_to_it(feed, settings):
    secret = secret_of(feed.salt)
    row = [str(value) for value in Feed.objects.filter(pk=feed.pk).values().get().values()]

    assert len(secret) == 43
    assert secret not in row
    assert digest_of(secret) in row
    settings.FEED_KEY = "another key"
    assert secret_of(feed.salt) != secret


def test_feeds_18_no_log_line_holds_a_secret(client, feed, address, caplog):
    revoke_feed(feed=feed, now=timezone.now())

    client.get(address(feed))
    logging.getLogger("django.server").info('"%s" %s', f"GET {address(feed)} HTTP/1.1", 410)

    assert [line.split("/")[1] for line in caplog.messages] == ["calendars", "calendars"]
    assert secret_of(feed.salt) not in caplog.text


def test_who_left_the_school_no_longer_reads_its_calendar(get, holder):
    assert get().status_code == 200

    holder.roles.update(status="ENDED")

    assert get().status_code == 410


def test_a_poll_is_noted_once_a_minute(get, feed):
    get(User_Agent="khal/1")
    first = Feed.objects.get()
    get(User_Agent="other")

    assert first.last_client == "khal/1"
    assert Feed.objects.get().last_fetched_at == first.last_fetched_at
    Feed.objects.update(last_fetched_at=first.last_fetched_at - timedelta(minutes=1))
    get(User_Agent="x" * 500)
    assert Feed.objects.get().last_client == "x" * 120
