"""Papers that take long over HTTP: asked for, looked after, fetched, removed."""

import pytest
from django.core.files.storage import default_storage

from prevention.models import PaperOrder
from prevention.orders.making import make_papers
from prevention.vocabulary import RoleKind
from tests.factories import (
    ClassGroupFactory,
    DutyFactory,
    PaperOrderFactory,
    RoleFactory,
    SchoolFactory,
    UserFactory,
)
from tests.prevention.papers.reading import text

pytestmark = pytest.mark.django_db

ORDERS = "/api/v1/paper-orders/"
REPORT = {"paper": "yearly_report", "school_year": 2026}
WORKBOOK = {"paper": "yearly_workbook", "school_year": 2026}


@pytest.fixture
def group(school):
    DutyFactory()
    return ClassGroupFactory(school=school)


@pytest.fixture
def elsewhere():
    return ClassGroupFactory(
        school=SchoolFactory(commune__insee_code="59014", commune__name="Anzin")
    )


def made(client, asked):
    """Ask, let the worker make it, and fetch the file."""
    asked_for = client.post(ORDERS, asked)
    assert asked_for.status_code == 202, asked_for.json()
    make_papers()
    told = client.get(asked_for["Location"]).json()
    answer = client.get(told["file"], headers={"Accept-Encoding": "gzip"})
    body = b"".join(answer.streaming_content)
    return told, answer, body


def test_what_is_asked_for_is_told_on_the_way(client_of, coordinator, group, now):
    client = client_of(coordinator)

    answer = client.post(ORDERS, WORKBOOK)

    told = answer.json()
    assert answer["Location"].endswith(f"{ORDERS}{told['id']}/")
    assert told == {
        "id": told["id"],
        "paper": "yearly_workbook",
        "paper_label": "yearly report, as a spreadsheet",
        "title": "School year 2026-2027",
        "asked_at": told["asked_at"],
        "expires_at": told["expires_at"],
        "state": "waiting",
        "state_label": "waiting for its turn",
        "rows_done": 0,
        "rows_total": None,
        "refusal": "",
        "file": None,
        "file_name": "",
        "size_bytes": None,
    }
    assert client.get(f"{ORDERS}{told['id']}/file/").status_code == 404
    PaperOrder.objects.update(tries=1, started_at=now, rows_done=3, rows_total=9)
    later = client.get(answer["Location"]).json()
    assert (later["state"], later["rows_done"], later["rows_total"]) == ("making", 3, 9)
    assert client.get(ORDERS).json()["results"] == [later]


def test_a_workbook_is_a_file_with_a_name_and_a_length(client_of, coordinator, group):
    told, answer, body = made(client_of(coordinator), WORKBOOK)

    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert int(answer["Content-Length"]) == len(body) == told["size_bytes"]
    assert "Content-Encoding" not in answer
    assert answer["Content-Disposition"] == 'attachment; filename="Yearly report 2026-2027.xlsx"'
    assert told["file_name"] == "Yearly report 2026-2027.xlsx"
    assert body.startswith(b"PK")


def test_a_yearly_report_is_narrowed_to_what_is_named(client_of, coordinator, group, elsewhere):
    _told, answer, everything = made(client_of(coordinator), REPORT)
    told, _answer, narrowed = made(client_of(coordinator), {**REPORT, "commune": "59014"})

    assert answer["Content-Type"] == "application/pdf"
    assert "Valenciennes" in text(everything)
    assert "Valenciennes" not in text(narrowed)
    assert "Anzin" in text(narrowed)
    assert told["title"] == "School year 2026-2027, Anzin"


def test_who_teaches_here_and_heads_elsewhere_reads_the_year_of_there(
    client_of, teacher, group, elsewhere
):
    RoleFactory(user=teacher, school=elsewhere.school, kind=RoleKind.HEAD)

    _told, _answer, paper = made(client_of(teacher), REPORT)

    assert "Anzin" in text(paper)
    assert "Valenciennes" not in text(paper)


def test_a_paper_is_seen_by_whoever_asked_for_it_alone(client_of, coordinator):
    client = client_of(coordinator)
    told, _answer, _body = made(client, REPORT)
    other = client_of(UserFactory(administrator=True))

    assert other.get(ORDERS).json()["results"] == []
    for address in (f"{ORDERS}{told['id']}/", told["file"]):
        assert other.get(address).status_code == 404
    assert other.delete(f"{ORDERS}{told['id']}/").status_code == 404
    assert client.delete(f"{ORDERS}{told['id']}/").status_code == 204
    assert client.get(told["file"]).status_code == 404


def test_a_paper_that_could_not_be_made_says_why(client_of, coordinator, now):
    client = client_of(coordinator)
    address = client.post(ORDERS, REPORT)["Location"]
    PaperOrder.objects.update(finished_at=now, refusal="Narrow it.")

    told = client.get(address).json()

    assert (told["state"], told["refusal"], told["file"]) == ("refused", "Narrow it.", None)


def test_a_file_that_went_meanwhile_is_not_found(client_of, coordinator):
    order = PaperOrderFactory(user=coordinator, ready=True)
    default_storage.delete(order.stored_as)

    assert client_of(coordinator).get(f"{ORDERS}{order.pk}/file/").status_code == 404


def test_more_than_one_person_may_have_in_hand_is_a_conflict(client_of, coordinator):
    client = client_of(coordinator)
    answers = [
        client.post(ORDERS, {"paper": "yearly_report", "calendar_year": year})
        for year in range(2020, 2026)
    ]

    assert [one.status_code for one in answers] == [202] * 5 + [409]
    assert answers[-1].json()["code"] == "too_many_papers_in_hand"


def test_what_is_sent_twice_is_asked_for_once(client_of, coordinator):
    client = client_of(coordinator)

    first, again = [
        client.post(ORDERS, REPORT, headers={"Idempotency-Key": "press"}) for _time in range(2)
    ]

    assert first.json() == again.json()
    assert first["Location"] == again["Location"]
    assert again["Idempotency-Replayed"] == "true"
    assert PaperOrder.objects.count() == 1


@pytest.mark.parametrize("sent", [{}, {"school_year": 2026, "calendar_year": 2026}])
def test_a_year_is_of_one_kind(client_of, coordinator, sent):
    answer = client_of(coordinator).post(ORDERS, {"paper": "yearly_report", **sent})

    assert answer.status_code == 400
    assert "school_year or a calendar_year" in str(answer.json()["errors"])


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"paper": "novel"}, "paper"),
        ({"school_year": 1999}, "school_year"),
        ({"partner": "9" * 30}, "partner"),
        ({"level": "CM9"}, "level"),
    ],
)
def test_what_cannot_be_asked_is_said_by_field(client_of, coordinator, sent, wrong):
    answer = client_of(coordinator).post(ORDERS, {**REPORT, **sent})

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [wrong]
