import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prevention.api.models import IdempotentAnswer
from prevention.calendars.addresses import secret_of
from prevention.calendars.feeds import create_school_feed
from prevention.models import Feed
from prevention.vocabulary import RoleKind
from tests.factories import FacilitatorFactory, RoleFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed(teacher, school):
    return create_school_feed(holder=teacher, school=school, name="", now=timezone.now())


def test_a_feed_of_the_school_is_made_with_all_its_links(client_of, teacher, school, client):
    answer = client_of(teacher).post(
        "/api/v1/feeds/", {"kind": "school", "school": school.uai, "name": "Nos séances"}
    )

    made = answer.json()
    path = f"127.0.0.1:8000/calendars/{secret_of(Feed.objects.get().salt)}.ics"
    assert answer.status_code == 201
    assert (made["name"], made["school"], made["kind_label"]) == (
        "Nos séances",
        school.uai,
        "all sessions of a school",
    )
    assert (made["url"], made["webcal_url"]) == (f"http://{path}", f"webcal://{path}")
    assert made["google_url"].startswith("https://calendar.google.com/calendar/render?cid=webcal")
    assert made["outlook_url"].startswith("https://outlook.office.com/calendar/0/addfromweb?url=")
    assert (made["revoked_at"], made["last_fetched_at"], made["last_client"]) == (None, None, "")
    assert client.get(f"/calendars/{made['url'].split('/')[-1]}").status_code == 200


def test_a_facilitator_gets_a_feed_of_the_own_sessions(client_of):
    facilitator = FacilitatorFactory(user=UserFactory())
    RoleFactory(
        user=facilitator.user,
        kind=RoleKind.FACILITATOR,
        organisation=facilitator.organisation,
    )

    made = client_of(facilitator.user).post("/api/v1/feeds/", {"kind": "facilitator"}).json()

    assert (made["kind"], made["name"], made["school"]) == ("facilitator", facilitator.name, None)


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"kind": "school"}, 400, "invalid"),
        ({"kind": "facilitator", "school": "0590001A"}, 400, "invalid"),
        ({"kind": "everything"}, 400, "invalid"),
        ({"kind": "facilitator"}, 409, "not_a_facilitator"),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_code(client_of, teacher, asked, status, code):
    answer = client_of(teacher).post("/api/v1/feeds/", asked)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_school_out_of_reach_is_not_found(client_of, teacher):
    answer = client_of(teacher).post(
        "/api/v1/feeds/", {"kind": "school", "school": SchoolFactory().uai}
    )

    assert answer.status_code == 404


def test_the_same_key_makes_one_feed_and_stores_no_address(client_of, teacher, school):
    client = client_of(teacher)
    asked = {"kind": "school", "school": school.uai}

    first = client.post("/api/v1/feeds/", asked, HTTP_IDEMPOTENCY_KEY="k")
    again = client.post("/api/v1/feeds/", asked, HTTP_IDEMPOTENCY_KEY="k")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert IdempotentAnswer.objects.get().answer == {"id": Feed.objects.get().pk}


def test_one_reads_only_the_own_feeds(client_of, feed, school):
    colleague = client_of(RoleFactory(school=school).user)

    assert colleague.get("/api/v1/feeds/").json()["results"] == []
    assert colleague.get(f"/api/v1/feeds/{feed.pk}/").status_code == 404
    for act in ("reset", "revoke"):
        assert colleague.post(f"/api/v1/feeds/{feed.pk}/{act}/").status_code == 404
    assert colleague.get(f"/api/v1/feeds/{feed.pk}/qr.svg").status_code == 404


def test_a_reset_gives_another_address(client_of, teacher, feed):
    client = client_of(teacher)
    before = client.get(f"/api/v1/feeds/{feed.pk}/").json()["url"]

    after = client.post(f"/api/v1/feeds/{feed.pk}/reset/").json()["url"]

    assert after != before
    assert client.get(before).status_code == 410
    assert client.get(after).status_code == 200


def test_a_revoked_feed_says_since_when_and_stays_so(client_of, teacher, feed):
    client = client_of(teacher)

    revoked = client.post(f"/api/v1/feeds/{feed.pk}/revoke/").json()

    assert revoked["revoked_at"] is not None
    refusal = client.post(f"/api/v1/feeds/{feed.pk}/reset/")
    assert (refusal.status_code, refusal.json()["code"]) == (409, "feed_revoked")


def test_the_address_is_drawn_for_a_telephone(client_of, teacher, feed):
    client = client_of(teacher)
    address = client.get(f"/api/v1/feeds/{feed.pk}/").json()["qr_url"]

    drawing = client.get(address, HTTP_ACCEPT="image/svg+xml,image/*;q=0.8")

    assert drawing["Content-Type"] == "image/svg+xml"
    assert b"<svg" in drawing.content
    unknown = client.get("/api/v1/feeds/999999/qr.svg")
    assert (unknown.status_code, unknown["Content-Type"]) == (404, "application/problem+json")
    assert unknown.json()["code"] == "not_found"


def test_the_list_costs_the_same_however_long_it_is(
    client_of, teacher, school, feed, the_connection
):
    client = client_of(teacher)
    teacher.reach()
    with CaptureQueriesContext(the_connection) as short:
        client.get("/api/v1/feeds/")
    for _place in range(5):
        create_school_feed(holder=teacher, school=school, name="", now=timezone.now())

    with CaptureQueriesContext(the_connection) as long:
        client.get("/api/v1/feeds/")

    assert len(long) == len(short) == 1
