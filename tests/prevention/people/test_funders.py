"""Who pays reads what is published, and nothing of what is behind it."""

import pytest
from django.utils import timezone

from prevention.models import ClassGroup, Message, Role, School, Session
from prevention.people.capacities import capacities_of, capacity_of
from prevention.people.rights import RIGHTS
from prevention.start.page import start_of
from prevention.vocabulary import RoleKind
from tests.factories import (
    ClassGroupFactory,
    CommuneFactory,
    MaterialFactory,
    RoleFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return ClassGroupFactory()


@pytest.fixture
def funder():
    return RoleFactory(kind=RoleKind.FUNDER, everywhere=True).user


def test_a_funder_holds_one_right():
    assert {
        right for right, holders in RIGHTS.items() if holders and RoleKind.FUNDER in holders
    } == {"published.read"}


def test_a_funder_sees_no_row(group, funder):
    SessionFactory(school=group.school)
    material = MaterialFactory(state="published")

    assert not School.objects.visible_to(funder).exists()
    assert not ClassGroup.objects.visible_to(funder).exists()
    assert not Session.objects.visible_to(funder).exists()
    assert not Message.objects.visible_to(funder).exists()
    assert not type(material).objects.visible_to(funder).exists()
    assert not funder.reach().covers(group.school)


def test_whoever_also_teaches_sees_the_own_school_alone(group, funder):
    elsewhere = ClassGroupFactory()
    RoleFactory(user=funder, kind=RoleKind.TEACHER, school=group.school)

    assert list(School.objects.visible_to(funder)) == [group.school]
    assert list(ClassGroup.objects.visible_to(funder)) == [group]
    assert not funder.reach().covers(elsewhere.school)
    assert [one.kind for one in capacities_of(funder)] == [RoleKind.TEACHER, RoleKind.FUNDER]


def test_the_start_page_of_a_funder_asks_nothing(group, funder):
    start = start_of(funder, capacity_of(funder), now=timezone.now())

    assert (start.next.count, start.waiting) == (0, {})
    assert (start.roles, start.classes, start.ending_agreements) == (None, None, None)


def test_a_coordinator_ends_the_roles_of_funders_within_reach():
    here, far = CommuneFactory(insee_code="59014"), CommuneFactory(insee_code="59606")
    coordinator = RoleFactory(kind=RoleKind.COORDINATOR, commune=here).user
    own = RoleFactory(kind=RoleKind.FUNDER, commune=here)
    other = RoleFactory(kind=RoleKind.FUNDER, commune=far)

    assert set(Role.objects.known_to(coordinator)) >= {own, other}
    assert list(Role.objects.endable_by(coordinator).filter(kind=RoleKind.FUNDER)) == [own]


def test_a_funder_invites_and_ends_nobody(funder):
    RoleFactory(kind=RoleKind.FUNDER, commune=CommuneFactory(), user=UserFactory())

    assert not funder.may("invitation.create")
    assert not Role.objects.endable_by(funder).exists()
