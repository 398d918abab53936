"""A head decides by a link: who may make it, what it decides, and once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from prevention.models import AuthorisationLink, Session
from prevention.scheduling.acts import (
    Decision,
    Line,
    authorise,
    cancel,
    decide_by_link,
    link_for,
    make_link,
    move,
    request_sessions,
)
from prevention.scheduling.errors import (
    HeadToChooseError,
    LinkOverError,
    LinkUsedError,
    NoHeadError,
    NothingToAuthoriseError,
    RequestChangedError,
)
from prevention.scheduling.links import decided_by
from prevention.vocabulary import EndReason, RoleKind, SessionState, Side
from tests.factories import RoleFactory, UserFactory
from tests.prevention.scheduling.conftest import READY, paris

pytestmark = pytest.mark.django_db

LATER = timedelta(days=1)


@pytest.fixture
def coordinator():
    return RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user


@pytest.fixture
def request_of_two(offer, group, teacher, now):
    """Two sessions of one class, on two Tuesdays."""
    lines = [Line([group], paris(2026, 10, 6, 10)), Line([group], paris(2026, 10, 13, 10))]
    asked = request_sessions(offer=offer, lines=lines, asked_by=teacher, now=now, preparation=READY)
    return asked.request


@pytest.fixture
def link(request_of_two, coordinator, head, now):
    return make_link(request=request_of_two, by=coordinator, now=now)


def read(link, *reasons):
    """Decide on the sessions of a link as they are now, each with its reason to refuse."""
    sessions = link.request.sessions.order_by("starts_at")
    return {
        session.public_id: Decision(session.revised_at, reason)
        for session, reason in zip(sessions, reasons, strict=True)
    }


def states(link):
    return list(link.request.sessions.order_by("starts_at").values_list("state", flat=True))


def test_a_link_is_for_the_only_head_and_lasts_as_long_as_the_times_are_held(
    link, head, coordinator, now
):
    assert (link.head, link.made_by, link.used_at) == (head, coordinator, None)
    assert link.expires_at == now + timedelta(days=7)


@pytest.mark.parametrize("kind", [RoleKind.TEACHER, RoleKind.HEAD, RoleKind.STAFF])
def test_nobody_of_the_school_makes_a_link(request_of_two, head, group, kind, now):
    somebody = RoleFactory(kind=kind, school=group.school).user

    with pytest.raises(PermissionDenied):
        make_link(request=request_of_two, by=somebody, now=now)


def test_who_asked_does_not_make_the_link(request_of_two, head, now):
    with pytest.raises(PermissionDenied):
        make_link(request=request_of_two, by=request_of_two.asked_by, now=now)


def test_without_a_head_the_refusal_says_to_invite_one(request_of_two, coordinator, head, now):
    head.roles.update(status="ENDED")

    with pytest.raises(NoHeadError) as refusal:
        make_link(request=request_of_two, by=coordinator, now=now)

    assert refusal.value.facts == {"school": request_of_two.school.name}


def test_of_several_heads_one_is_chosen(request_of_two, coordinator, head, now):
    deputy = RoleFactory(
        kind=RoleKind.HEAD, school=request_of_two.school, user__name="Zoé Adjointe"
    ).user
    for chosen in (None, request_of_two.asked_by.pk):
        with pytest.raises(HeadToChooseError) as refusal:
            make_link(request=request_of_two, by=coordinator, now=now, head=chosen)
        assert refusal.value.facts["heads"] == [
            {"id": head.pk, "name": head.name},
            {"id": deputy.pk, "name": "Zoé Adjointe"},
        ]

    made = make_link(request=request_of_two, by=coordinator, now=now, head=deputy.pk)

    assert made.head == deputy


def test_without_a_session_that_waits_there_is_no_link(request_of_two, coordinator, head, now):
    for session in request_of_two.sessions.all():
        authorise(session=session, user=head, now=now)

    with pytest.raises(NothingToAuthoriseError):
        make_link(request=request_of_two, by=coordinator, now=now)


def test_a_new_link_withdraws_the_one_before_it(link, coordinator, now):
    again = make_link(request=link.request, by=coordinator, now=now + LATER)

    assert list(AuthorisationLink.objects.open(now=now + LATER)) == [again]
    with pytest.raises(LinkOverError):
        decide_by_link(link=link, decisions=read(link, None, None), now=now + LATER)


def test_a_link_authorises_and_refuses_as_the_head_would(link, head, now):
    decisions = read(link, None, EndReason.SCHEDULE)

    used = decide_by_link(link=link, decisions=decisions, now=now + LATER)

    kept, refused = link.request.sessions.order_by("starts_at")
    assert used.used_at == now + LATER
    assert (kept.state, kept.authorised_at) == (SessionState.CONFIRMED, now + LATER)
    assert (refused.state, refused.ended_by_side, refused.ended_reason) == (
        SessionState.REFUSED,
        Side.SCHOOL,
        EndReason.SCHEDULE,
    )
    assert not refused.occupations.exists()
    events = [(one.events.last().act, one.events.last().actor) for one in (kept, refused)]
    assert events == [("authorise", head), ("refuse", head)]
    assert decided_by(used) == {kept.pk: "authorise", refused.pk: "refuse"}


def test_a_used_link_decides_nothing_again(link, now):
    decide_by_link(link=link, decisions=read(link, None, None), now=now)
    before = list(Session.objects.values())

    with pytest.raises(LinkUsedError):
        decide_by_link(link=link, decisions=read(link, *[EndReason.OTHER] * 2), now=now + LATER)

    assert list(Session.objects.values()) == before


def test_an_expired_link_decides_nothing(link, now):
    with pytest.raises(LinkOverError):
        decide_by_link(link=link, decisions=read(link, None, None), now=link.expires_at)

    assert states(link) == ["held", "held"]


@pytest.mark.parametrize("leaves", ["role", "account", "school"])
def test_the_link_of_a_head_who_left_decides_nothing(link, head, now, leaves):
    match leaves:
        case "role":
            head.roles.update(status="ENDED")
        case "account":
            type(head).objects.filter(pk=head.pk).update(is_active=False)
        case "school":
            head.roles.update(school=RoleFactory().school)

    with pytest.raises(LinkOverError):
        decide_by_link(link=link, decisions=read(link, None, None), now=now)

    assert states(link) == ["held", "held"]


def test_what_was_decided_elsewhere_stays_and_the_rest_is_done(link, head, teacher, now):
    decisions = read(link, EndReason.OTHER, None)
    elsewhere, _waits = link.request.sessions.order_by("starts_at")
    cancel(session=elsewhere, user=teacher, reason=EndReason.ABSENCE, now=now)

    used = decide_by_link(link=link, decisions=decisions, now=now + LATER)

    assert states(link) == ["cancelled", "confirmed"]
    elsewhere.refresh_from_db()
    assert elsewhere.ended_reason == EndReason.ABSENCE
    assert elsewhere.pk not in decided_by(used)


def test_a_session_that_another_head_authorised_is_not_refused(link, now):
    deputy = RoleFactory(kind=RoleKind.HEAD, school=link.request.school).user
    decisions = read(link, EndReason.OTHER, EndReason.OTHER)
    first = link.request.sessions.order_by("starts_at").first()
    authorise(session=first, user=deputy, now=now)

    decide_by_link(link=link, decisions=decisions, now=now + LATER)

    assert states(link) == ["confirmed", "refused"]


def test_nobody_authorises_a_time_that_they_did_not_read(link, teacher, now):
    decisions = read(link, None, None)
    first = link.request.sessions.order_by("starts_at").first()
    move(session=first, user=teacher, starts_at=paris(2026, 10, 6, 14), now=now + LATER)

    with pytest.raises(RequestChangedError):
        decide_by_link(link=link, decisions=decisions, now=now + LATER)

    link.refresh_from_db()
    assert (link.used_at, states(link)) == (None, ["held", "held"])


def test_a_decision_is_needed_for_each_session_that_waits(link, now):
    decisions = read(link, None, None)
    decisions.popitem()

    with pytest.raises(RequestChangedError):
        decide_by_link(link=link, decisions=decisions, now=now)

    assert states(link) == ["held", "held"]


def test_a_link_is_seen_by_the_coordination_of_its_school_alone(link, coordinator, head, teacher):
    visible = {
        person: list(AuthorisationLink.objects.visible_to(person))
        for person in (coordinator, head, teacher, UserFactory())
    }

    assert [person for person, links in visible.items() if links] == [coordinator]


def test_the_programme_writes_to_a_head_with_a_link_that_nobody_made(request_of_two, head, now):
    link = link_for(request=request_of_two, head=head, now=now)

    assert (link.head, link.made_by, link.used_at) == (head, None, None)
    assert link.expires_at == now + timedelta(days=7)


def test_the_programme_gives_the_open_link_again_and_lets_it_last(request_of_two, link, head, now):
    Session.objects.filter(pk=request_of_two.sessions.latest("starts_at").pk).update(
        held_until=now + timedelta(days=8)
    )

    again = link_for(request=request_of_two, head=head, now=now + LATER)

    assert again == link
    assert again.expires_at == now + timedelta(days=8)
    assert link_for(request=request_of_two, head=head, now=now + LATER) == link


def test_each_head_has_a_link_of_the_own(request_of_two, link, group, now):
    colleague = RoleFactory(kind=RoleKind.HEAD, school=group.school).user

    assert link_for(request=request_of_two, head=colleague, now=now).head == colleague
    assert AuthorisationLink.objects.open(now=now).count() == 2


def test_the_programme_writes_no_link_to_who_is_not_head(request_of_two, head, teacher, now):
    with pytest.raises(HeadToChooseError):
        link_for(request=request_of_two, head=teacher, now=now)
