"""Random people do random things to sessions; after each step the promises still hold."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from prevention.errors import RefusedError
from prevention.models import Event, Occupation, Request, Session
from prevention.scheduling import acts
from prevention.scheduling.states import RULES, allowed_actions
from prevention.vocabulary import OCCUPYING_STATES, Act, EndReason, RoleKind, SessionState
from tests.conftest import NOW
from tests.factories import (
    AvailabilityFactory,
    ClassGroupFactory,
    FacilitatorFactory,
    OfferFactory,
    RoleFactory,
    UserFactory,
)
from tests.prevention.scheduling.conftest import paris

DO = {
    Act.AUTHORISE: acts.authorise,
    Act.ACCEPT: acts.accept,
    Act.REFUSE: acts.refuse,
    Act.CANCEL: acts.cancel,
}
PEOPLE = ["teacher", "head", "facilitator", "stranger"]


class Life(RuleBasedStateMachine):
    """One school with two classes, one organisation with two facilitators, and time."""

    def __init__(self):
        super().__init__()
        self.rolled_back = transaction.atomic()
        self.rolled_back.__enter__()
        self.now = NOW

    def teardown(self):
        transaction.set_rollback(True)
        self.rolled_back.__exit__(None, None, None)

    @initialize(instant=st.booleans(), needed=st.integers(1, 2))
    def begin(self, instant, needed):
        self.groups = [first := ClassGroupFactory(), ClassGroupFactory(school=first.school)]
        user = UserFactory()
        self.people = {
            "teacher": RoleFactory(school=first.school).user,
            "head": RoleFactory(school=first.school, kind=RoleKind.HEAD).user,
            "facilitator": user,
            "stranger": RoleFactory(kind=RoleKind.HEAD).user,
        }
        pair = [one := FacilitatorFactory(user=user), FacilitatorFactory()]
        RoleFactory(
            user=user, kind=RoleKind.FACILITATOR, organisation=one.organisation, school=None
        )
        for facilitator in pair:
            AvailabilityFactory(facilitator=facilitator, ends_at="10:30")
        self.offer = OfferFactory(
            organisation=one.organisation,
            facilitators=pair,
            facilitators_needed=needed,
            instant=instant,
        )

    @rule(
        group=st.integers(0, 1),
        week=st.integers(0, 8),
        half_hours=st.integers(0, 3),
        who=st.sampled_from(["teacher", "teacher", "head", "stranger"]),
    )
    def ask(self, group, week, half_hours, who):
        starts_at = paris(2026, 9, 29, 8) + timedelta(weeks=week, minutes=30 * half_hours)
        before = Request.objects.count()
        try:
            acts.request_sessions(
                offer=self.offer,
                lines=[acts.Line(self.groups[group], starts_at)],
                asked_by=self.people[who],
                now=self.now,
            )
        except (RefusedError, PermissionDenied):
            assert Request.objects.count() == before
        else:
            assert who in {"teacher", "head"}

    @rule(which=st.integers(0, 3), who=st.sampled_from(PEOPLE), act=st.sampled_from(list(DO)))
    def attempt(self, which, who, act):
        for session in Session.objects.order_by("-pk")[which : which + 1]:
            allowed = act in allowed_actions(self.people[who], session, now=self.now)
            try:
                self.do(act, session, who)
            except (RefusedError, PermissionDenied):
                assert not allowed
            else:
                assert allowed
                assert self.people[who].may(RULES[act].right)

    @rule(which=st.integers(0, 3), who=st.sampled_from(PEOPLE), choice=st.integers(0, 2))
    def do_what_is_offered(self, which, who, choice):
        for session in Session.objects.order_by("-pk")[which : which + 1]:
            for act in allowed_actions(self.people[who], session, now=self.now)[:choice][-1:]:
                self.do(act, session, who)

    def do(self, act, session, who):
        more = {"reason": EndReason.OTHER} if act in {Act.REFUSE, Act.CANCEL} else {}
        DO[act](session=session, user=self.people[who], now=self.now, **more)

    @rule(days=st.sampled_from([1, 1, 2, 7]))
    def wait(self, days):
        self.now += timedelta(days=days)
        acts.expire_due(now=self.now)
        assert not Session.objects.due_to_expire(now=self.now).exists()

    @invariant()
    def only_live_sessions_occupy_and_all_they_need(self):
        live = Session.objects.filter(state__in=OCCUPYING_STATES)
        needed = {session.pk: session.offer.facilitators_needed + 1 for session in live}
        assert Counter(Occupation.objects.values_list("session", flat=True)) == needed

    @invariant()
    def nobody_is_in_two_places(self):
        rows = Occupation.objects.order_by("facilitator", "group", "starts_at")
        for one, next_one in pairwise(rows):
            same = (one.facilitator_id, one.group_id) == (
                next_one.facilitator_id,
                next_one.group_id,
            )
            assert not same or one.ends_at <= next_one.starts_at

    @invariant()
    def events_replay_to_the_state(self):
        state = {}
        for event in Event.objects.order_by("pk"):
            assert event.from_state == state.get(event.session_id, "")
            state[event.session_id] = event.to_state
        assert state == dict(Session.objects.values_list("pk", "state"))

    @invariant()
    def whatever_takes_place_was_authorised(self):
        confirmed = Session.objects.filter(state=SessionState.CONFIRMED)
        assert not confirmed.filter(authorised_at=None).exists()
        assert not confirmed.filter(offer__instant=False, accepted_at=None).exists()


@pytest.mark.django_db
def test_the_promises_hold_whatever_people_do(calendar):
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
