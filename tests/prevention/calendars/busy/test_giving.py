"""Who gives which address, what is refused, and that a forgotten calendar leaves nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from prevention.calendars.busy.acts import forget_calendar, give_calendar, read_due
from prevention.models import BusyTime, OwnCalendar
from prevention.vocabulary import RoleKind
from tests.factories import BusyTimeFactory, FacilitatorFactory, RoleFactory, UserFactory
from tests.prevention.calendars.busy.files import at, calendar
from tests.prevention.calendars.busy.servers import response

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
EIGHT = datetime(2026, 9, 16, 8, tzinfo=UTC)
ADDRESS = "https://agenda.exemple.test/secret.ics"


def test_a_calendar_is_due_at_once(facilitator, now):
    given = give_calendar(facilitator=facilitator, address=ADDRESS, user=facilitator.user, now=now)

    assert list(OwnCalendar.objects.due(now=now)) == [given]
    assert (given.address, given.host) == (ADDRESS, "agenda.exemple.test")


@pytest.mark.parametrize(
    "typed",
    [ADDRESS, f"  {ADDRESS}\n", ADDRESS.replace("https", "webcal"), "WEBCAL:" + ADDRESS[6:]],
)
def test_an_address_is_taken_as_programs_write_it(typed, facilitator, now):
    given = give_calendar(facilitator=facilitator, address=typed, user=facilitator.user, now=now)

    assert given.address == ADDRESS


@pytest.mark.parametrize(
    "address",
    [
        "",
        "agenda",
        "http://a.exemple.test/",
        "https://a:b@a.exemple.test/",
        "file:///etc/passwd",
        "https://a.exemple.test:22/",
        "https://a.exemple.test/" + "a" * 2000,
    ],
)
def test_what_is_no_address_is_refused_without_repeating_it(address, facilitator, now):
    with pytest.raises(ValidationError) as refusal:
        give_calendar(facilitator=facilitator, address=address, user=facilitator.user, now=now)

    assert list(refusal.value.message_dict) == ["address"]
    assert not address or address not in str(refusal.value)
    assert not OwnCalendar.objects.exists()


def test_another_address_begins_anew_and_keeps_the_busy_times_until_it_is_read(
    kept, facilitator, serve, read, now
):
    serve(response(calendar(at("1000", "1100")), ETag='"a"'))
    read_due(now=now, read=read)

    again = give_calendar(
        facilitator=facilitator,
        address="https://autre.exemple.test/",
        user=facilitator.user,
        now=now + HOUR,
    )

    assert (again.etag, again.read_at, again.busy_count) == ("", None, 1)
    spans = facilitator.busy_times.values_list("starts_at", "ends_at")
    assert list(spans) == [(EIGHT, EIGHT + HOUR)]


def test_nobody_gives_anothers_calendar_but_the_coordination(facilitator, now):
    other = FacilitatorFactory(user=UserFactory())
    RoleFactory(user=other.user, kind=RoleKind.FACILITATOR, organisation=other.organisation)
    coordinator = RoleFactory(user=UserFactory(), kind=RoleKind.COORDINATOR, everywhere=True).user
    given = {"facilitator": facilitator, "now": now, "address": ADDRESS}

    for stranger in [other.user, RoleFactory().user, UserFactory()]:
        with pytest.raises(PermissionDenied):
            give_calendar(user=stranger, **given)
        with pytest.raises(PermissionDenied):
            forget_calendar(user=stranger, facilitator=facilitator)
    assert give_calendar(user=coordinator, **given).facilitator == facilitator


def test_a_forgotten_calendar_leaves_nothing(kept, facilitator):
    BusyTimeFactory(facilitator=facilitator)
    other = BusyTimeFactory()

    forget_calendar(facilitator=facilitator, user=facilitator.user)

    assert not OwnCalendar.objects.exists()
    assert list(BusyTime.objects.all()) == [other]
