from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from prevention.models import Invitation, Role
from prevention.people.acts import (
    accept_invitation,
    ask_role,
    confirm_role,
    describe_oneself,
    digest,
    invite,
    refuse_role,
    revoke_invitation,
)
from prevention.people.errors import (
    InvitationForAnotherError,
    InvitationUnusableError,
    ReachTooWideError,
    RoleAlreadyThereError,
    RoleDecidedError,
)
from prevention.vocabulary import RoleKind
from tests.factories import (
    CommuneFactory,
    OrganisationFactory,
    RoleFactory,
    SchoolFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def head(school):
    return RoleFactory(school=school, kind=RoleKind.HEAD).user


@pytest.fixture
def coordinator(school):
    return RoleFactory(kind=RoleKind.COORDINATOR, commune=school.commune).user


@pytest.fixture
def asked(school, now):
    return ask_role(user=UserFactory(), kind=RoleKind.TEACHER, school=school, now=now)


@pytest.mark.parametrize("decider", ["head", "coordinator"])
def test_a_teacher_is_confirmed_by_the_head_or_the_coordination(asked, decider, request, now):
    by = request.getfixturevalue(decider)
    assert not asked.user.may("class_group.read")

    role = confirm_role(role=asked, by=by, now=now)

    assert (role.status, role.decided_by, role.decided_at) == ("CONFIRMED", by, now)
    assert type(asked.user).objects.get(pk=asked.user.pk).may("class_group.read")


def test_a_head_is_confirmed_by_the_coordination_alone(school, head, coordinator, now):
    role = ask_role(user=UserFactory(), kind=RoleKind.HEAD, school=school, now=now)

    with pytest.raises(PermissionDenied):
        confirm_role(role=role, by=head, now=now)

    assert confirm_role(role=role, by=coordinator, now=now).status == "CONFIRMED"


@pytest.mark.parametrize("kind", [RoleKind.TEACHER, RoleKind.STAFF])
def test_colleagues_confirm_nobody(asked, school, kind, now):
    with pytest.raises(PermissionDenied):
        confirm_role(role=asked, by=RoleFactory(school=school, kind=kind).user, now=now)


def test_the_head_of_another_school_confirms_nobody(asked, now):
    with pytest.raises(PermissionDenied):
        refuse_role(role=asked, by=RoleFactory(kind=RoleKind.HEAD).user, now=now)


def test_nobody_confirms_the_own_role(school, head, now):
    role = ask_role(user=head, kind=RoleKind.TEACHER, school=school, now=now)

    with pytest.raises(PermissionDenied):
        confirm_role(role=role, by=head, now=now)


def test_a_role_is_decided_once(asked, head, now):
    refuse_role(role=asked, by=head, now=now)

    with pytest.raises(RoleDecidedError):
        confirm_role(role=asked, by=head, now=now)


def test_a_role_is_asked_for_once_until_it_was_refused(asked, head, school, now):
    with pytest.raises(RoleAlreadyThereError):
        ask_role(user=asked.user, kind=RoleKind.TEACHER, school=school, now=now)

    refuse_role(role=asked, by=head, now=now)

    again = ask_role(user=asked.user, kind=RoleKind.TEACHER, school=school, now=now)
    assert again.status == "PENDING"


def test_a_facilitator_is_no_role_of_a_school(school, now):
    with pytest.raises(ValidationError):
        ask_role(user=UserFactory(), kind=RoleKind.FACILITATOR, school=school, now=now)


def secret_of(message):
    (line,) = [line for line in message.body.splitlines() if "/invitation/" in line]
    return line.rpartition("/")[2]


@pytest.fixture
def invited(school, head, now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return invite(
            email="Nouvelle@Exemple.test", kind=RoleKind.TEACHER, school=school, by=head, now=now
        )


def test_the_link_of_an_invitation_gives_its_role_once(invited, school, now):
    user = UserFactory(email="nouvelle@exemple.test")
    (message,) = mail.outbox
    secret = secret_of(message)

    role = accept_invitation(secret=secret, user=user, now=now)

    assert message.to == ["nouvelle@exemple.test"]
    assert (role.kind, role.school, role.status) == ("TEACHER", school, "CONFIRMED")
    with pytest.raises(InvitationUnusableError):
        accept_invitation(secret=secret, user=user, now=now)


def test_the_secret_is_not_in_the_database(invited):
    secret = secret_of(mail.outbox[0])

    assert Invitation.objects.get().digest == digest(secret) != secret


def test_an_invitation_confirms_a_role_that_was_waiting(invited, school, now):
    user = UserFactory(email="nouvelle@exemple.test")
    ask_role(user=user, kind=RoleKind.TEACHER, school=school, now=now)

    accept_invitation(secret=secret_of(mail.outbox[0]), user=user, now=now)

    assert [role.status for role in user.roles.all()] == ["CONFIRMED"]


def test_an_invitation_is_for_its_address_alone(invited, now):
    with pytest.raises(InvitationForAnotherError):
        accept_invitation(secret=secret_of(mail.outbox[0]), user=UserFactory(), now=now)

    assert not Role.objects.filter(kind=RoleKind.TEACHER).exists()


def test_an_invitation_ends_after_two_weeks_or_when_revoked(invited, now):
    user = UserFactory(email="nouvelle@exemple.test")
    secret = secret_of(mail.outbox[0])
    with pytest.raises(InvitationUnusableError):
        accept_invitation(secret=secret, user=user, now=now + timedelta(days=14))

    revoke_invitation(invitation=invited, now=now)

    with pytest.raises(InvitationUnusableError):
        accept_invitation(secret=secret, user=user, now=now)


def test_a_used_invitation_cannot_be_revoked(invited, now):
    user = UserFactory(email="nouvelle@exemple.test")
    accept_invitation(secret=secret_of(mail.outbox[0]), user=user, now=now)

    with pytest.raises(InvitationUnusableError):
        revoke_invitation(invitation=invited, now=now)


def reaches(school):
    elsewhere = CommuneFactory(insee_code="59172", name="Denain")
    return {
        "own school": {"school": school},
        "other school": {"school": SchoolFactory(commune=elsewhere)},
        "organisation": {"organisation": OrganisationFactory()},
        "own commune": {"commune": school.commune},
        "other commune": {"commune": elsewhere},
        "everywhere": {"everywhere": True},
    }


@pytest.mark.parametrize(
    ("who", "kind", "where", "allowed"),
    [
        ("head", RoleKind.TEACHER, "own school", True),
        ("head", RoleKind.STAFF, "own school", True),
        ("head", RoleKind.HEAD, "own school", False),
        ("head", RoleKind.TEACHER, "other school", False),
        ("head", RoleKind.FACILITATOR, "organisation", False),
        ("head", RoleKind.COORDINATOR, "own commune", False),
        ("coordinator", RoleKind.HEAD, "own school", True),
        ("coordinator", RoleKind.TEACHER, "other school", False),
        ("coordinator", RoleKind.FACILITATOR, "organisation", True),
        ("coordinator", RoleKind.COORDINATOR, "own commune", True),
        ("coordinator", RoleKind.COORDINATOR, "other commune", False),
        ("coordinator", RoleKind.COORDINATOR, "everywhere", False),
        ("head", RoleKind.FUNDER, "own commune", False),
        ("coordinator", RoleKind.FUNDER, "own commune", True),
        ("coordinator", RoleKind.FUNDER, "other commune", False),
        ("coordinator", RoleKind.FUNDER, "everywhere", False),
    ],
)
def test_nobody_invites_beyond_the_own_reach(school, who, kind, where, allowed, request, now):
    by = request.getfixturevalue(who)
    reach = reaches(school)[where]

    if allowed:
        invite(email="a@exemple.test", kind=kind, by=by, now=now, **reach)
    else:
        with pytest.raises(ReachTooWideError):
            invite(email="a@exemple.test", kind=kind, by=by, now=now, **reach)

    assert Invitation.objects.exists() == allowed


def test_an_administrator_invites_anybody(now):
    administrator = UserFactory(administrator=True)

    invite(
        email="a@exemple.test",
        kind=RoleKind.COORDINATOR,
        everywhere=True,
        by=administrator,
        now=now,
    )

    assert Invitation.objects.count() == 1


def test_a_teacher_invites_nobody(school, now):
    with pytest.raises(PermissionDenied):
        invite(
            email="a@exemple.test",
            kind=RoleKind.TEACHER,
            school=school,
            by=RoleFactory(school=school).user,
            now=now,
        )


def test_a_reach_that_does_not_fit_the_kind_is_said(school, coordinator, now):
    with pytest.raises(ValidationError):
        invite(
            email="a@exemple.test",
            kind=RoleKind.FACILITATOR,
            school=school,
            by=coordinator,
            now=now,
        )


def test_people_change_their_name_and_language(school):
    user = UserFactory(name="Avant")

    describe_oneself(user=user, language="en")

    user.refresh_from_db()
    assert (user.name, user.language) == ("Avant", "en")
