"""A collège with a published calendar, an offer, and a facilitator free on Tuesdays."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from prevention.models import Holiday, PublicHoliday
from prevention.scheduling.acts import Preparation
from prevention.vocabulary import EnAdult, RoleKind
from tests.factories import (
    AvailabilityFactory,
    ClassGroupFactory,
    FacilitatorFactory,
    OfferFactory,
    OrganisationFactory,
    RoleFactory,
    SchoolYearFactory,
    UserFactory,
)

PARIS = ZoneInfo("Europe/Paris")

# What a teacher says at once, and without which nothing is confirmed.
READY = Preparation(en_adult=EnAdult.TEACHER)


def paris(*parts):
    return datetime(*parts, tzinfo=PARIS)


@pytest.fixture
def calendar(db):
    """Zone B in 2026-27, with no more days off than the tests speak of."""
    SchoolYearFactory()
    for name, first, last in [
        ("Toussaint", date(2026, 10, 17), date(2026, 11, 1)),
        ("Été", date(2027, 7, 3), date(2027, 8, 31)),
    ]:
        Holiday.objects.create(
            zone="B", name=name, starts_on=first, ends_on=last, school_year_id=2026, source="test"
        )
    for day in [date(2026, 11, 11), date(2027, 5, 6)]:
        PublicHoliday.objects.create(day=day, name="Férié")


@pytest.fixture
def facilitator():
    organisation = OrganisationFactory()
    user = UserFactory()
    RoleFactory(user=user, kind=RoleKind.FACILITATOR, organisation=organisation)
    facilitator = FacilitatorFactory(organisation=organisation, user=user)
    AvailabilityFactory(facilitator=facilitator)
    return facilitator


@pytest.fixture
def offer(facilitator):
    return OfferFactory(organisation=facilitator.organisation, facilitators=[facilitator])


@pytest.fixture
def group(calendar):
    return ClassGroupFactory()


@pytest.fixture
def teacher(group):
    return RoleFactory(school=group.school).user


@pytest.fixture
def head(group):
    return RoleFactory(school=group.school, kind=RoleKind.HEAD).user


@pytest.fixture
def tuesday():
    return paris(2026, 10, 6, 10)
