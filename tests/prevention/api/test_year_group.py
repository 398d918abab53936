"""Eighteen classes of one collège get their three sessions with two calls."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from prevention.models import Session
from tests.factories import AvailabilityFactory, ClassGroupFactory, FacilitatorFactory

pytestmark = pytest.mark.django_db

SESSIONS_EACH = 3


@pytest.fixture
def classes(group):
    more = ClassGroupFactory.create_batch(
        17, school=group.school, school_year_id=group.school_year_id
    )
    return [group.pk, *(one.pk for one in more)]


@pytest.fixture
def team(offer, today):
    """Three more facilitators, each on two days of the week."""
    for weekdays in [(1, 2), (2, 4), (4, 5)]:
        facilitator = FacilitatorFactory(organisation=offer.organisation)
        for weekday in weekdays:
            AvailabilityFactory(facilitator=facilitator, weekday=weekday, valid_from=today)
        offer.facilitators.add(facilitator)


@pytest.fixture
def propose(client_of, teacher, offer, group, today):
    def ask(classes, *, weeks=30):
        first = max(today, group.school_year.starts_on)
        last = min(first + timedelta(weeks=weeks), group.school_year.ends_on)
        body = {
            "offer": offer.pk,
            "class_groups": classes,
            "sessions_each": SESSIONS_EACH,
            "from": first.isoformat(),
            "until": last.isoformat(),
        }
        answer = client_of(teacher).post("/api/v1/proposals/", body)
        assert answer.status_code == 200, answer.json()
        return answer.json()["lines"]

    return ask


@pytest.fixture
def confirm(client_of, teacher, offer):
    def book(proposed):
        lines = [
            {"class_groups": line["class_groups"], "starts_at": line["starts_at"]}
            for line in proposed
        ]
        body = {"offer": offer.pk, "lines": lines, "preparation": {"en_adult": "TEACHER"}}
        answer = client_of(teacher).post("/api/v1/requests/", body)
        assert answer.status_code == 201, answer.json()
        return answer.json()

    return book


def test_proposed_with_one_call_and_booked_with_another(team, classes, propose, confirm):
    proposed = propose(classes)
    made = confirm(proposed)

    assert len(proposed) == 18 * SESSIONS_EACH
    assert all(line["starts_at"] for line in proposed)
    assert made["refused"] == []
    assert len(made["sessions"]) == Session.objects.count() == 18 * SESSIONS_EACH
    assert {
        pk: Session.objects.filter(groups=pk, state="held").count() for pk in classes
    } == dict.fromkeys(classes, SESSIONS_EACH)


def test_each_line_costs_the_same_and_a_proposal_costs_the_same_for_any_number(
    team, classes, propose, confirm, teacher, the_connection
):
    teacher.reach()  # read once a request

    def cost(act, *args):
        with CaptureQueriesContext(the_connection) as queries:
            given = act(*args)
        return len(queries), given

    few_proposed, few = cost(propose, classes[:3])
    more_proposed, more = cost(propose, classes[3:9])
    all_proposed, rest = cost(propose, classes[9:18])
    few_booked, _made = cost(confirm, few)
    more_booked, _made = cost(confirm, propose(classes[3:9]))
    all_booked, _made = cost(confirm, propose(classes[9:18]))

    assert few_proposed == more_proposed == all_proposed
    assert (len(more), len(rest)) == (2 * len(few), 3 * len(few))
    assert all_booked - more_booked == more_booked - few_booked
