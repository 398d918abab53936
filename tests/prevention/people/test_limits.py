"""Every door has its limit, and who keeps within it never meets it."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as site
from django.core import mail
from django.test import Client
from rest_framework.test import APIClient
from rest_framework.throttling import SimpleRateThrottle

from prevention import settings as production
from prevention.people.tokens import create_token
from prevention.vocabulary import TokenScope
from tests.factories import UserFactory
from tests.prevention.people.doors import Doors, code_in, wrong

pytestmark = pytest.mark.django_db

EMAIL, PASSWORD = "enseignante@ac-lille.fr", "une phrase de passe 59300"


@pytest.fixture
def teacher():
    user = UserFactory(email=EMAIL)
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    return user


@pytest.fixture
def _real_rates(monkeypatch):
    rates = production.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", rates)


def statuses(doors, door, times, **body):
    return [doors.post(door, **body).status_code for _time in range(times)]


def test_one_address_is_sent_three_codes_in_five_minutes(teacher):
    answers = statuses(Doors(), "auth/code/request", 4, email=EMAIL)
    last = Doors().post("auth/code/request", email=EMAIL).json()

    assert (answers, len(mail.outbox)) == ([401, 401, 401, 400], 3)
    assert last["errors"][0]["message"] == "Too many attempts: wait a few minutes, then try again."


def test_one_address_is_sent_three_codes_for_a_new_password_in_five_minutes(teacher):
    answers = statuses(Doors(), "auth/password/request", 4, email=EMAIL)

    assert (answers, len(mail.outbox)) == ([401, 401, 401, 429], 3)


def test_one_address_is_sent_three_codes_of_sign_up_in_five_minutes():
    answers = [Doors().post("auth/signup", email=EMAIL).status_code for _time in range(4)]

    assert (answers, len(mail.outbox)) == ([401, 401, 401, 429], 3)


def test_one_network_signs_up_twenty_times_a_minute():
    answers = [
        Doors().post("auth/signup", email=f"personne{n}@exemple.test").status_code
        for n in range(21)
    ]

    assert answers == [400] * 20 + [429]


def test_one_network_asks_for_twenty_codes_a_minute():
    answers = [
        Doors().post("auth/code/request", email=f"personne{n}@ac-lille.fr").status_code
        for n in range(21)
    ]

    assert answers == [401] * 20 + [400]


def test_one_network_asks_for_twenty_new_passwords_a_minute():
    answers = [
        Doors().post("auth/password/request", email=f"personne{n}@ac-lille.fr").status_code
        for n in range(21)
    ]

    assert answers == [401] * 20 + [429]


def test_five_wrong_passwords_close_the_door_even_to_the_right_one(teacher):
    doors = Doors()
    statuses(doors, "auth/login", 5, email=EMAIL, password="fausse")

    refused = doors.post("auth/login", email=EMAIL, password=PASSWORD)

    assert refused.json()["errors"][0]["code"] == "too_many_login_attempts"
    assert doors.who() is None


def test_one_network_signs_in_thirty_times_a_minute(teacher):
    answers = statuses(Doors(), "auth/login", 31, email="sans arobase", password="fausse")

    assert answers == [400] * 30 + [429]


@pytest.mark.parametrize("door", ["auth/code/confirm", "auth/email/verify"])
def test_one_network_types_thirty_codes_a_minute(door, settings):
    name = {"auth/code/confirm": "LOGIN", "auth/email/verify": "EMAIL_VERIFICATION"}[door]
    setattr(settings, f"ACCOUNT_{name}_BY_CODE_MAX_ATTEMPTS", 99)
    doors = Doors()
    doors.post("auth/code/request" if name == "LOGIN" else "auth/signup", email=EMAIL)
    code = wrong(code_in(mail.outbox[0]) or "000000")

    answers = statuses(doors, door, 31, code=code, key=code)

    assert answers == [400] * 30 + [429]


def test_one_network_types_twenty_codes_for_new_passwords_a_minute(teacher, settings):
    settings.ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 99
    doors = Doors()
    doors.post("auth/password/request", email=EMAIL)
    code = wrong(code_in(mail.outbox[0]))

    answers = statuses(doors, "auth/password/reset", 21, key=code, password=PASSWORD)

    assert answers == [400] * 20 + [429]


def test_a_person_changes_the_password_five_times_a_minute(teacher):
    doors = Doors()
    doors.post("auth/login", email=EMAIL, password=PASSWORD)
    change = {"current_password": "fausse", "new_password": "une autre phrase 2026"}

    assert statuses(doors, "account/password/change", 6, **change) == [400] * 5 + [429]


def test_every_limit_of_sign_in_has_a_rate():
    assert set(site.ACCOUNT_RATE_LIMITS) == {
        "change_password",
        "confirm_email",
        "login",
        "login_failed",
        "reauthenticate",
        "request_login_code",
        "reset_password",
        "reset_password_from_key",
        "signup",
        "type_code",
        "type_second_code",
    }


def asked(client, times, address="/api/v1/me/", **headers):
    return [client.get(address, **headers).status_code for _time in range(times)]


def test_a_stranger_asks_what_is_open_within_a_limit(monkeypatch):
    rates = SimpleRateThrottle.THROTTLE_RATES
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", {**rates, "anon": "1/hour"})
    client = APIClient(HTTP_ACCEPT_LANGUAGE="en")

    answers = asked(client, 2, "/api/v1/schema/")
    last = client.get("/api/v1/schema/", HTTP_ACCEPT="application/json")

    assert answers == [200, 429]
    assert last["Content-Type"] == "application/problem+json"
    assert last.json()["code"] == "throttled"
    assert 0 < int(last["Retry-After"]) <= 3600
    assert last.json()["detail"].endswith("seconds.")


def test_a_person_asks_the_api_within_an_own_limit(monkeypatch, teacher):
    rates = SimpleRateThrottle.THROTTLE_RATES
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", {**rates, "user": "3/min"})
    client, another = APIClient(), APIClient()
    client.force_authenticate(teacher)
    another.force_authenticate(UserFactory())

    assert asked(client, 4) == [200, 200, 200, 429]
    assert asked(another, 1) == [200]


@pytest.mark.usefixtures("_real_rates")
@pytest.mark.parametrize(
    ("address", "times"), [("invitations/accept", 60), ("roles", 60), ("tokens", 20)]
)
def test_a_person_asks_for_a_few_roles_and_keys_an_hour_and_reads_on(teacher, address, times):
    client = APIClient()
    client.force_authenticate(teacher)

    answers = [client.post(f"/api/v1/{address}/", {}).status_code for _time in range(times + 1)]

    assert answers == [400] * times + [429]
    assert client.get("/api/v1/tokens/").status_code == 200


@pytest.mark.usefixtures("_real_rates")
def test_twenty_wrong_tokens_a_minute_are_answered_and_right_ones_go_on(teacher, now):
    client = APIClient()
    _token, secret = create_token(
        user=teacher, name="Agenda", scope=TokenScope.READ, now=now, days=3650
    )
    right, guess = {"HTTP_AUTHORIZATION": f"Bearer {secret}"}, {"HTTP_AUTHORIZATION": "Bearer ps_x"}

    rights = asked(client, 30, **right)
    wrongs = asked(client, 21, **guess)
    colleagues = asked(client, 1, **right)
    elsewhere = asked(client, 1, **guess, REMOTE_ADDR="192.0.2.7")

    assert rights == [200] * 30
    assert wrongs == [401] * 20 + [429]
    assert (colleagues, elsewhere) == ([200], [401])
    assert "Retry-After" in client.get("/api/v1/me/", **guess)


def test_what_a_client_writes_about_its_own_network_is_not_believed(settings):
    answers = [
        Client(HTTP_X_FORWARDED_FOR=f"198.51.100.{n}")
        .post(
            "/_allauth/browser/v1/auth/signup",
            {"email": f"personne{n}@exemple.test"},
            content_type="application/json",
        )
        .status_code
        for n in range(21)
    ]

    assert answers == [400] * 20 + [429]


@pytest.mark.parametrize("door", ["auth/password/request", "auth/signup"])
def test_a_door_says_when_to_come_back(door):
    answers = [Doors().post(door, email=EMAIL) for _time in range(4)]

    assert (answers[-1].status_code, answers[-1]["Retry-After"]) == (429, "300")
