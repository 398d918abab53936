"""What could meet a wish now."""

from datetime import date, timedelta

import pytest

from prevention.models import PreferredHalfDay, Session, Wish
from prevention.scheduling.acts import Line, request_sessions
from prevention.scheduling.errors import ActRefusedError
from prevention.scheduling.fits import MOST_SHOWN, fits
from tests.conftest import NOW
from tests.factories import AvailabilityFactory, RequestFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def wish(offer, group):
    made = SessionFactory(request=RequestFactory(offer=offer, school=group.school), state="wished")
    made.groups.add(group)
    Wish.objects.create(session=made, first_day=date(2026, 9, 29), last_day=date(2026, 10, 13))
    return made


def test_the_first_times_of_its_days_are_shown(wish):
    found = fits(wish, now=NOW)

    assert found.suiting
    assert len(found.openings) == MOST_SHOWN
    assert found.openings[0].starts_at.date() == date(2026, 9, 29)


def test_the_half_days_that_suit_come_alone_or_else_the_others(wish, facilitator):
    AvailabilityFactory(facilitator=facilitator, weekday=4, starts_at="13:00", ends_at="17:00")
    row = PreferredHalfDay.objects.create(wish=wish.wish, weekday=4, half="PM")

    thursdays = fits(wish, now=NOW)
    row.half = "AM"
    row.save()
    others = fits(Session.objects.get(pk=wish.pk), now=NOW)

    assert {one.starts_at.isoweekday() for one in thursdays.openings} == {4}
    assert (thursdays.suiting, others.suiting) == (True, False)
    assert others.openings


def test_days_that_are_over_and_what_is_no_wish_have_none(wish, offer, group, teacher, tuesday):
    late = fits(wish, now=NOW + timedelta(days=60))
    request_sessions(offer=offer, lines=[Line([group], tuesday)], asked_by=teacher, now=NOW)

    assert (late.openings, late.suiting) == ([], False)
    with pytest.raises(ActRefusedError):
        fits(Session.objects.get(state="held"), now=NOW)
