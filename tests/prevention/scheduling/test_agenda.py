"""What stands in a facilitator's agenda, and the way between two sessions."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prevention.scheduling.agenda import LONGEST, Cause, agenda_of, with_ways
from prevention.scheduling.errors import RangeTooLongError
from prevention.vocabulary import NoClass, RoleKind
from tests.factories import (
    PARIS,
    BusyTimeFactory,
    ClassGroupFactory,
    CommuneFactory,
    DatedAvailabilityFactory,
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

MONDAY, TUESDAY, SUNDAY = date(2026, 10, 5), date(2026, 10, 6), date(2026, 10, 11)
# As the crow flies 10 km apart: 13 km by road, 20 minutes at 40 km/h, and 10 of margin.
ANZIN = {"latitude": 50.372, "longitude": 3.504}
SAINT_AMAND = {"latitude": 50.448, "longitude": 3.427}


@pytest.fixture
def facilitator():
    user = UserFactory()
    one = FacilitatorFactory(user=user, base=CommuneFactory())
    RoleFactory(user=user, kind=RoleKind.FACILITATOR, organisation=one.organisation)
    return one


def give(facilitator, school, hour, minute=0, *, day=TUESDAY, **fields):
    """A session of one hour."""
    offer = OfferFactory(organisation=facilitator.organisation)
    starts_at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS)
    session = SessionFactory(
        request=RequestFactory(offer=offer, school=school), starts_at=starts_at, **fields
    )
    session.groups.add(ClassGroupFactory(school=school))
    session.facilitators.add(facilitator)
    return session


def read(facilitator, *, first=MONDAY, last=SUNDAY, user=None):
    agenda = agenda_of(facilitator, first=first, last=last, user=user or facilitator.user)
    return {day.named.day: day for day in agenda.days}


class TestTheWay:
    def test_it_is_what_openings_allow_between_two_schools(self, facilitator):
        near, far = SchoolFactory(**ANZIN), SchoolFactory(name="Loin", **SAINT_AMAND)
        give(facilitator, near, 8)
        give(facilitator, far, 10)

        first, second = read(facilitator)[TUESDAY].entries

        assert (second.before.place, second.before.gap) == (near.name, 60)
        assert (second.before.minutes, second.before.km) == (first.after.minutes, first.after.km)
        assert first.after.place == "Loin"
        assert second.before.minutes == 30
        assert second.before.km == pytest.approx(13.1, abs=0.5)
        assert not second.before.short

    @pytest.mark.parametrize(("minute", "short"), [(30, False), (29, True)])
    def test_it_is_short_by_one_minute(self, facilitator, minute, short):
        give(facilitator, SchoolFactory(**ANZIN), 8)
        give(facilitator, SchoolFactory(**SAINT_AMAND), 9, minute)

        assert read(facilitator)[TUESDAY].entries[1].before.short == short

    def test_the_day_begins_and_ends_where_one_sets_out(self, facilitator):
        give(facilitator, SchoolFactory(**SAINT_AMAND), 8)
        give(facilitator, SchoolFactory(**ANZIN), 14)

        first, last = read(facilitator)[TUESDAY].entries

        assert (first.before.place, last.after.place) == ("Valenciennes", "Valenciennes")
        assert (first.before.gap, first.before.short) == (None, False)

    def test_nothing_is_said_of_where_nobody_sets_out_from(self, facilitator):
        facilitator.base = None
        give(facilitator, SchoolFactory(**ANZIN), 8)

        (alone,) = read(facilitator)[TUESDAY].entries

        assert (alone.before, alone.after) == (None, None)

    def test_there_is_none_within_one_school(self, facilitator):
        school = SchoolFactory(**ANZIN)
        give(facilitator, school, 8)
        give(facilitator, school, 9)

        first, second = read(facilitator)[TUESDAY].entries

        assert (first.after, second.before) == (None, None)
        assert second.after.place == "Valenciennes"

    def test_where_a_place_is_not_known_the_margin_alone_is_allowed(self, facilitator):
        nowhere = CommuneFactory(insee_code="59999", latitude=None, longitude=None)
        give(facilitator, SchoolFactory(latitude=None, longitude=None, commune=nowhere), 8)
        give(facilitator, SchoolFactory(**ANZIN), 10)

        way = read(facilitator)[TUESDAY].entries[1].before

        assert (way.minutes, way.km) == (10, None)

    def test_what_is_called_off_makes_nobody_travel(self, facilitator):
        near, far = SchoolFactory(**ANZIN), SchoolFactory(**SAINT_AMAND)
        give(facilitator, near, 8)
        give(facilitator, far, 9, state="cancelled", ended_reason="ABSENCE")
        give(facilitator, near, 10)

        first, off, last = read(facilitator)[TUESDAY].entries

        assert (off.before, off.after) == (None, None)
        assert (first.after, last.before) == (None, None)

    def test_an_empty_day_has_none(self, facilitator):
        assert with_ways([], facilitator) == []


class TestOtherTimes:
    def test_each_day_has_its_own_part(self, facilitator):
        row = DatedAvailabilityFactory(
            facilitator=facilitator,
            starts_at=datetime(2026, 10, 6, 14, tzinfo=PARIS),
            ends_at=datetime(2026, 10, 8, 10, tzinfo=PARIS),
        )
        days = read(facilitator)

        parts = {
            day: (one.starts_at.astimezone(PARIS).hour, one.ends_at.astimezone(PARIS).hour)
            for day, shown in days.items()
            for one in shown.stretches
        }
        assert parts == {
            date(2026, 10, 6): (14, 0),
            date(2026, 10, 7): (0, 0),
            date(2026, 10, 8): (0, 10),
        }
        assert [days[date(2026, 10, n)].stretches[0].whole_day for n in (6, 7, 8)] == [
            False,
            True,
            False,
        ]
        assert days[TUESDAY].stretches[0].row == row.pk

    def test_what_ends_at_midnight_is_not_of_the_next_day(self, facilitator):
        midnight = datetime(2026, 10, 7, tzinfo=PARIS)
        BusyTimeFactory(
            facilitator=facilitator, starts_at=midnight - timedelta(hours=2), ends_at=midnight
        )

        days = read(facilitator)

        assert [len(days[date(2026, 10, n)].stretches) for n in (6, 7)] == [1, 0]

    def test_the_longest_day_of_the_year_is_whole_too(self, facilitator):
        """The clocks go back on 25 October 2026: that day has twenty-five hours."""
        BusyTimeFactory(
            facilitator=facilitator,
            starts_at=datetime(2026, 10, 25, tzinfo=PARIS),
            ends_at=datetime(2026, 10, 26, tzinfo=PARIS),
        )

        days = read(facilitator, first=date(2026, 10, 24), last=date(2026, 10, 26))

        (stretch,) = days[date(2026, 10, 25)].stretches
        assert (stretch.cause, stretch.whole_day) == (Cause.BUSY, True)
        assert not days[date(2026, 10, 26)].stretches

    def test_they_are_in_order_and_say_what_they_are(self, facilitator):
        BusyTimeFactory(facilitator=facilitator)
        early = datetime(2026, 10, 6, 8, tzinfo=PARIS)
        DatedAvailabilityFactory(
            facilitator=facilitator,
            kind="EXTRA",
            starts_at=early,
            ends_at=early + timedelta(hours=1),
        )
        BusyTimeFactory(facilitator=FacilitatorFactory())

        assert [one.cause for one in read(facilitator)[TUESDAY].stretches] == [
            Cause.EXTRA,
            Cause.BUSY,
        ]


class TestDaysOff:
    def test_they_are_called_by_name_where_the_facilitator_goes(self, facilitator):
        give(facilitator, SchoolFactory(), 10)
        HolidayFactory()
        PublicHolidayFactory()

        days = read(facilitator, first=date(2026, 10, 16), last=date(2026, 11, 12))

        off = {day: shown.named.name for day, shown in days.items() if shown.named.name}
        assert off[date(2026, 10, 19)] == "Vacances de la Toussaint"
        assert off[date(2026, 11, 11)] == "11 novembre"
        assert date(2026, 11, 2) not in off
        assert days[date(2026, 11, 7)].named.off == NoClass.WEEKEND

    def test_near_the_base_they_count_before_the_first_session(self, facilitator):
        SchoolFactory(commune=facilitator.base)
        HolidayFactory()

        days = read(facilitator, first=date(2026, 10, 19), last=date(2026, 10, 19))

        assert days[date(2026, 10, 19)].named.name == "Vacances de la Toussaint"

    def test_between_two_zones_the_zone_is_said(self, facilitator):
        give(facilitator, SchoolFactory(), 10)
        give(facilitator, SchoolFactory(holiday_zone="C"), 14)
        HolidayFactory()

        days = read(facilitator, first=date(2026, 10, 19), last=date(2026, 10, 19))

        assert days[date(2026, 10, 19)].named.name == "Vacances de la Toussaint (zone B)"

    def test_elsewhere_no_holiday_is_known(self, facilitator):
        facilitator.base = None
        HolidayFactory()

        days = read(facilitator, first=date(2026, 10, 19), last=date(2026, 10, 19))

        assert (days[date(2026, 10, 19)].named.name, days[date(2026, 10, 19)].named.known) == (
            "",
            False,
        )


class TestWhoSeesWhat:
    def test_sessions_of_another_partner_are_not_shown(self, facilitator):
        other = OfferFactory(organisation=OrganisationFactory())
        session = SessionFactory(request=RequestFactory(offer=other))
        session.facilitators.add(facilitator)

        assert read(facilitator)[TUESDAY].entries == []

    def test_more_than_two_months_are_too_many(self, facilitator):
        last = MONDAY + LONGEST
        assert len(read(facilitator, last=last)) == 63

        with pytest.raises(RangeTooLongError):
            read(facilitator, last=last + timedelta(days=1))


def test_a_full_month_costs_as_much_as_an_empty_day(facilitator):
    facilitator.user.reach()  # read once a request
    give(facilitator, SchoolFactory(), 8)

    def cost(last):
        with CaptureQueriesContext(connection) as made:
            read(facilitator, first=TUESDAY, last=last)
        return len(made)

    few = cost(TUESDAY)
    for day in range(7, 15):
        for hour in (8, 10, 14):
            give(facilitator, SchoolFactory(), hour, day=date(2026, 10, day))
    BusyTimeFactory.create_batch(5, facilitator=facilitator)
    DatedAvailabilityFactory.create_batch(5, facilitator=facilitator)

    assert (few, cost(date(2026, 11, 6))) == (8, 8)
