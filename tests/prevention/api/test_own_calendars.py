"""What the API says of a facilitator's own calendar, and that its address only goes in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from prevention.models import BusyTime, IdempotentAnswer, OwnCalendar, Session
from tests.factories import BusyTimeFactory, OwnCalendarFactory

pytestmark = pytest.mark.django_db

ADDRESS = "https://agenda.exemple.test/private-0123/basic.ics"
NOTHING = {
    "state": "NONE",
    "state_label": "no calendar given",
    "host": "",
    "added_at": None,
    "tried_at": None,
    "read_at": None,
    "stale_since": None,
    "busy_count": 0,
    "trouble": None,
    "trouble_label": "",
    "clashes": [],
}


@pytest.fixture
def path(partner):
    return f"/api/v1/facilitators/{partner.pk}/calendar/"


@pytest.fixture
def client(client_of, partner):
    return client_of(partner.user)


def test_without_a_calendar_there_is_nothing_to_show(client, path):
    answer = client.get(path)

    assert (answer.status_code, answer.json()) == (200, NOTHING)


def test_a_calendar_is_given_and_its_address_never_shown_again(client, path):
    given = client.put(path, {"address": ADDRESS})

    assert given.status_code == 200
    added_at = given.json()["added_at"]
    assert given.json() == NOTHING | {
        "state": "WAITING",
        "state_label": "not read yet",
        "host": "agenda.exemple.test",
        "added_at": added_at,
    }
    assert client.get(path).json() == given.json()
    assert OwnCalendar.objects.get().address == ADDRESS


def test_the_address_is_kept_nowhere_else(client, path):
    client.put(path, {"address": ADDRESS}, headers={"Idempotency-Key": "k"})

    assert not IdempotentAnswer.objects.exists()


def test_what_is_no_address_is_said_beside_the_field(client, path):
    answer = client.put(path, {"address": "http://user:pw@127.0.0.1/"})

    assert answer.status_code == 400
    (sentence,) = answer.json()["errors"]["address"]
    assert sentence.startswith("Give the address of a calendar: it begins with https://")


def test_a_calendar_that_is_read_says_when_and_how_much(client, path, partner):
    now = timezone.now()
    OwnCalendarFactory(facilitator=partner, tried_at=now, read_at=now, busy_count=12)

    shown = client.get(path).json()

    assert (shown["state"], shown["busy_count"], shown["trouble"]) == ("READ", 12, None)


def test_a_calendar_that_is_no_longer_read_says_why(client, path, partner):
    now = timezone.now()
    OwnCalendarFactory(
        facilitator=partner,
        added_at=now,
        tried_at=now,
        failures=3,
        stale_since=now,
        trouble="NOT_FOUND",
    )

    shown = client.get(path).json()

    assert (shown["state"], shown["state_label"]) == ("STALE", "no longer up to date")
    assert shown["trouble"] == "NOT_FOUND"
    assert shown["trouble_label"].startswith("No calendar is shared at this address (any more)")


def test_a_forgotten_calendar_is_gone_with_its_busy_times(client, path, partner):
    OwnCalendarFactory(facilitator=partner)
    BusyTimeFactory(facilitator=partner)

    answers = [client.delete(path), client.delete(path)]

    assert [answer.status_code for answer in answers] == [204, 204]
    assert client.get(path).json() == NOTHING
    assert not BusyTime.objects.exists()


class TestClashes:
    @pytest.fixture
    def session(self, book, openings):
        assert book(openings()[0]["starts_at"]).status_code == 201
        return Session.objects.get()

    def test_what_the_calendar_holds_is_no_opening(self, openings, partner):
        first = openings()[0]
        BusyTimeFactory(facilitator=partner, starts_at=first["starts_at"], ends_at=first["ends_at"])

        assert first not in openings()

    def test_a_session_under_a_busy_time_stays_and_is_named(self, client, path, partner, session):
        minute = timedelta(minutes=1)
        for start, end in [
            (session.ends_at, session.ends_at + minute),
            (session.ends_at - minute, session.ends_at),
            (session.starts_at, session.starts_at + minute),
        ]:
            BusyTimeFactory(facilitator=partner, starts_at=start, ends_at=end)

        (clash,) = client.get(path).json()["clashes"]

        assert (clash["id"], clash["title"]) == (str(session.public_id), session.title)
        session.refresh_from_db()
        assert session.state == "held"

    def test_what_only_touches_a_session_or_is_anothers_is_no_clash(
        self, client, path, partner, session
    ):
        hour = timedelta(hours=1)
        BusyTimeFactory(
            facilitator=partner, starts_at=session.ends_at, ends_at=session.ends_at + hour
        )
        BusyTimeFactory(starts_at=session.starts_at, ends_at=session.ends_at)

        assert client.get(path).json()["clashes"] == []

    def test_the_queries_do_not_grow_with_the_busy_times(
        self, client, path, partner, session, django_assert_num_queries
    ):
        client.get(path)  # who asks is read once
        for _once_then_twice in range(2):
            BusyTimeFactory(
                facilitator=partner, starts_at=session.starts_at, ends_at=session.ends_at
            )
            with django_assert_num_queries(4):
                assert len(client.get(path).json()["clashes"]) == 1


def test_who_i_am_says_which_facilitator(client, client_of, partner, teacher):
    mine, theirs = (one.get("/api/v1/me/").json() for one in (client, client_of(teacher)))

    assert (mine["facilitator"], theirs["facilitator"]) == (partner.pk, None)
