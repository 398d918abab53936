"""A facilitator's agenda and what waits for an answer, through the API."""

import pytest
from django.test.utils import CaptureQueriesContext

from prevention.models import DatedAvailability, Session
from tests.factories import (
    ClassGroupFactory,
    DatedAvailabilityFactory,
    OfferFactory,
    RequestFactory,
    SchoolFactory,
    SessionFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

DAYS = {"from": "2026-10-05", "until": "2026-10-11"}


@pytest.fixture
def client(client_of, partner):
    return client_of(partner.user)


@pytest.fixture
def address(partner):
    return f"/api/v1/facilitators/{partner.pk}/agenda/"


def session_of(partner, **fields):
    offer = OfferFactory(
        organisation=partner.organisation,
        facilitators=[partner],
        instant=fields.pop("instant", True),
    )
    school = SchoolFactory()
    session = SessionFactory(request=RequestFactory(offer=offer, school=school), **fields)
    session.groups.add(ClassGroupFactory(school=school, label="5e B"))
    session.facilitators.add(partner)
    return session


class TestAgenda:
    def test_it_says_each_day_with_its_sessions_and_what_else_takes_time(
        self, client, partner, address
    ):
        session = session_of(partner)
        away = DatedAvailabilityFactory(
            facilitator=partner,
            starts_at="2026-10-08T00:00+02:00",
            ends_at="2026-10-09T00:00+02:00",
        )

        told = client.get(address, DAYS).json()

        assert told["facilitator"] == {"id": partner.pk, "name": partner.name}
        assert (told["first"], told["last"], len(told["days"])) == ("2026-10-05", "2026-10-11", 7)
        (entry,) = told["days"][1]["entries"]
        assert entry["session"]["id"] == str(session.public_id)
        assert entry["session"]["facilitators"] == [{"id": partner.pk, "name": partner.name}]
        assert told["days"][3]["stretches"] == [
            {
                "cause": "ABSENCE",
                "starts_at": "2026-10-08T00:00:00+02:00",
                "ends_at": "2026-10-09T00:00:00+02:00",
                "whole_day": True,
                "id": away.pk,
            }
        ]

    @pytest.mark.parametrize(
        ("days", "status"),
        [
            ({"from": "2026-10-05"}, 400),
            ({"from": "2026-10-05", "until": "2026-10-04"}, 400),
            ({"from": "0001-01-01", "until": "0001-01-02"}, 400),
            ({"from": "9999-12-30", "until": "9999-12-31"}, 400),
            ({"from": "2026-01-01", "until": "2026-12-31"}, 409),
        ],
    )
    def test_days_that_cannot_be_asked_for_are_refused_in_words(
        self, client, address, days, status
    ):
        answer = client.get(address, days)

        assert answer.status_code == status
        assert answer["Content-Type"] == "application/problem+json"

    def test_it_costs_the_same_however_full(self, client, partner, address, the_connection):
        session_of(partner)

        def cost():
            with CaptureQueriesContext(the_connection) as made:
                assert client.get(address, DAYS).status_code == 200
            return len(made)

        cost()  # who asks is read once
        few = cost()
        for _more in range(4):
            session_of(partner)

        assert cost() == few


class TestToAccept:
    @pytest.fixture
    def waiting(self, partner):
        limit = {"held_until": "2040-01-01T00:00Z", "state": "held"}
        session_of(partner)  # confirmed, or accepted in advance: nobody waits
        session_of(partner, **limit)
        session_of(partner, instant=False, accepted_at="2026-10-01T08:00Z", **limit)
        return session_of(partner, instant=False, **limit)

    def test_those_that_wait_for_the_partner_are_found(self, client, waiting):
        found = client.get("/api/v1/sessions/", {"to_accept": "true"}).json()["results"]

        assert [one["id"] for one in found] == [str(waiting.public_id)]
        assert found[0]["request"]["id"] == str(waiting.request.public_id)
        assert {"accept", "refuse"} <= {*found[0]["allowed_actions"]}

    def test_the_others_are_those_that_wait_for_nobody(self, client, waiting):
        found = client.get("/api/v1/sessions/", {"to_accept": "false"}).json()["results"]

        assert str(waiting.public_id) not in {one["id"] for one in found}
        assert len(found) == 3


def test_a_session_says_whom_to_speak_to(client, partner):
    session = session_of(partner)
    session.school.phone = "03 27 00 00 00"
    session.school.save()

    told = client.get(f"/api/v1/sessions/{session.public_id}/").json()

    asked_by = session.request.asked_by
    assert told["contact"] == {
        "name": asked_by.name,
        "email": asked_by.email,
        "school_phone": "03 27 00 00 00",
        "school_email": "",
    }


def test_what_a_school_gives_by_itself_was_asked_by_nobody(client_of, coordinator):
    session = SessionFactory(
        request=None,
        offer=None,
        theme=ThemeFactory(),
        school=SchoolFactory(),
        kind="INTERNAL",
        state="done",
    )
    assert Session.objects.get().request is None

    told = client_of(coordinator).get(f"/api/v1/sessions/{session.public_id}/").json()

    assert (told["request"], told["contact"]["name"], told["contact"]["email"]) == (None, "", "")


class TestChangingAnAbsence:
    def test_it_gets_other_hours_and_says_what_it_breaks_then(self, client, partner):
        row = DatedAvailabilityFactory(facilitator=partner)
        hours = {"starts_at": "2040-10-02T06:00:00Z", "ends_at": "2040-10-02T08:00:00Z"}

        answer = client.patch(f"/api/v1/absences/{row.pk}/", hours)

        assert (answer.status_code, answer.json()["breaks"]) == (200, [])
        row.refresh_from_db()
        assert row.starts_at.isoformat() == "2040-10-02T06:00:00+00:00"
        assert row.kind == DatedAvailability.Kind.ABSENCE

    def test_backwards_is_refused_and_nothing_changes(self, client, partner):
        row = DatedAvailabilityFactory(facilitator=partner)
        before = (row.starts_at, row.ends_at)

        answer = client.patch(
            f"/api/v1/absences/{row.pk}/",
            {"starts_at": "2040-10-02T08:00:00Z", "ends_at": "2040-10-02T06:00:00Z"},
        )

        assert answer.status_code == 400
        assert answer.json()["errors"] == {"non_field_errors": ["It ends before it starts."]}
        row.refresh_from_db()
        assert (row.starts_at, row.ends_at) == before
