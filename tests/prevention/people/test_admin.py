import pytest
from django.core import mail
from django.utils import timezone

from prevention.models import Invitation, Role, User
from prevention.people.tokens import create_token
from prevention.vocabulary import RoleKind, TokenScope
from tests.factories import InvitationFactory, RoleFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGES = ["user", "role", "invitation", "apitoken"]


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def asked(school):
    return RoleFactory(school=school, status=Role.Status.PENDING)


@pytest.fixture
def administration(client):
    client.force_login(UserFactory(administrator=True))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def coordination(client, school):
    role = RoleFactory(kind=RoleKind.COORDINATOR, commune=school.commune)
    User.objects.filter(pk=role.user_id).update(is_staff=True)
    client.force_login(role.user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def act(client, page, action, *rows):
    return client.post(
        f"/admin/prevention/{page}/",
        {"action": action, "_selected_action": [row.pk for row in rows]},
        follow=True,
    )


@pytest.mark.parametrize("page", PAGES)
def test_a_list_costs_the_same_however_long_it_is(
    administration, page, django_assert_max_num_queries
):
    RoleFactory.create_batch(4, status=Role.Status.PENDING)
    InvitationFactory(kind=RoleKind.COORDINATOR, everywhere=True)
    create_token(user=UserFactory(), name="a", scope=TokenScope.READ, now=timezone.now())

    with django_assert_max_num_queries(10):
        answer = administration.get(f"/admin/prevention/{page}/", {"q": "e"})

    assert answer.status_code == 200


def test_an_account_is_made_without_a_password(administration):
    rows = {f"roles-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}

    answer = administration.post(
        "/admin/prevention/user/add/",
        {"email": "Nouvelle@exemple.test", "language": "fr", "is_active": "on", **rows},
    )

    assert answer.status_code == 302
    user = User.objects.get(email="nouvelle@exemple.test")
    assert (user.has_usable_password(), user.is_staff) == (False, False)


def test_the_coordination_confirms_and_refuses_what_it_reaches(coordination, asked, school):
    other = RoleFactory(school=school, status=Role.Status.PENDING)
    far = RoleFactory(school=SchoolFactory(commune__insee_code="59014"), status=Role.Status.PENDING)

    act(coordination, "role", "confirm", asked, far)
    act(coordination, "role", "refuse", other)

    statuses = [Role.objects.get(pk=role.pk).status for role in (asked, other, far)]
    assert statuses == ["CONFIRMED", "REFUSED", "PENDING"]


def test_a_role_decided_already_is_said(administration, asked):
    act(administration, "role", "confirm", asked)

    again = act(administration, "role", "refuse", asked)

    assert "already been decided on" in again.text
    assert Role.objects.get(pk=asked.pk).status == "CONFIRMED"


@pytest.mark.parametrize("page", ["user", "apitoken"])
def test_accounts_and_keys_are_not_for_the_coordination(coordination, page):
    assert coordination.get(f"/admin/prevention/{page}/").status_code == 403
    assert coordination.get(f"/admin/prevention/{page}/add/").status_code == 403


def test_the_coordination_cannot_raise_its_own_powers(coordination):
    me = User.objects.get(is_staff=True)

    answer = coordination.post(
        f"/admin/prevention/user/{me.pk}/change/", {"email": me.email, "is_superuser": "on"}
    )

    assert answer.status_code == 403
    assert not User.objects.filter(is_superuser=True).exists()


def test_staff_without_a_role_see_no_roles_and_no_invitations(client):
    client.force_login(UserFactory(is_staff=True))

    assert [client.get(f"/admin/prevention/{page}/").status_code for page in PAGES] == [403] * 4


def test_an_invitation_is_sent_from_the_administration(
    coordination, school, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = coordination.post(
            "/admin/prevention/invitation/add/",
            {"email": "tete@exemple.test", "kind": "HEAD", "school": school.pk},
        )

    assert answer.status_code == 302
    assert [message.to for message in mail.outbox] == [["tete@exemple.test"]]


def test_an_invitation_beyond_the_own_reach_is_refused_beside_the_form(coordination):
    answer = coordination.post(
        "/admin/prevention/invitation/add/",
        {"email": "a@exemple.test", "kind": "COORDINATOR", "everywhere": "on"},
    )

    assert "what you reach yourself" in answer.text
    assert not Invitation.objects.exists()


def test_invitations_are_revoked_unless_used(administration):
    opened = InvitationFactory(kind=RoleKind.COORDINATOR, everywhere=True)
    used = InvitationFactory(kind=RoleKind.COORDINATOR, everywhere=True, accepted_at=timezone.now())

    answer = act(administration, "invitation", "revoke", opened, used)

    assert "unknown, used or expired" in answer.text
    assert set(Invitation.objects.exclude(revoked_at=None)) == {opened}


def test_keys_are_revoked_and_their_digest_is_never_shown(administration):
    token, secret = create_token(
        user=UserFactory(), name="Agenda", scope=TokenScope.READ, now=timezone.now()
    )

    page = administration.get(f"/admin/prevention/apitoken/{token.pk}/change/").text
    act(administration, "apitoken", "revoke", token)

    assert token.prefix in page
    assert token.digest not in page
    assert secret not in page
    token.refresh_from_db()
    assert token.revoked_at
