"""Who may end whose role, what it leaves behind, and what ends with it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from prevention.models import Role
from prevention.people.acts import end_role
from prevention.people.errors import RoleNotInForceError
from prevention.scheduling.leaving import leave, left_behind
from prevention.vocabulary import RoleKind
from tests.conftest import NOW
from tests.factories import (
    CommuneFactory,
    FacilitatorFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(group):
    """One of each, here and elsewhere."""
    anzin = CommuneFactory(insee_code="59014", name="Anzin")
    far = SchoolFactory(commune=anzin)
    here = group.school
    return {
        "teacher": RoleFactory(school=here),
        "head": RoleFactory(school=here, kind=RoleKind.HEAD),
        "other head": RoleFactory(school=here, kind=RoleKind.HEAD),
        "teacher far": RoleFactory(school=far),
        "head far": RoleFactory(school=far, kind=RoleKind.HEAD),
        "facilitator": RoleFactory(
            kind=RoleKind.FACILITATOR, organisation=FacilitatorFactory().organisation
        ),
        "coordinator": RoleFactory(kind=RoleKind.COORDINATOR, commune=here.commune),
        "colleague": RoleFactory(kind=RoleKind.COORDINATOR, commune=here.commune),
        "coordinator far": RoleFactory(kind=RoleKind.COORDINATOR, commune=anzin),
        "everywhere": RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True),
    }


OF_THE_SCHOOL = {"teacher", "head", "other head"}
ENDS = {
    "teacher": set(),
    "facilitator": set(),
    "head": {"teacher"},
    "coordinator": OF_THE_SCHOOL | {"facilitator", "colleague"},
    "everywhere": OF_THE_SCHOOL
    | {"teacher far", "head far", "facilitator"}
    | {"coordinator", "colleague", "coordinator far"},
}
KNOWS = {
    "teacher": set(),
    "head": OF_THE_SCHOOL,
    "coordinator": OF_THE_SCHOOL
    | {"facilitator", "coordinator", "colleague", "coordinator far", "everywhere"},
}


@pytest.mark.parametrize("who", ENDS)
def test_each_ends_the_roles_that_are_theirs_to_end(who, people):
    by = people[who].user
    listed = set(Role.objects.endable_by(by).values_list("pk", flat=True))

    ended = set()
    for name, role in people.items():
        try:
            end_role(role=role, by=by, now=NOW)
        except PermissionDenied:
            continue
        ended.add(name)
        Role.objects.filter(pk=role.pk).update(status="CONFIRMED")

    assert ended == ENDS[who]
    assert listed == {people[name].pk for name in ended}


@pytest.mark.parametrize("who", KNOWS)
def test_each_knows_of_the_roles_that_are_theirs_to_answer_for(who, people):
    known = set(Role.objects.known_to(people[who].user).values_list("pk", flat=True))

    assert known & {role.pk for role in people.values()} == {people[name].pk for name in KNOWS[who]}


def test_a_role_ends_once(people):
    by = people["everywhere"].user
    ended = end_role(role=people["teacher"], by=by, now=NOW)

    assert (ended.status, ended.decided_by, ended.decided_at) == ("ENDED", by, NOW)
    with pytest.raises(RoleNotInForceError):
        end_role(role=people["teacher"], by=by, now=NOW)


def test_a_facilitator_who_leaves_is_offered_no_more_and_leaves_the_sessions_to_come(
    offer, facilitator, group, tuesday
):
    role = Role.objects.get(user=facilitator.user)
    request = RequestFactory(offer=offer, school=group.school)
    mine = SessionFactory(request=request, starts_at=tuesday)
    over = SessionFactory(request=request, starts_at=NOW - timedelta(days=3), state="done")
    for session in (mine, over):
        session.facilitators.add(facilitator)
    SessionFactory(request=request, starts_at=tuesday + timedelta(days=1))

    left = left_behind(role, now=NOW)
    leave(role=role, by=UserFactory(administrator=True), now=NOW)

    assert [session.pk for session in left.sessions] == [mine.pk]
    facilitator.refresh_from_db()
    assert not facilitator.active
    assert offer.qualified_facilitators() == []


def test_the_last_head_leaves_what_waits_for_a_head(offer, group, head, tuesday):
    role = Role.objects.get(user=head)
    waits = SessionFactory(
        request=RequestFactory(offer=offer, school=group.school), starts_at=tuesday
    )

    alone = left_behind(role, now=NOW)
    RoleFactory(school=group.school, kind=RoleKind.HEAD)
    accompanied = left_behind(role, now=NOW)

    assert ([one.pk for one in alone.sessions], alone.last_head) == ([waits.pk], True)
    assert (list(accompanied.sessions), accompanied.last_head) == ([], False)


def test_a_teacher_leaves_what_the_teacher_asked_for_and_staff_nothing(
    offer, group, teacher, tuesday
):
    asked = SessionFactory(
        request=RequestFactory(offer=offer, school=group.school, asked_by=teacher),
        starts_at=tuesday,
    )
    staff = RoleFactory(school=group.school, kind=RoleKind.STAFF)

    assert [one.pk for one in left_behind(Role.objects.get(user=teacher), now=NOW).sessions] == [
        asked.pk
    ]
    assert list(left_behind(staff, now=NOW).sessions) == []
