"""A whole year-group: proposed with one call, booked with another."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from tests.factories import ClassGroupFactory, SchoolFactory

pytestmark = pytest.mark.django_db


def test_a_year_group_is_proposed_and_booked_with_two_calls(
    client_of, teacher, offer, group, today
):
    year = {"school": group.school, "school_year": group.school_year}
    groups = [group, *ClassGroupFactory.create_batch(2, **year)]
    client = client_of(teacher)
    first = max(today, group.school_year.starts_on)
    asked = {
        "offer": offer.pk,
        "class_groups": [one.pk for one in groups],
        "sessions_each": 2,
        "from": first.isoformat(),
        "until": (first + timedelta(days=60)).isoformat(),
    }

    proposed = client.post("/api/v1/proposals/", asked)
    lines = [
        {"class_groups": line["class_groups"], "starts_at": line["starts_at"]}
        for line in proposed.json()["lines"]
    ]
    booked = client.post("/api/v1/requests/", {"offer": offer.pk, "lines": lines})

    assert (proposed.status_code, booked.status_code) == (200, 201)
    assert len(booked.json()["sessions"]) == 6
    assert booked.json()["refused"] == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"until": "2026-01-01"}, "until"),
        ({"sessions_each": 8, "class_groups": [*range(1, 10)]}, "sessions_each"),
    ],
    ids=["days the wrong way round", "too many sessions"],
)
def test_a_proposal_that_cannot_be_looked_for_is_said_by_field(client_of, teacher, changed, field):
    asked = {"offer": 1, "class_groups": [1], "from": "2026-10-01", "until": "2026-10-30"}

    answer = client_of(teacher).post("/api/v1/proposals/", asked | changed)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_a_proposal_for_a_class_elsewhere_is_not_found(client_of, teacher, offer, group):
    asked = {
        "offer": offer.pk,
        "class_groups": [group.pk, ClassGroupFactory(school=SchoolFactory()).pk],
        "from": "2026-10-01",
        "until": "2026-10-30",
    }

    assert client_of(teacher).post("/api/v1/proposals/", asked).status_code == 404


def test_a_line_is_given_other_times_than_those_of_the_lines_beside_it(
    client_of, teacher, offer, group, today
):
    other = ClassGroupFactory(school=group.school, school_year=group.school_year)
    client = client_of(teacher)
    first = max(today, group.school_year.starts_on)
    days = {"from": first.isoformat(), "until": (first + timedelta(days=60)).isoformat()}
    keys = {"offer": offer.pk, "class_groups": [group.pk, other.pk]}
    mine, theirs = client.post("/api/v1/proposals/", {**keys, **days}).json()["lines"]
    asked = {"offer": offer.pk, "class_groups": mine["class_groups"], **days}
    chosen = {"class_groups": theirs["class_groups"], "starts_at": theirs["starts_at"]}

    alone = client.post("/api/v1/proposals/openings/", asked)
    beside = client.post("/api/v1/proposals/openings/", {**asked, "beside": [chosen]})

    assert (alone.status_code, beside.status_code) == (200, 200)
    starts = [one["starts_at"] for one in beside.json()["openings"]]
    assert mine["starts_at"] in starts
    assert theirs["starts_at"] not in starts
    assert theirs["starts_at"] in [one["starts_at"] for one in alone.json()["openings"]]


def test_other_times_cost_the_same_whatever_stands_beside(
    client_of, teacher, offer, group, today, django_assert_num_queries, the_connection
):
    classes = ClassGroupFactory.create_batch(
        3, school=group.school, school_year_id=group.school_year_id
    )
    client = client_of(teacher)
    first = max(today, group.school_year.starts_on)
    days = {"from": first.isoformat(), "until": (first + timedelta(days=60)).isoformat()}
    keys = {"offer": offer.pk, "class_groups": [one.pk for one in classes], **days}
    lines = client.post("/api/v1/proposals/", keys).json()["lines"]
    beside = [{"class_groups": one["class_groups"], "starts_at": one["starts_at"]} for one in lines]
    asked = {"offer": offer.pk, "class_groups": [group.pk], **days}

    with CaptureQueriesContext(the_connection) as queries:
        client.post("/api/v1/proposals/openings/", {**asked, "beside": beside[:1]})

    with django_assert_num_queries(len(queries)):
        client.post("/api/v1/proposals/openings/", {**asked, "beside": beside})


def test_a_line_beside_it_is_of_ones_own_school_too(client_of, teacher, offer, group):
    asked = {"offer": offer.pk, "class_groups": [group.pk], "from": "2026-10-01"}
    elsewhere = {
        "class_groups": [ClassGroupFactory(school=SchoolFactory()).pk],
        "starts_at": "2026-10-06T08:00:00Z",
    }

    answer = client_of(teacher).post(
        "/api/v1/proposals/openings/", {**asked, "until": "2026-10-30", "beside": [elsewhere]}
    )

    assert answer.status_code == 404
