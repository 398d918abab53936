"""The waiting list: wishes, the free times offered to them, and times that are proposed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from prevention.models import Occupation, Session, TimeOffer
from prevention.scheduling.acts import (
    Line,
    Wished,
    authorise,
    cancel,
    expire_due,
    hold,
    offer_free_times,
    propose_sessions,
    request_sessions,
)
from prevention.scheduling.errors import (
    ActRefusedError,
    HoldExpiredError,
    NoTimeOfferedError,
    OpeningTakenError,
    TimeMissingError,
    WishedDaysOverError,
)
from prevention.scheduling.states import allowed_actions
from prevention.vocabulary import Act, EndReason, Half, RoleKind
from tests.factories import ClassGroupFactory, RoleFactory, SchoolFactory
from tests.prevention.scheduling.conftest import READY, paris

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
# The only day on which somebody comes within these is Tuesday 6 October.
THAT_WEEK = Wished(date(2026, 10, 5), date(2026, 10, 10))


@pytest.fixture
def coordinator():
    return RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user


@pytest.fixture
def one_hour(facilitator):
    """Somebody comes on Tuesdays from 10:00 to 11:00, and there is room for one session."""
    facilitator.availabilities.update(starts_at="10:00", ends_at="11:00")


@pytest.fixture
def ask(offer, teacher, now):
    def request(when, group):
        asked = request_sessions(
            offer=offer, lines=[Line([group], when)], asked_by=teacher, now=now, preparation=READY
        )
        return asked.request.sessions.get()

    return request


@pytest.fixture
def wish(ask):
    return lambda group, wished=THAT_WEEK: ask(wished, group)


def classes(group, count):
    return [group, *ClassGroupFactory.create_batch(count - 1, school=group.school)]


class TestWishes:
    def test_a_wish_waits_and_takes_nothing(self, wish, group, teacher, now):
        wished = wish(group)

        assert (wished.state, wished.starts_at, wished.listed_at) == ("wished", None, now)
        assert not Occupation.objects.exists()
        assert allowed_actions(teacher, wished, now=now) == [Act.CANCEL]

    def test_days_outside_the_school_year_or_gone_are_no_wish(self, wish, group):
        with pytest.raises(WishedDaysOverError):
            wish(group, Wished(date(2026, 9, 1), date(2026, 9, 10)))

    def test_a_wish_and_a_time_in_one_request(self, offer, group, teacher, tuesday, now):
        other = ClassGroupFactory(school=group.school)
        lines = [Line([group], tuesday), Line([other], THAT_WEEK)]

        asked = request_sessions(offer=offer, lines=lines, asked_by=teacher, now=now)

        states = asked.request.sessions.order_by("pk").values_list("state", flat=True)
        assert list(states) == ["held", "wished"]

    def test_a_wish_whose_days_are_over_expires(self, wish, group, now):
        wished = wish(group)

        assert expire_due(now=paris(2026, 10, 10, 23)) == 0
        assert expire_due(now=paris(2026, 10, 11, 0)) == 1
        wished.refresh_from_db()
        assert wished.state == "expired"

    def test_a_wish_can_be_given_up(self, wish, group, teacher, now):
        wished = cancel(session=wish(group), user=teacher, reason=EndReason.OTHER, now=now)

        assert (wished.state, wished.starts_at) == ("cancelled", None)


class TestFreeTimes:
    def test_what_comes_free_is_offered_and_taken(
        self, one_hour, ask, wish, group, teacher, head, tuesday, now
    ):
        first, waiting = classes(group, 2)
        taken = ask(tuesday, first)
        wished = wish(waiting)
        assert offer_free_times(now=now) == 0

        cancel(session=taken, user=teacher, reason=EndReason.OTHER, now=now)
        assert offer_free_times(now=now) == 1
        assert allowed_actions(teacher, wished, now=now) == [Act.HOLD, Act.CANCEL]
        held = hold(session=wished, user=teacher, starts_at=tuesday, now=now)

        assert (held.state, held.starts_at, held.pk) == ("held", tuesday, wished.pk)
        assert held.occupations.count() == 2
        acts = list(held.events.values_list("act", flat=True))
        assert acts == ["request", "offer_time", "hold"]
        assert authorise(session=held, user=head, now=now).state == "confirmed"

    def test_three_at_most_are_offered_one_time_in_the_order_of_asking(
        self, one_hour, wish, group, tuesday, now
    ):
        wishes = [wish(one) for one in classes(group, 5)]

        assert offer_free_times(now=now) == 3

        offered = TimeOffer.objects.order_by("pk").values_list("session", "starts_at")
        assert list(offered) == [(one.pk, tuesday) for one in wishes[:3]]
        assert offer_free_times(now=now) == 0

    def test_after_two_days_it_is_offered_to_the_next(self, one_hour, wish, group, now):
        wishes = [wish(one) for one in classes(group, 5)]
        offer_free_times(now=now)

        assert offer_free_times(now=now + 2 * DAY) == 2

        latest = TimeOffer.objects.live(now=now + 2 * DAY).values_list("session", flat=True)
        assert set(latest) == {one.pk for one in wishes[3:]}

    def test_whoever_takes_it_first_has_it(self, one_hour, wish, group, teacher, tuesday, now):
        quick, slow = (wish(one) for one in classes(group, 2))
        offer_free_times(now=now)
        hold(session=quick, user=teacher, starts_at=tuesday, now=now)

        with pytest.raises(OpeningTakenError):
            hold(session=slow, user=teacher, starts_at=tuesday, now=now)

        slow.refresh_from_db()
        assert slow.state == "wished"

    def test_a_time_that_was_not_offered_is_not_taken(self, wish, group, teacher, tuesday, now):
        wished = wish(group)

        with pytest.raises(NoTimeOfferedError):
            hold(session=wished, user=teacher, starts_at=tuesday, now=now)
        with pytest.raises(TimeMissingError):
            hold(session=wished, user=teacher, now=now)

    def test_who_coordinates_finds_a_time(self, wish, group, coordinator, tuesday, now):
        held = hold(session=wish(group), user=coordinator, starts_at=tuesday, now=now)

        assert (held.state, held.starts_at) == ("held", tuesday)

    def test_a_half_day_that_does_not_suit_is_not_offered(self, wish, group, now):
        wish(group, Wished(THAT_WEEK.first, THAT_WEEK.last, frozenset({(1, Half.AM)})))
        other = ClassGroupFactory(school=group.school)
        afternoon = frozenset({(2, Half.PM)})
        wished = wish(other, Wished(THAT_WEEK.first, THAT_WEEK.last, afternoon))

        assert offer_free_times(now=now) == 1

        offered = TimeOffer.objects.get()
        assert (offered.session, offered.starts_at) == (wished, paris(2026, 10, 6, 13, 30))

    def test_the_same_time_is_not_offered_twice(self, one_hour, wish, group, now):
        wish(group)
        assert offer_free_times(now=now) == 1

        assert offer_free_times(now=now + 3 * DAY) == 0


class TestProposals:
    @pytest.fixture
    def proposed(self, offer, group, coordinator, tuesday, now):
        lines = [Line([group], tuesday)]
        asked = propose_sessions(offer=offer, lines=lines, proposed_by=coordinator, now=now)
        return asked.request.sessions.get()

    def test_a_proposal_keeps_the_time_until_the_school_answers(self, proposed, tuesday, now):
        assert (proposed.state, proposed.held_until) == ("proposed", now + 7 * DAY)
        assert proposed.occupations.count() == 2
        assert [event.act for event in proposed.events.all()] == ["propose"]

    def test_the_teacher_takes_it_and_the_head_authorises(self, proposed, teacher, now):
        held = hold(session=proposed, user=teacher, now=now + DAY)

        assert (held.state, held.held_until) == ("held", now + 8 * DAY)

    def test_what_the_head_takes_is_authorised(self, proposed, head, now):
        held = hold(session=proposed, user=head, now=now)

        assert (held.state, held.authorised_at) == ("held", now)  # nobody named the adult yet

    def test_unanswered_it_expires(self, proposed, teacher, now):
        with pytest.raises(HoldExpiredError):
            hold(session=proposed, user=teacher, now=now + 7 * DAY)

        assert expire_due(now=now + 7 * DAY) == 1
        assert Session.objects.get().state == "expired"
        assert not Occupation.objects.exists()

    def test_the_school_may_decline(self, proposed, teacher, now):
        declined = cancel(session=proposed, user=teacher, reason=EndReason.PROJECT, now=now)

        assert (declined.state, declined.ended_by_side) == ("cancelled", "SCHOOL")
        assert not Occupation.objects.exists()

    def test_a_teacher_proposes_nothing(self, offer, group, teacher, tuesday, now):
        with pytest.raises(PermissionDenied):
            propose_sessions(
                offer=offer, lines=[Line([group], tuesday)], proposed_by=teacher, now=now
            )

    def test_who_coordinates_elsewhere_proposes_nothing_here(self, offer, group, tuesday, now):
        elsewhere = SchoolFactory(commune__insee_code="59014").commune
        other = RoleFactory(kind=RoleKind.COORDINATOR, commune=elsewhere).user

        with pytest.raises(PermissionDenied):
            propose_sessions(
                offer=offer, lines=[Line([group], tuesday)], proposed_by=other, now=now
            )

    def test_a_held_time_is_not_taken_again(self, proposed, teacher, now):
        hold(session=proposed, user=teacher, now=now)

        with pytest.raises(ActRefusedError):
            hold(session=proposed, user=teacher, now=now)
