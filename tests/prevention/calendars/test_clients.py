"""A real calendar program subscribes to a feed over HTTP: vdirsyncer fetches, khal shows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from prevention.models import Session
from tests.factories import PARIS
from tests.subscriber import Subscriber


@pytest.fixture
def subscriber(tmp_path, live_server, feed, address):
    return Subscriber(tmp_path, f"{live_server.url}{address(feed)}")


def next_at(month, hour, minute):
    """The next 15th of a month to come, at an hour of Paris."""
    today = timezone.now().astimezone(PARIS)
    day = today.replace(month=month, day=15, hour=hour, minute=minute, second=0, microsecond=0)
    return day if day > today else day.replace(year=day.year + 1)


@pytest.mark.django_db(transaction=True)
def test_a_subscribed_client_shows_local_times_in_winter_and_summer(subscriber, add_session):
    winter = add_session(
        starts_at=next_at(1, 10, 0), state="confirmed", authorised_at=timezone.now()
    )
    summer = add_session(starts_at=next_at(6, 14, 30))

    files = subscriber.poll()

    assert len(files) == 2
    assert subscriber.show(winter.starts_at.date()) == ["10:00-11:00 5e 2 · Respect et relations"]
    assert subscriber.show(summer.starts_at.date()) == [
        "14:30-15:30 To be confirmed: 5e 2 · Respect et relations"
    ]
    # Read from another zone, it is the same instant.
    assert subscriber.show(summer.starts_at.date(), "Europe/London") == [
        "13:30-14:30 To be confirmed: 5e 2 · Respect et relations"
    ]


@pytest.mark.django_db(transaction=True)
def test_a_subscribed_client_follows_a_move_and_a_loss(subscriber, add_session):
    session = add_session(starts_at=next_at(1, 10, 0))
    lost = add_session(starts_at=next_at(1, 14, 0))
    subscriber.poll()

    Session.objects.filter(pk=lost.pk).update(state="refused")
    Session.objects.filter(pk=session.pk).update(
        starts_at=session.starts_at + timedelta(days=1),
        ends_at=session.ends_at + timedelta(days=1),
        sequence=1,
        revised_at=timezone.now(),
    )
    subscriber.poll()

    day = session.starts_at.date()
    assert subscriber.show(day) == []
    assert subscriber.show(day + timedelta(days=1)) == [
        "10:00-11:00 To be confirmed: 5e 2 · Respect et relations"
    ]
