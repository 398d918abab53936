"""As what a person comes: each kind of role at each place, one at a time."""

import pytest

from prevention.models import School
from prevention.people.capacities import acting_as, capacities_of, capacity_of
from prevention.vocabulary import RoleKind
from tests.factories import CommuneFactory, OrganisationFactory, RoleFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


def test_each_kind_of_role_at_each_place_is_one_in_the_usual_order(user):
    facilitator = RoleFactory(user=user, kind="FACILITATOR", organisation=OrganisationFactory())
    teacher, head = (RoleFactory(user=user, kind=kind) for kind in ("TEACHER", "HEAD"))

    found = capacities_of(user)

    assert [one.key for one in found] == [
        f"head-{head.school_id}",
        f"teacher-{teacher.school_id}",
        f"facilitator-{facilitator.organisation_id}",
    ]
    assert [one.school for one in found] == [head.school, teacher.school, None]
    assert found[2].organisation == facilitator.organisation


def test_a_coordinators_territory_is_one_however_many_communes_it_has(user):
    for n in range(3):
        commune = CommuneFactory(insee_code=f"5901{n}")
        RoleFactory(user=user, kind=RoleKind.COORDINATOR, commune=commune)

    (capacity,) = capacities_of(user)

    assert (capacity.key, len(capacity.roles)) == ("coordinator", 3)


def test_a_role_not_in_force_is_none(user):
    RoleFactory(user=user, status="PENDING")

    assert capacities_of(user) == []
    assert capacity_of(user) is None


def test_one_is_found_by_its_key_or_is_the_first(user):
    teacher, head = (RoleFactory(user=user, kind=kind) for kind in ("TEACHER", "HEAD"))

    assert capacity_of(user).kind == RoleKind.HEAD
    assert capacity_of(user, f"teacher-{teacher.school_id}").school == teacher.school
    assert capacity_of(user, f"teacher-{head.school_id}") is None


def test_a_capacity_narrows_what_is_seen_and_leaves_the_person_as_they_are(user):
    teacher, head = (RoleFactory(user=user, kind=kind) for kind in ("TEACHER", "HEAD"))
    narrowed = acting_as(user, capacity_of(user, f"teacher-{teacher.school_id}"))

    assert School.objects.visible_to(narrowed).get() == teacher.school
    assert not narrowed.may("session.authorise")
    assert set(School.objects.visible_to(user)) == {teacher.school, head.school}
    assert user.may("session.authorise")


def test_an_administrator_comes_as_the_coordination_of_everything():
    administrator = UserFactory(administrator=True)

    capacity = capacity_of(administrator)

    assert (capacity.key, capacity.school) == ("coordinator", None)
    assert acting_as(administrator, capacity).reach().everything
