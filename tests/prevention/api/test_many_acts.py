"""One act on many sessions through the API: preview, result line by line, and repeating."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from prevention.api.models import IdempotentAnswer
from prevention.models import Event, Session
from prevention.scheduling import gestures
from prevention.vocabulary import RoleKind
from tests.factories import ClassGroupFactory, RequestFactory, RoleFactory, SessionFactory

pytestmark = pytest.mark.django_db

MANY = "/api/v1/sessions/many/"
PREVIEW = f"{MANY}preview/"


@pytest.fixture
def done(school):
    """Five sessions that took place, oldest first."""
    ago = timezone.now() - timedelta(days=30)
    request = RequestFactory(school=school)
    rows = [
        SessionFactory(
            request=request,
            state="done",
            starts_at=ago + timedelta(days=day),
            held_until=None,
        )
        for day in range(5)
    ]
    for letter, row in zip("ABCDE", rows, strict=True):
        row.groups.add(ClassGroupFactory(school=school, label=f"5e {letter}"))
    return rows


def lines_of(preview):
    return [{"id": line["id"], "revised_at": line["revised_at"]} for line in preview["lines"]]


def test_a_preview_changes_nothing_and_says_what_the_act_will_do(client_of, coordinator, done):
    held = SessionFactory(request=done[0].request)
    client = client_of(coordinator)

    preview = client.post(PREVIEW, {"act": "close"}).json()

    assert (preview["will"], preview["will_not"]) == (5, 1)
    assert preview["told"] == {"people": 0, "mailboxes": 0, "names": []}
    wont, will = preview["lines"][:2]
    assert (will["becomes"], will["class_groups"]) == ("closed", "5e A")
    assert will["detail"] == ""
    assert (wont["id"], wont["becomes"]) == (str(held.public_id), None)
    assert wont["detail"] == "This session cannot be changed that way: it is “held”."
    assert not Event.objects.exists()


def test_the_filter_of_the_list_chooses_and_so_do_names(client_of, coordinator, done):
    client = client_of(coordinator)
    day = timezone.localdate(done[3].starts_at).isoformat()

    found = client.post(f"{PREVIEW}?from={day}&state=done", {"act": "close"}).json()
    named = client.post(PREVIEW, {"act": "close", "sessions": [str(done[1].public_id)]}).json()
    unknown = client.post(PREVIEW, {"act": "close", "sessions": [str(uuid4())]})

    assert [line["id"] for line in found["lines"]] == [str(row.public_id) for row in done[3:]]
    assert [line["id"] for line in named["lines"]] == [str(done[1].public_id)]
    assert unknown.status_code == 404


def test_what_changed_between_preview_and_act_is_said_and_the_rest_is_done(
    client_of, coordinator, done
):
    client = client_of(coordinator)
    lines = lines_of(client.post(PREVIEW, {"act": "close"}).json())
    client.post(f"/api/v1/sessions/{done[2].public_id}/close/")

    answer = client.post(MANY, {"act": "close", "sessions": lines})

    body = answer.json()
    assert (answer.status_code, body["done"], body["not_done"]) == (200, 4, 1)
    (left,) = [line for line in body["lines"] if not line["done"]]
    assert (left["id"], left["code"]) == (str(done[2].public_id), "session_changed")
    assert left["state"] == "closed"
    assert Event.objects.filter(act="close").count() == 5


def test_the_same_gesture_sent_twice_is_done_once_and_answered_alike(client_of, coordinator, done):
    client = client_of(coordinator)
    body = {"act": "close", "sessions": lines_of(client.post(PREVIEW, {"act": "close"}).json())}

    first = client.post(MANY, body, headers={"Idempotency-Key": "once"})
    again = client.post(MANY, body, headers={"Idempotency-Key": "once"})
    other = client.post(
        MANY, {**body, "sessions": body["sessions"][:1]}, headers={"Idempotency-Key": "once"}
    )

    assert first.json()["done"] == 5
    assert again.json() == first.json()
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    assert Event.objects.filter(act="close").count() == 5


def test_what_died_halfway_goes_on_where_it_stopped(client_of, coordinator, done):
    client = client_of(coordinator)
    body = {"act": "close", "sessions": lines_of(client.post(PREVIEW, {"act": "close"}).json())}
    key = {"Idempotency-Key": "halfway"}
    client.post(MANY, body, headers=key)
    # As a process leaves it that dies after two lines: they are noted, the others undone.
    noted = IdempotentAnswer.objects.get()
    IdempotentAnswer.objects.update(answer=noted.answer[:2])
    late = Session.objects.filter(pk__in=[row.pk for row in done[2:]])
    late.update(state="done", revised_at=done[2].revised_at)
    Event.objects.filter(session__in=late).delete()

    answer = client.post(MANY, body, headers=key)

    assert (answer.json()["done"], answer.json()["not_done"]) == (5, 0)
    assert "Idempotency-Replayed" not in answer.headers
    assert Event.objects.filter(act="close").count() == 5


def test_ending_many_asks_for_a_reason_and_says_who_is_told(client_of, coordinator, school):
    teacher = RoleFactory(school=school).user
    soon = timezone.now() + timedelta(days=40)
    session = SessionFactory(
        request=RequestFactory(school=school, asked_by=teacher),
        starts_at=soon,
        held_until=soon - timedelta(days=10),
    )
    client = client_of(coordinator)
    preview = client.post(PREVIEW, {"act": "cancel"}).json()
    body = {"act": "cancel", "sessions": lines_of(preview)}

    without = client.post(MANY, body)
    answer = client.post(MANY, {**body, "reason": "CLOSURE"}).json()

    assert preview["told"] == {"people": 1, "mailboxes": 0, "names": [teacher.name]}
    assert (without.status_code, without.json()["code"]) == (409, "reason_needed")
    assert answer["done"] == 1
    session.refresh_from_db()
    assert (session.state, session.ended_reason, session.ended_by_side) == (
        "cancelled",
        "CLOSURE",
        "COORDINATION",
    )


def test_a_head_authorises_many_and_none_of_another_school(client_of, head, school):
    soon = timezone.now() + timedelta(days=40)
    times = {"starts_at": soon, "held_until": soon - timedelta(days=10)}
    mine = SessionFactory(request=RequestFactory(school=school), **times)
    others = SessionFactory(**times)
    RoleFactory(user=head, kind=RoleKind.TEACHER, school=others.school)
    client = client_of(head)
    preview = client.post(PREVIEW, {"act": "authorise"}).json()

    answer = client.post(MANY, {"act": "authorise", "sessions": lines_of(preview)}).json()

    by_id = {line["id"]: line for line in answer["lines"]}
    assert by_id[str(mine.public_id)]["done"]
    assert by_id[str(others.public_id)]["code"] == "permission_denied"


def test_too_many_for_one_act_are_refused(client_of, coordinator, done):
    line = lines_of(client_of(coordinator).post(PREVIEW, {"act": "close"}).json())[0]

    answer = client_of(coordinator).post(
        MANY, {"act": "close", "sessions": [line] * (gestures.MOST_AT_ONCE + 1)}
    )

    assert answer.status_code == 400


def test_the_table_holds_what_the_filter_finds_and_empty_cells_for_wishes(
    client_of, coordinator, done
):
    SessionFactory(request=done[0].request, state="wished")
    client = client_of(coordinator)

    answer = client.get("/api/v1/sessions/csv/", {"state": ["done", "wished"]})
    none = client.get("/api/v1/sessions/csv/", {"state": "refused"})

    rows = answer.content.decode("utf-8-sig").splitlines()
    assert len(rows) == 7
    assert rows[0].startswith("Date;Day;Start;End;")
    assert sum(row.startswith(";;;;;") for row in rows) == 1
    assert answer["Content-Disposition"] == 'attachment; filename="Sessions.csv"'
    assert len(none.content.decode().splitlines()) == 1


def test_sessions_are_found_by_whoever_gives_them_and_what_blocks_them(
    client_of, coordinator, partner, offer, school
):
    soon = timezone.now() + timedelta(days=40)
    request = RequestFactory(offer=offer, school=school)
    lacks = SessionFactory(request=request, starts_at=soon, en_adult="")
    ready = SessionFactory(request=request, starts_at=soon + timedelta(days=1))
    for row in (lacks, ready):
        row.facilitators.add(partner)
    SessionFactory()
    client = client_of(coordinator)

    def found(**query):
        rows = client.get("/api/v1/sessions/", query).json()["results"]
        return {row["id"] for row in rows}

    both = {str(lacks.public_id), str(ready.public_id)}
    assert found(offer=offer.pk) == found(facilitator=partner.pk) == both
    assert found(organisation=offer.organisation_id, commune=school.commune_id) == both
    assert found(theme=offer.theme_id, blocked=True, facilitator=partner.pk) == {
        str(lacks.public_id)
    }
    assert found(blocked=False, facilitator=partner.pk) == {str(ready.public_id)}
    assert found(to_accept=True, facilitator=partner.pk) == set()
