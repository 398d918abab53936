"""The search and what fits a session, over HTTP."""

import pytest
from rest_framework.test import APIClient

from library.models import Material
from library.search.indexing import index
from tests.factories import MaterialFactory, RoleFactory, ThemeFactory, UserFactory
from tests.library.search.shelf import give_text

pytestmark = pytest.mark.django_db

SEARCH, FITTING = "/api/v1/materials/search/", "/api/v1/materials/fitting/"


@pytest.fixture
def teacher():
    client = APIClient(headers={"Accept-Language": "en"})
    client.force_authenticate(RoleFactory().user)
    return client


def made(**fields):
    material = MaterialFactory(**fields)
    material.themes.add(ThemeFactory(code="HAR", name="Harcèlement"))
    index([material])
    return material


def titles(answer):
    return [
        "".join(part["text"] for part in one["highlights"]["title"]) for one in answer["results"]
    ]


def test_a_result_says_why_it_was_found(teacher):
    material = made(title="Agir contre le harcèlement", description="Aider un élève harcelé.")

    answer = teacher.get(SEARCH, {"q": "harcelement"}).json()

    assert answer["count"] == 1
    (result,) = answer["results"]
    assert result["material"]["public_id"] == str(material.public_id)
    assert result["found_in"] == ["title", "subject", "description"]
    assert result["highlights"] == {
        "title": [
            {"text": "Agir contre le ", "marked": False},
            {"text": "harcèlement", "marked": True},
        ],
        "subjects": [
            [{"text": "Harcèlement", "marked": True}, {"text": " (HAR)", "marked": False}]
        ],
        "excerpt": [
            {"text": "Aider un élève ", "marked": False},
            {"text": "harcelé", "marked": True},
            {"text": ".", "marked": False},
        ],
    }


def test_what_is_in_the_file_alone_is_shown_from_it(teacher):
    material = made()
    give_text(material, "Le procureur est saisi.")
    index([material])

    (result,) = teacher.get(SEARCH, {"q": "procureur"}).json()["results"]

    assert result["found_in"] == ["text"]
    assert {"text": "procureur", "marked": True} in result["highlights"]["excerpt"]


def test_what_is_in_the_advice_alone_is_shown_from_it(teacher):
    made(adult_advice="Prévenir l’infirmière.")

    (result,) = teacher.get(SEARCH, {"q": "infirmière"}).json()["results"]

    assert {"text": "infirmière", "marked": True} in result["highlights"]["excerpt"]


def test_facets_say_where_each_choice_leads_in_words(teacher):
    made(kind="VIDEO", duration_minutes=8, accessibility=["SUBTITLES"], language="en")
    made(kind="GAME", publisher="Académie de Lille")

    facets = teacher.get(SEARCH, {"kind": "GAME"}).json()["facets"]

    assert facets["kind"] == [
        {"value": "VIDEO", "label": "film", "count": 1},
        {"value": "GAME", "label": "game", "count": 1},
    ]
    assert facets["theme"] == [{"value": "HAR", "label": "Harcèlement", "count": 1}]
    assert facets["source"] == [
        {"value": "Académie de Lille", "label": "Académie de Lille", "count": 1}
    ]
    assert facets["language"] == [{"value": "fr", "label": "French", "count": 1}]
    assert facets["duration"] == facets["accessibility"] == []


def test_a_choice_that_leads_nowhere_is_still_shown_so_that_it_can_be_undone(teacher):
    facets = teacher.get(SEARCH, {"kind": "GAME", "theme": "LICORNE"}).json()["facets"]

    assert facets["kind"] == [{"value": "GAME", "label": "game", "count": 0}]
    assert facets["theme"] == [{"value": "LICORNE", "label": "LICORNE", "count": 0}]


def test_several_levels_are_all_needed_and_of_several_kinds_any(teacher):
    made(title="Large", kind="GAME")
    made(title="Étroit", kind="BOOK", levels=["6E"])

    levels = teacher.get(SEARCH, {"level": ["6E", "5E"]}).json()
    kinds = teacher.get(SEARCH, {"kind": ["GAME", "BOOK"], "level": "6E"}).json()

    assert titles(levels) == ["Large"]
    assert titles(kinds) == ["Étroit", "Large"]


def test_pages_follow_one_another(teacher):
    for number in range(5):
        made(title=f"Fiche {number}")

    pages = [teacher.get(SEARCH, {"page": n, "page_size": 2}).json() for n in (1, 2, 3, 4)]

    assert [titles(page) for page in pages] == [
        ["Fiche 0", "Fiche 1"],
        ["Fiche 2", "Fiche 3"],
        ["Fiche 4"],
        [],
    ]
    assert {page["count"] for page in pages} == {5}


@pytest.mark.parametrize(
    "wrong",
    [{"q": "x" * 201}, {"page": 0}, {"page_size": 101}, {"level": "7E"}, {"kind": ["A"] * 31}],
    ids=str,
)
def test_a_question_that_cannot_be_understood_is_refused(teacher, wrong):
    answer = teacher.get(SEARCH, wrong)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_nobody_finds_what_they_may_not_read(teacher):
    made(title="Pour intervenants", audience="FACILITATOR")
    made(title="Brouillon", draft=True)
    stranger = APIClient()
    stranger.force_authenticate(UserFactory())

    assert teacher.get(SEARCH).json()["count"] == 0
    assert teacher.get(SEARCH).json()["facets"]["audience"] == []
    assert stranger.get(SEARCH).status_code == 403
    assert APIClient().get(SEARCH).status_code == 401


def test_drafts_are_not_found_by_those_who_review_either():
    made(draft=True)
    coordinator = APIClient()
    coordinator.force_authenticate(RoleFactory(kind="COORDINATOR", everywhere=True).user)

    assert coordinator.get(SEARCH).json()["count"] == 0


def test_a_search_costs_the_same_for_many(teacher, django_assert_num_queries):
    for number in range(7):
        give_text(made(title=f"Fiche {number}"), "Le procureur.")
    index(Material.objects.all())

    # The reader's roles, what is found, the materials, their themes, their texts, the names.
    with django_assert_num_queries(6):
        assert teacher.get(SEARCH, {"q": "procureur"}).json()["count"] == 7


def test_what_fits_a_session_comes_without_what_was_made_for_others(teacher):
    fits, other = (
        made(title="Pour les 6e", levels=["6E"]),
        made(title="Pour le CAP", levels=["CAP1"]),
    )
    asked = {"level": "6E", "theme": "HAR"}

    alone = teacher.get(FITTING, asked).json()
    warned = teacher.get(FITTING, {**asked, "outside": True}).json()

    assert [one["title"] for one in alone["fitting"]] == [fits.title]
    assert alone["outside"] == []
    assert [one["material"]["title"] for one in warned["outside"]] == [other.title]
    assert warned["outside"][0]["warning"] == (
        "This material was not made for 6th grade (6e): judge whether it suits them."
    )


def test_fitting_costs_the_same_for_many(teacher, django_assert_num_queries):
    for number in range(7):
        made(title=f"Fiche {number}", levels=["6E"] if number % 2 else ["5E"])

    with django_assert_num_queries(3):  # the reader's roles, what fits, the materials
        answer = teacher.get(FITTING, {"level": "6E", "theme": "HAR", "outside": "true"}).json()

    assert (len(answer["fitting"]), len(answer["outside"])) == (3, 4)
