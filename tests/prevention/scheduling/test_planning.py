"""Which sessions a planning shows, to whom, on which day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prevention.scheduling.planning import (
    Span,
    days_of,
    half_of,
    headcount,
    is_off,
    name_of,
    planning_of,
)
from prevention.vocabulary import Half, NoClass, RoleKind, SessionState
from tests.factories import (
    PARIS,
    ClassGroupFactory,
    ClosureFactory,
    FacilitatorFactory,
    HolidayFactory,
    OfferFactory,
    OrganisationFactory,
    PublicHolidayFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TUESDAY = date(2026, 10, 6)
REUNION = ZoneInfo("Indian/Reunion")
TAHITI = ZoneInfo("Pacific/Tahiti")


@pytest.fixture
def school():
    return SchoolFactory(name="Collège Eugène Thomas")


@pytest.fixture
def teacher(school):
    return RoleFactory(school=school).user


@pytest.fixture
def coordinator():
    return RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user


@pytest.fixture
def published_year():
    """The calendar of 2026-2027, as far as these tests look."""
    HolidayFactory()
    HolidayFactory(summer=True)
    PublicHolidayFactory()


def one_of(facilitator):
    """The account of a facilitator."""
    facilitator.user = UserFactory()
    facilitator.save()
    RoleFactory(
        user=facilitator.user, kind=RoleKind.FACILITATOR, organisation=facilitator.organisation
    )
    return facilitator.user


def session_at(school, starts_at=None, *, offer=None, **fields):
    request = RequestFactory(school=school, offer=offer or OfferFactory())
    if starts_at:
        fields |= {"starts_at": starts_at}
    return SessionFactory(request=request, **fields)


def planned(subject, user, *, span=Span.WEEK, day=TUESDAY):
    """The sessions of a planning, by day."""
    shown = planning_of(subject, span=span, day=day, user=user)
    return {one.named.day: one.sessions for one in shown.days if one.sessions}


class TestSpans:
    @pytest.mark.parametrize(
        ("span", "day", "first", "last"),
        [
            (Span.WEEK, "2026-10-05", "2026-10-05", "2026-10-11"),
            (Span.WEEK, "2026-10-11", "2026-10-05", "2026-10-11"),
            (Span.WEEK, "2027-01-01", "2026-12-28", "2027-01-03"),
            (Span.MONTH, "2026-10-06", "2026-10-01", "2026-10-31"),
            (Span.MONTH, "2028-02-29", "2028-02-01", "2028-02-29"),
            (Span.SCHOOL_YEAR, "2026-08-31", "2025-09-01", "2026-08-31"),
            (Span.SCHOOL_YEAR, "2026-09-01", "2026-09-01", "2027-08-31"),
        ],
    )
    def test_a_span_is_the_one_that_the_day_is_in(self, span, day, first, last):
        found = days_of(span, date.fromisoformat(day))

        assert found == (date.fromisoformat(first), date.fromisoformat(last))

    @pytest.mark.parametrize("zone", [PARIS, REUNION, TAHITI], ids=str)
    @pytest.mark.parametrize("span", Span)
    def test_the_edges_are_midnights_of_the_school(self, coordinator, span, zone):
        school = SchoolFactory(time_zone=zone.key)
        first, last = days_of(span, TUESDAY)
        midnight = datetime(first.year, first.month, first.day, tzinfo=zone)
        evening = datetime(last.year, last.month, last.day, 23, 59, tzinfo=zone)
        inside = [session_at(school, at) for at in (midnight, evening - timedelta(hours=1))]
        session_at(school, midnight - timedelta(minutes=1))
        session_at(school, evening + timedelta(minutes=1))

        assert planned(school, coordinator, span=span) == {
            first: [inside[0]],
            last: [inside[1]],
        }

    @pytest.mark.parametrize("monday", [date(2026, 10, 19), date(2027, 3, 22)])
    def test_a_week_in_which_clocks_change_has_its_seven_days(self, school, teacher, monday):
        sunday = monday + timedelta(days=6)
        late = datetime(sunday.year, sunday.month, sunday.day, 22, tzinfo=PARIS)
        session = session_at(school, late)

        shown = planning_of(school, span=Span.WEEK, day=monday, user=teacher)

        assert (shown.first, shown.last, len(shown.days)) == (monday, sunday, 7)
        assert shown.days[6].sessions == [session]

    def test_a_facilitator_meets_each_school_on_its_own_day(self, coordinator):
        facilitator = FacilitatorFactory()
        at = datetime(2026, 10, 6, 22, tzinfo=UTC)
        there = [
            session_at(SchoolFactory(time_zone=zone.key), at) for zone in (TAHITI, PARIS, REUNION)
        ]
        for session in there:
            session.facilitators.add(facilitator)

        assert planned(facilitator, coordinator) == {
            date(2026, 10, 6): [there[0]],
            date(2026, 10, 7): there[1:],
        }

    def test_the_morning_ends_at_noon_of_the_school(self):
        school = SchoolFactory(time_zone=REUNION.key)
        halves = [
            half_of(session_at(school, datetime(2026, 10, 6, hour, minute, tzinfo=REUNION)))
            for hour, minute in ((8, 0), (11, 59), (12, 0), (16, 0))
        ]

        assert halves == [Half.AM, Half.AM, Half.PM, Half.PM]


class TestStates:
    @pytest.mark.parametrize("state", SessionState)
    def test_planned_and_past_sessions_are_shown_and_those_called_off_too(
        self, school, teacher, state
    ):
        authorised = {"authorised_at": datetime(2026, 9, 15, tzinfo=UTC)}
        session_at(school, state=state, **authorised)
        left_out = {SessionState.WISHED, SessionState.REFUSED, SessionState.EXPIRED}

        assert (planned(school, teacher) == {}) == (state in left_out)

    def test_what_is_cancelled_or_was_not_held_is_off(self):
        states = {state for state in SessionState if is_off(SessionFactory.build(state=state))}

        assert states == {SessionState.CANCELLED, SessionState.NOT_HELD}


class TestSubjects:
    def test_a_class_has_its_own_sessions_under_its_name(self, school, teacher):
        group = ClassGroupFactory(school=school, label="5e B")
        own, other = session_at(school), session_at(school)
        own.groups.add(group)
        other.groups.add(ClassGroupFactory(school=school))

        assert planned(group, teacher) == {TUESDAY: [own]}
        assert name_of(group) == "5e B, Collège Eugène Thomas"

    def test_sessions_of_a_day_are_in_order(self, school, teacher):
        noon = datetime(2026, 10, 6, 12, tzinfo=PARIS)
        late, early = session_at(school, noon), session_at(school, noon - timedelta(hours=2))

        assert planned(school, teacher) == {TUESDAY: [early, late]}

    def test_pupils_are_added_up_when_each_class_has_told_its_number(self, school):
        session = session_at(school)
        session.groups.add(*(ClassGroupFactory(school=school, headcount=n) for n in (20, 25)))
        unknown = session_at(school)
        unknown.groups.add(ClassGroupFactory(school=school, headcount=None))

        assert [headcount(session), headcount(unknown), headcount(session_at(school))] == [
            45,
            None,
            None,
        ]


class TestVisibility:
    def test_a_school_sees_the_sessions_of_its_own(self, school, teacher, coordinator):
        session = session_at(school)
        session_at(SchoolFactory())

        for user in (teacher, coordinator):
            assert planned(school, user) == {TUESDAY: [session]}

    def test_elsewhere_nothing_is_shown_even_of_a_known_subject(self, school):
        session_at(school)
        stranger = RoleFactory(school=SchoolFactory()).user

        assert planned(school, stranger) == {}

    def test_a_partner_sees_of_a_class_what_the_organisation_gives(self, school):
        facilitator = FacilitatorFactory()
        group = ClassGroupFactory(school=school)
        own = session_at(school, offer=OfferFactory(organisation=facilitator.organisation))
        other = session_at(school, offer=OfferFactory(organisation=OrganisationFactory()))
        for session in (own, other):
            session.groups.add(group)

        assert planned(group, one_of(facilitator)) == {TUESDAY: [own]}

    def test_only_partners_and_the_coordination_read_names(self, school, teacher, coordinator):
        users = [teacher, coordinator, one_of(FacilitatorFactory())]
        shown = [planning_of(school, span=Span.WEEK, day=TUESDAY, user=one) for one in users]

        assert [one.names_people for one in shown] == [False, True, True]

    def test_a_closure_is_for_the_own_school_to_know(self, school, teacher, published_year):
        ClosureFactory(school=school, starts_on=TUESDAY, ends_on=TUESDAY)
        partner = one_of(FacilitatorFactory())

        offs = [
            planning_of(school, span=Span.WEEK, day=TUESDAY, user=user).days[1].named.off
            for user in (teacher, partner)
        ]

        assert offs == [NoClass.CLOSURE, None]


class TestDaysOff:
    def test_they_are_known_where_the_calendar_is_published(self, school, teacher, published_year):
        spans = [
            planning_of(school, span=Span.WEEK, day=day, user=teacher).days_off_known
            for day in (TUESDAY, date(2027, 10, 5))
        ]

        assert spans == [True, False]

    def test_those_of_a_facilitator_are_nobodys(self, coordinator):
        shown = planning_of(FacilitatorFactory(), span=Span.WEEK, day=TUESDAY, user=coordinator)

        assert not shown.days_off_known


@pytest.mark.parametrize(("by", "queries"), [("school", 10), ("facilitator", 3)])
def test_a_year_of_many_sessions_costs_as_much_as_a_week_of_one(school, coordinator, by, queries):
    facilitator = FacilitatorFactory()
    group = ClassGroupFactory(school=school)

    def add(day):
        session = session_at(school, datetime(2026, 10, day, 10, tzinfo=PARIS))
        session.groups.add(group)
        session.facilitators.add(facilitator)

    def read(span):
        subject = school if by == "school" else facilitator
        with CaptureQueriesContext(connection) as made:
            shown = planning_of(subject, span=span, day=TUESDAY, user=coordinator)
        return len(shown.sessions), len(made)

    coordinator.reach()  # read once a request, before the planning
    add(6)
    few = read(Span.WEEK)
    for day in range(7, 17):
        add(day)

    assert (few, read(Span.SCHOOL_YEAR)) == ((1, queries), (11, queries))
