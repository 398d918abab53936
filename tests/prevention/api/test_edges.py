"""What no honest client sends: each is answered with a problem, on both databases."""

from base64 import b64encode
from urllib.parse import urlencode

import pytest

from prevention.models import ClassGroup, Request
from tests.factories import (
    AvailabilityFactory,
    ClassGroupFactory,
    FacilitatorFactory,
    OfferFactory,
    SchoolYearFactory,
)

pytestmark = pytest.mark.django_db

HUGE = "9" * 30
ENDLESS = "9" * 5000


def assert_problem(answer, status, code):
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert {"type", "title", "status", "code", "detail"} <= problem.keys()
    assert (problem["status"], problem["code"]) == (status, code)


@pytest.fixture
def client(coordinator, client_of):
    return client_of(coordinator)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"{'label': 1}",
        b'{"label": NaN}',
        b'{"label": "\xff"}',
        b'{"label": "\\ud800"}',
        b'{"headcount": ' + ENDLESS.encode() + b"}",
        rb'{"school": "a\u0000b"}',
        rb'{"label": "\\\u0000"}',
        b"[" * 100_000,
    ],
    ids=[
        "cut",
        "quotes",
        "nan",
        "bytes",
        "half a character",
        "endless number",
        "nul",
        "backslash and nul",
        "nested",
    ],
)
def test_what_is_not_json_is_refused(client, body):
    answer = client.post("/api/v1/class-groups/", data=body, content_type="application/json")

    assert_problem(answer, 400, "parse_error")


def test_a_backslash_before_the_letters_of_nul_is_text(client, school):
    SchoolYearFactory()
    body = rb'{"school": "%s", "school_year": 2026, "label": "\\u0000", "levels": ["5E"]}'

    answer = client.post(
        "/api/v1/class-groups/",
        data=body % school.pk.encode(),
        content_type="application/json",
    )

    assert (answer.status_code, answer.json()["label"]) == (201, r"\u0000")


@pytest.mark.parametrize("body", ["[]", "null", '"text"', "1"])
def test_json_that_is_no_object_is_invalid(client, body):
    answer = client.post("/api/v1/class-groups/", data=body, content_type="application/json")

    assert_problem(answer, 400, "invalid")


@pytest.mark.parametrize(
    "media_type",
    ["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data"],
)
def test_only_json_is_read(client, media_type):
    answer = client.post("/api/v1/class-groups/", data=b"label=a", content_type=media_type)

    assert_problem(answer, 415, "unsupported_media_type")


def test_an_answer_that_cannot_be_given_as_asked_is_refused(client):
    answer = client.get("/api/v1/themes/", HTTP_ACCEPT="text/html")

    assert_problem(answer, 406, "not_acceptable")


@pytest.mark.parametrize("verb", ["PUT", "DELETE", "TRACE", "PROPFIND"])
def test_a_wrong_method_names_the_right_ones(client, verb):
    answer = client.generic(verb, "/api/v1/class-groups/")

    assert_problem(answer, 405, "method_not_allowed")
    assert {"GET", "POST"} <= set(answer["Allow"].split(", "))


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1/", "/api/v2/schools/", "/api/v1/nothing/", "/api/v1/schools/a/b/c/"]
)
def test_an_unknown_path_is_not_found(client, path):
    assert_problem(client.get(path), 404, "not_found")


def cursor(**parts):
    return b64encode(urlencode(parts).encode()).decode()


@pytest.mark.parametrize(
    ("path", "of"),
    [
        ("class-groups", "no base64"),
        ("class-groups", b64encode(b"\xff").decode()),
        ("class-groups", cursor(o="x")),
        ("class-groups", cursor(r="x")),
        ("school-years", cursor(p="tomorrow")),
        ("sessions", cursor(p="tomorrow")),
        ("sessions", cursor(p="9999-99-99T00:00")),
    ],
)
def test_a_cursor_of_no_list_is_not_found(client, path, of):
    assert_problem(client.get(f"/api/v1/{path}/", {"cursor": of}), 404, "not_found")


@pytest.mark.parametrize("position", [HUGE, "-" + HUGE, "9999-12-31T23:59:59-23:59", "\0", ""])
@pytest.mark.parametrize("reverse", ["0", "1"])
@pytest.mark.parametrize(
    "path", ["class-groups", "offers", "schools", "school-years", "sessions", "tokens"]
)
def test_a_cursor_beyond_every_row_never_crashes(client, path, reverse, position):
    answer = client.get(f"/api/v1/{path}/", {"cursor": cursor(p=position, r=reverse)})

    assert answer.status_code == 200 or assert_problem(answer, 404, "not_found") is None


@pytest.mark.parametrize("key", [HUGE, "-1", ENDLESS, "1.5", "é", "%00", "a%00b"])
@pytest.mark.parametrize(
    "path",
    [
        "class-groups/{}/",
        "schools/{}/",
        "school-years/{}/",
        "themes/{}/",
        "duties/{}/",
        "materials/{}/",
        "sessions/{}/",
        "feeds/{}/qr.svg",
    ],
)
def test_a_key_that_no_row_may_have_is_not_found(client, path, key):
    assert_problem(client.get(f"/api/v1/{path.format(key)}"), 404, "not_found")


@pytest.mark.parametrize("value", ["\0", "a\0b", HUGE, "-" + HUGE, ENDLESS, "1e400", "\ufffd"])
@pytest.mark.parametrize(
    "query",
    [
        "class-groups/?school",
        "class-groups/?school_year",
        "class-groups/?level",
        "coverage/?class_group",
        "coverage/?school_year=2026&school",
        "coverage/grid/?by=school&school_year=2026&circonscription",
        "coverage/grid/?by=school&school_year",
        "coverage/grid/?school_year=2026&by",
        "coverage/worklist/?thing",
        "coverage/worklist/?page",
        "coverage/worklist/?circonscription",
        "coverage/activity/?by=theme&year=2026&partner",
        "coverage/activity/?by=theme&year=2026&theme",
        "coverage/activity/?by=theme&year=2026&compare",
        "coverage/activity/?by=theme&year",
        "directory/?search",
        "holidays/?zone",
        "materials/?kind",
        "materials/fitting/?level=6E&theme",
        "materials/search/?q",
        "materials/search/?level",
        "materials/search/?source",
        "materials/search/?page",
        "offers/?class_group",
        "offers/?search",
        "offers/?theme",
        "openings/?offer",
        "roles/?school",
        "schools/?commune",
        "schools/?epci",
        "schools/?search",
        "sessions/?class_group",
        "sessions/?from",
        "sessions/?school",
        "sessions/?state",
        "themes/?page_size",
    ],
)
def test_a_question_that_cannot_be_understood_is_invalid_or_finds_nothing(client, query, value):
    path, _, name = query.rpartition("?")
    named, _, last = name.rpartition("&")

    answer = client.get(f"/api/v1/{path}?{named}&{urlencode({last: value})}")

    assert answer.status_code == 200 or assert_problem(answer, 400, "invalid") is None


WRONG = {
    "school": [HUGE, ["x"], {"x": 1}, None, True, 1.5, ""],
    "school_year": [HUGE, int(HUGE), ["x"], {"x": 1}, None, True, 1.5, ""],
    "label": [HUGE * 10, ["x"], {"x": 1}, None, True, ""],
    "levels": [HUGE, [], ["x"], [["5E"]], [None], {"x": 1}, None, True, 1.5, ""],
    "headcount": [HUGE, int(HUGE), -1, ["x"], {"x": 1}, True, 1.5, ""],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values]
)
def test_a_value_of_the_wrong_kind_is_named_and_nothing_is_written(client, school, name, value):
    year = SchoolYearFactory()
    right = {"school": school.pk, "school_year": year.pk, "label": "5e Z", "levels": ["5E"]}

    answer = client.post("/api/v1/class-groups/", {**right, name: value})

    assert_problem(answer, 400, "invalid")
    assert answer.json()["errors"].keys() == {name}
    assert not ClassGroup.objects.exists()


FIRST, LAST = "0001-01-01", "9999-12-31"


@pytest.fixture
def booking(school):
    facilitator = FacilitatorFactory()
    AvailabilityFactory(facilitator=facilitator)
    offer = OfferFactory(organisation=facilitator.organisation, facilitators=[facilitator])
    return {"offer": offer.pk, "class_group": ClassGroupFactory(school=school).pk}


@pytest.mark.parametrize("days", [(FIRST, FIRST), (FIRST, LAST), (LAST, LAST)])
def test_days_at_the_ends_of_time_are_refused(client, booking, days):
    answer = client.get(
        "/api/v1/openings/", booking | dict(zip(["from", "until"], days, strict=True))
    )

    assert answer.status_code in {200, 400, 409}


@pytest.mark.parametrize(
    "instant",
    [
        f"{FIRST}T00:00Z",
        f"{FIRST}T00:00+23:59",
        f"{FIRST}T00:00",
        f"{LAST}T23:59:59Z",
        f"{LAST}T23:59:59-23:59",
        f"{LAST}T23:59:59",
    ],
)
def test_an_instant_at_the_ends_of_time_is_refused(client, booking, instant):
    line = {"class_groups": [booking["class_group"]], "starts_at": instant}

    answer = client.post("/api/v1/requests/", {"offer": booking["offer"], "lines": [line]})

    assert answer.status_code in {400, 409}, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert not Request.objects.exists()


@pytest.mark.parametrize("header", ["If-Match", "Idempotency-Key", "Authorization"])
@pytest.mark.parametrize("value", ["é", "x" * 5000, '"', "Bearer é"])
def test_an_odd_header_never_crashes(client, school, header, value):
    name = "HTTP_" + header.upper().replace("-", "_")

    answer = client.patch(f"/api/v1/schools/{school.pk}/", {"phone": "03"}, **{name: value})

    assert answer.status_code < 500
