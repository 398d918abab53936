"""Papers over HTTP: as files, for whom, and refused with a sentence."""

import pytest

from prevention.vocabulary import RoleKind
from tests.factories import (
    ClassGroupFactory,
    DutyFactory,
    FacilitatorFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)
from tests.prevention.papers.reading import text

pytestmark = pytest.mark.django_db

LETTER, DAY = "/api/v1/papers/family-letter/", "/api/v1/papers/day-sheet/"


@pytest.fixture
def group(school):
    DutyFactory()
    return ClassGroupFactory(school=school)


def asking(school, **more):
    return {"school": school.pk, "school_year": 2026, **more}


def test_a_paper_is_a_file_with_a_name_and_a_length(client_of, head, school, group):
    answer = client_of(head).get(LETTER, asking(school), headers={"Accept-Encoding": "gzip"})

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert int(answer["Content-Length"]) == len(answer.content)
    assert "Content-Encoding" not in answer
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Letter%20to")
    assert school.name in text(answer.content)


def test_a_paper_speaks_the_language_of_its_reader(client_of, head, school, group):
    headers = {"Accept-Language": "fr"}

    answer = client_of(head).get(LETTER, asking(school), headers=headers)

    assert "Madame, Monsieur," in text(answer.content)


def test_a_letter_is_written_where_one_heads_the_school(client_of, teacher, group):
    # Who teaches here, and is head elsewhere.
    RoleFactory(user=teacher, school=SchoolFactory(), kind=RoleKind.HEAD)

    answer = client_of(teacher).get(LETTER, asking(group.school))

    assert answer.status_code == 404


def test_a_school_without_classes_gets_a_sentence(client_of, head, school):
    answer = client_of(head).get(LETTER, asking(school))

    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    told = answer.json()
    assert told["code"] == "no_classes_for_paper"
    assert told["detail"] == (
        f"{school.name} has no class in the school year 2026-2027: enter its classes."
    )


def test_the_day_sheet_of_a_colleague_is_not_one_s_own(client_of):
    one = FacilitatorFactory(user=UserFactory())
    other = FacilitatorFactory(organisation=one.organisation, user=UserFactory())
    for facilitator in (one, other):
        role = RoleKind.FACILITATOR
        RoleFactory(user=facilitator.user, kind=role, organisation=one.organisation)
    session = SessionFactory(request__offer__organisation=one.organisation)
    session.facilitators.add(one)
    asked = {"facilitator": one.pk, "day": "2026-10-06"}

    assert client_of(other.user).get(DAY, asked).status_code == 404
    answer = client_of(one.user).get(DAY, asked)
    assert session.school.name in text(answer.content)
    assert one.name not in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("address", "sent", "wrong"),
    [
        (LETTER, {"school_year": 2026}, "school"),
        (LETTER, {"school": "0590001A", "school_year": 1999}, "school_year"),
        (DAY, {"facilitator": 1, "day": "tomorrow"}, "day"),
        (DAY, {"facilitator": 1, "day": "9999-12-31"}, "day"),
        (DAY, {"facilitator": "9" * 30, "day": "2026-10-06"}, "facilitator"),
    ],
)
def test_what_cannot_be_asked_is_said_by_field(client_of, coordinator, address, sent, wrong):
    answer = client_of(coordinator).get(address, sent)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [wrong]
