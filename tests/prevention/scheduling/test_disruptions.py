"""What an absence or a closure breaks is exactly what it overlaps, and comes with ways out."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prevention.models import Closure, DatedAvailability, Offer, Session
from prevention.scheduling.acts import Line, cancel, move, request_sessions
from prevention.scheduling.disruptions import broken_by_absence, broken_by_closure
from tests.factories import (
    AvailabilityFactory,
    ClassGroupFactory,
    FacilitatorFactory,
    RequestFactory,
    SchoolFactory,
    SessionFactory,
)
from tests.prevention.scheduling.conftest import PARIS, READY, paris

pytestmark = pytest.mark.django_db

WEEK = timedelta(weeks=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def book(offer, group, teacher, now):
    def ask(starts_at, group=group):
        lines = [Line([group], starts_at)]
        asked = request_sessions(
            offer=offer, lines=lines, asked_by=teacher, now=now, preparation=READY
        )
        return asked.request.sessions.get()

    return ask


@pytest.fixture
def colleague(offer, facilitator):
    colleague = FacilitatorFactory(organisation=facilitator.organisation, name="Collègue")
    AvailabilityFactory(facilitator=colleague)
    offer.facilitators.add(colleague)
    return colleague


def absence(facilitator, starts_at, ends_at, kind=DatedAvailability.Kind.ABSENCE):
    """No more than a thought: nothing is written."""
    return DatedAvailability(
        facilitator=facilitator, kind=kind, starts_at=starts_at, ends_at=ends_at
    )


def closure(school, first, last, half=""):
    return Closure(school=school, starts_on=first, ends_on=last, half=half, reason="WORKS")


def sessions(broken):
    return [one.session for one in broken]


def starts(broken):
    return [[opening.starts_at for opening in one.nearest] for one in broken]


class TestAbsence:
    def test_it_breaks_the_sessions_it_overlaps_in_order_of_time(
        self, book, facilitator, tuesday, now
    ):
        later, first = book(tuesday + WEEK), book(tuesday)
        book(tuesday + 4 * WEEK)

        broken = broken_by_absence(
            absence(facilitator, tuesday - HOUR, tuesday + WEEK + HOUR), now=now
        )

        assert sessions(broken) == [first, later]

    @pytest.mark.parametrize(
        ("starts", "ends", "breaks"),
        [(-2, 0, False), (-2, 0.1, True), (0.4, 0.5, True), (0.9, 3, True), (1, 3, False)],
    )
    def test_an_end_that_touches_breaks_nothing(
        self, book, facilitator, tuesday, now, starts, ends, breaks
    ):
        session = book(tuesday)

        broken = broken_by_absence(
            absence(facilitator, tuesday + starts * HOUR, tuesday + ends * HOUR), now=now
        )

        assert sessions(broken) == [session] * breaks

    def test_neither_anothers_absence_nor_an_extra_time_breaks_anything(
        self, book, facilitator, colleague, tuesday, now
    ):
        session = book(tuesday)
        other = {facilitator, colleague} - set(session.facilitators.all())
        day = tuesday - HOUR, tuesday + HOUR

        assert broken_by_absence(absence(*other, *day), now=now) == []
        extra = absence(session.facilitators.get(), *day, kind=DatedAvailability.Kind.EXTRA)
        assert broken_by_absence(extra, now=now) == []

    def test_what_is_over_or_called_off_is_not_listed(self, book, facilitator, head, tuesday, now):
        called_off, over = book(tuesday), book(tuesday + 3 * HOUR + HOUR / 2)
        cancel(session=called_off, user=head, reason="OTHER", now=now)
        away = absence(facilitator, tuesday - HOUR, tuesday + 6 * HOUR)

        assert sessions(broken_by_absence(away, now=now)) == [over]
        assert sessions(broken_by_absence(away, now=over.ends_at)) == []

    def test_who_is_free_then_could_come_instead(
        self, book, facilitator, colleague, group, tuesday, now
    ):
        session = book(tuesday)
        leaving = session.facilitators.get()
        staying = ({facilitator, colleague} - {leaving}).pop()
        away = absence(leaving, tuesday, tuesday + HOUR)

        (before,) = broken_by_absence(away, now=now)
        book(tuesday, ClassGroupFactory(school=group.school))  # takes the one who was free
        (after,) = broken_by_absence(away, now=now)

        assert before.replacements == [staying]
        assert after.replacements == []

    @pytest.mark.parametrize("written", [False, True])
    def test_other_times_respect_it_whether_written_or_not(
        self, book, facilitator, tuesday, now, written
    ):
        book(tuesday)
        away = absence(facilitator, paris(2026, 10, 5, 0), paris(2026, 10, 6, 13))
        if written:
            away.save()

        broken = broken_by_absence(away, now=now)

        afternoon = [paris(2026, 10, 6, 13, 30), paris(2026, 10, 6, 14), paris(2026, 10, 6, 14, 30)]
        assert starts(broken) == [afternoon]

    def test_a_time_that_is_proposed_can_be_moved_to(
        self, book, facilitator, teacher, tuesday, now
    ):
        session = book(tuesday)
        away = absence(facilitator, tuesday, tuesday + 3 * HOUR)
        away.save()
        (broken,) = broken_by_absence(away, now=now)

        for opening in broken.nearest:
            moved = move(session=session, user=teacher, starts_at=opening.starts_at, now=now)

            assert moved.starts_at == opening.starts_at

    def test_what_cannot_be_moved_at_all_has_no_other_time(
        self, book, facilitator, colleague, tuesday, now
    ):
        session = book(tuesday)
        Offer.objects.update(active=False)
        away = absence(session.facilitators.get(), tuesday, tuesday + HOUR)

        (broken,) = broken_by_absence(away, now=now)

        assert broken.nearest == []
        assert len(broken.replacements) == 1

    def test_it_costs_so_many_queries_and_as_many_for_each_session(
        self, book, facilitator, tuesday, now, django_assert_num_queries
    ):
        away = absence(facilitator, tuesday, tuesday + 6 * HOUR)
        for n, start in enumerate([tuesday, tuesday + HOUR, tuesday + 4 * HOUR]):
            book(start)
            with django_assert_num_queries(3 + (n + 1) * 22):
                assert len(broken_by_absence(away, now=now)) == n + 1


class TestClosure:
    def test_both_its_ends_count_in_the_days_of_the_school(self, group, now):
        school = group.school
        school.time_zone = "Indian/Reunion"
        school.save()
        evening, first, last, morning = (
            SessionFactory(
                request=RequestFactory(school=school),
                starts_at=datetime(2026, 10, day, hour, tzinfo=PARIS),
            )
            # Two hours behind: at ten in the evening there, it is the next day here and there.
            for day, hour in [(5, 20), (5, 22), (7, 20), (7, 22)]
        )
        for one in (evening, first, last, morning):
            one.groups.add(group)

        broken = broken_by_closure(closure(school, date(2026, 10, 6), date(2026, 10, 7)), now=now)

        assert sessions(broken) == [first, last]

    def test_another_school_goes_on(self, book, tuesday, now):
        book(tuesday)
        elsewhere = SchoolFactory()

        assert broken_by_closure(closure(elsewhere, tuesday.date(), tuesday.date()), now=now) == []

    def test_what_is_over_or_called_off_is_not_listed(self, book, group, head, tuesday, now):
        called_off, over = book(tuesday), book(tuesday + HOUR)
        cancel(session=called_off, user=head, reason="OTHER", now=now)
        day = closure(group.school, tuesday.date(), tuesday.date())

        assert sessions(broken_by_closure(day, now=now)) == [over]
        assert sessions(broken_by_closure(day, now=over.ends_at)) == []

    @pytest.mark.parametrize("written", [False, True])
    def test_other_times_respect_it_whether_written_or_not(
        self, book, group, colleague, tuesday, now, written
    ):
        book(tuesday)
        week = closure(group.school, date(2026, 9, 30), tuesday.date())
        if written:
            week.save()

        (broken,) = broken_by_closure(week, now=now)

        assert broken.replacements == []
        assert [one.starts_at for one in broken.nearest] == [
            paris(2026, 9, 29, 16),
            paris(2026, 9, 29, 15, 30),
            paris(2026, 9, 29, 15),
        ]

    def test_a_closure_of_half_days_breaks_what_is_in_them(self, book, group, tuesday, now):
        morning = book(tuesday)
        days = {"first": tuesday.date(), "last": tuesday.date()}

        (broken,) = broken_by_closure(closure(group.school, **days, half="AM"), now=now)

        assert broken.session == morning
        assert broken.nearest[0].starts_at == tuesday.replace(hour=13, minute=30)
        assert broken_by_closure(closure(group.school, **days, half="PM"), now=now) == []

    def test_days_at_the_edge_of_time_are_no_different(self, book, group, tuesday, now):
        session = book(tuesday)

        broken = broken_by_closure(closure(group.school, date.min, date.max), now=now)

        assert (sessions(broken), starts(broken)) == ([session], [[]])

    def test_it_costs_so_many_queries_and_as_many_for_each_session(
        self, book, group, tuesday, now, django_assert_num_queries
    ):
        day = closure(group.school, tuesday.date(), tuesday.date())
        for n, start in enumerate([tuesday, tuesday + HOUR, tuesday + 4 * HOUR]):
            book(start)
            with django_assert_num_queries(3 + (n + 1) * 14):
                assert len(broken_by_closure(day, now=now)) == n + 1


MINUTES = st.integers(-5000, 5000).map(lambda minutes: minutes * timedelta(minutes=1))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=MINUTES, length=st.integers(1, 3000), later=MINUTES)
def test_what_is_broken_is_what_shares_a_minute_with_it(world_of_sessions, start, length, later):
    facilitator, middle, rows = world_of_sessions
    starts_at, now = middle + start, middle + later
    ends_at = starts_at + timedelta(minutes=length)

    found = Session.objects.given_by(facilitator).to_come(now=now).overlapping(starts_at, ends_at)

    assert set(found) == {
        session
        for session in rows
        if session.state in {"proposed", "held", "confirmed"}
        and facilitator in session.theirs
        and session.ends_at > now
        and max(session.starts_at, starts_at) < min(session.ends_at, ends_at)
    }


@pytest.fixture
def world_of_sessions(tuesday, head):
    """Sessions of every state, around a Tuesday, of two facilitators together and apart."""
    us = [FacilitatorFactory(), FacilitatorFactory()]
    request = RequestFactory()
    states = ["proposed", "held", "confirmed", "done", "cancelled", "expired", "refused"]
    rows = []
    for n, state in enumerate(states * 6):
        session = SessionFactory(
            request=request,
            state=state,
            starts_at=tuesday + (n - 20) * timedelta(hours=3),
            authorised_at=tuesday,
        )
        session.theirs = [us[:1], us[1:], us][n % 3]
        session.facilitators.set(session.theirs)
        rows.append(session)
    return us[0], tuesday, rows
