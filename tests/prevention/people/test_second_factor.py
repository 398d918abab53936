"""A second step at sign-in: who needs one, how it is set up, asked for, lost and never replayed."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from prevention.models import ApiToken
from prevention.vocabulary import RoleKind
from tests.factories import ClassGroupFactory, RoleFactory, SchoolFactory, UserFactory
from tests.prevention.people.codes import code_of
from tests.prevention.people.doors import ADDRESS, Doors, code_in, pending

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "une phrase de passe 59300"
LONG_AGO = 1_700_000_000.0


@pytest.fixture
def coordinator():
    return RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user


@pytest.fixture
def _required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def with_password(user):
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
    return user


def enter(user):
    doors = Doors()
    return doors, doors.post("auth/login", email=user.email, password=PASSWORD)


def set_up(doors):
    """Set an application up as the pages do; gives its secret and the recovery codes."""
    secret = doors.get("account/authenticators/totp").json()["meta"]["secret"]
    answer = doors.post("account/authenticators/totp", code=code_of(secret))
    assert answer.status_code == 200, answer.content
    codes = doors.get("account/authenticators/recovery-codes").json()["data"]["unused_codes"]
    return secret, codes


@pytest.fixture
def protected(coordinator):
    """A coordinator with an application set up, with its secret and the recovery codes."""
    doors, _entered = enter(with_password(coordinator))
    return coordinator, *set_up(doors)


def test_a_code_of_the_application_is_asked_for_after_the_password(protected):
    user, secret, _codes = protected

    doors, asked = enter(user)
    before = doors.who()
    entered = doors.post("auth/2fa/authenticate", code=code_of(secret))

    assert (asked.status_code, pending(asked)) == (401, ["mfa_authenticate"])
    assert (before, entered.status_code, doors.who()) == (None, 200, user.email)


def test_a_code_of_the_application_is_asked_for_after_a_code_by_mail(protected):
    user, secret, _codes = protected
    doors = Doors()
    doors.post("auth/code/request", email=user.email)

    asked = doors.post("auth/code/confirm", code=code_in(mail.outbox[-1]))
    doors.post("auth/2fa/authenticate", code=f" {code_of(secret)[:3]} {code_of(secret)[3:]} ")

    assert pending(asked) == ["mfa_authenticate"]
    assert doors.who() == user.email


def test_a_new_password_does_not_replace_the_second_step(protected):
    user, _secret, _codes = protected
    doors = Doors()
    doors.post("auth/password/request", email=user.email)

    key = code_in(mail.outbox[-1])
    asked = doors.post("auth/password/reset", key=key, password="une autre phrase 2026")

    assert (pending(asked), doors.who()) == (["mfa_authenticate"], None)


@pytest.mark.parametrize("typed", ["the same", "with a space"])
def test_a_code_opens_once_for_as_long_as_it_holds(protected, typed):
    user, secret, _codes = protected
    code = code_of(secret, steps=1)
    first, _asked = enter(user)
    first.post("auth/2fa/authenticate", code=code)
    # Allauth itself forgets a used code after half a minute; ours is still remembered.
    second, _asked = enter(user)

    again = code if typed == "the same" else f"{code[:3]} {code[3:]}"
    answer = second.post("auth/2fa/authenticate", code=again)

    assert (first.who(), second.who(), answer.status_code) == (user.email, None, 400)


def test_a_recovery_code_opens_once(protected):
    user, _secret, codes = protected
    first, _asked = enter(user)
    first.post("auth/2fa/authenticate", code=codes[0])
    second, _asked = enter(user)

    again = second.post("auth/2fa/authenticate", code=codes[0])
    other = second.post("auth/2fa/authenticate", code=codes[1])

    assert (first.who(), again.status_code, other.status_code) == (user.email, 400, 200)


def test_recovery_codes_are_shown_once_and_may_be_made_anew(coordinator):
    doors, _entered = enter(with_password(coordinator))
    _secret, codes = set_up(doors)

    again = doors.get("account/authenticators/recovery-codes").json()["data"]
    renewed = doors.post("account/authenticators/recovery-codes").json()["data"]

    assert len(codes) == 10
    assert ("unused_codes" in again, again["unused_code_count"]) == (False, 10)
    assert not set(codes) & set(renewed["unused_codes"])


def test_five_wrong_codes_close_the_second_step_even_to_the_right_one(protected):
    user, secret, _codes = protected
    doors, _asked = enter(user)
    for _try in range(5):
        doors.post("auth/2fa/authenticate", code="000000")

    refused = doors.post("auth/2fa/authenticate", code=code_of(secret))

    assert refused.json()["errors"][0]["code"] == "too_many_login_attempts"
    assert doors.who() is None


def test_secrets_are_encrypted_in_the_tables(protected):
    user, secret, codes = protected

    stored = json.dumps(list(Authenticator.objects.filter(user=user).values_list("data")))

    assert secret not in stored
    assert not any(code in stored for code in codes)


def test_the_owner_is_told_of_what_was_added(protected):
    user, _secret, _codes = protected

    assert mail.outbox[-1].to == [user.email]
    assert "application" in mail.outbox[-1].body


def test_the_other_sessions_end_with_the_first_second_factor(coordinator):
    here, _entered = enter(with_password(coordinator))
    elsewhere, _entered = enter(coordinator)

    set_up(here)

    assert (here.who(), elsewhere.who()) == (coordinator.email, None)


def test_an_old_session_proves_again_who_is_there(coordinator):
    doors, _entered = enter(with_password(coordinator))
    grow_old(doors)

    refused = doors.get("account/authenticators/totp")
    doors.post("auth/reauthenticate", password=PASSWORD)

    assert [flow["id"] for flow in refused.json()["data"]["flows"]][:1] == ["reauthenticate"]
    assert (refused.status_code, doors.get("account/authenticators/totp").status_code) == (401, 404)


def test_who_has_no_password_signs_in_again_before_adding_a_factor(coordinator):
    doors = Doors()
    doors.post("auth/code/request", email=coordinator.email)
    doors.post("auth/code/confirm", code=code_in(mail.outbox[-1]))
    fresh = doors.get("account/authenticators/totp").status_code
    grow_old(doors)

    refused = doors.get("account/authenticators/totp")

    assert (fresh, refused.status_code) == (404, 401)


def grow_old(doors):
    session = doors.client.session
    session["account_authentication_methods"] = [
        {**proof, "at": LONG_AGO} for proof in session["account_authentication_methods"]
    ]
    session.save()


@pytest.mark.usefixtures("_required")
def test_the_rights_of_a_coordinator_wait_for_a_second_factor(coordinator):
    doors, _entered = enter(with_password(coordinator))

    before = doors.client.get("/api/v1/schools/")
    me = doors.client.get("/api/v1/me/").json()
    set_up(doors)
    after = doors.client.get("/api/v1/schools/")

    assert (before.status_code, before["Content-Type"]) == (403, "application/problem+json")
    assert before.json()["code"] == "second_factor_required"
    assert (me["second_factor_missing"], "school.read" in me["rights"]) == (True, False)
    assert after.status_code == 200


@pytest.mark.usefixtures("_required")
def test_what_a_coordinator_teaches_does_not_wait(coordinator):
    school = SchoolFactory()
    RoleFactory(user=coordinator, kind=RoleKind.TEACHER, school=school)
    SchoolFactory()
    doors, _entered = enter(with_password(coordinator))

    shown = doors.client.get("/api/v1/schools/").json()["results"]
    refused = doors.client.get("/api/v1/messages/")

    assert [each["uai"] for each in shown] == [school.uai]
    assert (refused.status_code, refused.json()["code"]) == (403, "second_factor_required")


@pytest.mark.usefixtures("_required")
def test_no_key_is_made_that_would_outlive_the_wait(coordinator):
    doors, _entered = enter(with_password(coordinator))

    refused = doors.api("/api/v1/tokens/", name="tableau", scope="read", days=30)

    assert (refused.status_code, refused.json()["code"]) == (403, "second_factor_required")
    assert not ApiToken.objects.exists()


@pytest.mark.usefixtures("_required")
def test_an_act_refused_to_who_waits_says_why(coordinator):
    RoleFactory(user=coordinator, kind=RoleKind.HEAD, school=SchoolFactory())
    group = ClassGroupFactory()
    RoleFactory(user=coordinator, kind=RoleKind.STAFF, school=group.school)
    doors, _entered = enter(with_password(coordinator))

    refused = doors.api(f"/api/v1/class-groups/{group.pk}/", verb="patch", headcount=12)

    assert (refused.status_code, refused.json()["code"]) == (403, "second_factor_required")


@pytest.mark.usefixtures("_required")
@pytest.mark.parametrize("kind", [RoleKind.TEACHER, RoleKind.HEAD, RoleKind.STAFF])
def test_nothing_more_is_asked_of_others(kind):
    user = with_password(RoleFactory(kind=kind, school=SchoolFactory()).user)
    doors, _entered = enter(user)

    assert doors.client.get("/api/v1/schools/").status_code == 200


def test_nothing_more_is_asked_in_the_demonstration(coordinator):
    doors, _entered = enter(with_password(coordinator))

    assert doors.client.get("/api/v1/schools/").status_code == 200


@pytest.mark.usefixtures("_required")
def test_who_needs_a_second_factor_keeps_the_last_one(coordinator):
    doors, _entered = enter(with_password(coordinator))
    set_up(doors)

    refused = doors.delete("account/authenticators/totp")
    Authenticator.objects.create(
        user=coordinator, type=Authenticator.Type.WEBAUTHN, data={"name": "Clé", "credential": {}}
    )
    removed = doors.delete("account/authenticators/totp")

    assert (refused.status_code, removed.status_code) == (409, 200)
    assert refused.json()["errors"][0]["code"] == "cannot_delete_authenticator"


def test_others_remove_theirs(coordinator):
    doors, _entered = enter(with_password(coordinator))
    set_up(doors)

    doors.delete("account/authenticators/totp")

    assert not Authenticator.objects.exists()


@pytest.mark.usefixtures("_required")
def test_the_administration_waits_for_a_second_factor():
    administrator = with_password(UserFactory(administrator=True))
    doors, _entered = enter(administrator)

    sent = doors.client.get("/admin/login/?next=/admin/")
    before = doors.client.get("/admin/").status_code
    set_up(doors)

    assert (sent["Location"], before) == ("/account/security?next=%2Fadmin%2F", 302)
    assert doors.client.get("/admin/").status_code == 200


def test_an_administrator_forgets_the_second_step_of_who_lost_it(protected):
    user, secret, _codes = protected
    administrator = Client()
    administrator.force_login(UserFactory(administrator=True))
    signed_in, _asked = enter(user)
    signed_in.post("auth/2fa/authenticate", code=code_of(secret))

    administrator.post(
        "/admin/prevention/user/", {"action": "forget_factors", "_selected_action": [user.pk]}
    )

    _again, entered = enter(user)
    assert (signed_in.who(), entered.status_code) == (None, 200)


def test_a_made_up_passkey_opens_nothing_and_breaks_nothing(client):
    client.get(f"{ADDRESS}auth/webauthn/login")
    made_up = {
        "id": "AAAA",
        "rawId": "AAAA",
        "type": "public-key",
        "response": {
            "clientDataJSON": "e30",
            "authenticatorData": "AAAA",
            "signature": "AAAA",
            "userHandle": "MQ",
        },
    }

    answers = [
        client.post(
            f"{ADDRESS}auth/webauthn/login", {"credential": sent}, content_type="application/json"
        ).status_code
        for sent in ({}, made_up, {**made_up, "response": {}}, "text", None)
    ]

    assert answers == [400] * 5
