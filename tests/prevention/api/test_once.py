"""What is sent again with the same ``Idempotency-Key`` is done once, whatever it is."""

import pytest

from prevention.models import Event, Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(openings, book):
    booked = book(openings()[0]["starts_at"])
    return Session.objects.get(public_id=booked.json()["sessions"][0]["id"])


def twice(client, path, body=None, *, key="tap"):
    return [client.post(path, body, headers={"Idempotency-Key": key}) for _time in range(2)]


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("authorise", None),
        ("prepare", {"en_adult": "NURSE"}),
        ("cancel", {"reason": "SCHEDULE"}),
        ("refuse", {"reason": "SCHEDULE"}),
    ],
)
def test_an_act_sent_twice_is_done_once_and_answered_alike(client_of, head, session, act, body):
    before = Event.objects.count()

    first, again = twice(client_of(head), f"/api/v1/sessions/{session.public_id}/{act}/", body)

    assert (first.status_code, again.status_code) == (200, 200)
    assert again["Idempotency-Replayed"] == "true"
    assert first.json() == again.json()
    assert Event.objects.count() == before + 1


def test_an_act_refused_leaves_its_key_free(client_of, head, session):
    client, path = client_of(head), f"/api/v1/sessions/{session.public_id}"
    client.post(f"{path}/authorise/")
    headers = {"Idempotency-Key": "tap"}
    late = client.post(f"{path}/authorise/", headers=headers)

    done = client.post(f"{path}/cancel/", {"reason": "ABSENCE"}, headers=headers)

    assert (late.status_code, done.status_code) == (409, 200)


def test_a_key_used_for_another_act_is_refused(client_of, head, session):
    client, path = client_of(head), f"/api/v1/sessions/{session.public_id}"
    client.post(f"{path}/authorise/", headers={"Idempotency-Key": "tap"})

    other = client.post(
        f"{path}/cancel/", {"reason": "ABSENCE"}, headers={"Idempotency-Key": "tap"}
    )

    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    assert Session.objects.get().state == "confirmed"
