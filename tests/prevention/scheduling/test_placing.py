"""The coordination chooses a time that is no opening, and says why."""

import pytest
from django.core.exceptions import PermissionDenied

from prevention.models import Session
from prevention.scheduling.acts import Line, place_session, request_sessions
from prevention.scheduling.errors import (
    NobodyWorksThenError,
    OpeningTakenError,
    PastTimeError,
    ReasonMissingError,
)
from prevention.vocabulary import RoleKind
from tests.factories import AvailabilityFactory, RoleFactory
from tests.prevention.scheduling.conftest import paris

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(offer, group, now):
    coordinator = RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user

    def act(starts_at, *, reason="Semaine banalisée", by=coordinator):
        return place_session(
            offer=offer,
            groups=[group],
            starts_at=starts_at,
            reason=reason,
            placed_by=by,
            now=now,
        )

    return act


@pytest.fixture
def booked(offer, group, teacher, tuesday, now):
    lines = [Line([group], tuesday)]
    request_sessions(offer=offer, lines=lines, asked_by=teacher, now=now)


@pytest.mark.parametrize(
    "starts_at",
    [paris(2026, 10, 20, 10), paris(2026, 10, 6, 11, 45), paris(2026, 9, 15, 10)],
    ids=["in the holidays", "across the bell", "at short notice"],
)
def test_it_is_proposed_with_its_reason(place, starts_at):
    placed = place(starts_at)

    assert (placed.state, placed.override_reason) == ("proposed", "Semaine banalisée")
    assert placed.occupations.count() == 2


def test_nobody_is_taken_twice_all_the_same(place, booked, tuesday):
    with pytest.raises(NobodyWorksThenError):
        place(tuesday)


def test_a_class_is_not_either(place, booked, offer, tuesday):
    offer.facilitators.add(AvailabilityFactory().facilitator)

    with pytest.raises(OpeningTakenError) as refusal:
        place(tuesday)

    assert len(refusal.value.facts["nearest"]) == 3
    assert Session.objects.count() == 1


def test_without_a_reason_or_in_the_past_it_is_refused(place, tuesday, now):
    with pytest.raises(ReasonMissingError):
        place(tuesday, reason="  ")
    with pytest.raises(PastTimeError):
        place(now)


def test_a_teacher_places_nothing(place, teacher, tuesday):
    with pytest.raises(PermissionDenied):
        place(tuesday, by=teacher)
