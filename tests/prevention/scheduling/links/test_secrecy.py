"""The page of an authorisation link, as mail scanners, guessers and logs meet it."""

import logging
import re

import pytest
from django.core.signing import Signer
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prevention.models import AuthorisationLink
from prevention.operations.logs import scrubbed
from prevention.scheduling.links import SALT
from tests.factories import SchoolFactory
from tests.prevention.scheduling.links.visiting import path, state

pytestmark = pytest.mark.django_db

WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE)", re.IGNORECASE)


def test_looking_however_often_decides_nothing(link):
    before = state(link)

    for visit in range(5):
        scanner = Client(headers={"User-Agent": f"MailScanner/{visit}"})
        with CaptureQueriesContext(connection) as queries:
            answers = [scanner.get(path(link)), scanner.head(path(link))]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert [one["sql"] for one in queries if WRITES.match(one["sql"])] == []

    assert state(link) == before


def signed(text, salt=SALT):
    return f"/authorise/{Signer(sep='.', salt=salt).sign(text)}"


UNKNOWN = "0" * 32
FORGED = {
    "made up": "/authorise/whatever",
    "cut short": "{path}",
    "another id": f"/authorise/{UNKNOWN}.{{signature}}",
    "another salt": signed(UNKNOWN, salt="other"),
    "signed, unknown": signed(UNKNOWN),
    "control characters": "/authorise/%00%0a.x",
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
@pytest.mark.parametrize("verb", ["get", "head", "post"])
def test_a_token_that_was_never_given_is_not_found_at_one_price(client, link, forged, verb):
    address = forged.format(path=path(link)[:-1], signature=path(link).split(".")[1])

    with CaptureQueriesContext(connection) as queries:
        answer = getattr(client, verb)(address, headers={"Accept-Language": "en"})

    assert (answer.status_code, len(queries)) == (404, 1)
    if verb == "get":
        assert "No link has this address: check that it is whole, or sign in." in answer.text


@pytest.mark.parametrize("end", ["expired", "head left", "account closed"])
@pytest.mark.parametrize("verb", ["get", "post"])
def test_a_link_that_is_over_says_so(client, link, head, end, verb):
    match end:
        case "expired":
            AuthorisationLink.objects.update(expires_at=timezone.now())
        case "head left":
            head.roles.update(status="ENDED")
        case "account closed":
            type(head).objects.filter(pk=head.pk).update(is_active=False)
    before = state(link)

    answer = getattr(client, verb)(path(link), headers={"Accept-Language": "en"})

    assert (answer.status_code, state(link)) == (410, before)
    assert "This link is not valid any more: sign in" in answer.text
    assert "5e 0" not in answer.text


def test_guessing_is_limited_and_reading_is_not(client, link):
    guesses = [client.get(f"/authorise/guess{n}") for n in range(31)]

    assert [answer.status_code for answer in guesses] == [404] * 30 + [429]
    assert 0 < int(guesses[-1]["Retry-After"]) <= 60
    assert client.get(path(link)).status_code == 200


@pytest.mark.parametrize("known", [True, False])
def test_the_page_stays_out_of_caches_indexes_and_referrers(client, link, known):
    answer = client.get(path(link) if known else "/authorise/guess")

    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "strict-origin"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "<script" not in answer.text
    assert "style=" not in answer.text


def test_no_log_line_holds_the_token(client, link, caplog):
    token = path(link).split("/")[-1]
    AuthorisationLink.objects.update(expires_at=timezone.now())

    with caplog.at_level(logging.DEBUG):
        client.get(path(link))
        Client(enforce_csrf_checks=True).post(path(link))

    said = [
        record.getMessage() for record in caplog.records if "/authorise/" in record.getMessage()
    ]
    assert len(said) == 2
    assert [line for line in said if token in scrubbed(line)] == []


def test_a_head_of_another_school_sees_nothing_through_it(client, link):
    link.head.roles.update(school=SchoolFactory())

    assert client.get(path(link)).status_code == 410
