"""A request of two sessions that wait for a head, and the link sent to that head."""

from datetime import timedelta

import pytest
from django.utils import timezone

from prevention.scheduling.acts import make_link
from prevention.vocabulary import RoleKind
from tests.factories import (
    AgreementFactory,
    ClassGroupFactory,
    FacilitatorFactory,
    OfferFactory,
    OrganisationFactory,
    RequestFactory,
    RoleFactory,
    SessionFactory,
)


def waiting_sessions(request, count):
    """Sessions of a request that wait for the head, some weeks from now."""
    soon = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=30)
    known = request.sessions.count()
    for week in range(known, known + count):
        session = SessionFactory(
            request=request,
            starts_at=soon + timedelta(weeks=week),
            held_until=soon - timedelta(days=5),
        )
        session.groups.add(ClassGroupFactory(school=request.school, label=f"5e {week}"))
        session.facilitators.add(FacilitatorFactory(name=f"Intervenante {week}"))
        yield session


@pytest.fixture
def head():
    return RoleFactory(kind=RoleKind.HEAD, user__name="Dominique Lambert", user__language="en").user


@pytest.fixture
def school_request(head):
    association = OrganisationFactory(name="Paroles partagées", kind="ASSOCIATION")
    AgreementFactory(organisation=association, valid_until="2090-12-31")
    return RequestFactory(
        school=head.roles.get().school,
        asked_by__name="Élise Marchand",
        offer=OfferFactory(organisation=association, facilitators_needed=1),
    )


@pytest.fixture
def sessions(school_request):
    return list(waiting_sessions(school_request, 2))


@pytest.fixture
def link(school_request, sessions):
    coordinator = RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user
    return make_link(request=school_request, by=coordinator, now=timezone.now())
