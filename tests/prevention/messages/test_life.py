"""Random people do random things; once all is sent, calendars hold what is true."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from prevention.messages.following import follow_events
from prevention.messages.kinds import Kind
from prevention.messages.models import Message
from prevention.messages.moments import load_moments
from prevention.messages.occasions import READERS
from prevention.messages.readers import Circle
from prevention.messages.sending import send_due
from prevention.messages.worth import ENDED
from prevention.models import Session
from prevention.scheduling.states import allowed_actions
from prevention.vocabulary import Act, SessionState
from tests.prevention.messages.conftest import SOON
from tests.prevention.scheduling.doing import arguments, do
from tests.prevention.scheduling.test_life import Life


class LifeWithMails(Life):
    """The same life, with a worker that follows and sends now and then."""

    @initialize(
        instant=st.booleans(),
        needed=st.integers(1, 2),
        week=st.integers(0, 5),
        act=st.sampled_from([Act.MOVE, Act.REPLACE, Act.CANCEL]),
    )
    def begin(self, instant, needed, week, act):
        """Start from what chance seldom meets: all were told, and then it is otherwise."""
        super().begin(instant=instant, needed=needed)
        self.ask(groups=0, week=week, half_hours=0, who="teacher", prepared=(True, False))
        self.agree_to_all()
        self.send_all()
        self.change_what_is_confirmed(which=0, act=act)
        self.send_all()

    @rule()
    def follow(self):
        follow_events(now=self.now)

    @rule(most=st.integers(1, 4))
    def send_some(self, most):
        send_due(clock=lambda: self.now + SOON, most=most)

    @rule()
    def agree_to_all(self):
        """Both sides want whatever is held, and nothing is missing."""
        head, coordinator = self.people["head"], self.people["coordinator"]
        for session in Session.objects.filter(state=SessionState.HELD):
            for act, user in [
                (Act.PREPARE, head),
                (Act.AUTHORISE, head),
                (Act.ACCEPT, coordinator),
            ]:
                session.refresh_from_db()
                if act in allowed_actions(user, session, now=self.now):
                    do(act, session, user, now=self.now)

    @rule(which=st.integers(0, 2), act=st.sampled_from([Act.MOVE, Act.REPLACE, Act.CANCEL]))
    def change_what_is_confirmed(self, which, act):
        user = self.people["coordinator" if act == Act.REPLACE else "head"]
        confirmed = Session.objects.filter(state=SessionState.CONFIRMED).order_by("-pk")
        for session in confirmed[which : which + 1]:
            possible = act in allowed_actions(user, session, now=self.now)
            if possible and arguments(act, session, now=self.now) is not None:
                do(act, session, user, now=self.now)

    @rule()
    def send_all(self):
        follow_events(now=self.now)
        self.now += SOON
        while send_due(clock=lambda: self.now):
            pass
        assert not Message.objects.due(now=self.now).exists()
        sessions = Session.objects.filter(starts_at__gt=self.now, request__isnull=False)
        circle = Circle.load(sessions.values_list("pk", flat=True))
        for session in circle.sessions.values():
            self.check_calendars(session, circle)

    def check_calendars(self, session, circle):
        """Whoever a confirmed session concerns has it as it is; nobody has what was ended."""
        told = circle.told_of(session)
        if session.state in ENDED:
            assert {one.sequence for one in told.values()} <= {None}
        if session.state == SessionState.HELD:
            here = [told.get(reader) for reader in READERS[Kind.CHANGED](circle, session)]
            had = {one.sequence for one in here if one} - {None}
            assert had <= {session.sequence}
        moments = load_moments([session.school], now=self.now)[session.school_id]
        if session.state == SessionState.CONFIRMED and not moments.in_holidays(self.now):
            for reader in READERS[Kind.CONFIRMED](circle, session):
                assert told[reader].sequence == session.sequence
            assert not any(
                told[reader].sequence is not None for reader in circle.facilitators_gone(session)
            )

    @invariant()
    def a_mail_that_waits_has_something_to_say(self):
        assert not Message.objects.scheduled().filter(mentions=None).exists()


@pytest.mark.usefixtures("calendar")
def test_random_lives_leave_true_calendars(db):
    run_state_machine_as_test(
        LifeWithMails,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
