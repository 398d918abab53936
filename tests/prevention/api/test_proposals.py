"""A whole year-group: proposed with one call, booked with another."""

from datetime import timedelta

import pytest

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
        {"class_groups": [line["class_group"]], "starts_at": line["starts_at"]}
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
