"""Clients of the API, signed in as somebody of the demonstration school."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from rest_framework.test import APIClient

from prevention.models import Holiday, PublicHoliday, SchoolYear
from prevention.vocabulary import RoleKind
from tests.factories import (
    AvailabilityFactory,
    ClassGroupFactory,
    FacilitatorFactory,
    OfferFactory,
    OrganisationFactory,
    RoleFactory,
    SchoolFactory,
    SchoolYearFactory,
    UserFactory,
)


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def client_of():
    """Give a client signed in as a user, speaking English."""

    def sign_in(user):
        client = APIClient(HTTP_ACCEPT_LANGUAGE="en")
        client.force_authenticate(user)
        return client

    return sign_in


@pytest.fixture
def teacher(school):
    return RoleFactory(school=school).user


@pytest.fixture
def head(school):
    return RoleFactory(school=school, kind=RoleKind.HEAD).user


@pytest.fixture
def coordinator():
    user = UserFactory()
    RoleFactory(user=user, kind=RoleKind.COORDINATOR, everywhere=True)
    return user


@pytest.fixture
def the_connection():
    """The connection whose queries are counted."""
    return connection


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def group(school, today):
    """A class whose published calendar has two days off a year, for two years."""
    this_year = SchoolYear.year_of(today)
    for year in (this_year, this_year + 1):
        SchoolYearFactory(year=year)
        for name, day in [("Toussaint", date(year, 11, 2)), ("Été", date(year + 1, 8, 31))]:
            Holiday.objects.create(
                zone="B", name=name, starts_on=day, ends_on=day, school_year_id=year, source="test"
            )
    for year in range(this_year, this_year + 3):
        PublicHoliday.objects.create(day=f"{year}-01-01", name="1er janvier")
    days_left = SchoolYear(year=this_year).ends_on - today
    year = this_year if days_left > timedelta(days=40) else this_year + 1
    return ClassGroupFactory(school=school, school_year_id=year)


@pytest.fixture
def partner():
    organisation = OrganisationFactory()
    user = UserFactory()
    RoleFactory(user=user, kind=RoleKind.FACILITATOR, organisation=organisation)
    return FacilitatorFactory(organisation=organisation, user=user)


@pytest.fixture
def offer(partner, today):
    for weekday in (1, 2, 4, 5):
        AvailabilityFactory(facilitator=partner, weekday=weekday, valid_from=today)
    return OfferFactory(organisation=partner.organisation, facilitators=[partner])


@pytest.fixture
def openings(client_of, teacher, offer, group, today):
    def ask():
        first = max(today, group.school_year.starts_on)
        answer = client_of(teacher).get(
            "/api/v1/openings/",
            {
                "offer": offer.pk,
                "class_group": group.pk,
                "from": first.isoformat(),
                "until": (first + timedelta(days=28)).isoformat(),
            },
        )
        assert answer.status_code == 200, answer.json()
        return answer.json()["openings"]

    return ask


@pytest.fixture
def book(client_of, teacher, offer, group):
    def post(starts_at, **headers):
        lines = [{"class_groups": [group.pk], "starts_at": starts_at}]
        body = {"offer": offer.pk, "lines": lines, "preparation": {"en_adult": "TEACHER"}}
        return client_of(teacher).post("/api/v1/requests/", body, headers=headers)

    return post
