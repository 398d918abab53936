"""The outbox in the API: what the coordination sees, and the acts on each message."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prevention.messages.models import Message, OptOut
from prevention.vocabulary import RoleKind
from tests.factories import (
    CommuneFactory,
    MessageFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_of, coordinator):
    return client_of(coordinator)


@pytest.fixture
def soon():
    return timezone.now() + timedelta(days=2)


def listed(client, **query):
    answer = client.get("/api/v1/messages/", query)
    assert answer.status_code == 200, answer.json()
    return [row["id"] for row in answer.json()["results"]]


def ids(*messages):
    return [str(message.public_id) for message in messages]


def test_a_message_is_shown_with_its_reader_its_state_and_what_can_be_done(client, school):
    reader = UserFactory(name="Inès Carlier", email="ines@exemple.test")
    session = SessionFactory(request=RequestFactory(school=school))
    message = MessageFactory(
        failed=True, reader=reader, school=school, sessions=[session], reply="550 unknown user"
    )

    (shown,) = client.get("/api/v1/messages/").json()["results"]

    assert shown == {
        "id": str(message.public_id),
        "kind": "reminder",
        "kind_label": "reminder, two days before",
        "reader": {"name": "Inès Carlier", "email": "ines@exemple.test"},
        "address": "",
        "language": "fr",
        "school": {
            "uai": school.uai,
            "name": school.name,
            "commune": "Valenciennes",
            "time_zone": "Europe/Paris",
        },
        "session_count": 1,
        "state": "failed",
        "state_label": "failed",
        "sentence": "Did not arrive: the mail server refused this address.",
        "due_at": "2026-09-16T08:00:00+02:00",
        "held_at": None,
        "sent_at": None,
        "attempts": 1,
        "failure": "refused",
        "failure_label": "the mail server refused this address",
        "reply": "550 unknown user",
        "advice": "Check the address with its holder, then send it again.",
        "subject": "",
        "words": "",
        "changed_by": None,
        "allowed_actions": ["send_again", "cancel"],
    }


def test_a_message_opened_shows_its_sessions_and_how_it_would_read(client, school):
    session = SessionFactory(request=RequestFactory(school=school))
    message = MessageFactory(school=school, sessions=[session], words="Entrée par la cour.")

    shown = client.get(f"/api/v1/messages/{message.public_id}/").json()

    assert shown["sessions"] == [
        {
            "id": str(session.public_id),
            "title": session.title,
            "when": "Tuesday 6 October 2026, from 10:00 to 11:00",
        }
    ]
    assert shown["preview"].keys() == {"subject", "text", "html"}
    assert "Entrée par la cour." in shown["preview"]["text"]
    assert "Entrée par la cour." in shown["preview"]["html"]


def test_the_html_of_a_message_is_shut_in(client):
    message = MessageFactory(words="<script>alert(1)</script>", sessions=[SessionFactory()])

    answer = client.get(f"/api/v1/messages/{message.public_id}/preview.html")

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "private" in answer["Cache-Control"]
    policy = answer["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "frame-ancestors 'self'", "sandbox"} <= set(policy)
    assert b"<script>" not in answer.content


def test_the_html_of_a_message_elsewhere_is_a_problem(client_of):
    elsewhere = RoleFactory(
        kind=RoleKind.COORDINATOR, commune=CommuneFactory(insee_code="59014")
    ).user

    answer = client_of(elsewhere).get(f"/api/v1/messages/{MessageFactory().public_id}/preview.html")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer["X-Frame-Options"] == "DENY"


def test_messages_are_filtered_by_what_they_are(client, now):
    waiting = MessageFactory(due_at=now)
    held = MessageFactory(due_at=now + timedelta(hours=1), held_at=now, kind="nudge")
    failed = MessageFactory(due_at=now + timedelta(hours=2), failed=True)
    sent = MessageFactory(due_at=now + timedelta(hours=3), sent=True)

    assert listed(client) == ids(waiting, held, failed, sent)
    assert listed(client, newest_first="true") == ids(sent, failed, held, waiting)
    assert listed(client, state="failed") == ids(failed)
    assert listed(client, state=["failed", "sent"]) == ids(failed, sent)
    assert listed(client, kind="nudge") == ids(held)
    assert listed(client, state="scheduled", held="true") == ids(held)
    assert listed(client, state="scheduled", held="false") == ids(waiting)
    assert listed(client, school=sent.school.uai) == ids(sent)
    assert listed(client, due_from=failed.due_at.isoformat()) == ids(failed, sent)
    assert listed(client, due_until=held.due_at.isoformat()) == ids(waiting, held)


def test_messages_are_found_by_their_reader(client):
    person = MessageFactory(reader__name="Inès Carlier", reader__email="i.carlier@exemple.test")
    mailbox = MessageFactory(to_a_mailbox=True)

    assert listed(client, reader="carlier inès") == ids(person)
    assert listed(client, reader="i.carlier@") == ids(person)
    assert listed(client, reader="0590001A") == ids(mailbox)
    assert listed(client, reader="personne d’autre") == []


def test_pages_follow_each_other_in_both_orders(client, now):
    messages = [MessageFactory(due_at=now) for _n in range(3)]

    for order in ("false", "true"):
        page = client.get("/api/v1/messages/", {"page_size": 2, "newest_first": order}).json()
        rest = client.get(page["next"]).json()
        found = [row["id"] for row in page["results"] + rest["results"]]
        assert found == ids(*messages) if order == "false" else ids(*reversed(messages))


def test_coordinators_see_the_messages_of_their_schools_and_administrators_all(client_of):
    here = MessageFactory(school=SchoolFactory(commune=CommuneFactory(insee_code="59014")))
    elsewhere, digest = MessageFactory(), MessageFactory(kind="digest", school=None)
    anzin = RoleFactory(kind=RoleKind.COORDINATOR, commune=here.school.commune).user
    everywhere = RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user

    assert listed(client_of(anzin)) == ids(here)
    assert listed(client_of(everywhere)) == ids(here, elsewhere)
    assert listed(client_of(UserFactory(administrator=True))) == ids(here, elsewhere, digest)


def test_a_message_costs_the_same_queries_whatever_its_sessions(client, school, the_connection):
    def asked_for(message):
        with CaptureQueriesContext(
            the_connection,
        ) as queries:
            client.get(f"/api/v1/messages/{message.public_id}/")
        return len(queries)

    def session():
        return SessionFactory(request=RequestFactory(school=school))

    few = MessageFactory(school=school, sessions=[session()])
    many = MessageFactory(school=school, sessions=[session(), session(), session()])
    asked_for(few)

    assert asked_for(few) == asked_for(many)


def test_the_acts_answer_with_the_message_after_them(client, soon):
    message = MessageFactory(due_at=soon, sessions=[SessionFactory()])

    def post(act, body=None):
        answer = client.post(f"/api/v1/messages/{message.public_id}/{act}/", body or {})
        assert answer.status_code == 200, answer.json()
        return answer.json()

    held = post("hold-back")
    assert (held["held_at"] is not None, held["allowed_actions"]) == (
        True,
        ["edit", "release", "cancel"],
    )
    edited = post("edit", {"subject": "À lire", "words": "Merci."})
    assert (edited["subject"], edited["preview"]["subject"]) == ("À lire", "À lire")
    assert post("release")["held_at"] is None
    assert post("cancel")["state"] == "cancelled"
    Message.objects.update(state="failed", failure="bounced")
    assert post("send-again")["sentence"] == "Leaves within minutes."


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"due_at": "2020-01-01T08:00:00Z"}, "due_at"),
        ({"due_at": "9999-12-31T23:59:59Z"}, "due_at"),
        ({"due_at": "demain"}, "due_at"),
        ({"subject": "x" * 151}, "subject"),
        ({"subject": "a\nb"}, "subject"),
        ({"words": "x" * 2001}, "words"),
    ],
)
def test_what_cannot_be_written_is_said_by_field(client, body, field):
    message = MessageFactory()

    answer = client.post(f"/api/v1/messages/{message.public_id}/edit/", body)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_a_message_that_may_have_arrived_is_sent_again_knowingly(client):
    address = f"/api/v1/messages/{MessageFactory(failed=True, failure='in_doubt').public_id}"

    refusal = client.post(f"{address}/send-again/")
    sent = client.post(f"{address}/send-again/", {"may_arrive_twice": True})

    assert (refusal.status_code, refusal.json()["code"]) == (409, "may_arrive_twice")
    assert (sent.status_code, sent.json()["state"]) == (200, "scheduled")


def test_a_sent_message_does_not_change(client):
    message = MessageFactory(sent=True)

    for act in ("edit", "hold-back", "release", "send-again", "cancel"):
        answer = client.post(f"/api/v1/messages/{message.public_id}/{act}/", {"words": "Trop tard"})
        assert (answer.status_code, answer.json()["code"]) == (409, "message_act_not_possible")


def test_a_person_reads_which_mails_are_sent_and_why(client_of, teacher):
    OptOut.objects.create(user=teacher, kind="nudge")

    kinds = client_of(teacher).get("/api/v1/me/messages/").json()["kinds"]

    assert [kind["kind"] for kind in kinds] == [
        *("received", "nudge", "readiness", "reminder"),
        *("confirmed", "changed", "cancelled", "time_free"),
    ]
    assert {kind["kind"] for kind in kinds if not kind["wanted"]} == {"nudge"}
    assert kinds[0] == {
        "kind": "received",
        "kind_label": "request received",
        "wanted": True,
        "necessary": False,
        "why": "",
    }
    assert all(bool(kind["why"]) == kind["necessary"] for kind in kinds)


def test_nobody_is_asked_about_mails_of_other_roles(client_of, teacher):
    kinds = client_of(teacher).get("/api/v1/me/messages/").json()["kinds"]

    assert {"nudge", "report_due", "digest"}.isdisjoint(kind["kind"] for kind in kinds)


def test_a_person_stops_some_mails_and_gets_others_again(client_of, teacher):
    OptOut.objects.create(user=teacher, kind="nudge")
    choice = [{"kind": "reminder", "wanted": False}, {"kind": "nudge", "wanted": True}]

    answer = client_of(teacher).patch("/api/v1/me/messages/", {"kinds": choice})

    assert answer.status_code == 200
    assert list(teacher.opt_outs.values_list("kind", flat=True)) == ["reminder"]


def test_nothing_changes_when_one_of_the_mails_is_necessary(client_of, teacher):
    choice = [{"kind": "reminder", "wanted": False}, {"kind": "cancelled", "wanted": False}]

    answer = client_of(teacher).patch("/api/v1/me/messages/", {"kinds": choice})

    assert (answer.status_code, answer.json()["code"]) == (409, "mail_necessary")
    assert teacher.opt_outs.count() == 0


@pytest.mark.parametrize(
    "kinds",
    [
        [{"kind": "reminder"}],
        [{"kind": "gossip", "wanted": False}],
        [{"kind": "reminder", "wanted": False}, {"kind": "reminder", "wanted": True}],
    ],
)
def test_a_choice_that_says_nothing_clear_is_invalid(client_of, teacher, kinds):
    answer = client_of(teacher).patch("/api/v1/me/messages/", {"kinds": kinds})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
