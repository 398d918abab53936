"""Plannings over HTTP: whose, when, for whom, and as a file."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from prevention.vocabulary import RoleKind
from tests.factories import (
    PARIS,
    ClassGroupFactory,
    FacilitatorFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ADDRESS, FILE = "/api/v1/plannings/", "/api/v1/plannings/csv/"


@pytest.fixture
def session(school):
    """A session of one class, with one facilitator, on Tuesday 6 October 2026."""
    made = SessionFactory(request=RequestFactory(school=school))
    made.groups.add(ClassGroupFactory(school=school))
    made.facilitators.add(FacilitatorFactory(organisation=made.offer.organisation))
    return made


@pytest.fixture
def partner(session):
    facilitator = session.facilitators.get()
    facilitator.user = UserFactory()
    facilitator.save()
    RoleFactory(
        user=facilitator.user, kind=RoleKind.FACILITATOR, organisation=facilitator.organisation
    )
    return facilitator.user


def asking(by, of, **more):
    return {"by": by, "of": of, "span": "week", "day": "2026-10-06", **more}


def test_a_week_is_given_day_by_day(client_of, teacher, school, session):
    answer = client_of(teacher).get(ADDRESS, asking("school", school.pk))

    told = answer.json()
    days = told.pop("days")
    assert told == {
        "name": school.name,
        "school": {"uai": school.uai, "name": school.name, "commune": "Valenciennes"},
        "span": "week",
        "first": "2026-10-05",
        "last": "2026-10-11",
        "days_off_known": False,
    }
    assert [(day["day"], day["off"], len(day["sessions"])) for day in days] == [
        ("2026-10-05", None, 0),
        ("2026-10-06", None, 1),
        ("2026-10-07", None, 0),
        ("2026-10-08", None, 0),
        ("2026-10-09", None, 0),
        ("2026-10-10", "WEEKEND", 0),
        ("2026-10-11", "WEEKEND", 0),
    ]
    group = session.groups.get()
    assert days[1]["sessions"] == [
        {
            "id": str(session.public_id),
            "title": session.title,
            "theme": {"code": "EVARS", "name": session.theme.name},
            "state": "held",
            "state_label": "held",
            "off": False,
            "half": "AM",
            "starts_at": "2026-10-06T10:00:00+02:00",
            "ends_at": "2026-10-06T11:00:00+02:00",
            "time_zone": "Europe/Paris",
            "school": school.name,
            "commune": "Valenciennes",
            "class_groups": [
                {"id": group.pk, "label": group.label, "levels": ["5E"], "headcount": 25}
            ],
            "headcount": 25,
            "location": "SCHOOL",
            "location_label": "at the school",
            "address": "",
            "room": None,
            "organisation": session.offer.organisation.name,
            "facilitators": [],
        }
    ]


def test_partners_and_the_coordination_read_who_comes(client_of, partner, coordinator, session):
    facilitator = session.facilitators.get()

    for user in (partner, coordinator):
        told = client_of(user).get(ADDRESS, asking("facilitator", facilitator.pk)).json()
        (shown,) = told["days"][1]["sessions"]
        assert told["name"] == facilitator.name
        assert shown["facilitators"] == [{"id": facilitator.pk, "name": facilitator.name}]


@pytest.mark.parametrize("address", [ADDRESS, FILE])
def test_who_may_not_see_the_subject_finds_nothing(client_of, teacher, partner, session, address):
    school, group, facilitator = (
        session.school,
        session.groups.get(),
        session.facilitators.get(),
    )
    stranger = RoleFactory(school=SchoolFactory()).user
    refused = [
        (stranger, "school", school.pk),
        (stranger, "class_group", group.pk),
        (teacher, "facilitator", facilitator.pk),
        (partner, "school", school.pk),
        (partner, "facilitator", FacilitatorFactory().pk),
        (teacher, "class_group", "9" * 20),
        (teacher, "class_group", "²"),
        (teacher, "facilitator", "-1"),
    ]

    answers = [client_of(user).get(address, asking(by, of)) for user, by, of in refused]

    assert [answer.status_code for answer in answers] == [404] * len(refused)
    assert {answer["Content-Type"] for answer in answers} == {"application/problem+json"}


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"by": "commune"}, "by"),
        ({"span": "day"}, "span"),
        ({"day": "tomorrow"}, "day"),
        ({"day": "1999-08-31"}, "day"),
        ({"day": "9999-12-31"}, "day"),
        ({"of": ""}, "of"),
    ],
)
def test_what_cannot_be_asked_is_said_by_field(client_of, teacher, school, more, wrong):
    answer = client_of(teacher).get(ADDRESS, asking("school", school.pk) | more)

    assert (answer.status_code, [*answer.json()["errors"]]) == (400, [wrong])


def test_the_file_holds_the_same_sessions_and_is_named_in_french(
    client_of, teacher, school, session
):
    SessionFactory(
        request=RequestFactory(school=school),
        starts_at=datetime(2026, 10, 9, 14, tzinfo=PARIS),
        state="cancelled",
        ended_reason="ABSENCE",
    )
    school.name = "Collège Eugène Thomas"
    school.save()
    client = client_of(teacher)
    shown = client.get(ADDRESS, asking("school", school.pk)).json()

    answer = client.get(FILE, asking("school", school.pk), HTTP_ACCEPT_LANGUAGE="fr")

    head, *lines = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    told = [dict(zip(head, line, strict=True))["Adresse de la séance (URL)"] for line in lines]
    assert [url.rpartition("/")[2] for url in told] == [
        session["id"] for day in shown["days"] for session in day["sessions"]
    ]
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''Planning%20Coll%C3%A8ge%20Eug%C3%A8ne%20Thomas"
        "%20du%202026-10-05%20au%202026-10-11.csv"
    )


def test_a_browser_and_a_program_both_get_the_file(client_of, teacher, school):
    client = client_of(teacher)
    accepted = ["text/html,*/*;q=0.8", "text/csv", "*/*"]

    answers = [client.get(FILE, asking("school", school.pk), HTTP_ACCEPT=one) for one in accepted]

    assert [answer.status_code for answer in answers] == [200, 200, 200]


@pytest.mark.parametrize("address", [ADDRESS, FILE])
def test_a_planning_costs_the_same_however_full_it_is(
    client_of, coordinator, school, session, address, the_connection
):
    client = client_of(coordinator)
    coordinator.reach()  # read once a request, before the planning
    with CaptureQueriesContext(the_connection) as few:
        client.get(address, asking("school", school.pk))
    for hours in range(1, 10):
        made = SessionFactory(
            request=RequestFactory(school=school),
            starts_at=session.starts_at + timedelta(hours=hours),
        )
        made.groups.add(ClassGroupFactory(school=school))
        made.facilitators.add(FacilitatorFactory())

    with CaptureQueriesContext(the_connection) as many:
        answer = client.get(address, asking("school", school.pk, span="school_year"))

    assert answer.status_code == 200
    assert len(many) == len(few) == 11
