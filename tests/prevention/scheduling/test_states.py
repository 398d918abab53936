"""What each reader is told can be done is what in fact succeeds, in every state."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation

from prevention.errors import RefusedError
from prevention.scheduling.acts import Line, request_sessions
from prevention.scheduling.sentences import is_waiting, sentence
from prevention.scheduling.states import RULES, allowed_actions
from prevention.vocabulary import OCCUPYING_STATES, Act, EnAdult, EndReason, RoleKind, SessionState
from tests.conftest import NOW
from tests.factories import (
    AvailabilityFactory,
    CommuneFactory,
    FacilitatorFactory,
    OfferFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)
from tests.prevention.scheduling.conftest import READY, paris
from tests.prevention.scheduling.doing import do

pytestmark = pytest.mark.django_db

LATER = timedelta(days=1)


def coordinator(**reach):
    user = UserFactory()
    RoleFactory(user=user, kind=RoleKind.COORDINATOR, **reach)
    return user


@pytest.fixture
def people(group, head, teacher, facilitator):
    elsewhere = CommuneFactory(insee_code="59014", name="Anzin")
    colleague = RoleFactory(
        kind=RoleKind.FACILITATOR, organisation=facilitator.organisation, school=None
    )
    return {
        "head": head,
        "teacher": teacher,
        "staff": RoleFactory(school=group.school, kind=RoleKind.STAFF).user,
        "facilitator": facilitator.user,
        "colleague": colleague.user,
        "coordinator": coordinator(commune=group.school.commune),
        "coordinator elsewhere": coordinator(commune=elsewhere),
        "head elsewhere": RoleFactory(school=SchoolFactory(), kind=RoleKind.HEAD).user,
        "administrator": UserFactory(administrator=True),
        "nobody": UserFactory(),
    }


@pytest.fixture(autouse=True)
def _somebody_else_gives_it_too(offer):
    offer.facilitators.add(AvailabilityFactory().facilitator)


@pytest.fixture
def booked(offer, group, teacher, tuesday, now):
    def book(*, instant):
        offer.instant = instant
        offer.save()
        lines = [Line([group], tuesday)]
        asked = request_sessions(
            offer=offer, lines=lines, asked_by=teacher, now=now, preparation=READY
        )
        return asked.request.sessions.get()

    return book


def succeeds(act, session, user, *, now):
    try:
        with transaction.atomic():
            do(act, session, user, now=now)
            transaction.set_rollback(True)
    except (RefusedError, PermissionDenied):
        return False
    return True


# Each way leads to a session: is the offer instant, and who then does what.
WAYS = {
    "held": (True, []),
    "held, to be accepted": (False, []),
    "held and authorised": (False, [("head", Act.AUTHORISE)]),
    "held and accepted": (False, [("facilitator", Act.ACCEPT)]),
    "confirmed": (True, [("head", Act.AUTHORISE)]),
    "confirmed by both": (False, [("facilitator", Act.ACCEPT), ("head", Act.AUTHORISE)]),
    "refused": (True, [("head", Act.REFUSE)]),
    "cancelled": (True, [("head", Act.AUTHORISE), ("teacher", Act.CANCEL)]),
    "moved": (True, [("head", Act.AUTHORISE), ("teacher", Act.MOVE)]),
    "replaced": (True, [("head", Act.AUTHORISE), ("facilitator", Act.REPLACE)]),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("when", ["soon", "after the limit", "once begun"])
def test_what_is_allowed_is_what_succeeds(way, when, booked, people, tuesday, now):
    instant, steps = WAYS[way]
    session = booked(instant=instant)
    for who, act in steps:
        session = do(act, session, people[who], now=now)
    moment = {"soon": now + LATER, "after the limit": now + 8 * LATER, "once begun": tuesday}[when]

    told = {who: allowed_actions(user, session, now=moment) for who, user in people.items()}

    assert told == {
        who: [act for act in RULES if succeeds(act, session, user, now=moment)]
        for who, user in people.items()
    }


def test_the_table_of_a_held_session_reads_like_the_rights(booked, people, now):
    session = booked(instant=False)

    told = {who: allowed_actions(user, session, now=now) for who, user in people.items()}

    assert told == {
        "head": ["authorise", "prepare", "move", "refuse", "cancel"],
        "teacher": ["prepare", "move", "cancel"],
        "staff": ["prepare"],
        "facilitator": ["accept", "prepare", "move", "replace", "refuse", "cancel"],
        "colleague": ["accept", "prepare", "move", "replace", "refuse", "cancel"],
        "coordinator": ["accept", "prepare", "move", "replace", "refuse", "cancel"],
        "coordinator elsewhere": [],
        "head elsewhere": [],
        "administrator": [
            "authorise",
            "accept",
            "prepare",
            "move",
            "replace",
            "refuse",
            "cancel",
        ],
        "nobody": [],
    }


@pytest.mark.parametrize("way", WAYS)
def test_a_session_occupies_exactly_while_it_lives(way, booked, people, now):
    instant, steps = WAYS[way]
    session = booked(instant=instant)
    for who, act in steps:
        session = do(act, session, people[who], now=now)

    lives = session.state in OCCUPYING_STATES

    assert session.occupations.count() == (2 if lives else 0)
    assert session.events.last().to_state == session.state


@pytest.mark.parametrize("state", SessionState)
def test_every_state_is_a_sentence(state):
    session = SessionFactory.build(state=state, ended_reason=EndReason.ABSENCE)

    with translation.override("en"):
        said = sentence(session, now=NOW)

    assert said.endswith(".")
    assert "%" not in said


def test_a_held_session_says_what_it_waits_for_and_until_when_at_the_school():
    reunion = SchoolFactory.build(time_zone="Indian/Reunion", commune=CommuneFactory.build())
    limit = paris(2026, 12, 8, 18)
    waiting = SessionFactory.build(request__school=reunion, held_until=limit)
    authorised = SessionFactory.build(
        request__school=reunion,
        request__offer__instant=False,
        held_until=limit,
        authorised_at=limit - LATER,
    )

    with translation.override("en"):
        assert sentence(waiting, now=NOW) == (
            "Waits for the head's authorisation until Tuesday 8 December, 21:00."
        )
        assert sentence(authorised, now=NOW) == (
            "Waits for the partner's acceptance until Tuesday 8 December, 21:00."
        )


def test_a_held_session_names_all_that_is_needed_and_who_brings_it(group, offer, tuesday):
    offer.instant = False
    offer.save()
    session = SessionFactory(
        request=RequestFactory(offer=offer, school=group.school),
        starts_at=tuesday,
        held_until=paris(2026, 9, 28, 18),
        en_adult="",
    )
    limit = "until Monday 28 September, 18:00."
    both = "the head's authorisation, the partner's acceptance"

    with translation.override("en"):
        assert sentence(session, now=NOW) == (
            f"Waits for {both}, the adult present (the school names one)"
            f" and more facilitators (the partner names them) {limit}"
        )
        session.authorised_at = session.accepted_at = NOW
        session.en_adult = EnAdult.NURSE
        session.facilitators.add(*offer.facilitators.all())
        assert sentence(session, now=NOW) == "Agreed by both sides: nothing is missing any more."


def test_a_session_that_is_over_says_that_its_report_is_waited_for(tuesday):
    session = SessionFactory.build(state=SessionState.CONFIRMED, starts_at=tuesday)
    end = session.ends_at

    with translation.override("en"):
        assert sentence(session, now=end - LATER) == "Confirmed: it will take place."
        assert sentence(session, now=end) == "It is over: the partner's report is waited for."


def test_a_confirmed_session_says_what_it_has_lost_since(group, tuesday):
    offer = OfferFactory(facilitators_needed=2, facilitators=[FacilitatorFactory()])
    session = SessionFactory(
        request=RequestFactory(offer=offer, school=group.school),
        state=SessionState.CONFIRMED,
        authorised_at=NOW,
        starts_at=tuesday,
    )
    session.facilitators.add(*offer.facilitators.all())

    with translation.override("en"):
        assert sentence(session, now=NOW) == (
            "Confirmed, but this is missing: more facilitators (the partner names them)."
        )
        assert is_waiting(session, now=NOW)
        session.facilitators.add(FacilitatorFactory())
        assert sentence(session, now=NOW) == "Confirmed: it will take place."
        assert not is_waiting(session, now=NOW)
    assert is_waiting(session, now=session.ends_at)
