"""The coordination gets a head's link through the API."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from prevention.models import AuthorisationLink, IdempotentAnswer
from prevention.scheduling.links import address_of
from prevention.vocabulary import RoleKind
from tests.factories import RequestFactory, RoleFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(school, teacher):
    """A request whose session waits for the head for three more days."""
    soon = timezone.now() + timedelta(days=30)
    request = RequestFactory(school=school, asked_by=teacher)
    SessionFactory(request=request, starts_at=soon, held_until=timezone.now() + timedelta(days=3))
    return request


@pytest.fixture
def ask(client_of, asked):
    def post(user, **body):
        address = f"/api/v1/requests/{asked.public_id}/authorisation-link/"
        return client_of(user).post(address, body, headers={"Idempotency-Key": "once"})

    return post


def test_a_coordinator_gets_the_address_to_send(ask, asked, head, coordinator, client):
    answer = ask(coordinator)

    link = AuthorisationLink.objects.get()
    body = answer.json()
    assert answer.status_code == 201
    assert body == {
        "url": address_of(link),
        "head": head.name,
        "expires_at": body["expires_at"],
    }
    assert parse_datetime(body["expires_at"]) == asked.sessions.get().held_until
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get("/" + body["url"].split("/", 3)[3]).status_code == 200


def test_the_address_is_stored_nowhere(ask, head, coordinator):
    ask(coordinator)
    ask(coordinator)

    assert not IdempotentAnswer.objects.exists()
    assert AuthorisationLink.objects.open(now=timezone.now()).count() == 1


def test_who_asks_and_who_is_asked_get_no_address(ask, head, teacher):
    assert [ask(user).status_code for user in (teacher, head)] == [403, 403]
    assert not AuthorisationLink.objects.exists()


def test_a_school_without_a_head_is_said_so(ask, coordinator, school):
    answer = ask(coordinator)

    assert (answer.status_code, answer.json()["code"]) == (409, "no_head")
    assert answer.json()["detail"] == (
        f"Nobody is known as head of {school.name}: invite the head first."
    )


def test_of_several_heads_the_refusal_names_them_and_one_is_chosen(ask, head, coordinator, school):
    deputy = RoleFactory(kind=RoleKind.HEAD, school=school).user

    refused = ask(coordinator)

    assert (refused.status_code, refused.json()["code"]) == (409, "head_to_choose")
    heads = refused.json()["facts"]["heads"]
    assert {one["id"] for one in heads} == {head.pk, deputy.pk}
    assert ask(coordinator, head=deputy.pk).json()["head"] == deputy.name


def test_nothing_to_authorise_is_said_so(ask, asked, head, coordinator):
    asked.sessions.update(held_until=timezone.now())

    assert ask(coordinator).json()["code"] == "nothing_to_authorise"
