"""Facilitators keep their time through the API, and see first what an absence breaks."""

from datetime import datetime

import pytest
from django.utils.dateparse import parse_datetime

from prevention.models import Availability, DatedAvailability, Session
from tests.factories import (
    AvailabilityFactory,
    DatedAvailabilityFactory,
    FacilitatorFactory,
    OfferFactory,
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db

ABSENCES, WINDOWS = "/api/v1/absences/", "/api/v1/availabilities/"
THURSDAY = {"weekday": 4, "starts_at": "08:00", "ends_at": "12:00", "valid_from": "2026-09-01"}


@pytest.fixture
def client(client_of, partner):
    return client_of(partner.user)


@pytest.fixture
def session(book, openings):
    made = book(openings()[0]["starts_at"])
    assert made.status_code == 201, made.json()
    return Session.objects.get()


@pytest.fixture
def the_hour(session):
    return {"starts_at": session.starts_at.isoformat(), "ends_at": session.ends_at.isoformat()}


class TestAbsences:
    def test_what_it_would_break_is_said_before_it_is_written(self, client, session, the_hour):
        preview = client.post(f"{ABSENCES}preview/", the_hour)

        assert preview.status_code == 200, preview.json()
        assert not DatedAvailability.objects.exists()
        made = client.post(ABSENCES, the_hour)
        assert made.status_code == 201
        assert made.json()["breaks"] == preview.json()["breaks"]
        assert client.get(f"{ABSENCES}{made.json()['id']}/").json() == made.json()

    @pytest.mark.parametrize("year", [273, 1999, 2101, 3510])
    def test_an_instant_of_another_time_is_refused(self, client, year):
        asked = {"starts_at": f"{year:04}-05-07T08:00:00Z", "ends_at": "2026-10-06T10:00:00Z"}

        answer = client.post(ABSENCES, asked)

        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["starts_at"])
        assert "from the year 2000 to 2100" in str(answer.json())

    def test_each_session_comes_with_who_could_replace_and_other_times(
        self, client, client_of, teacher, session, the_hour, offer, group, partner
    ):
        colleague = FacilitatorFactory(organisation=partner.organisation)
        for window in partner.availabilities.all():
            AvailabilityFactory(
                facilitator=colleague, weekday=window.weekday, valid_from=window.valid_from
            )
        offer.facilitators.add(colleague)

        (broken,) = client.post(ABSENCES, the_hour).json()["breaks"]

        assert broken["session"] == {
            "id": str(session.public_id),
            "title": offer.title,
            "starts_at": broken["session"]["starts_at"],
            "ends_at": broken["session"]["ends_at"],
            "school": {
                "uai": group.school_id,
                "name": group.school.name,
                "commune": group.school.commune.name,
            },
            "class_groups": [
                {
                    "id": group.pk,
                    "label": group.label,
                    "levels": ["5E"],
                    "headcount": group.headcount,
                }
            ],
        }
        assert parse_datetime(broken["session"]["starts_at"]) == session.starts_at
        assert broken["replacements"] == [{"id": colleague.pk, "name": colleague.name}]
        assert len(broken["nearest"]) == 3
        moved = client_of(teacher).post(
            f"/api/v1/sessions/{session.public_id}/move/",
            {"starts_at": broken["nearest"][0]["starts_at"]},
        )
        assert moved.status_code == 200, moved.json()

    def test_once_it_is_taken_back_nothing_is_left_of_it(self, client, the_hour):
        address = f"{ABSENCES}{client.post(ABSENCES, the_hour).json()['id']}/"

        answer = client.delete(address)

        assert (answer.status_code, answer.content) == (204, b"")
        assert client.get(address).status_code == 404
        assert not DatedAvailability.objects.exists()

    def test_an_extra_time_breaks_nothing(self, client, the_hour):
        made = client.post(ABSENCES, the_hour | {"kind": "EXTRA"}).json()

        assert (made["kind"], made["kind_label"], made["breaks"]) == (
            "EXTRA",
            "also available",
            [],
        )

    def test_it_ends_after_it_begins(self, client, the_hour):
        backwards = {"starts_at": the_hour["ends_at"], "ends_at": the_hour["starts_at"]}

        for address in (ABSENCES, f"{ABSENCES}preview/"):
            answer = client.post(address, backwards)
            assert answer.status_code == 400
            assert answer.json()["errors"] == {"non_field_errors": ["It ends before it starts."]}

    def test_the_same_key_writes_it_once(self, client, the_hour):
        answers = [
            client.post(ABSENCES, the_hour, headers={"Idempotency-Key": "k"}) for _twice in range(2)
        ]

        assert answers[0].json() == answers[1].json()
        assert DatedAvailability.objects.count() == 1

    def test_who_may_not_replace_is_not_told_who_could(self, client, session, the_hour, offer):
        """Somebody gives a session of another partner: whom that one has is its own business."""
        colleague = FacilitatorFactory(organisation=offer.organisation)
        for window in offer.facilitators.get().availabilities.all():
            AvailabilityFactory(
                facilitator=colleague, weekday=window.weekday, valid_from=window.valid_from
            )
        offer.facilitators.add(colleague)
        elsewhere = OfferFactory(organisation=OrganisationFactory())
        elsewhere.facilitators.set(offer.facilitators.all())
        Session.objects.update(offer=elsewhere)

        (broken,) = client.post(f"{ABSENCES}preview/", the_hour).json()["breaks"]

        assert broken["replacements"] == []

    def test_the_list_keeps_what_touches_the_days_asked_for(self, client, partner):
        first, second = (
            DatedAvailabilityFactory(
                facilitator=partner,
                starts_at=datetime.fromisoformat(f"2026-10-{day:02d}T08:00:00+02:00"),
                ends_at=datetime.fromisoformat(f"2026-10-{day + 2:02d}T18:00:00+02:00"),
            )
            for day in (5, 12)
        )
        DatedAvailabilityFactory(facilitator=partner, kind="EXTRA")

        def found(**query):
            listed = client.get(ABSENCES, {"kind": "ABSENCE", **query}).json()["results"]
            return [one["id"] for one in listed]

        assert found() == [first.pk, second.pk]
        assert found(**{"from": "2026-10-07", "until": "2026-10-11"}) == [first.pk]
        assert found(**{"from": "2026-10-08", "until": "2026-10-12"}) == [second.pk]

    def test_others_do_not_see_it_and_the_coordination_does(
        self, client, client_of, coordinator, teacher, head, partner
    ):
        own = DatedAvailabilityFactory(facilitator=partner)
        others = DatedAvailabilityFactory()

        def seen(reader, **query):
            return [one["id"] for one in reader.get(ABSENCES, query).json()["results"]]

        assert seen(client) == [own.pk]
        assert client.get(f"{ABSENCES}{others.pk}/").status_code == 404
        assert seen(client, facilitator=others.facilitator_id) == []
        assert set(seen(client_of(coordinator))) == {own.pk, others.pk}
        assert seen(client_of(coordinator), facilitator=partner.pk) == [own.pk]
        for reader in (teacher, head):
            assert client_of(reader).get(ABSENCES).status_code == 403


class TestWeeklyWindows:
    def test_one_adds_changes_and_removes_ones_own(self, client, partner):
        made = client.post(WINDOWS, THURSDAY)
        address = f"{WINDOWS}{made.json()['id']}/"

        assert made.status_code == 201
        assert made.json() == {
            "id": Availability.objects.get().pk,
            "facilitator": {"id": partner.pk, "name": partner.name},
            "weekday": 4,
            "weekday_label": "Thursday",
            "starts_at": "08:00",
            "ends_at": "12:00",
            "valid_from": "2026-09-01",
            "valid_until": None,
        }
        changed = client.patch(address, {"valid_until": "2026-12-31"})
        assert changed.json() == made.json() | {"valid_until": "2026-12-31"}
        assert client.delete(address).status_code == 204
        assert not Availability.objects.exists()

    def test_a_change_made_on_an_old_reading_is_refused(self, client, partner):
        address = f"{WINDOWS}{AvailabilityFactory(facilitator=partner).pk}/"
        tag = client.get(address)["ETag"]

        answers = [
            client.patch(address, {"weekday": day}, headers={"If-Match": tag}) for day in (3, 5)
        ]

        assert [answer.status_code for answer in answers] == [200, 412]
        assert Availability.objects.get().weekday == 3

    def test_the_same_twice_is_refused_in_words(self, client):
        client.post(WINDOWS, THURSDAY)

        answer = client.post(WINDOWS, THURSDAY)

        assert answer.status_code == 400
        assert answer.json()["errors"] == {
            "non_field_errors": ["This window is there already: change that one."]
        }

    def test_the_coordination_says_whose(self, client_of, coordinator, partner):
        coordination = client_of(coordinator)

        unsaid = coordination.post(WINDOWS, THURSDAY)
        said = coordination.post(WINDOWS, THURSDAY | {"facilitator": partner.pk})

        assert unsaid.json()["errors"] == {"facilitator": ["Say which facilitator."]}
        assert said.json()["facilitator"]["id"] == partner.pk

    def test_nobody_moves_a_window_to_somebody_else(self, client, partner):
        other = FacilitatorFactory()
        mine = AvailabilityFactory(facilitator=partner)

        client.patch(f"{WINDOWS}{mine.pk}/", {"facilitator": other.pk, "weekday": 1})

        assert Availability.objects.get().facilitator == partner
        assert client.post(WINDOWS, THURSDAY | {"facilitator": other.pk}).status_code == 404
