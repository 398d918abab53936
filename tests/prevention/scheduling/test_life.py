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
from prevention.models import Event, Occupation, Request, Room, Session, TimeOffer
from prevention.scheduling import acts
from prevention.scheduling.acts import Count, Line, Preparation, Wished
from prevention.scheduling.states import RULES, allowed_actions
from prevention.vocabulary import (
    OCCUPYING_STATES,
    EnAdult,
    RoleKind,
    SessionKind,
    SessionState,
)
from tests.conftest import NOW
from tests.factories import (
    AvailabilityFactory,
    ClassGroupFactory,
    FacilitatorFactory,
    OfferFactory,
    RoleFactory,
    ThemeFactory,
    UserFactory,
)
from tests.prevention.scheduling.conftest import paris
from tests.prevention.scheduling.doing import arguments, do

PEOPLE = ["teacher", "head", "staff", "facilitator", "coordinator", "stranger"]
ASKING = ["teacher", "teacher", "head", "coordinator", "facilitator", "stranger"]
# A session over one or two classes, in one of three rooms or none, with or without an adult.
PREPARED = st.tuples(st.booleans(), st.booleans())


class Life(RuleBasedStateMachine):
    """One school with two classes, one organisation with three facilitators, and time."""

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
        self.room = Room.objects.create(school=first.school, name="CDI")
        user = UserFactory()
        self.people = {
            "teacher": RoleFactory(school=first.school).user,
            "head": RoleFactory(school=first.school, kind=RoleKind.HEAD).user,
            "staff": RoleFactory(school=first.school, kind=RoleKind.STAFF).user,
            "coordinator": RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user,
            "facilitator": user,
            "stranger": RoleFactory(kind=RoleKind.HEAD).user,
        }
        team = [one := FacilitatorFactory(user=user), FacilitatorFactory(), FacilitatorFactory()]
        RoleFactory(
            user=user, kind=RoleKind.FACILITATOR, organisation=one.organisation, school=None
        )
        for facilitator in team:
            AvailabilityFactory(facilitator=facilitator, ends_at="10:30")
        self.offer = OfferFactory(
            organisation=one.organisation,
            facilitators=team,
            facilitators_needed=needed,
            groups_per_session=2,
            instant=instant,
        )

    def lines(self, groups, week, half_hours):
        starts_at = paris(2026, 9, 29, 8) + timedelta(weeks=week, minutes=30 * half_hours)
        return [Line(groups, starts_at)]

    def some(self, which):
        return {0: self.groups[:1], 1: self.groups[1:], 2: self.groups}[which]

    @rule(
        groups=st.integers(0, 2),
        week=st.integers(0, 8),
        half_hours=st.integers(0, 3),
        who=st.sampled_from(ASKING),
        prepared=PREPARED,
    )
    def ask(self, groups, week, half_hours, who, prepared):
        adult, room = prepared
        before = Request.objects.count()
        try:
            acts.request_sessions(
                offer=self.offer,
                lines=self.lines(self.some(groups), week, half_hours),
                asked_by=self.people[who],
                now=self.now,
                preparation=Preparation(
                    en_adult=EnAdult.TEACHER if adult else None,
                    room=self.room if room else None,
                ),
            )
        except (RefusedError, PermissionDenied):
            assert Request.objects.count() == before
        else:
            assert who in {"teacher", "head", "coordinator"}

    @rule(groups=st.integers(0, 2), weeks=st.integers(1, 6), who=st.sampled_from(ASKING))
    def wish(self, groups, weeks, who):
        first = (self.now + timedelta(days=1)).date()
        wished = Wished(first, first + timedelta(weeks=weeks))
        try:
            acts.request_sessions(
                offer=self.offer,
                lines=[Line(self.some(groups), wished)],
                asked_by=self.people[who],
                now=self.now,
            )
        except PermissionDenied:
            assert who in {"facilitator", "stranger"}

    @rule(week=st.integers(0, 8), half_hours=st.integers(0, 3), who=st.sampled_from(PEOPLE))
    def propose(self, week, half_hours, who):
        try:
            acts.propose_sessions(
                offer=self.offer,
                lines=self.lines(self.groups[:1], week, half_hours),
                proposed_by=self.people[who],
                now=self.now,
            )
        except RefusedError:
            pass
        except PermissionDenied:
            assert who != "coordinator"
        else:
            assert who == "coordinator"

    @rule(hours=st.integers(1, 60), who=st.sampled_from(PEOPLE))
    def declare(self, hours, who):
        ends_at = self.now - timedelta(hours=hours)
        try:
            acts.declare_internal(
                theme=ThemeFactory(),
                counts=[Count(self.groups[0], present=20)],
                starts_at=ends_at - timedelta(hours=1),
                ends_at=ends_at,
                user=self.people[who],
                now=self.now,
            )
        except (RefusedError, PermissionDenied):
            pass
        else:
            assert who in {"teacher", "head"}

    @rule(which=st.integers(0, 4), who=st.sampled_from(PEOPLE), act=st.sampled_from(list(RULES)))
    def attempt(self, which, who, act):
        """What is allowed succeeds when there is something to do it with, and nothing else."""
        for session in Session.objects.order_by("-pk")[which : which + 1]:
            user = self.people[who]
            allowed = act in allowed_actions(user, session, now=self.now)
            if allowed and arguments(act, session, now=self.now) is None:
                return
            try:
                do(act, session, user, now=self.now)
            except (RefusedError, PermissionDenied):
                assert not allowed
            else:
                assert allowed
                assert user.may(RULES[act].right)

    @rule(which=st.integers(0, 4), who=st.sampled_from(PEOPLE), choice=st.integers(0, 4))
    def do_what_is_offered(self, which, who, choice):
        for session in Session.objects.order_by("-pk")[which : which + 1]:
            user = self.people[who]
            for act in allowed_actions(user, session, now=self.now)[:choice][-1:]:
                if arguments(act, session, now=self.now) is not None:
                    do(act, session, user, now=self.now)

    @rule(days=st.sampled_from([1, 1, 2, 7, 15]))
    def wait(self, days):
        self.now += timedelta(days=days)
        acts.expire_due(now=self.now)
        acts.offer_free_times(now=self.now)
        acts.confirm_ready(now=self.now)
        assert not Session.objects.due_to_expire(now=self.now).exists()

    @invariant()
    def only_live_sessions_occupy_and_all_they_need(self):
        live = Session.objects.filter(state__in=OCCUPYING_STATES)
        needed = {
            session.pk: session.groups.count()
            + (session.offer.facilitators_needed if session.offer else 0)
            + (session.room is not None)
            for session in live
        }
        assert Counter(Occupation.objects.values_list("session", flat=True)) == needed
        for taken in Occupation.objects.select_related("session"):
            session = taken.session
            assert (taken.starts_at, taken.ends_at) == (session.starts_at, session.ends_at)

    @invariant()
    def nobody_is_in_two_places(self):
        def owner(row):
            return row.facilitator_id, row.group_id, row.room_id

        rows = Occupation.objects.order_by("facilitator", "group", "room", "starts_at")
        for one, next_one in pairwise(rows):
            assert owner(one) != owner(next_one) or one.ends_at <= next_one.starts_at

    @invariant()
    def events_replay_to_the_state(self):
        state, starts = {}, {}
        for event in Event.objects.order_by("pk"):
            assert event.from_state == state.get(event.session_id, "")
            state[event.session_id] = event.to_state
            starts[event.session_id] = event.starts_at
        assert state == dict(Session.objects.values_list("pk", "state"))
        assert starts == dict(Session.objects.values_list("pk", "starts_at"))

    @invariant()
    def whatever_takes_place_was_authorised_and_was_ready(self):
        confirmed = Session.objects.filter(state=SessionState.CONFIRMED)
        assert not confirmed.filter(authorised_at=None).exists()
        assert not confirmed.filter(offer__instant=False, accepted_at=None).exists()
        assert not confirmed.filter(en_adult="").exists()

    @invariant()
    def what_ended_says_by_whom_and_why(self):
        ended = Session.objects.filter(
            state__in=[SessionState.REFUSED, SessionState.CANCELLED, SessionState.NOT_HELD]
        )
        assert not ended.filter(ended_by_side="").exists()
        assert not ended.filter(ended_reason="").exists()

    @invariant()
    def done_is_reported_or_declared(self):
        done = Session.objects.filter(state__in=[SessionState.DONE, SessionState.CLOSED])
        assert not done.exclude(kind=SessionKind.INTERNAL).filter(report=None).exists()

    @invariant()
    def a_free_time_is_offered_to_three_wishes_at_most(self):
        live = TimeOffer.objects.live(now=self.now).filter(session__state=SessionState.WISHED)
        assert all(
            count <= 3 for count in Counter(live.values_list("starts_at", flat=True)).values()
        )


@pytest.mark.django_db
def test_the_promises_hold_whatever_people_do(calendar):
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=25,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
