"""A digest for each coordinator on Monday, when there is something in it."""

from datetime import timedelta

import pytest

from prevention.messages.digests import DigestFacts, digest_facts
from prevention.messages.kinds import Kind
from prevention.messages.models import Message, OptOut
from prevention.messages.sending import send_due
from prevention.messages.weekly import plan_digests
from prevention.models import Holiday, Session
from prevention.scheduling.acts import authorise
from prevention.vocabulary import RoleKind
from tests.factories import (
    AgreementFactory,
    CommuneFactory,
    OfferFactory,
    RoleFactory,
    SessionFactory,
    UserFactory,
)
from tests.prevention.scheduling.conftest import paris

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
MONDAY = paris(2026, 9, 14, 7)
NOTHING = DigestFacts(0, 0, 0, 0, 0, 0, 0)


def digests():
    rows = Message.objects.filter(kind=Kind.DIGEST)
    return [(row.to, row.about, row.due_at, row.state) for row in rows]


def test_what_waits_is_counted_in_the_own_reach(session, coordinator, now):
    elsewhere = RoleFactory(
        kind=RoleKind.COORDINATOR, commune=CommuneFactory(insee_code="59014", name="Anzin")
    ).user
    later = session.held_until + DAY
    SessionFactory(request=session.request, state="confirmed", authorised_at=now, held_until=None)
    SessionFactory(request=session.request, state="wished")
    SessionFactory(request=session.request, held_until=later, authorised_at=now)
    partner = AgreementFactory(valid_until=now.date() + 60 * DAY).organisation
    OfferFactory(organisation=partner)
    AgreementFactory(valid_until=now.date() + 61 * DAY)
    Message.objects.create(
        kind=Kind.RECEIVED,
        reader=session.request.asked_by,
        language="fr",
        school=session.school,
        about="x",
        due_at=now - DAY,
        state="failed",
        failure="refused",
    )

    assert digest_facts(coordinator, now=now) == DigestFacts(
        to_authorise=1,
        to_accept=0,
        expiring=1,
        outcome_missing=0,
        mails_failed=1,
        wishes=1,
        agreements_ending=1,
    )
    assert digest_facts(elsewhere, now=now) == DigestFacts(0, 0, 0, 0, 0, 0, 1)


def test_there_is_one_a_week_on_monday_morning(session, coordinator, now):
    assert plan_digests(now=MONDAY - timedelta(hours=2)) == 1
    assert plan_digests(now=MONDAY - timedelta(hours=1)) == 0

    assert digests() == [(coordinator.email, "week:2026-W38", MONDAY, "scheduled")]
    assert send_due(clock=lambda: MONDAY) == 1
    assert plan_digests(now=MONDAY + timedelta(hours=1)) == 0
    assert plan_digests(now=MONDAY + DAY) == 0


def test_a_worker_that_wakes_late_on_monday_makes_up_for_it_and_not_on_tuesday(
    session, coordinator
):
    assert plan_digests(now=MONDAY + DAY) == 0
    assert plan_digests(now=MONDAY + timedelta(hours=4)) == 1


def test_with_nothing_to_say_there_is_none(group, coordinator):
    assert digest_facts(coordinator, now=MONDAY) == NOTHING
    assert plan_digests(now=MONDAY) == 0


def test_what_was_settled_before_it_left_leaves_nothing_to_say(
    session, head, coordinator, mailoutbox
):
    plan_digests(now=MONDAY)
    authorise(session=session, user=head, now=MONDAY)

    assert send_due(clock=lambda: MONDAY) == 0

    assert digests() == [(coordinator.email, "week:2026-W38", MONDAY, "superseded")]


def test_who_does_not_want_it_or_has_left_gets_none(session, coordinator):
    OptOut.objects.create(user=coordinator, kind=Kind.DIGEST)
    former = RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True, status="ENDED").user
    gone = UserFactory(is_active=False)
    RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True, user=gone)

    assert former != gone
    assert plan_digests(now=MONDAY) == 0


def test_who_stops_coordinating_is_not_sent_it(session, coordinator, mailoutbox):
    plan_digests(now=MONDAY)
    coordinator.roles.update(status="ENDED")

    assert send_due(clock=lambda: MONDAY) == 0
    assert mailoutbox == []


def test_in_a_week_of_holidays_there_is_none(session, coordinator):
    monday = paris(2026, 10, 19, 7)
    assert Session.objects.update(held_until=monday + DAY) == 1

    assert plan_digests(now=monday) == 0
    Holiday.objects.all().delete()
    assert plan_digests(now=monday) == 1
