"""A head closes the school for some days, sees first what that breaks, and names rooms."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from prevention.models import Closure, Room, Session
from tests.factories import ClosureFactory, RoomFactory

pytestmark = pytest.mark.django_db

CLOSURES, ROOMS = "/api/v1/closures/", "/api/v1/rooms/"


@pytest.fixture
def client(client_of, head):
    return client_of(head)


@pytest.fixture
def session(book, openings):
    assert book(openings()[0]["starts_at"]).status_code == 201
    return Session.objects.get()


@pytest.fixture
def the_day(session):
    day = session.starts_at.astimezone(ZoneInfo("Europe/Paris")).date()
    return {
        "school": session.school_id,
        "starts_on": day.isoformat(),
        "ends_on": day.isoformat(),
        "reason": "EXAMS",
    }


class TestClosures:
    def test_what_it_would_break_is_said_before_it_is_written(self, client, session, the_day):
        preview = client.post(f"{CLOSURES}preview/", the_day)

        assert preview.status_code == 200, preview.json()
        assert not Closure.objects.exists()
        made = client.post(CLOSURES, the_day)
        assert made.status_code == 201
        (broken,) = made.json()["breaks"]
        assert broken.keys() == {"session", "nearest"}
        assert broken["session"]["id"] == str(session.public_id)
        assert len(broken["nearest"]) == 3
        assert all(the_day["starts_on"] not in one["starts_at"] for one in broken["nearest"])
        assert preview.json() == {"breaks": [broken]}
        assert client.get(f"{CLOSURES}{made.json()['id']}/").json() == made.json()

    def test_other_days_break_nothing(self, client, session, the_day):
        tomorrow = (session.starts_at + timedelta(days=1)).date().isoformat()

        answer = client.post(
            f"{CLOSURES}preview/", the_day | {"starts_on": tomorrow, "ends_on": tomorrow}
        )

        assert answer.json() == {"breaks": []}

    def test_the_school_opens_again(self, client, the_day, openings):
        before = openings()
        address = f"{CLOSURES}{client.post(CLOSURES, the_day).json()['id']}/"
        while_closed = openings()

        assert client.delete(address).status_code == 204

        assert len(while_closed) < len(before)
        assert openings() == before

    def test_a_closure_is_corrected_and_says_what_it_breaks_now(self, client, session, the_day):
        made = client.post(CLOSURES, the_day)
        address = f"{CLOSURES}{made.json()['id']}/"
        tag = {"If-Match": made.headers["ETag"]}

        answer = client.patch(address, {"half": "PM", "reason": "TRIP"}, headers=tag)

        assert answer.status_code == 200, answer.json()
        in_the_morning = session.starts_at.astimezone(ZoneInfo("Europe/Paris")).hour < 12
        assert len(answer.json()["breaks"]) == (not in_the_morning)
        assert (answer.json()["half"], answer.json()["reason"]) == ("PM", "TRIP")
        assert client.patch(address, {"half": ""}, headers=tag).status_code == 412

    def test_the_last_day_does_not_come_first(self, client, the_day):
        backwards = the_day | {"ends_on": "2020-01-01"}

        for address in (CLOSURES, f"{CLOSURES}preview/"):
            answer = client.post(address, backwards)
            assert answer.json()["errors"] == {
                "non_field_errors": ["The last day comes before the first."]
            }

    def test_the_list_keeps_what_touches_the_days_asked_for(self, client, school):
        closure = ClosureFactory(school=school)
        ClosureFactory()

        def found(**query):
            return [one["id"] for one in client.get(CLOSURES, query).json()["results"]]

        assert found() == [closure.pk]
        assert found(**{"from": "2026-09-18", "until": "2026-09-20"}) == [closure.pk]
        assert found(**{"from": "2026-09-19"}) == found(until="2026-09-13") == []
        assert found(school=school.pk) == [closure.pk]


class TestRooms:
    def test_a_room_is_named_renamed_and_retired(self, client, school):
        made = client.post(ROOMS, {"school": school.pk, "name": "CDI"})
        address = f"{ROOMS}{made.json()['id']}/"

        assert made.status_code == 201
        assert client.patch(address, {"name": "Gymnase"}).json()["name"] == "Gymnase"
        assert client.patch(address, {"active": False}).json() == {
            "id": made.json()["id"],
            "school": school.pk,
            "name": "Gymnase",
            "active": False,
        }
        assert client.delete(address).status_code == 405
        assert not Room.objects.get().active

    def test_one_name_is_one_room(self, client, school):
        body = {"school": school.pk, "name": RoomFactory(school=school).name}

        answer = client.post(ROOMS, body)

        assert answer.json()["errors"] == {
            "non_field_errors": ["This school already has a room with that name."]
        }

    def test_the_rooms_of_a_school_are_for_those_in_reach(
        self, client, client_of, coordinator, school
    ):
        here, retired = RoomFactory(school=school), RoomFactory(school=school, active=False)
        elsewhere = RoomFactory()

        def found(reader, **query):
            return {one["id"] for one in reader.get(ROOMS, query).json()["results"]}

        assert found(client) == {here.pk, retired.pk}
        assert found(client, active="true") == {here.pk}
        assert found(client_of(coordinator)) == {here.pk, retired.pk, elsewhere.pk}
        assert found(client_of(coordinator), school=school.pk) == {here.pk, retired.pk}
