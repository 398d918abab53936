"""Real calendar programs read the feeds, and understand what the database says."""

import pytest
from django.utils import timezone

from prevention.calendars.addresses import secret_of
from prevention.calendars.feeds import create_facilitator_feed, create_school_feed
from prevention.models import School
from tests.factories import PARIS, RoleFactory
from tests.readers import ical_js, libical
from tests.readers.expected import disagreement, expected_of
from tests.readers.python_libraries import read_with_recurring_ical_events, read_with_vobject
from tests.readers.world import World
from tests.subscriber import Subscriber

READERS = {
    "ical.js": ical_js.read,
    "libical": libical.read,
    "vobject": read_with_vobject,
    "recurring-ical-events": read_with_recurring_ical_events,
}


@pytest.fixture
def world(db):
    return World(timezone.now())


def feeds_of(world):
    """Feeds of each kind, and the sessions that each is about."""
    facilitator = world.facilitator
    yield (
        create_facilitator_feed(holder=facilitator.user, name="", now=world.now),
        world.shown().filter(facilitators=facilitator),
    )
    for school in School.objects.filter(time_zone__in=["Europe/Paris", "Indian/Reunion"]):
        yield (
            create_school_feed(
                holder=RoleFactory(school=school).user, school=school, name="", now=world.now
            ),
            world.shown().filter(school=school),
        )


def address_of(feed):
    return f"/calendars/{secret_of(feed.salt)}.ics"


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_a_reader_agrees_with_the_database_on_every_session(world, client, read):
    for feed, sessions in feeds_of(world):
        octets = client.get(address_of(feed)).content

        assert disagreement(read(octets), expected_of(sessions)) == []


def test_the_world_has_what_readers_stumble_over(world):
    shown = expected_of(world.shown())

    assert len({one.uid for one in shown}) == len(shown) > 100
    assert {one.status for one in shown} == {"TENTATIVE", "CONFIRMED", "CANCELLED"}
    assert School.objects.values("time_zone").distinct().count() == 12
    offsets = {
        session.starts_at.astimezone(PARIS).utcoffset()
        for session in world.shown().filter(school__time_zone="Europe/Paris")
    }
    assert len(offsets) == 2


@pytest.mark.django_db(transaction=True)
def test_a_subscribed_program_agrees_with_the_database_on_every_session(
    world, live_server, tmp_path
):
    for place, (feed, sessions) in enumerate(feeds_of(world)):
        folder = tmp_path / str(place)
        folder.mkdir()
        subscriber = Subscriber(folder, f"{live_server.url}{address_of(feed)}")

        files = subscriber.poll()

        expected = [one._replace(uid="") for one in expected_of(sessions)]
        assert len(files) == len(expected)
        first = min(one.starts_at for one in expected)
        read = subscriber.read(first, max(one.ends_at for one in expected))
        assert disagreement(read, expected) == []
