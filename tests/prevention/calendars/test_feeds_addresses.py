"""What a secret address answers once withdrawn, and to who guesses; where it is never kept."""

import logging
import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prevention.calendars.addresses import digest_of, links_of, secret_of
from prevention.calendars.feeds import reset_feed, revoke_feed
from prevention.calendars.polls import may_be_read, poll
from prevention.models import Feed
from prevention.operations.logs import scrubbed
from prevention.secret_addresses import MissThrottle

pytestmark = pytest.mark.django_db

GUESSES = 30  # a minute, from one network address


@pytest.fixture
def session(add_session, soon):
    return add_session(starts_at=soon)


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


def test_feeds_16_unknown_and_withdrawn_take_the_same_steps(client, feed, address):
    """The same queries, in the same order, and the same headers: nothing is left out for either."""

    def steps(path):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        sqls = [re.sub(r"'?[0-9a-f]{64}'?", "digest", query["sql"]) for query in queries]
        return answer.status_code, sqls, sorted(answer.headers)

    old = address(feed)
    reset = reset_feed(feed=feed, now=timezone.now())
    revoke_feed(feed=reset, now=timezone.now())

    unknown = steps("/calendars/guess.ics")
    was_reset, was_revoked = steps(old), steps(address(reset))

    assert (unknown[0], was_reset[0], was_revoked[0]) == (404, 410, 410)
    assert unknown[1:] == was_reset[1:] == was_revoked[1:]
    assert len(unknown[1]) == 2


def test_feeds_16_guesses_and_withdrawn_addresses_count_together(client, feed, address):
    revoke_feed(feed=feed, now=timezone.now())
    paths = [address(feed), "/calendars/guess.ics"] * (GUESSES // 2)

    answers = [client.get(path).status_code for path in [*paths, "/calendars/guess.ics"]]

    assert answers == [410, 404] * (GUESSES // 2) + [429]
    last = client.get(address(feed))
    assert last.status_code == 429
    assert 0 < int(last["Retry-After"]) <= 60
    # It is that network address which waits, and nobody else.
    assert client.get("/calendars/guess.ics", REMOTE_ADDR="192.0.2.1").status_code == 404


def test_feeds_16_who_is_subscribed_is_never_limited(client, get, session):
    tag = get()["ETag"]
    for _guess in range(GUESSES + 1):
        client.get("/calendars/guess.ics")

    # An hour of polls at one a minute, at once and from behind the same address as the guesses.
    polls = {get(If_None_Match=tag).status_code for _minute in range(60)}

    assert polls == {304}
    assert get().status_code == 200


def test_feeds_16_a_client_that_still_polls_what_is_gone_is_told_so_each_minute():
    guesses, seconds = MissThrottle().parse_rate(MissThrottle.rate)

    assert guesses / seconds >= GUESSES / 60  # thirty times what one poll a minute comes to


def test_feeds_16_an_address_that_a_client_makes_up_does_not_lift_the_limit(client):
    guesses = [
        client.get("/calendars/guess.ics", headers={"X-Forwarded-For": f"192.0.2.{n}"})
        for n in range(GUESSES + 1)
    ]

    assert guesses[-1].status_code == 429


def test_feeds_18_a_stolen_database_gives_no_address(client, feed, get, settings):
    get()
    reset_feed(feed=feed, now=timezone.now())
    feed.refresh_from_db()
    secret = secret_of(feed.salt)

    rows = [row for model in apps.get_models() for row in model._base_manager.values_list()]
    kept = {str(value) for row in rows for value in row}

    assert len(secret) == 43  # 256 bits
    assert digest_of(secret) in kept
    assert [value for value in kept if secret in value] == []
    # Nor does a value of the table lead there, as it is.
    columns = Feed.objects.values_list("salt", "digest", "revision").get()
    assert [client.get(f"/calendars/{value}.ics").status_code for value in columns] == [404] * 3
    settings.FEED_KEY = "another key"
    assert secret_of(feed.salt) != secret


def test_feeds_18_no_log_line_holds_a_secret(client, feed, address, caplog):
    assert client.get(address(feed)).status_code == 200
    revoke_feed(feed=feed, now=timezone.now())

    client.get(address(feed))
    logging.getLogger("django.server").info('"%s" %s', f"GET {address(feed)} HTTP/1.1", 410)

    assert [line.split("/")[1] for line in caplog.messages] == ["calendars", "calendars"]
    assert secret_of(feed.salt) not in caplog.text


def test_feeds_18_no_form_of_the_address_is_kept_in_a_log(feed):
    secret = secret_of(feed.salt)

    kept = [scrubbed(f"from {link} on") for link in links_of(feed)]

    assert [line for line in kept if secret in line] == []
    assert all("calendars" in line and "[secret]" in line for line in kept)


def test_who_left_the_school_no_longer_reads_its_calendar(get, holder):
    assert get().status_code == 200

    holder.roles.update(status="ENDED")

    assert get().status_code == 410


def test_feeds_16_a_feed_that_goes_between_two_queries_of_a_poll_is_read_by_nobody(feed):
    asked = poll(feed.digest)
    assert may_be_read(asked)

    feed.delete()

    assert not may_be_read(asked)
