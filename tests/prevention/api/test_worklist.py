"""What to do next at each school, through the API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    ClassGroupFactory,
    DutyFactory,
    FacilitatorFactory,
    OfferFactory,
    RequestFactory,
    SchoolFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/coverage/worklist/"
DAY = timedelta(days=1)


def worklist(client, **query):
    answer = client.get(ADDRESS, query)
    assert answer.status_code == 200, answer.json()
    return answer.json()


@pytest.fixture
def owed(group, school):
    """A class of this year that has nothing, and an offer that can come to it."""
    DutyFactory(name="EVARS", valid_from="2020-09-01")
    school.name = "Collège Alpha"
    school.save()
    offer = OfferFactory()
    offer.facilitators.add(FacilitatorFactory(organisation=offer.organisation))
    return group


def counts(told):
    return {one["thing"]: one["schools"] for one in told["counts"]}


def test_a_line_says_what_to_do_for_which_class_and_theme(client_of, coordinator, owed):
    told = worklist(client_of(coordinator))

    year = owed.school_year_id
    assert told["results"] == [
        {
            "school": {
                "uai": owed.school_id,
                "name": "Collège Alpha",
                "commune": owed.school.commune.name,
            },
            "thing": "never_reached",
            "thing_label": "never reached",
            "count": 1,
            "sentence": f"Its class has no session given or planned in {year}-{year + 1}.",
            "due_on": None,
            "deed": "propose",
            "deed_label": "propose a session",
            "session": None,
            "most": {
                "class_group": {
                    "id": owed.pk,
                    "label": owed.label,
                    "levels": ["5E"],
                    "headcount": 25,
                },
                "duty": {"code": "EVARS", "name": "EVARS", "unit": "SESSIONS"},
                "theme": {
                    "code": "EVARS",
                    "name": "Vie affective, relationnelle et à la sexualité",
                },
                "missing": 3,
                "offered": True,
            },
            "organisation": None,
            "email": "",
        }
    ]
    assert (told["school_year"], told["page"], told["pages"]) == (year, 1, 1)
    assert list(counts(told).items()) == [
        ("hold_expiring", 0),
        ("outcome_missing", 0),
        ("never_reached", 1),
        ("behind_pace", 0),
        ("agreement_ending", 0),
        ("feed_never_read", 0),
    ]


def test_a_done_line_gives_way_to_the_next_thing_and_then_to_none(
    client_of, coordinator, owed, school
):
    now = timezone.now()
    over = SessionFactory(
        request=RequestFactory(school=school),
        state="confirmed",
        starts_at=now - DAY,
        authorised_at=now - 9 * DAY,
        held_until=None,
    )
    client = client_of(coordinator)
    (line,) = worklist(client)["results"]
    assert (line["deed"], line["session"]) == ("report", str(over.public_id))

    over.state = "done"
    over.save()
    assert [one["thing"] for one in worklist(client)["results"]] == ["never_reached"]

    for _session in range(3):
        done = SessionFactory(request=over.request, state="done", starts_at=now - DAY)
        done.groups.add(owed)
    assert worklist(client)["results"] == []


def test_it_is_narrowed_as_the_grid_is(client_of, coordinator, owed):
    other = SchoolFactory(priority="REP")
    ClassGroupFactory(school=other, school_year=owed.school_year)
    client = client_of(coordinator)

    def found(**query):
        return [line["school"]["uai"] for line in worklist(client, **query)["results"]]

    assert set(found()) == {owed.school_id, other.pk}
    assert found(priority="REP") == [other.pk]
    assert found(school=owed.school_id) == [owed.school_id]
    assert found(thing="hold_expiring") == []
    assert set(found(thing="never_reached", page=4)) == {owed.school_id, other.pk}


@pytest.mark.parametrize(
    "query", [{"thing": "nothing"}, {"page": 0}, {"page": "x"}, {"priority": "X"}]
)
def test_what_it_does_not_know_is_refused_by_name(client_of, coordinator, query):
    answer = client_of(coordinator).get(ADDRESS, query)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, list(query))
