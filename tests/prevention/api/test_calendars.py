import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prevention.api.models import IdempotentAnswer
from prevention.calendars.addresses import secret_of
from prevention.calendars.feeds import (
    create_class_group_feed,
    create_school_feed,
    revoke_feed,
)
from prevention.models import Feed, User
from prevention.vocabulary import RoleKind
from tests.factories import (
    ClassGroupFactory,
    FacilitatorFactory,
    OfferFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)

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
        ({"kind": "class_group"}, 400, "invalid"),
        ({"kind": "offer"}, 400, "invalid"),
        ({"kind": "territory", "offer": 1}, 400, "invalid"),
        ({"kind": "teacher", "class_group": 1}, 400, "invalid"),
        ({"kind": "offer", "offer": 999999}, 404, "not_found"),
        ({"kind": "class_group", "class_group": 999999}, 404, "not_found"),
        ({"kind": "territory"}, 409, "not_a_coordinator"),
        ({"kind": "facilitator"}, 409, "not_a_facilitator"),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_code(client_of, teacher, asked, status, code):
    answer = client_of(teacher).post("/api/v1/feeds/", asked)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_each_kind_is_made_of_what_it_names(client_of, teacher, coordinator, school):
    group, offer = ClassGroupFactory(school=school, label="5e 2"), OfferFactory()

    def made(person, **asked):
        shown = client_of(person).post("/api/v1/feeds/", asked).json()
        return [shown[name] for name in ("kind", "school", "class_group", "offer", "subject")]

    subject = f"5e 2, {school.name}"
    assert made(teacher, kind="class_group", class_group=group.pk) == [
        "class_group", None, group.pk, None, subject,
    ]  # fmt: skip
    assert made(teacher, kind="teacher") == ["teacher", None, None, None, ""]
    assert made(coordinator, kind="offer", offer=offer.pk) == [
        "offer", None, None, offer.pk, offer.title,
    ]  # fmt: skip
    assert made(coordinator, kind="territory") == ["territory", None, None, None, ""]
    refused = client_of(teacher).post("/api/v1/feeds/", {"kind": "offer", "offer": offer.pk})
    assert (refused.status_code, refused.json()["code"]) == (409, "offer_of_others")


def test_a_class_is_named_to_those_of_its_school_alone(client_of, teacher):
    far = ClassGroupFactory()
    met = SessionFactory()
    met.groups.add(far)
    partner = RoleFactory(kind=RoleKind.FACILITATOR, organisation=met.offer.organisation).user

    for person in (teacher, partner):
        asked = {"kind": "class_group", "class_group": far.pk}
        assert client_of(person).post("/api/v1/feeds/", asked).status_code == 404


def test_the_holder_names_a_feed(client_of, teacher, feed, client):
    reader = client_of(teacher)
    address = f"/api/v1/feeds/{feed.pk}/"

    renamed = reader.patch(address, {"name": "Vie scolaire", "kind": "territory"}).json()

    assert (renamed["name"], renamed["kind"]) == ("Vie scolaire", "school")
    assert b"X-WR-CALNAME:Vie scolaire\r\n" in client.get(renamed["url"]).content
    assert reader.patch(address, {"name": " "}).status_code == 400
    assert reader.patch(address, {"name": "x" * 101}).status_code == 400
    stale = reader.patch(address, {"name": "Autre"}, HTTP_IF_MATCH='"other"')
    assert stale.status_code == 412
    revoke_feed(feed=feed, now=timezone.now())
    refused = reader.patch(address, {"name": "Autre"})
    assert (refused.status_code, refused.json()["code"]) == (409, "feed_revoked")


def test_feeds_are_found_by_what_they_are_about(client_of, teacher, school, feed):
    group = ClassGroupFactory(school=school)
    of_class = create_class_group_feed(
        holder=teacher, class_group=group, name="", now=timezone.now()
    )
    revoke_feed(feed=feed, now=timezone.now())

    def found(query):
        listed = client_of(teacher).get(f"/api/v1/feeds/?{query}").json()["results"]
        return [row["id"] for row in listed]

    assert found("revoked=true") == found("kind=school") == [feed.pk]
    assert found(f"school={school.pk}") == [feed.pk]
    assert found("revoked=false") == found(f"class_group={group.pk}") == [of_class.pk]
    assert found("offer=1") == []


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


def test_the_same_key_resets_a_feed_once_and_stores_no_address(client_of, teacher, feed):
    first, again = (
        client_of(teacher).post(f"/api/v1/feeds/{feed.pk}/reset/", HTTP_IDEMPOTENCY_KEY="k")
        for _time in range(2)
    )

    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert IdempotentAnswer.objects.get().answer == {}


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
        group = ClassGroupFactory()
        RoleFactory(user=teacher, school=group.school)
        teacher = User.objects.get(pk=teacher.pk)  # with the new reach
        create_class_group_feed(holder=teacher, class_group=group, name="", now=timezone.now())

    with CaptureQueriesContext(the_connection) as long:
        client.get("/api/v1/feeds/")

    assert len(long) == len(short) == 1
