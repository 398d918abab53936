"""``GET start``: the first page in one request, at a constant cost."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prevention.models import User
from prevention.people.rights import EVERYONE
from prevention.vocabulary import RoleKind
from tests.factories import (
    AgreementFactory,
    ClassGroupFactory,
    CommuneFactory,
    DutyFactory,
    FacilitatorFactory,
    MaterialFactory,
    MessageFactory,
    OfferFactory,
    RequestFactory,
    RoleFactory,
    SchoolYearFactory,
    SessionFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_a_head_reads_the_page_in_one_request(client_of, head, school):
    soon = timezone.now() + timedelta(days=9)
    waits = SessionFactory(
        request=RequestFactory(school=school),
        starts_at=soon,
        ends_at=soon + timedelta(hours=1),
        held_until=soon - timedelta(days=1),
    )

    page = client_of(head).get("/api/v1/start/").json()

    assert page["capacity"] == f"head-{school.pk}"
    assert page["school"]["uai"] == school.pk
    by_what = {one["what"]: one for one in page["waiting"]}
    assert [one["id"] for one in by_what["to_authorise"]["sessions"]] == [str(waits.public_id)]
    assert by_what["to_authorise"]["sessions"][0]["allowed_actions"][0] == "authorise"
    assert page["failed_mails"] is None
    assert page["roles_to_confirm"] == []


def test_a_capacity_is_chosen_by_its_key_and_one_has_only_ones_own(client_of, head, school):
    elsewhere = RoleFactory(user=head, kind="TEACHER").school
    client = client_of(head)

    assert [one["key"] for one in client.get("/api/v1/me/").json()["capacities"]] == [
        f"head-{school.pk}",
        f"teacher-{elsewhere.pk}",
    ]
    asked = client.get("/api/v1/start/", {"capacity": f"teacher-{elsewhere.pk}"})
    assert asked.json()["school"]["uai"] == elsewhere.pk
    assert client.get("/api/v1/start/", {"capacity": "coordinator"}).status_code == 404


def test_what_waits_for_a_second_factor_is_said_rather_than_shown_empty(
    client_of, head, school, settings
):
    settings.SECOND_FACTOR_REQUIRED = True
    RoleFactory(user=head, kind=RoleKind.COORDINATOR, everywhere=True)
    client = client_of(User.objects.get(pk=head.pk))

    refused = [client.get("/api/v1/start/", asked) for asked in ({}, {"capacity": "coordinator"})]
    as_head = client.get("/api/v1/start/", {"capacity": f"head-{school.pk}"})

    assert {(each.status_code, each.json()["code"]) for each in refused} == {
        (403, "second_factor_required")
    }
    assert "set it up in your account" in refused[0].json()["detail"]
    assert (as_head.status_code, as_head.json()["school"]["uai"]) == (200, school.pk)


def a_reader(kind, school):
    """A person of the kind, with what gives them sessions."""
    if kind == RoleKind.FACILITATOR:
        one = FacilitatorFactory(user=UserFactory())
        RoleFactory(user=one.user, kind=kind, organisation=one.organisation)
        return one.user, one
    reach = {"everywhere": True} if kind == RoleKind.COORDINATOR else {"school": school}
    return RoleFactory(kind=kind, **reach).user, FacilitatorFactory()


def add_one_of_everything(n, school, giver):
    theme = ThemeFactory(code=f"T{n}")
    DutyFactory(code=f"D{n}", themes=[theme])
    offer = OfferFactory(organisation=giver.organisation, theme=theme, instant=False)
    offer.materials.add(MaterialFactory())
    now = timezone.now()
    states = [
        {"state": "held", "starts_at": now + timedelta(days=9)},
        {"state": "held", "starts_at": now + timedelta(days=9), "authorised_at": now},
        {"state": "confirmed", "starts_at": now + timedelta(days=9), "authorised_at": now},
        {"state": "confirmed", "starts_at": now - timedelta(days=9), "authorised_at": now},
        {"state": "proposed", "starts_at": now + timedelta(days=9)},
        {"state": "wished", "starts_at": None},
    ]
    for more in states:
        until = {"ends_at": more["starts_at"] and more["starts_at"] + timedelta(hours=1)}
        session = SessionFactory(
            request=RequestFactory(offer=offer, school=school),
            held_until=now + timedelta(days=5),
            **more,
            **until,
        )
        session.groups.add(ClassGroupFactory(school=school))
        session.facilitators.add(giver)
    RoleFactory(school=school, status="PENDING")
    MessageFactory(school=school, failed=True)
    AgreementFactory(
        valid_until=now.date() + timedelta(days=n + 5),
        organisation=FacilitatorFactory(base=CommuneFactory(insee_code=f"590{n}0")).organisation,
    )


@pytest.mark.parametrize("kind", sorted(EVERYONE))
def test_the_page_costs_the_same_however_much_there_is(kind, client_of, school, the_connection):
    SchoolYearFactory(year=2026)
    user, giver = a_reader(kind, school)
    counts = []
    for n in (1, 2):
        add_one_of_everything(n, school, giver)
        client = client_of(User.objects.get(pk=user.pk))  # knows nothing of itself yet
        with CaptureQueriesContext(the_connection) as asked:
            assert client.get("/api/v1/start/").status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 26
