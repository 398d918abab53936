from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from prevention.calendars.addresses import secret_of
from prevention.calendars.feeds import create_facilitator_feed, create_school_feed
from prevention.models import Feed
from prevention.vocabulary import RoleKind
from tests.factories import (
    FacilitatorFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(teacher, school):
    """A school that reads its calendar, one that does not, and a facilitator of both."""
    facilitator = FacilitatorFactory(user=UserFactory())
    RoleFactory(
        user=facilitator.user, kind=RoleKind.FACILITATOR, organisation=facilitator.organisation
    )
    other = SchoolFactory(name="Collège sans agenda")
    for place in (school, other, other):
        session = SessionFactory(
            request=RequestFactory(school=place),
            state="confirmed",
            authorised_at=timezone.now(),
            starts_at=timezone.now() + timedelta(days=3),
        )
        session.facilitators.add(facilitator)
    feeds = [
        create_school_feed(holder=teacher, school=school, name="", now=timezone.now()),
        create_facilitator_feed(holder=facilitator.user, name="", now=timezone.now()),
    ]
    feeds[0].last_fetched_at = datetime(2026, 9, 1, 8, tzinfo=timezone.get_current_timezone())
    feeds[0].last_client = "khal/1"
    feeds[0].save()
    return other, facilitator, feeds


def test_coordinators_see_whose_calendar_is_read_and_when(client_of, coordinator, school, world):
    other, facilitator, _feeds = world
    client = client_of(coordinator)

    assert client.get("/api/v1/feeds/readers/").json() == {
        "schools": {"none": 1, "never": 0, "read": 1},
        "facilitators": {"none": 0, "never": 1, "read": 0},
    }
    assert client.get("/api/v1/feeds/readers/schools/").json()["results"] == [
        {
            "uai": other.uai,
            "name": "Collège sans agenda",
            "commune": other.commune.name,
            "reading": "none",
            "reading_label": "no calendar",
            "last_read_at": None,
            "sessions_to_come": 2,
        },
        {
            "uai": school.uai,
            "name": school.name,
            "commune": school.commune.name,
            "reading": "read",
            "reading_label": "was read",
            "last_read_at": "2026-09-01T08:00:00+02:00",
            "sessions_to_come": 1,
        },
    ]
    assert client.get("/api/v1/feeds/readers/facilitators/").json()["results"] == [
        {
            "id": facilitator.pk,
            "name": facilitator.name,
            "organisation": facilitator.organisation.name,
            "reading": "never",
            "reading_label": "never read",
            "last_read_at": None,
            "sessions_to_come": 3,
        }
    ]


def test_no_answer_tells_an_address_or_a_program(client_of, coordinator, world):
    for path in ("", "schools/", "facilitators/"):
        text = client_of(coordinator).get(f"/api/v1/feeds/readers/{path}").content.decode()
        for feed in Feed.objects.all():
            for secret in (secret_of(feed.salt), feed.salt, feed.digest, feed.holder.email):
                assert secret not in text
        assert "khal" not in text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("reading=none", ["Collège sans agenda"]),
        ("reading=none&reading=never", ["Collège sans agenda"]),
        ("reading=never", []),
        ("expecting=false", []),
    ],
)
def test_those_who_read_nothing_are_found(client_of, coordinator, world, query, names):
    listed = client_of(coordinator).get(f"/api/v1/feeds/readers/schools/?{query}").json()

    assert [row["name"] for row in listed["results"]] == names


def test_a_long_list_is_read_page_by_page(client_of, coordinator, world):
    SchoolFactory.create_batch(4)
    client, seen = client_of(coordinator), []
    address = "/api/v1/feeds/readers/schools/?page_size=2&reading=none"

    while address:
        page = client.get(address).json()
        seen += [row["uai"] for row in page["results"]]
        address = page["next"]

    assert len(seen) == len(set(seen)) == 5
