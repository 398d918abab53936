"""Agreements that end are listed with what they take along."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prevention.scheduling.endings import endings
from prevention.vocabulary import Level
from tests.conftest import NOW
from tests.factories import (
    AgreementFactory,
    ClassGroupFactory,
    FacilitatorFactory,
    OfferFactory,
    RequestFactory,
    SessionFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TODAY = NOW.date()


@pytest.fixture
def reader():
    return UserFactory(administrator=True)


@pytest.fixture
def association(db):
    return OfferFactory(
        title="Corps et limites", organisation__kind="ASSOCIATION", theme__needs_agreement=True
    )


def session_of(offer, starts_at):
    made = SessionFactory(request=RequestFactory(offer=offer), starts_at=starts_at)
    made.groups.add(ClassGroupFactory(school=made.school))
    made.facilitators.add(FacilitatorFactory())
    return made


def test_an_agreement_that_ends_comes_with_its_offers_and_the_sessions_beyond(
    reader, association, tuesday
):
    AgreementFactory(organisation=association.organisation, valid_until=date(2026, 10, 6))
    session_of(association, tuesday)  # the last day still counts
    beyond = session_of(association, tuesday + timedelta(days=1))
    OfferFactory(organisation=association.organisation, active=False)

    (ending,) = endings(reader, today=TODAY, now=NOW)

    assert (ending.ends_on, ending.renewed) == (date(2026, 10, 6), False)
    assert [offer.title for offer in ending.offers] == ["Corps et limites"]
    assert [one.session for one in ending.beyond] == [beyond.pk]
    assert list(ending.sessions) == [beyond]


def test_what_is_renewed_for_all_of_it_takes_nothing_along(reader, association, tuesday):
    one = AgreementFactory(organisation=association.organisation, valid_until=date(2026, 10, 6))
    session_of(association, tuesday + timedelta(days=1))
    AgreementFactory(
        organisation=association.organisation,
        valid_from=date(2026, 10, 7),
        valid_until=date(2031, 10, 6),
    )

    (ending,) = endings(reader, today=TODAY, now=NOW)

    assert (ending.agreement, ending.renewed, list(ending.beyond)) == (one, True, [])


def test_a_renewal_for_fewer_levels_is_none(reader, association):
    AgreementFactory(organisation=association.organisation, valid_until=date(2026, 10, 6))
    AgreementFactory(
        organisation=association.organisation,
        valid_from=date(2026, 10, 7),
        levels=(Level.SIXIEME,),
    )

    (ending,) = endings(reader, today=TODAY, now=NOW)

    assert not ending.renewed


def test_what_ended_long_ago_or_ends_in_years_is_not_listed(reader, association, tuesday):
    AgreementFactory(organisation=association.organisation, valid_until=date(2025, 6, 30))
    AgreementFactory(organisation=association.organisation, valid_until=date(2030, 6, 30))
    session_of(association, tuesday)

    assert endings(reader, today=TODAY, now=NOW) == []


def test_what_has_ended_stays_while_sessions_are_planned(reader, association, tuesday):
    AgreementFactory(organisation=association.organisation, valid_until=date(2026, 6, 30))
    beyond = session_of(association, tuesday)

    (ending,) = endings(reader, today=TODAY, now=NOW)

    assert [one.session for one in ending.beyond] == [beyond.pk]
    assert list(ending.sessions) == [beyond]


def test_endings_cost_the_same_however_many_they_are(reader, tuesday):
    costs = []
    for count in (1, 8):
        for number in range(count):
            theme = ThemeFactory(code=f"T{number}", needs_agreement=True)
            offer = OfferFactory(organisation__kind="ASSOCIATION", theme=theme)
            AgreementFactory(
                organisation=offer.organisation, themes=[theme], valid_until=date(2026, 10, 1)
            )
            session_of(offer, tuesday)
        reader.reach()
        with CaptureQueriesContext(connection) as queries:
            found = endings(reader, today=TODAY, now=NOW)
        costs.append(len(queries))

    assert (len(found), sum(len(one.beyond) for one in found)) == (9, 9)
    assert costs[0] == costs[1] <= 14
