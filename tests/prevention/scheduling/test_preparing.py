"""What a session needs before it is confirmed, and how that is lifted."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from prevention.models import Occupation, Room
from prevention.scheduling.acts import (
    Line,
    Preparation,
    authorise,
    confirm_ready,
    expire_due,
    prepare,
    request_sessions,
)
from prevention.scheduling.errors import RoomElsewhereError, RoomTakenError
from prevention.scheduling.readiness import readiness
from prevention.vocabulary import Location
from tests.factories import (
    AgreementFactory,
    AvailabilityFactory,
    ClassGroupFactory,
    SchoolFactory,
    ThemeFactory,
)
from tests.prevention.scheduling.conftest import READY

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def book(offer, group, teacher, tuesday, now):
    def request(preparation=READY, starts_at=tuesday, of=group):
        asked = request_sessions(
            offer=offer,
            lines=[Line([of], starts_at)],
            asked_by=teacher,
            now=now,
            preparation=preparation,
        )
        return asked.request.sessions.get()

    return request


def blockers(session):
    return [point.code for point in readiness(session) if point.blocks]


class TestBlockers:
    def test_a_session_without_an_adult_of_the_school_waits_for_one(self, book, head, teacher, now):
        held = authorise(session=book(Preparation()), user=head, now=now)
        assert (held.state, blockers(held)) == ("held", ["adult_missing"])

        confirmed = prepare(session=held, user=teacher, preparation=READY, now=now)

        assert (confirmed.state, blockers(confirmed)) == ("confirmed", [])
        last = confirmed.events.last()
        assert (last.act, last.from_state, last.to_state) == ("prepare", "held", "confirmed")

    def test_what_both_want_keeps_its_time_until_two_days_before(self, book, head, tuesday, now):
        held = authorise(session=book(Preparation()), user=head, now=now)

        assert held.held_until == tuesday - 2 * DAY
        assert expire_due(now=now + 8 * DAY) == 0
        assert expire_due(now=tuesday - DAY) == 1

    def test_an_association_needs_its_agreement_on_that_day(self, book, offer, theme_to_agree):
        AgreementFactory(organisation=offer.organisation)
        session = book()
        offer.organisation.agreements.update(valid_until=date(2026, 10, 5))

        assert blockers(session) == ["agreement_missing"]

    def test_for_other_themes_the_academie_is_informed(self, book, offer, teacher, now):
        offer.organisation.kind = "ASSOCIATION"
        offer.organisation.save()
        session = book()
        assert blockers(session) == ["exception_not_informed"]

        informed = Preparation(exception_informed_on=date(2026, 9, 14))
        session = prepare(session=session, user=teacher, preparation=informed, now=now)

        assert blockers(session) == []

    def test_an_agreement_is_as_good_for_other_themes(self, book, offer):
        offer.organisation.kind = "ASSOCIATION"
        offer.organisation.save()
        AgreementFactory(organisation=offer.organisation)

        assert blockers(book()) == []

    def test_a_primary_school_says_why_it_calls_on_somebody(self, book, offer, group, teacher, now):
        offer.theme = ThemeFactory(code="EVAR")
        offer.save()
        group.school.kind = "ELEM"
        group.school.save()
        session = book()
        assert blockers(session) == ["exceptional_reason_missing"]

        said = Preparation(exceptional_reason="EXPERTISE")
        session = prepare(session=session, user=teacher, preparation=said, now=now)

        assert blockers(session) == []

    @pytest.mark.parametrize("checked_on", [None, date(2023, 10, 5)])
    def test_a_check_of_honorability_must_still_hold(self, book, facilitator, checked_on):
        facilitator.honorability_on = checked_on
        facilitator.save()

        assert blockers(book()) == ["honorability_missing"]

    def test_levels_that_changed_since_are_seen(self, book, group):
        session = book()
        group.levels = ("CM2",)
        group.save()

        assert blockers(session) == ["level_outside_offer"]

    def test_every_point_says_what_to_do(self, book):
        points = readiness(book(Preparation()))

        assert [point.code for point in points] == ["adult_missing", "families_not_informed"]
        assert all(str(point.detail).endswith(".") for point in points)
        assert all(str(point.lift).endswith(".") for point in points)


@pytest.fixture
def theme_to_agree(offer):
    offer.theme.needs_agreement = True
    offer.theme.save()
    offer.organisation.kind = "ASSOCIATION"
    offer.organisation.save()
    return offer.theme


def test_a_paper_that_comes_by_another_way_confirms_by_itself(book, facilitator, head, now):
    facilitator.honorability_on = None
    facilitator.save()
    session = authorise(session=book(), user=head, now=now)
    assert confirm_ready(now=now) == 0

    facilitator.honorability_on = date(2026, 9, 1)
    facilitator.save()

    assert confirm_ready(now=now + DAY) == 1
    session.refresh_from_db()
    assert (session.state, session.events.last().actor) == ("confirmed", None)


class TestPlace:
    @pytest.fixture
    def room(self, group):
        return Room.objects.create(school=group.school, name="CDI")

    def test_a_room_is_taken_with_the_session(self, book, teacher, room, tuesday, now):
        session = prepare(session=book(), user=teacher, preparation=Preparation(room=room), now=now)

        assert (session.room, session.sequence) == (room, 1)
        assert Occupation.objects.get(room=room).starts_at == tuesday

    def test_two_sessions_never_share_one(self, book, offer, group, teacher, room, tuesday, now):
        for _more in range(2):
            offer.facilitators.add(AvailabilityFactory().facilitator)
        prepare(session=book(), user=teacher, preparation=Preparation(room=room), now=now)
        other = book(of=ClassGroupFactory(school=group.school))

        with pytest.raises(RoomTakenError):
            prepare(session=other, user=teacher, preparation=Preparation(room=room), now=now)
        with pytest.raises(RoomTakenError) as refusal:
            book(
                Preparation(en_adult="CPE", room=room),
                of=ClassGroupFactory(school=group.school),
            )

        assert len(refusal.value.facts["nearest"]) == 3

    def test_a_room_of_another_school_is_refused(self, book, teacher, now):
        elsewhere = Room.objects.create(school=SchoolFactory(), name="CDI")

        with pytest.raises(RoomElsewhereError):
            prepare(session=book(), user=teacher, preparation=Preparation(room=elsewhere), now=now)

    def test_a_request_elsewhere_needs_an_address_too(self, book):
        with pytest.raises(ValidationError):
            book(Preparation(location=Location.ADDRESS))

    def test_elsewhere_needs_an_address_and_frees_the_room(self, book, teacher, room, now):
        session = prepare(session=book(), user=teacher, preparation=Preparation(room=room), now=now)
        away = Preparation(location=Location.ADDRESS)
        with pytest.raises(ValidationError):
            prepare(session=session, user=teacher, preparation=away, now=now)

        away = Preparation(
            location=Location.ADDRESS, address="Théâtre, place d’Armes, Valenciennes"
        )
        session = prepare(session=session, user=teacher, preparation=away, now=now)

        assert (session.room, session.sequence) == (None, 2)
        assert not Occupation.objects.filter(room=room).exists()
