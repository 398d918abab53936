"""A head decides on many sessions in one go; each line says what became of its session."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from prevention.models import Event, Session
from prevention.vocabulary import RoleKind
from tests.factories import (
    ClassGroupFactory,
    OfferFactory,
    RequestFactory,
    RoleFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db

MANY = "/api/v1/sessions/many/"


@pytest.fixture
def waiting(school):
    """Make a request of so many sessions that wait for the head."""

    def make(count=3, **session):
        now = timezone.now()
        request = RequestFactory(school=school, offer=OfferFactory(instant=False))
        made = []
        for n in range(count):
            start = now + timedelta(days=20, hours=n)
            one = SessionFactory(
                request=request,
                starts_at=start,
                **{"held_until": now + timedelta(days=5), **session},
            )
            one.groups.add(ClassGroupFactory(school=school))
            made.append(one)
        return made

    return make


def asked(act, sessions, **more):
    read = [{"id": str(one.public_id), "revised_at": one.revised_at} for one in sessions]
    return {"act": act, "sessions": read, **more}


@pytest.fixture
def decide(client_of, head):
    def post(body, reader=head, **headers):
        return client_of(reader).post(MANY, body, headers=headers)

    return post


def test_all_are_authorised_in_one_call(decide, waiting, head):
    sessions = waiting()

    answer = decide(asked("authorise", sessions))

    assert answer.status_code == 200, answer.json()
    lines = answer.json()["lines"]
    assert [one["id"] for one in lines] == [str(one.public_id) for one in sessions]
    assert {(one["done"], one["code"], one["detail"]) for one in lines} == {(True, "", "")}
    assert all("refuse" in one["allowed_actions"] for one in lines)
    assert all(one["sentence"].startswith("Waits for the partner") for one in lines)
    assert Session.objects.filter(authorised_at=None).count() == 0
    events = Event.objects.filter(act="authorise", actor=head)
    assert events.count() == len(sessions)


def test_all_are_refused_for_one_reason(decide, waiting):
    sessions = waiting()

    answer = decide(asked("refuse", sessions, reason="PROJECT"))

    assert answer.status_code == 200
    found = Session.objects.values_list("state", "ended_reason", "ended_by_side")
    assert set(found) == {("refused", "PROJECT", "SCHOOL")}


def test_what_refuses_one_stops_none_of_the_others(decide, waiting):
    good, moved, late, gone = waiting(4)
    read = asked("authorise", [good, moved, late, gone])
    now = timezone.now()
    Session.objects.filter(pk=moved.pk).update(revised_at=now)
    Session.objects.filter(pk=late.pk).update(held_until=now - timedelta(hours=1))
    Session.objects.filter(pk=gone.pk).update(state="cancelled", held_until=None)

    answer = decide(read)

    lines = answer.json()["lines"]
    assert [one["code"] for one in lines] == [
        "",
        "session_changed",
        "hold_expired",
        "act_not_possible",
    ]
    assert lines[1]["detail"] == (
        "This session has changed since you read it: read it again, then decide."
    )
    authorised = Session.objects.exclude(authorised_at=None)
    assert list(authorised) == [good]


def test_a_session_of_a_school_one_only_teaches_at_is_left_as_it_is(decide, waiting, school):
    (session,) = waiting(1)
    teacher_here_head_elsewhere = RoleFactory(school=school).user
    RoleFactory(user=teacher_here_head_elsewhere, kind=RoleKind.HEAD)

    answer = decide(asked("authorise", [session]), reader=teacher_here_head_elsewhere)

    (one,) = answer.json()["lines"]
    assert (one["done"], one["code"]) == (False, "permission_denied")
    assert one["allowed_actions"] == ["prepare", "move", "cancel"]  # a teacher's, on what was read
    session.refresh_from_db()
    assert session.authorised_at is None


def test_a_session_out_of_sight_is_left_as_it_is_and_nothing_is_said_of_it(decide, waiting):
    hidden, unknown = SessionFactory(), SessionFactory.build(revised_at=timezone.now())
    (seen,) = waiting(1)

    answer = decide(asked("authorise", [hidden, seen, unknown]))

    of_hidden, of_seen, of_unknown = answer.json()["lines"]
    assert of_seen["done"]
    assert list(Session.objects.exclude(authorised_at=None)) == [seen]
    # The same is said as of what does not exist.
    assert {**of_hidden, "id": None} == {**of_unknown, "id": None}
    assert (of_hidden["done"], of_hidden["code"]) == (False, "permission_denied")
    told = set(of_hidden) - {"id", "done", "code", "detail"}
    assert not any(of_hidden[name] for name in told)


def test_sent_twice_it_is_done_once_and_answered_alike(decide, waiting):
    body = asked("authorise", waiting())
    key = {"Idempotency-Key": "one gesture"}

    first, second = decide(body, **key), decide(body, **key)

    assert first.json()["done"] == 3
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert second.json() == first.json()
    assert Event.objects.filter(act="authorise").count() == 3


def test_refusing_takes_a_reason(decide, waiting):
    sessions = waiting(1)

    answer = decide(asked("refuse", sessions))

    assert (answer.status_code, answer.json()["code"]) == (409, "reason_needed")
    assert answer.json()["detail"] == "Say why: choose a reason."
    assert Session.objects.get().state == "held"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"act": "refuse", "reason": "perhaps"}, "reason"),
        ({"act": "perhaps"}, "act"),
        ({"act": "authorise", "sessions": []}, "sessions"),
    ],
)
def test_what_is_left_out_is_said(decide, waiting, body, field):
    answer = decide({**asked("authorise", waiting(1)), **body})

    assert answer.status_code == 400
    assert field in answer.json()["errors"]


def test_each_session_costs_the_same(decide, waiting, the_connection):
    few, many = waiting(1), waiting(10)
    decide(asked("authorise", waiting(1)))  # what is asked once a process

    with CaptureQueriesContext(the_connection) as short:
        decide(asked("authorise", few))
    with CaptureQueriesContext(the_connection) as long:
        decide(asked("authorise", many))

    assert (len(long) - len(short)) % 9 == 0
    assert (len(long) - len(short)) // 9 <= 12


def test_a_list_says_what_was_asked_for_together(client_of, head, waiting):
    sessions = waiting(2)
    found = client_of(head).get("/api/v1/sessions/", {"to_authorise": "true"}).json()["results"]

    request = sessions[0].request
    assert {one["request"]["id"] for one in found} == {str(request.public_id)}
    assert {one["request"]["asked_by"] for one in found} == {str(request.asked_by)}
    assert [parse_datetime(one["revised_at"]) for one in found] == [
        one.revised_at for one in sessions
    ]
    assert {one["en_adult"] for one in found} == {"TEACHER"}
