"""The thin line through the product, as a program sees it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prevention.models import Session
from tests.factories import (
    DutyFactory,
    RoleFactory,
)

pytestmark = pytest.mark.django_db


def missing(client, group):
    answer = client.get("/api/v1/coverage/", {"class_group": group.pk})
    return [row["missing"] for row in answer.json()["results"]]


def test_a_teacher_books_the_head_authorises_and_less_is_owed(
    client_of, teacher, head, group, openings, book
):
    DutyFactory()
    first = openings()[0]
    assert missing(client_of(teacher), group) == [3]

    booked = book(first["starts_at"])
    (session,) = booked.json()["sessions"]
    authorised = client_of(head).post(f"/api/v1/sessions/{session['id']}/authorise/")

    assert booked.status_code == 201
    assert (session["state"], session["allowed_actions"]) == ("held", ["prepare", "move", "cancel"])
    assert (authorised.status_code, authorised.json()["state"]) == (200, "confirmed")
    assert [event["act"] for event in authorised.json()["events"]] == ["request", "authorise"]
    assert missing(client_of(teacher), group) == [2]
    assert first not in openings()


def test_a_request_of_several_lines_holds_what_is_free_and_says_the_rest(
    client_of, teacher, offer, group, openings, book
):
    first, second = (opening["starts_at"] for opening in openings()[:3:2])
    book(first)
    lines = [{"class_groups": [group.pk], "starts_at": start} for start in (first, second)]
    client = client_of(teacher)

    answer = client.post("/api/v1/requests/", {"offer": offer.pk, "lines": lines})

    body = answer.json()
    assert answer.status_code == 201
    assert [session["starts_at"] for session in body["sessions"]] == [second]
    (refused,) = body["refused"]
    assert (refused["line"], refused["code"]) == (0, "opening_taken")
    assert refused["detail"].startswith(f"{group.label} already has a session then")
    assert len(refused["facts"]["nearest"]) == 3
    read = client.get(f"/api/v1/requests/{body['id']}/")
    assert read["ETag"] == answer["ETag"]


def test_where_no_line_is_free_each_says_why_as_where_some_are(
    client_of, teacher, offer, group, openings, book
):
    first, second, third = (opening["starts_at"] for opening in openings()[:5:2])
    book(first)
    book(second)

    def ask(*starts):
        lines = [{"class_groups": [group.pk], "starts_at": start} for start in starts]
        sent = {"offer": offer.pk, "lines": lines}
        return client_of(teacher).post("/api/v1/requests/", sent).json()

    problem = ask(first, second)

    assert (problem["status"], problem["code"]) == (409, "nothing_held")
    assert [one["line"] for one in problem["facts"]["refused"]] == [0, 1]
    held = ask(first, third)["refused"]
    assert [one.keys() for one in problem["facts"]["refused"]] == [held[0].keys()] * 2


def test_a_taken_time_is_a_conflict_with_the_nearest_others(openings, book):
    first = openings()[0]["starts_at"]
    book(first)

    answer = book(first)

    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (409, "opening_taken")
    assert problem["facts"]["clash"] == "class_group"
    nearest = [one["starts_at"] for one in problem["facts"]["nearest"]]
    assert len(nearest) == 3
    assert set(nearest) <= {one["starts_at"] for one in openings()}


def test_the_same_request_sent_twice_holds_one_time(openings, book):
    first = openings()[0]["starts_at"]
    once = book(first, **{"Idempotency-Key": "tap"})

    twice = book(first, **{"Idempotency-Key": "tap"})

    assert (twice.status_code, twice.json()) == (201, once.json())


def at_once(*calls):
    """Make calls at the same moment, each over its own connection; gives their answers."""
    start_together = Barrier(len(calls))

    def run(call):
        try:
            start_together.wait(timeout=10)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.django_db(transaction=True)
def test_of_two_clients_at_once_one_wins_and_the_other_is_offered_other_times(openings, book):
    first = openings()[0]["starts_at"]

    answers = at_once(lambda: book(first), lambda: book(first))

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    (lost,) = [answer.json() for answer in answers if answer.status_code == 409]
    assert (lost["code"], len(lost["facts"]["nearest"])) == ("opening_taken", 3)
    assert Session.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_with_one_key_hold_one_time_and_are_answered_alike(openings, book):
    first = openings()[0]["starts_at"]

    one, other = at_once(*[lambda: book(first, **{"Idempotency-Key": "tap"})] * 2)

    assert (one.status_code, other.status_code) == (201, 201)
    assert one.json() == other.json()
    assert Session.objects.count() == 1


def test_without_openings_the_reasons_are_counted(client_of, teacher, offer, group, today):
    first = max(today, group.school_year.starts_on)
    offer.facilitators.clear()

    answer = client_of(teacher).get(
        "/api/v1/openings/",
        {
            "offer": offer.pk,
            "class_group": group.pk,
            "from": first.isoformat(),
            "until": (first + timedelta(days=27)).isoformat(),
        },
    )

    body = answer.json()
    assert body["openings"] == []
    assert sum(reason["count"] for reason in body["reasons"]) == 28 * 2
    assert "no facilitator free" in [reason["label"] for reason in body["reasons"]]


def test_a_class_of_another_school_has_no_openings_to_show(client_of, offer, group, today):
    answer = client_of(RoleFactory().user).get(
        "/api/v1/openings/",
        {"offer": offer.pk, "class_group": group.pk, "from": today, "until": today},
    )

    assert answer.status_code == 404


def test_a_facilitator_who_teaches_elsewhere_sees_no_more_of_the_schools_met(
    client_of, partner, offer, group, openings, book, today
):
    book(openings()[0]["starts_at"])
    RoleFactory(user=partner.user)
    client = client_of(partner.user)
    asked = {"offer": offer.pk, "class_group": group.pk, "from": today, "until": today}

    assert client.get("/api/v1/coverage/", {"class_group": group.pk}).json() == {"results": []}
    assert client.get("/api/v1/openings/", asked).status_code == 404


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ({}, {"offer", "class_group", "from", "until"}),
        ({"offer": 1, "class_group": 1, "from": "2026-10-02", "until": "2026-10-01"}, {"until"}),
    ],
)
def test_what_is_missing_in_a_question_is_named(client_of, teacher, query, fields):
    answer = client_of(teacher).get("/api/v1/openings/", query)

    assert (answer.status_code, set(answer.json()["errors"])) == (400, fields)


def test_cancelling_needs_a_reason_and_frees_the_time(client_of, teacher, openings, book):
    first = openings()[0]
    (session,) = book(first["starts_at"]).json()["sessions"]
    address = f"/api/v1/sessions/{session['id']}/cancel/"

    silent = client_of(teacher).post(address, {})
    answer = client_of(teacher).post(address, {"reason": "ABSENCE"})

    assert (silent.status_code, answer.status_code) == (400, 200)
    assert answer.json()["sentence"] == "Cancelled: somebody is absent."
    assert first in openings()


def test_an_offer_that_is_not_instant_waits_for_the_partner(
    client_of, head, partner, offer, openings, book
):
    offer.instant = False
    offer.save()
    (session,) = book(openings()[0]["starts_at"]).json()["sessions"]
    address = f"/api/v1/sessions/{session['id']}"

    authorised = client_of(head).post(f"{address}/authorise/").json()
    accepted = client_of(partner.user).post(f"{address}/accept/").json()

    assert authorised["state"] == "held"
    assert authorised["allowed_actions"] == ["prepare", "move", "refuse", "cancel"]
    assert authorised["sentence"].startswith("Waits for the partner's acceptance")
    assert accepted["state"] == "confirmed"
    assert [event["act"] for event in accepted["events"]] == ["request", "authorise", "accept"]


def test_the_partner_refuses_with_a_reason_from_the_list(client_of, partner, openings, book):
    (session,) = book(openings()[0]["starts_at"]).json()["sessions"]
    address = f"/api/v1/sessions/{session['id']}/refuse/"

    unknown = client_of(partner.user).post(address, {"reason": "Camille was ill"})
    answer = client_of(partner.user).post(address, {"reason": "CAPACITY"})

    assert (unknown.status_code, set(unknown.json()["errors"])) == (400, {"reason"})
    assert answer.json()["sentence"] == "Refused: no facilitator after all."


def test_an_act_that_comes_twice_is_a_conflict_with_the_state(client_of, head, openings, book):
    (session,) = book(openings()[0]["starts_at"]).json()["sessions"]
    address = f"/api/v1/sessions/{session['id']}/authorise/"
    client_of(head).post(address)

    answer = client_of(head).post(address)

    assert (answer.status_code, answer.json()["code"]) == (409, "act_not_possible")
    assert answer.json()["facts"]["state"] == "confirmed"


def test_more_than_a_year_of_openings_is_refused(client_of, teacher, offer, group, today):
    answer = client_of(teacher).get(
        "/api/v1/openings/",
        {
            "offer": offer.pk,
            "class_group": group.pk,
            "from": today,
            "until": today + timedelta(days=400),
        },
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "range_too_long")


def test_coverage_asks_for_a_class_or_for_a_school_and_a_year(client_of, teacher, school):
    answer = client_of(teacher).get("/api/v1/coverage/", {"school": school.uai})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_a_teacher_cannot_authorise(client_of, teacher, openings, book):
    (session,) = book(openings()[0]["starts_at"]).json()["sessions"]

    answer = client_of(teacher).post(f"/api/v1/sessions/{session['id']}/authorise/")

    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")


def test_sessions_are_found_by_class_by_day_and_by_what_they_wait_for(
    client_of, head, group, openings, book
):
    (session,) = book(openings()[0]["starts_at"]).json()["sessions"]
    day = session["starts_at"][:10]

    def found(**query):
        answer = client_of(head).get("/api/v1/sessions/", query)
        return [row["id"] for row in answer.json()["results"]]

    assert found(class_group=group.pk, to_authorise="true", **{"from": day}, until=day) == [
        session["id"]
    ]
    assert found(to_authorise="false") == []
    assert found(state="confirmed") == []


@pytest.mark.parametrize("address", ["sessions", "requests", "coverage"])
def test_lists_cost_the_same_however_long_they_are(
    client_of, coordinator, school, group, address, openings, book, the_connection
):
    DutyFactory()
    client = client_of(coordinator)
    query = {"school": school.uai, "school_year": group.school_year_id}
    times = [one["starts_at"] for one in openings()[::3]]
    book(times[0])
    coordinator.reach()
    with CaptureQueriesContext(the_connection) as short:
        client.get(f"/api/v1/{address}/", query)
    for starts_at in times[1:4]:
        assert book(starts_at).status_code == 201

    with CaptureQueriesContext(the_connection) as long:
        client.get(f"/api/v1/{address}/", query)

    assert len(long) == len(short)


def test_instants_carry_the_offset_of_the_schools(openings):
    offsets = {one["starts_at"][-6:] for one in openings()}

    assert offsets <= {"+01:00", "+02:00"}
