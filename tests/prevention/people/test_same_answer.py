"""No door tells a known address from an unknown one: same answer, same work.

Compared in full: status, body, headers, cookies, mails and computations of password hashes.
"""

from collections import Counter
from dataclasses import dataclass
from functools import partial

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prevention.models import User
from tests import caches
from tests.factories import UserFactory
from tests.hashers import CountingHasher
from tests.identity_provider import come_back_as, provider_of
from tests.prevention.people.authenticators import PasskeyOf
from tests.prevention.people.doors import Doors, code_in, wrong

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "connue@ac-lille.fr", "inconnue@ac-lille.fr"
PASSWORD = "une phrase de passe 59300"
# Differ with every request, whoever asks.
OF_THE_MOMENT = {"X-Request-ID", "Expires"}


@dataclass(frozen=True)
class Seen:
    """What a stranger at a door can see of an answer, or measure of its work."""

    status: int
    body: bytes
    headers: frozenset
    cookies: frozenset
    mails: int
    hashes: int


def seen(ask):
    mails, hashes = len(mail.outbox), CountingHasher.computations
    answer = ask()
    return Seen(
        answer.status_code,
        answer.content,
        frozenset((name, value) for name, value in answer.items() if name not in OF_THE_MOMENT),
        frozenset((name, morsel["max-age"]) for name, morsel in answer.cookies.items()),
        len(mail.outbox) - mails,
        CountingHasher.computations - hashes,
    )


def walk(email, steps):
    """Take the steps as the first visitor: ``email`` and a ``wrong`` code are filled in."""
    caches.begin()
    doors, kept = Doors(), []
    for door, body in steps:
        code = code_in(mail.outbox[-1]) if mail.outbox else None
        filled = {"email": email, "wrong": wrong(code or "000000")}
        typed = {key: filled.get(v, v) for key, v in body.items()}
        kept.append(seen(partial(doors.post, door, **typed)))
    return kept


@pytest.fixture(params=["password", "no password", "address not confirmed", "made by hand"])
def _known(request):
    user = UserFactory(email=KNOWN)
    user.set_password(PASSWORD if request.param == "password" else None)
    user.save()
    if request.param != "made by hand":
        verified = request.param != "address not confirmed"
        EmailAddress.objects.create(user=user, email=KNOWN, verified=verified, primary=True)


ASK_CODE = ("auth/code/request", {"email": "email"})
TRY_CODE = ("auth/code/confirm", {"code": "wrong"})
SIGN_UP = ("auth/signup", {"email": "email"})
VERIFY = ("auth/email/verify", {"key": "wrong"})
LOGIN = ("auth/login", {"email": "email", "password": "une mauvaise phrase"})
ASK_RESET = ("auth/password/request", {"email": "email"})
RESET = ("auth/password/reset", {"key": "wrong", "password": "une nouvelle phrase 2026"})
RESET_WEAKLY = ("auth/password/reset", {"key": "wrong", "password": "1234"})
RESET_LIKE_THE_ADDRESS = ("auth/password/reset", {"key": "wrong", "password": KNOWN})


@pytest.mark.usefixtures("_known")
@pytest.mark.parametrize(
    "steps",
    [
        [ASK_CODE, *[TRY_CODE] * 4],
        [ASK_CODE] * 5,
        [SIGN_UP, *[VERIFY] * 4],
        [SIGN_UP] * 5,
        [SIGN_UP, ASK_CODE, TRY_CODE],
        [LOGIN] * 7,
        [ASK_RESET, *[RESET] * 4],
        [ASK_RESET, *[RESET_WEAKLY] * 4],
        [ASK_RESET, RESET_LIKE_THE_ADDRESS],
        [ASK_RESET] * 5,
    ],
    ids=lambda steps: " ".join(door.removeprefix("auth/") for door, _body in steps[:2]),
)
def test_known_and_unknown_addresses_are_answered_alike(steps):
    known = walk(KNOWN, steps)
    unknown = walk(UNKNOWN, steps)

    assert known == unknown


def test_signing_up_again_reads_and_writes_as_much_as_for_the_first_time(monkeypatch):
    # Django does not log what PostgreSQL reads by a cursor of its own, as allauth's look-up is.
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    user = UserFactory(email=KNOWN)
    EmailAddress.objects.create(user=user, email=KNOWN, verified=True, primary=True)
    costs = []

    for email in (KNOWN, UNKNOWN):
        with CaptureQueriesContext(connection) as queries:
            walk(email, [SIGN_UP])
        verbs = Counter(query["sql"].split()[0] for query in queries.captured_queries)
        costs.append((verbs["SELECT"], verbs["INSERT"], verbs["UPDATE"]))

    assert costs[0] == costs[1]
    assert set(User.objects.values_list("email", flat=True)) == {KNOWN, UNKNOWN}


@pytest.mark.usefixtures("_known")
def test_a_wrong_password_costs_one_hash_known_or_not():
    assert [walk(email, [LOGIN])[0].hashes for email in (KNOWN, UNKNOWN)] == [1, 1]


def test_a_refused_address_hears_the_same_whether_it_has_an_account():
    UserFactory(email="connue@exemple.test")

    known = walk("connue@exemple.test", [SIGN_UP])
    unknown = walk("inconnue@exemple.test", [SIGN_UP])

    assert known == unknown
    assert (known[0].status, known[0].mails) == (400, 0)


@pytest.mark.usefixtures("_known")
def test_the_code_of_a_new_password_cannot_be_tried_by_reading():
    visitor = Doors()
    visitor.post("auth/password/request", email=KNOWN)

    answer = visitor.client.get(
        "/_allauth/browser/v1/auth/password/reset", HTTP_X_PASSWORD_RESET_KEY="000000"
    )

    assert answer.status_code == 405


CLAIMS = {
    "unproved known": {"email": KNOWN, "email_verified": False},
    "unproved unknown": {"email": UNKNOWN, "email_verified": False},
    "refused known": {"email": "partie@exemple.test", "email_verified": True},
    "refused unknown": {"email": "inconnue@exemple.test", "email_verified": True},
}


@pytest.mark.usefixtures("_known")
@pytest.mark.parametrize("kind", ["unproved", "refused"])
def test_what_a_provider_tells_opens_nothing_alike_for_known_and_unknown(settings, kind):
    UserFactory(email="partie@exemple.test", is_active=False)
    answers = []

    with provider_of(CLAIMS, settings):
        for who in (f"{kind} known", f"{kind} unknown"):
            caches.begin()
            doors = Doors()
            going = doors.post("auth/provider/redirect").json()["data"]["location"]
            answers.append(seen(partial(doors.client.get, come_back_as(who, going))))
            assert doors.who() is None

    known, unknown = answers
    assert known == unknown
    assert (known.status, known.mails) == (302, 0)


@pytest.mark.usefixtures("_known")
def test_a_passkey_that_proves_nothing_is_answered_alike_whoever_it_names():
    known, other = User.objects.get(email=KNOWN), UserFactory()
    passkey = PasskeyOf(other)
    answers = []

    for named in (other, known, User(pk=known.pk + other.pk)):
        caches.begin()
        doors = Doors()
        options = doors.get("auth/webauthn/login").json()["data"]["request_options"]
        assert options["publicKey"]["allowCredentials"] == []
        forged = passkey.answer(options, names=named, signed=False)
        answers.append(seen(partial(doors.post, "auth/webauthn/login", credential=forged)))

    assert answers == [answers[0]] * 3
    assert answers[0].status == 400


def test_the_same_passkey_rightly_signed_opens_its_account():
    user, doors = UserFactory(), Doors()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    passkey = PasskeyOf(user)
    options = doors.get("auth/webauthn/login").json()["data"]["request_options"]

    answer = doors.post("auth/webauthn/login", credential=passkey.answer(options))

    assert (answer.status_code, doors.who()) == (200, user.email)
