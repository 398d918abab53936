"""What a poll costs, and what it writes down."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prevention.calendars.feeds import create_school_feed
from prevention.calendars.render import _written
from prevention.models import Feed
from tests.factories import RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(add_session, soon):
    return add_session(starts_at=soon)


@pytest.fixture
def polled(client, add_session, soon, open_feed, address):
    """A feed of each kind, the first answer and how to ask again."""
    session = add_session(starts_at=soon)
    path = address(open_feed(session))
    held = client.get(path)
    return held, lambda **headers: client.get(path, headers=headers)


def test_feeds_17_a_poll_costs_one_query_whatever_there_is(
    polled, add_session, soon, django_assert_num_queries
):
    held, ask = polled

    with django_assert_num_queries(1):
        assert ask(if_none_match=held["ETag"]).status_code == 304
    with django_assert_num_queries(1):
        assert ask(if_modified_since=held["Last-Modified"]).status_code == 304
    with django_assert_num_queries(1):
        assert ask().content == held.content
    for day in range(5):
        add_session(starts_at=soon + timedelta(days=day))
    ask()
    with django_assert_num_queries(1):
        ask()


def test_feeds_17_a_poll_reads_by_index_alone(polled):
    held, ask = polled
    with CaptureQueriesContext(connection) as queries:
        ask(if_none_match=held["ETag"])

    assert [step for sql in queries for step in steps_of(sql["sql"]) if reads_all(step)] == []


def steps_of(sql):
    """How the database would go about a query on large tables."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # small tables are read whole
            cursor.execute(f"EXPLAIN {sql}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [str(row[-1]) for row in cursor.fetchall()]


def reads_all(step):
    return re.search(r"Seq Scan on |SCAN (prevention|library)_\w+(?! USING)", step)


def test_feeds_17_an_unchanged_poll_renders_nothing(feed, session, get):
    tag = get()["ETag"]
    before = rendered()

    assert get(If_None_Match=tag).status_code == 304
    assert get()["ETag"] == tag

    assert rendered() == before


def test_feeds_17_readers_of_one_school_share_what_is_rendered(client, feed, session, address, get):
    colleague = RoleFactory(school=feed.school, user__language="en").user
    other = create_school_feed(
        holder=colleague, school=feed.school, name="Nos séances", now=timezone.now()
    )
    own = get().content
    written, shared = rendered()

    theirs = client.get(address(other)).content

    assert rendered() == (written, shared + 1)
    assert "NAME:Nos séances".encode() in theirs
    assert theirs.split(b"BEGIN:VEVENT")[1:] == own.split(b"BEGIN:VEVENT")[1:]


def rendered():
    """Count the sessions that were written, and those that were found written."""
    kept = _written.cache_info()
    return kept.misses, kept.hits


def test_a_poll_is_noted_once_a_minute(get, feed):
    get(User_Agent="khal/1")
    first = Feed.objects.get()
    get(User_Agent="other")

    assert first.last_client == "khal/1"
    assert Feed.objects.get().last_fetched_at == first.last_fetched_at
    Feed.objects.update(last_fetched_at=first.last_fetched_at - timedelta(minutes=1))
    get(User_Agent="x" * 500)
    assert Feed.objects.get().last_client == "x" * 120
