"""A session gets another time, or another facilitator, and stays itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from prevention.models import Occupation, Session
from prevention.scheduling.acts import (
    Line,
    accept,
    authorise,
    move,
    openings_to_move,
    replace_facilitator,
    replacements,
    request_sessions,
)
from prevention.scheduling.errors import (
    FacilitatorNotFreeError,
    FacilitatorNotThereError,
    HonorabilityMissingError,
    OpeningTakenError,
    SessionBegunError,
)
from tests.factories import (
    AvailabilityFactory,
    ClassGroupFactory,
    FacilitatorFactory,
    OfferFactory,
    RoleFactory,
)
from tests.prevention.scheduling.conftest import READY

pytestmark = pytest.mark.django_db

WEEK = timedelta(weeks=1)
HOUR = timedelta(hours=1)


def book(offer, group, starts_at, user, now):
    lines = [Line([group], starts_at)]
    asked = request_sessions(offer=offer, lines=lines, asked_by=user, now=now, preparation=READY)
    return asked.request.sessions.get()


@pytest.fixture
def confirmed(offer, group, teacher, head, tuesday, now):
    return authorise(session=book(offer, group, tuesday, teacher, now), user=head, now=now)


@pytest.fixture
def colleague(offer, facilitator):
    """Somebody else of the organisation who gives the same offer."""
    colleague = FacilitatorFactory(organisation=facilitator.organisation)
    AvailabilityFactory(facilitator=colleague)
    offer.facilitators.add(colleague)
    return colleague


def taken(session):
    return set(session.occupations.values_list("starts_at", flat=True))


class TestMove:
    def test_what_a_teacher_moves_the_head_authorises_again(
        self, confirmed, teacher, head, tuesday, now
    ):
        moved = move(session=confirmed, user=teacher, starts_at=tuesday + WEEK, now=now)

        assert (moved.pk, moved.public_id) == (confirmed.pk, confirmed.public_id)
        assert (moved.state, moved.authorised_at) == ("held", None)
        assert (moved.starts_at, moved.ends_at) == (tuesday + WEEK, tuesday + WEEK + HOUR)
        assert moved.sequence == confirmed.sequence + 1
        assert taken(moved) == {tuesday + WEEK}
        assert authorise(session=moved, user=head, now=now).state == "confirmed"

    def test_what_the_head_moves_stays_confirmed(self, confirmed, head, tuesday, now):
        moved = move(session=confirmed, user=head, starts_at=tuesday + WEEK, now=now)

        assert (moved.state, moved.authorised_at) == ("confirmed", now)
        last = moved.events.last()
        assert (last.act, last.from_state, last.to_state) == ("move", "confirmed", "confirmed")
        assert last.starts_at == tuesday + WEEK

    def test_the_partner_accepts_again_unless_it_moves_the_session(
        self, offer, group, facilitator, teacher, head, tuesday, now
    ):
        offer.instant = False
        offer.save()
        session = book(offer, group, tuesday, teacher, now)
        authorise(session=session, user=head, now=now)
        accept(session=session, user=facilitator.user, now=now)

        by_the_head = move(session=session, user=head, starts_at=tuesday + WEEK, now=now)
        by_the_partner = move(
            session=session, user=facilitator.user, starts_at=tuesday + 4 * WEEK, now=now
        )

        assert (by_the_head.accepted_at, by_the_head.authorised_at) == (None, now)
        assert (by_the_partner.accepted_at, by_the_partner.authorised_at) == (now, None)

    def test_its_own_time_does_not_stand_in_its_way(self, confirmed, teacher, tuesday, now):
        moved = move(
            session=confirmed, user=teacher, starts_at=tuesday + timedelta(minutes=30), now=now
        )

        assert taken(moved) == {tuesday + timedelta(minutes=30)}

    def test_a_time_that_is_taken_changes_nothing(
        self, confirmed, offer, group, teacher, tuesday, now
    ):
        other = ClassGroupFactory(school=group.school)
        book(offer, other, tuesday + WEEK, teacher, now)

        with pytest.raises(OpeningTakenError) as refusal:
            move(session=confirmed, user=teacher, starts_at=tuesday + WEEK, now=now)

        assert len(refusal.value.facts["nearest"]) == 3
        assert Session.objects.get(pk=confirmed.pk).starts_at == tuesday
        assert taken(confirmed) == {tuesday}

    def test_the_same_facilitator_comes_where_there_is_a_choice(
        self, confirmed, colleague, facilitator, head, tuesday, now
    ):
        # With a session already, the colleague is the busier one no more: the order would change.
        moved = move(session=confirmed, user=head, starts_at=tuesday + WEEK, now=now)

        assert list(moved.facilitators.all()) == [facilitator]

    def test_the_times_it_could_have_overlap_its_own_and_are_others(
        self, confirmed, head, tuesday, now
    ):
        day = tuesday.date()
        found = openings_to_move(confirmed, first=day, last=day, now=now).openings

        starts = [opening.starts_at for opening in found]
        assert tuesday not in starts
        assert tuesday + HOUR / 2 in starts
        move(session=confirmed, user=head, starts_at=tuesday + HOUR / 2, now=now)

    def test_once_begun_it_is_too_late(self, confirmed, teacher, tuesday):
        with pytest.raises(SessionBegunError):
            move(session=confirmed, user=teacher, starts_at=tuesday + WEEK, now=tuesday)

    def test_somebody_else_moves_nothing(self, confirmed, tuesday, now):
        with pytest.raises(PermissionDenied):
            move(session=confirmed, user=RoleFactory().user, starts_at=tuesday + WEEK, now=now)


class TestReplace:
    def replace(self, session, facilitator, coming, now):
        return replace_facilitator(
            session=session, user=facilitator.user, leaving=facilitator, coming=coming, now=now
        )

    def test_a_colleague_who_is_free_comes_instead(self, confirmed, facilitator, colleague, now):
        assert replacements(confirmed) == [colleague]

        replaced = self.replace(confirmed, facilitator, colleague, now)

        assert replaced.state == "confirmed"
        assert list(replaced.facilitators.all()) == [colleague]
        owners = set(Occupation.objects.values_list("facilitator", flat=True))
        assert owners == {None, colleague.pk}
        assert replaced.events.last().act == "replace"
        assert replaced.revised_at == now

    def test_the_day_before_it_is_not_too_late(self, confirmed, facilitator, colleague, tuesday):
        the_evening_before = tuesday - timedelta(hours=14)

        replaced = self.replace(confirmed, facilitator, colleague, the_evening_before)

        assert list(replaced.facilitators.all()) == [colleague]

    def test_who_is_taken_cannot_come(
        self, confirmed, facilitator, colleague, offer, group, teacher, tuesday, now
    ):
        other = ClassGroupFactory(school=group.school)
        book(offer, other, tuesday, teacher, now)

        with pytest.raises(FacilitatorNotFreeError) as refusal:
            self.replace(confirmed, facilitator, colleague, now)

        assert refusal.value.facts["free"] == []

    def test_who_does_not_give_the_offer_is_not_even_named(
        self, confirmed, facilitator, colleague, now
    ):
        elsewhere = AvailabilityFactory().facilitator

        with pytest.raises(FacilitatorNotFreeError) as refusal:
            self.replace(confirmed, facilitator, elsewhere, now)

        assert refusal.value.facts["free"] == [{"id": colleague.pk, "name": colleague.name}]
        assert elsewhere.name not in str(refusal.value)

    def test_a_confirmed_session_takes_nobody_who_is_not_checked(
        self, confirmed, facilitator, colleague, now
    ):
        colleague.honorability_on = None
        colleague.save()

        with pytest.raises(HonorabilityMissingError):
            self.replace(confirmed, facilitator, colleague, now)
        assert replacements(confirmed) == []

    def test_a_held_one_may_wait_for_the_check(
        self, offer, group, teacher, facilitator, colleague, tuesday, now
    ):
        colleague.honorability_on = None
        colleague.save()
        held = book(offer, group, tuesday, teacher, now)

        assert replacements(held) == [colleague]
        assert list(self.replace(held, facilitator, colleague, now).facilitators.all()) == [
            colleague
        ]

    def test_nobody_leaves_who_is_not_there(self, confirmed, facilitator, colleague, now):
        with pytest.raises(FacilitatorNotThereError):
            replace_facilitator(
                session=confirmed,
                user=facilitator.user,
                leaving=colleague,
                coming=colleague,
                now=now,
            )


def test_a_pair_keeps_the_one_who_stays(offer, group, facilitator, teacher, head, tuesday, now):
    others = [AvailabilityFactory().facilitator for _n in range(2)]
    pair = OfferFactory(
        organisation=offer.organisation,
        facilitators=[facilitator, *others],
        facilitators_needed=2,
    )
    session = book(pair, group, tuesday, teacher, now)
    leaving, staying = session.facilitators.order_by("pk")
    (coming,) = replacements(session)

    replaced = replace_facilitator(
        session=session, user=facilitator.user, leaving=leaving, coming=coming, now=now
    )

    assert set(replaced.facilitators.all()) == {staying, coming}
