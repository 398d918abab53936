from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from prevention.models import ApiToken
from prevention.people.tokens import create_token, find_token, revoke_token
from prevention.vocabulary import TokenScope
from tests.factories import RoleFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(now):
    return create_token(user=UserFactory(), name="tableur", scope=TokenScope.READ, now=now, days=30)


def test_a_secret_is_found_again_by_its_digest_alone(made, now):
    token, secret = made

    assert find_token(secret, now=now) == token
    assert secret.startswith(token.prefix)
    assert secret not in str(ApiToken.objects.values())


@pytest.mark.parametrize("secret", ["", "ps_", "ps_unknown"])
def test_other_secrets_find_nothing(made, secret, now):
    assert find_token(secret, now=now) is None


def test_a_token_ends_on_its_day_when_revoked_and_with_its_account(made, now):
    token, secret = made
    assert find_token(secret, now=now + timedelta(days=30)) is None

    revoke_token(token=token, now=now)

    assert find_token(secret, now=now) is None


def test_a_token_of_a_closed_account_finds_nothing(made, now):
    token, secret = made
    type(token.user).objects.update(is_active=False)

    assert find_token(secret, now=now) is None


def test_last_use_is_noted_once_a_minute(made, now, django_assert_num_queries):
    token, secret = made
    find_token(secret, now=now)
    with django_assert_num_queries(1):
        find_token(secret, now=now + timedelta(seconds=30))
    find_token(secret, now=now + timedelta(minutes=2))

    token.refresh_from_db()
    assert token.last_used_at == now + timedelta(minutes=2)


@pytest.fixture
def bearer(client):
    def ask(secret, method="get", address="/api/v1/schools/", **body):
        return getattr(client, method)(
            address,
            body or None,
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret}"},
        )

    return ask


@pytest.fixture
def secrets():
    user = RoleFactory(kind="HEAD").user

    def of(scope):
        out = StringIO()
        call_command("create_api_token", user.email.upper(), scope=scope, stdout=out)
        return out.getvalue().strip(), user

    return of


def test_a_reading_token_reads_and_writes_nothing(bearer, secrets):
    secret, user = secrets("read")
    address = f"/api/v1/schools/{user.roles.get().school_id}/"

    assert bearer(secret, address=address).status_code == 200
    assert bearer(secret, "patch", address, phone="03").status_code == 403


def test_a_writing_token_needs_no_csrf(bearer, secrets):
    secret, user = secrets("write")
    address = f"/api/v1/schools/{user.roles.get().school_id}/"

    assert bearer(secret, "patch", address, phone="03").status_code == 200


def test_an_unknown_token_is_refused_even_beside_a_session(bearer, client):
    client.force_login(UserFactory())

    answer = bearer("ps_unknown")

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize(
    ("email", "days", "sentence"),
    [("nobody@exemple.test", 1, "nobody@exemple.test"), ("one@exemple.test", 400, "365")],
)
def test_the_command_says_what_is_wrong(email, days, sentence):
    UserFactory(email="one@exemple.test")

    with pytest.raises(CommandError, match=sentence):
        call_command("create_api_token", email, days=days)
