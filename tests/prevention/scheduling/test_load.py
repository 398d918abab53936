"""What openings are decided on, as the database holds it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from prevention.models import DatedAvailability, Facilitator, Occupation, Offer, Organisation, Theme
from prevention.offers.errors import CommuneNotServedError
from prevention.scheduling.acts import Line, request_sessions
from prevention.scheduling.errors import AgreementMissingError
from prevention.scheduling.load import Meeting, openings_for
from tests.factories import (
    AgreementFactory,
    AvailabilityFactory,
    CommuneFactory,
    FacilitatorFactory,
    RequestFactory,
    SchoolFactory,
    SessionFactory,
    ThemeFactory,
)
from tests.prevention.scheduling.conftest import paris

pytestmark = pytest.mark.django_db

TUESDAY = date(2026, 10, 6)


@pytest.fixture
def school(group):
    """In the middle of Valenciennes; its Tuesday morning is 8:00 to 12:00."""
    group.school.latitude, group.school.longitude = 50.3574, 3.5235
    group.school.save()
    return group.school


@pytest.fixture
def starts(offer, group, school, now):
    """Ask for the starts of a Tuesday morning."""

    def ask(day=TUESDAY):
        found = openings_for(Meeting(offer, [group]), first=day, last=day, now=now).openings
        return [f"{one.starts_at:%H:%M}" for one in found if one.starts_at.hour < 12]

    return ask


@pytest.fixture
def hold(facilitator):
    """Have the facilitator hold a session of an hour at a school."""

    def at(school, starts_at):
        session = SessionFactory(
            request=RequestFactory(school=school), school=school, starts_at=starts_at
        )
        Occupation.objects.create(
            session=session,
            facilitator=facilitator,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
        )

    return at


def test_the_whole_morning_is_open_when_nothing_stands_against_it(starts):
    assert (starts()[0], starts()[-1]) == ("08:00", "11:00")


def test_a_session_at_the_same_school_takes_its_time_alone(starts, hold, school):
    hold(school, paris(2026, 10, 6, 9))

    assert starts() == ["08:00", "10:00", "10:30", "11:00"]


def test_nor_does_a_school_need_a_point_for_that(starts, hold, school):
    school.latitude = school.longitude = school.commune.latitude = school.commune.longitude = None
    school.save()
    school.commune.save()
    hold(school, paris(2026, 10, 6, 9))

    assert starts() == ["08:00", "10:00", "10:30", "11:00"]


def test_a_session_elsewhere_takes_the_way_as_well(starts, hold):
    # Denain, 9.7 km away: 19 minutes of road and ten to set up.
    hold(SchoolFactory(latitude=50.3290, longitude=3.3950), paris(2026, 10, 6, 9))

    assert starts() == ["10:30", "11:00"]


def test_a_school_without_a_point_is_looked_for_in_its_commune(starts, hold):
    denain = CommuneFactory(insee_code="59172", name="Denain", latitude=50.3290, longitude=3.3950)
    hold(SchoolFactory(commune=denain, latitude=None, longitude=None), paris(2026, 10, 6, 9))

    assert starts() == ["10:30", "11:00"]


def test_who_sets_out_from_a_commune_is_there_later(starts, facilitator):
    facilitator.base = CommuneFactory(insee_code="59172", latitude=50.3290, longitude=3.3950)
    facilitator.save()
    facilitator.availabilities.update(starts_at="08:00", ends_at="12:00")

    assert (starts()[0], starts()[-1]) == ("08:30", "10:30")


@pytest.mark.parametrize("limit", ["max_per_day", "max_per_week"])
def test_what_a_day_or_a_week_may_hold_is_counted_over_all_schools(
    starts, hold, facilitator, limit
):
    hold(SchoolFactory(), paris(2026, 10, 6, 16))
    Facilitator.objects.update(**{limit: 1})

    assert starts() == []
    assert starts(TUESDAY + timedelta(weeks=1)) != []


def test_a_week_is_counted_whole_from_monday(starts, hold):
    hold(SchoolFactory(), paris(2026, 10, 9, 16))
    Facilitator.objects.update(max_per_week=1)

    assert starts() == []


def test_a_session_counts_on_the_day_of_the_school_that_had_it(starts, hold):
    # Tuesday evening there, and already Wednesday in UTC.
    hold(SchoolFactory(time_zone="America/Martinique"), datetime(2026, 10, 7, 1, tzinfo=UTC))
    Facilitator.objects.update(max_per_day=1)

    assert starts() == []


def test_an_absence_and_an_extra_change_one_day(starts, facilitator):
    DatedAvailability.objects.create(
        facilitator=facilitator,
        kind=DatedAvailability.Kind.ABSENCE,
        starts_at=paris(2026, 10, 6, 8),
        ends_at=paris(2026, 10, 6, 10),
    )
    DatedAvailability.objects.create(
        facilitator=facilitator,
        kind=DatedAvailability.Kind.EXTRA,
        starts_at=paris(2026, 10, 8, 8),
        ends_at=paris(2026, 10, 8, 10),
    )

    assert starts()[0] == "10:00"
    assert starts(TUESDAY + timedelta(weeks=1))[0] == "08:00"
    assert starts(date(2026, 10, 8)) == ["08:00", "08:30", "09:00"]
    assert starts(date(2026, 10, 15)) == []


def test_the_queries_do_not_grow_with_people_and_ten_times_their_sessions(
    offer, group, hold, school, now, django_assert_num_queries
):
    def count():
        asked = Offer.objects.select_related("theme", "organisation").get(pk=offer.pk)
        with django_assert_num_queries(13):
            openings_for(Meeting(asked, [group]), first=TUESDAY, last=date(2027, 6, 30), now=now)

    for weeks in range(2):
        hold(SchoolFactory(), paris(2026, 10, 6, 16) + timedelta(weeks=weeks))
    count()
    for _more in range(3):
        another = FacilitatorFactory(organisation=offer.organisation)
        AvailabilityFactory(facilitator=another)
        offer.facilitators.add(another)
    for weeks in range(2, 20):
        hold(SchoolFactory(), paris(2026, 10, 6, 16) + timedelta(weeks=weeks))
    count()


def test_who_does_not_speak_of_the_theme_gives_no_opening(starts, facilitator, offer):
    facilitator.themes.set([ThemeFactory(code="CYB")])
    assert starts() == []

    facilitator.themes.add(offer.theme)
    assert starts() != []


def test_nobody_comes_to_a_commune_that_the_offer_does_not_serve(starts, offer):
    offer.communes.set([CommuneFactory(insee_code="59014", name="Anzin")])

    with pytest.raises(CommuneNotServedError) as refusal:
        starts()

    assert refusal.value.facts == {"commune": "Valenciennes"}


class TestAgreements:
    """An association speaks of EVARS within its agrément alone (Code de l'éducation, D551-1)."""

    @pytest.fixture(autouse=True)
    def _theme_needs_one(self, offer):
        Theme.objects.update(needs_agreement=True)
        Organisation.objects.update(kind="ASSOCIATION")
        offer.refresh_from_db()

    def test_without_any_there_is_no_opening(self, starts):
        assert starts() == []

    def test_within_one_there_is(self, starts, offer):
        AgreementFactory(organisation=offer.organisation)

        assert starts() != []

    @pytest.mark.parametrize(
        "short",
        [{"valid_until": TUESDAY - timedelta(days=1)}, {"valid_from": TUESDAY + timedelta(days=1)}],
        ids=["over", "not begun"],
    )
    def test_the_day_itself_counts(self, starts, offer, short):
        AgreementFactory(organisation=offer.organisation, **short)

        assert starts() == []

    def test_another_theme_or_level_is_not_covered(self, starts, offer):
        AgreementFactory(organisation=offer.organisation, levels=("3E",))
        AgreementFactory(organisation=offer.organisation, themes=[ThemeFactory(code="CYB")])

        assert starts() == []

    def test_a_branch_is_agreed_no_longer_than_what_it_extends(self, starts, offer):
        national = AgreementFactory(scope="NATIONAL", valid_until=TUESDAY)
        AgreementFactory(organisation=offer.organisation, extends=national)

        assert starts() != []
        assert starts(TUESDAY + timedelta(weeks=1)) == []

    def test_the_police_needs_none(self, starts, offer):
        Organisation.objects.update(kind="POLICE")
        offer.organisation.refresh_from_db()

        assert starts() != []

    def test_a_chosen_time_is_refused_in_words(self, offer, group, teacher, now):
        line = Line([group], paris(2026, 10, 6, 9))

        with pytest.raises(AgreementMissingError) as refusal:
            request_sessions(offer=offer, lines=[line], asked_by=teacher, now=now)

        assert str(refusal.value).startswith(f"{offer.organisation} has no agreement for this")
