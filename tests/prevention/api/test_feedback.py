"""The own answer under a session, what lists tell of it, and the counts by offer."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prevention.models import Feedback, SchoolYear
from prevention.vocabulary import SessionState
from tests.factories import RequestFactory, RoleFactory, SessionFactory, UserFactory

pytestmark = pytest.mark.django_db

NOTHING_YET = {"may_give": True, "own": None}


def give(request):
    """A session of an hour ago that took place."""
    return SessionFactory(
        request=request,
        state=SessionState.DONE,
        held_until=None,
        starts_at=timezone.now() - timedelta(hours=1, minutes=1),
    )


@pytest.fixture
def given(school):
    return give(RequestFactory(school=school))


def address(session):
    return f"/api/v1/sessions/{session.public_id}/feedback/"


def answer_as(user, session, usefulness=3):
    Feedback.objects.create(
        session=session, author=user, usefulness=usefulness, given_at=timezone.now()
    )


def test_an_answer_is_given_read_changed_and_taken_back(client_of, teacher, given):
    client = client_of(teacher)
    assert client.get(address(given)).json() == NOTHING_YET

    said = client.put(address(given), {"usefulness": 4, "again": True})
    changed = client.put(address(given), {"usefulness": 2, "level_fit": "TOO_HARD"})

    assert (said.status_code, said.json()["own"]["again"]) == (200, True)
    own = changed.json()["own"]
    assert (own["usefulness"], own["level_fit"], own["again"]) == (2, "TOO_HARD", None)
    assert client.get(address(given)).json() == changed.json()
    for _time in range(2):
        assert client.delete(address(given)).status_code == 204
    assert client.get(address(given)).json() == NOTHING_YET


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "usefulness"),
        ({"usefulness": 5}, "usefulness"),
        ({"usefulness": 3, "level_fit": "BORING"}, "level_fit"),
    ],
)
def test_what_is_no_answer_is_refused_by_field(client_of, teacher, given, sent, field):
    answer = client_of(teacher).put(address(given), sent)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]
    assert not Feedback.objects.exists()


def test_before_its_report_a_session_is_not_asked_about(client_of, teacher, given):
    given.state, given.authorised_at = SessionState.CONFIRMED, timezone.now()
    given.save()

    refused = client_of(teacher).put(address(given), {"usefulness": 3})

    assert (refused.status_code, refused.json()["code"]) == (409, "feedback_too_early")
    assert client_of(teacher).get(address(given)).json() == {"may_give": False, "own": None}


def test_nobody_reads_the_answer_of_a_colleague(client_of, teacher, head, given):
    answer_as(teacher, given)

    assert client_of(head).get(address(given)).json() == NOTHING_YET


def in_list(client):
    (row,) = client.get("/api/v1/sessions/").json()["results"]
    return row["feedback"]


def test_the_list_says_what_its_reader_is_asked(client_of, teacher, head, coordinator, given):
    answer_as(teacher, given, usefulness=1)

    assert in_list(client_of(teacher))["own"]["usefulness"] == 1
    assert in_list(client_of(head)) == NOTHING_YET
    assert in_list(client_of(coordinator)) is None


def test_a_list_costs_the_same_with_ten_answers(client_of, teacher, given, the_connection):
    client = client_of(teacher)
    answer_as(teacher, given)
    teacher.reach()
    with CaptureQueriesContext(the_connection) as short:
        client.get("/api/v1/sessions/")
    for _n in range(9):
        answer_as(teacher, give(given.request))

    with CaptureQueriesContext(the_connection) as long:
        rows = client.get("/api/v1/sessions/").json()["results"]

    assert len(rows) == 10
    assert len(long) == len(short)


def test_counts_are_read_by_the_coordination_and_the_partner(client_of, coordinator, given):
    for _n in range(6):
        answer_as(UserFactory(), given)
    organisation = given.offer.organisation
    partner = RoleFactory(kind="FACILITATOR", school=None, organisation=organisation).user
    year = SchoolYear.year_of(timezone.localdate(given.starts_at))

    for reader in (coordinator, partner):
        answer = client_of(reader).get("/api/v1/feedback/", {"school_year": year}).json()
        (row,) = answer["results"]
        assert (answer["school_year"], row["offer"]) == (year, given.offer.pk)
        assert (row["answers"], row["counted"], row["usefulness"]) == (6, 5, [0, 0, 5, 0])
        assert (row["too_easy"], row["right"], row["again"]) == (0, 0, 0)
