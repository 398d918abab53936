"""What subscribed calendars are told of each act: a new stamp, and a sequence where it matters."""

from datetime import timedelta

import pytest
from django.utils.translation import override
from icalendar import Calendar

from prevention.calendars.contents import read_contents
from prevention.calendars.render import calendar
from prevention.models import Session
from prevention.scheduling.acts import (
    Line,
    Preparation,
    Told,
    accept,
    authorise,
    cancel,
    close,
    confirm_ready,
    declare_not_held,
    expire_due,
    file_report,
    hold,
    move,
    prepare,
    refuse,
    replace_facilitator,
    request_sessions,
)
from prevention.vocabulary import Act, EndReason, Location, RoleKind
from tests.factories import AvailabilityFactory, FacilitatorFactory, RoleFactory, RoomFactory
from tests.prevention.calendars.conftest import feed_of_school
from tests.prevention.scheduling.conftest import READY

pytestmark = pytest.mark.django_db

LATER = timedelta(hours=3)
AFTER_IT = timedelta(days=60)
# What begins a session's life: there is no event to change yet.
BEGINNINGS = {Act.REQUEST, Act.PROPOSE, Act.OFFER_TIME, Act.DECLARE}


class World:
    """A booked session, and whoever acts on it."""

    def __init__(self, session, teacher, head, facilitator):
        self.session, self.teacher, self.head, self.giver = session, teacher, head, facilitator
        self.partner = facilitator.user
        self.coordinator = RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user
        self.room = RoomFactory(school=session.school)
        self.colleague = FacilitatorFactory(organisation=facilitator.organisation)
        AvailabilityFactory(facilitator=self.colleague)
        session.offer.facilitators.add(self.colleague)

    def put(self, **fields):
        """Begin from another state, without an act."""
        Session.objects.filter(pk=self.session.pk).update(**fields)
        self.session.refresh_from_db()


@pytest.fixture
def world(offer, group, teacher, head, tuesday, facilitator, now):
    lines = [Line([group], tuesday)]
    asked = request_sessions(offer=offer, lines=lines, asked_by=teacher, now=now, preparation=READY)
    return World(asked.request.sessions.get(), teacher, head, facilitator)


def confirmed(world, now):
    world.put(state="confirmed", authorised_at=now, held_until=None)


def elsewhere(address):
    return Preparation(location=Location.ADDRESS, address=address)


def at_another_address(world, now):
    world.put(location="ADDRESS", address="Théâtre, Valenciennes")


def in_a_room(world, now):
    world.put(room=world.room)


def nothing(world, now):
    """The session stays as it was booked."""


def prepared(what):
    return lambda world, at: prepare(
        session=world.session, user=world.teacher, preparation=what(world), now=at
    )


def moved(weeks):
    return lambda world, at: move(
        session=world.session,
        user=world.head,
        starts_at=world.session.starts_at + timedelta(weeks=weeks),
        now=at,
    )


def ended(act, by="head"):
    return lambda world, at: act(
        session=world.session, user=getattr(world, by), reason=EndReason.SCHEDULE, now=at
    )


def plain(act, by):
    return lambda world, at: act(session=world.session, user=getattr(world, by), now=at)


def replaced(world, at):
    replace_facilitator(
        session=world.session,
        user=world.partner,
        leaving=world.giver,
        coming=world.colleague,
        now=at,
    )


def reported(world, at):
    file_report(session=world.session, user=world.partner, told=Told(), now=at)


def waits_for_a_paper(world, now):
    world.put(authorised_at=now)


def waits_for_the_partner(world, now):
    world.session.offer.instant = False
    world.session.offer.save()


def proposed(world, now):
    world.put(state="proposed")


def done(world, now):
    world.put(state="done", authorised_at=now, held_until=None)


# Of each act: how the session stood, what was done and when after the booking.
ACTS = {
    (Act.HOLD, "a proposal"): (proposed, plain(hold, "teacher"), LATER),
    (Act.AUTHORISE, "confirms"): (nothing, plain(authorise, "head"), LATER),
    (Act.AUTHORISE, "waits for the partner"): (
        waits_for_the_partner,
        plain(authorise, "head"),
        LATER,
    ),
    (Act.ACCEPT, "by the partner"): (waits_for_the_partner, plain(accept, "partner"), LATER),
    (Act.PREPARE, "no place"): (nothing, prepared(lambda _world: READY), LATER),
    (Act.PREPARE, "a room"): (nothing, prepared(lambda world: Preparation(room=world.room)), LATER),
    (Act.PREPARE, "another room"): (
        in_a_room,
        prepared(lambda world: Preparation(room=RoomFactory(school=world.room.school))),
        LATER,
    ),
    (Act.PREPARE, "the same room"): (
        in_a_room,
        prepared(lambda world: Preparation(room=world.room)),
        LATER,
    ),
    (Act.PREPARE, "elsewhere"): (nothing, prepared(lambda _world: elsewhere("Denain")), LATER),
    (Act.PREPARE, "out of a room"): (
        in_a_room,
        prepared(lambda _world: elsewhere("Denain")),
        LATER,
    ),
    (Act.PREPARE, "another address"): (
        at_another_address,
        prepared(lambda _world: Preparation(address="2, place d’Armes")),
        LATER,
    ),
    (Act.PREPARE, "back at the school"): (
        at_another_address,
        prepared(lambda _world: Preparation(location=Location.SCHOOL)),
        LATER,
    ),
    (Act.PREPARE, "a place to be defined"): (
        nothing,
        prepared(lambda _world: Preparation(location=Location.TO_BE_DEFINED)),
        LATER,
    ),
    (Act.CONFIRM, "all is there"): (
        waits_for_a_paper,
        lambda _world, at: confirm_ready(now=at),
        LATER,
    ),
    (Act.MOVE, "by a week"): (confirmed, moved(weeks=1), LATER),
    (Act.REPLACE, "by a colleague"): (nothing, replaced, LATER),
    (Act.REFUSE, "by the head"): (nothing, ended(refuse), LATER),
    (Act.CANCEL, "what was held"): (nothing, ended(cancel), LATER),
    (Act.CANCEL, "what was confirmed"): (confirmed, ended(cancel), LATER),
    (Act.EXPIRE, "nobody answered"): (nothing, lambda _world, at: expire_due(now=at), AFTER_IT),
    (Act.REPORT, "it took place"): (confirmed, reported, AFTER_IT),
    (Act.NOT_HELD, "it did not"): (confirmed, ended(declare_not_held), timedelta(days=23)),
    (Act.CLOSE, "the file"): (done, plain(close, "coordinator"), AFTER_IT),
}
LEAVE = {Act.REFUSE, Act.EXPIRE}


def told(session):
    """What a reader must notice: when, where, and whether."""
    row = Session.objects.get(pk=session.pk)
    return row.starts_at, row.ends_at, row.location, row.address, row.room_id, row.state


def shown(feed, now):
    with override("en"):
        octets = calendar(feed, read_contents(feed, now=now))
    return octets, Calendar.from_ical(octets).walk("VEVENT")


def test_feeds_04_every_act_has_its_walk():
    assert {act for act, _case in ACTS} | BEGINNINGS == set(Act)


@pytest.mark.parametrize(("case", "steps"), ACTS.items(), ids=["-".join(case) for case in ACTS])
def test_feeds_04_an_act_gives_a_new_stamp_and_what_matters_a_higher_sequence(
    world, now, case, steps
):
    begin, act, wait = steps
    begin(world, now)
    at = now + wait
    feed = feed_of_school(world.session)
    before, facts = shown(feed, at), told(world.session)

    act(world, at)

    after = shown(feed, at)
    assert after[0] != before[0]  # the tag of the feed comes from it
    if case[0] in LEAVE:
        assert (len(before[1]), after[1]) == (1, [])
        return
    (was,), (now_is,) = before[1], after[1]
    assert (now_is["UID"], now_is["CREATED"]) == (was["UID"], was["CREATED"])
    assert now_is["DTSTAMP"].dt == now_is["LAST-MODIFIED"].dt == at > was["DTSTAMP"].dt
    raised = now_is["SEQUENCE"] - was["SEQUENCE"]
    assert raised == (1 if told(world.session) != facts else 0)
