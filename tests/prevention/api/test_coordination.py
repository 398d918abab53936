"""The coordination's desk through the API."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prevention.models import Wish
from tests.factories import (
    AgreementFactory,
    ClassGroupFactory,
    CommuneFactory,
    DatedAvailabilityFactory,
    FacilitatorFactory,
    MessageFactory,
    OfferFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db

SOON = timedelta(days=20)


def plan(number=0, **more):
    """A session in three weeks, as unlike the others as it can be."""
    commune = CommuneFactory(insee_code=f"596{number:02d}", name=f"Commune {number}")
    school = SchoolFactory(commune=commune)
    offer = OfferFactory(organisation__kind="ASSOCIATION", instant=False)
    starts_at = timezone.now() + SOON
    made = SessionFactory(
        **{
            "request": RequestFactory(offer=offer, school=school),
            "starts_at": starts_at,
            "held_until": starts_at - timedelta(days=2),
            **more,
        }
    )
    made.groups.add(ClassGroupFactory(school=school))
    facilitator = FacilitatorFactory(organisation=offer.organisation)
    made.facilitators.add(facilitator)
    return made


def test_one_request_counts_what_waits_clashes_and_ends(client_of, coordinator, today):
    held = plan(en_adult="")
    DatedAvailabilityFactory(
        facilitator=held.facilitators.get(), starts_at=held.starts_at, ends_at=held.ends_at
    )
    plan(1, state="proposed", request=held.request)
    plan(2, state="wished", starts_at=None, request=held.request)
    over = {"starts_at": timezone.now() - SOON, "authorised_at": timezone.now()}
    plan(3, state="confirmed", request=held.request, **over)
    AgreementFactory(organisation=held.offer.organisation, valid_until=today)
    RoleFactory(status="PENDING")
    MessageFactory(failed=True, school=held.school)

    counts = client_of(coordinator).get("/api/v1/coordination/").json()

    assert counts == {
        "to_authorise": 1,
        "to_accept": 1,
        "proposed": 1,
        "waiting": 1,
        "blocked": counts["blocked"],
        "outcome_missing": 1,
        "clashes_hard": counts["clashes_hard"],
        "clashes_soft": counts["clashes_soft"],
        "roles_to_confirm": 1,
        "agreements_ending": 1,
        "mails_failed": 1,
    }
    assert counts["blocked"] >= 1
    assert counts["clashes_hard"] >= 1
    assert counts["clashes_soft"] >= 1


def test_counting_costs_the_same_however_much_there_is(client_of, coordinator, the_connection):
    client, costs = client_of(coordinator), []
    coordinator.reach()
    for count in (1, 6):
        for number in range(count):
            session = plan(number, en_adult="")
            AgreementFactory(
                organisation=session.offer.organisation, valid_until=timezone.localdate()
            )
        for address in (
            "",
            "choices/",
            "endings/",
            f"clashes/?from={timezone.localdate()}&until={timezone.localdate() + SOON * 2}",
        ):
            with CaptureQueriesContext(the_connection) as queries:
                answer = client.get(f"/api/v1/coordination/{address}")
            assert answer.status_code == 200
            costs.append(len(queries))

    assert costs[:4] == costs[4:]
    assert costs[0] <= 45
    assert max(costs[1:4]) <= 20


def test_choices_are_what_sessions_in_reach_lead_to_by_name(client_of, coordinator):
    one, other = plan(2), plan(1)
    SchoolFactory()  # has no session to look for

    choices = client_of(coordinator).get("/api/v1/coordination/choices/").json()

    assert [row["name"] for row in choices["commune"]] == ["Commune 1", "Commune 2"]
    assert choices["school"] == sorted(
        (
            {"key": row.school_id, "name": row.school.name, "commune": row.school.commune_id}
            for row in (one, other)
        ),
        key=lambda row: row["name"],
    )
    assert {row["key"] for row in choices["offer"]} == {str(one.offer_id), str(other.offer_id)}
    assert len(choices["facilitator"]) == len(choices["organisation"]) == 2


def test_clashes_are_asked_for_by_days(client_of, coordinator, today):
    session = plan(en_adult="")
    client = client_of(coordinator)

    answer = client.get(
        "/api/v1/coordination/clashes/", {"from": today, "until": today + SOON * 2}
    ).json()
    none = client.get(
        "/api/v1/coordination/clashes/", {"from": today, "until": today + SOON / 2}
    ).json()
    too_long = client.get(
        "/api/v1/coordination/clashes/", {"from": today, "until": today + timedelta(days=300)}
    )

    soft = [row for row in answer["results"] if row["grade"] == "soft"]
    assert soft[0]["session"]["id"] == str(session.public_id)
    assert (soft[0]["kind"], soft[0]["lifted_by"]) == ("MISSING", ["prepare", "replace"])
    assert answer["soft"] == len(soft)
    assert none["results"] == []
    assert too_long.status_code == 400


def test_agreements_that_end_come_with_some_of_the_sessions_beyond(client_of, coordinator, today):
    session = plan()
    theme = session.offer.theme
    theme.needs_agreement = True
    theme.save()
    AgreementFactory(organisation=session.offer.organisation, valid_until=today)

    (row,) = client_of(coordinator).get("/api/v1/coordination/endings/").json()["results"]

    assert (row["ends_on"], row["renewed"], row["beyond"]) == (today.isoformat(), False, 1)
    assert row["offers"] == [session.offer.title]
    assert row["sessions"][0]["id"] == str(session.public_id)


def test_a_coordinator_sees_what_could_meet_a_wish(
    client_of, coordinator, offer, group, today, openings
):
    wish = SessionFactory(
        request=RequestFactory(offer=offer, school=group.school),
        state="wished",
        held_until=None,
    )
    wish.groups.add(group)
    first = max(today, group.school_year.starts_on)
    Wish.objects.create(session=wish, first_day=first, last_day=first + timedelta(days=28))
    client = client_of(coordinator)

    free = openings()
    fits = client.get(f"/api/v1/sessions/{wish.public_id}/fits/").json()
    held = client.post(
        f"/api/v1/sessions/{wish.public_id}/hold/",
        {"starts_at": fits["openings"][0]["starts_at"]},
    )

    assert fits["suiting"]
    assert fits["openings"] == free[:4]
    assert held.json()["state"] == "held"


def test_people_are_found_by_name_place_and_role_and_a_role_ends(
    client_of, coordinator, head, teacher, school
):
    teacher.name = "Élise Marchand"
    teacher.save()
    client = client_of(coordinator)

    def found(**query):
        rows = client.get("/api/v1/people/", query).json()["results"]
        return [row["person"]["email"] for row in rows]

    assert found(search="elise") == [teacher.email]
    assert set(found(search=school.name)) == {teacher.email, head.email}
    assert found(kind="HEAD") == [head.email]
    (row,) = client.get("/api/v1/people/", {"search": "marchand"}).json()["results"]
    assert row["endable"]

    asked = RequestFactory(school=school, asked_by=teacher)
    soon = timezone.now() + SOON
    SessionFactory(request=asked, starts_at=soon, held_until=soon - timedelta(days=2))
    leaves = client.get(f"/api/v1/people/{row['id']}/leaves/").json()
    ended = client.post(f"/api/v1/people/{row['id']}/end/").json()
    again = client.post(f"/api/v1/people/{row['id']}/end/")

    assert (leaves["count"], leaves["last_head"]) == (1, False)
    assert (ended["status"], ended["endable"]) == ("ENDED", False)
    assert (again.status_code, again.json()["code"]) == (409, "role_not_in_force")
    assert client_of(teacher).get("/api/v1/sessions/").status_code == 403


def test_a_head_ends_the_roles_of_the_own_school_but_not_a_heads(client_of, head, teacher, school):
    client = client_of(head)
    rows = client.get("/api/v1/people/").json()["results"]
    by_email = {row["person"]["email"]: row for row in rows}

    refused = client.post(f"/api/v1/people/{by_email[head.email]['id']}/end/")

    assert by_email[teacher.email]["endable"]
    assert not by_email[head.email]["endable"]
    assert refused.status_code == 403
