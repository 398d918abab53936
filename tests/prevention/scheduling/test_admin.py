from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from prevention.models import AuthorisationLink, Availability, Session
from tests.factories import (
    ClassGroupFactory,
    FacilitatorFactory,
    RequestFactory,
    RoleFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

SESSIONS = "/admin/prevention/session/"


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def administration(client):
    client.force_login(UserFactory(administrator=True))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def session():
    """Held, at a time to come whenever the test runs."""
    starts_at = timezone.now().replace(microsecond=0) + timedelta(days=30)
    session = SessionFactory(starts_at=starts_at, held_until=starts_at)
    session.groups.add(ClassGroupFactory(label="5e A", school=session.school))
    session.facilitators.add(FacilitatorFactory())
    return session


def do(administration, act, *sessions, **more):
    chosen = {"_selected_action": [session.pk for session in sessions]}
    return administration.post(SESSIONS, {"action": act, **chosen, **more}, follow=True)


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def test_a_session_is_shown_with_its_events_and_cannot_be_edited(administration, session):
    do(administration, "authorise", session)

    page = administration.get(f"{SESSIONS}{session.pk}/change/")

    assert page.status_code == 200
    for words in ["Confirmed: it will take place.", "5e A", "authorised"]:
        assert words in page.content.decode()
    assert 'name="state"' not in page.content.decode()
    assert administration.get(f"{SESSIONS}add/").status_code == 403
    assert administration.get(f"{SESSIONS}{session.pk}/delete/").status_code == 403


def test_acts_are_done_and_counted(administration, session):
    answer = do(administration, "authorise", session)

    assert said(answer) == ["1 session changed."]
    assert Session.objects.get().state == "confirmed"


def test_what_an_act_refuses_is_said_in_its_words(administration, session):
    do(administration, "authorise", session)

    answer = do(administration, "authorise", session)

    assert said(answer) == [
        f"{session}: This session cannot be changed that way: it is “confirmed”."
    ]


def test_somebody_without_the_right_is_told_so(client, session):
    onlooker = UserFactory(is_staff=True)
    RoleFactory(user=onlooker, kind="STAFF", school=session.school)
    client.force_login(onlooker)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    answer = do(client, "authorise", session)

    assert said(answer) == [f"{session}: you may not do this."]
    assert Session.objects.get().state == "held"


@pytest.mark.parametrize(("act", "state"), [("refuse", "refused"), ("cancel", "cancelled")])
def test_an_ending_keeps_its_reason(administration, session, act, state):
    do(administration, act, session, reason="CLOSURE")

    session.refresh_from_db()
    assert (session.state, session.ended_reason) == (state, "CLOSURE")


def test_the_partners_acceptance_can_be_given_for_it(administration, session):
    session.offer.instant = False
    session.offer.save()

    do(administration, "accept", session)

    session.refresh_from_db()
    assert (session.state, session.accepted_at is not None) == ("held", True)


def test_a_list_of_sessions_costs_the_same_however_long_it_is(
    administration, session, django_assert_max_num_queries
):
    administration.get(SESSIONS)
    for _more in range(4):
        SessionFactory().groups.add(ClassGroupFactory())

    with django_assert_max_num_queries(16):
        page = administration.get(SESSIONS)

    assert page.context["cl"].result_count == 5


def test_a_request_is_shown_with_its_sessions(administration, session):
    page = administration.get(f"/admin/prevention/request/{session.request_id}/change/")

    assert page.status_code == 200
    assert f"{SESSIONS}{session.pk}/" in page.content.decode()


def test_a_request_says_who_made_a_link_for_whom_and_never_its_address(administration, session):
    head = RoleFactory(kind="HEAD", school=session.school, user__name="Dominique Lambert").user
    maker = UserFactory(administrator=True, name="Camille Fontaine")
    link = AuthorisationLink.objects.create(
        request=session.request,
        head=head,
        made_by=maker,
        created_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=3),
    )

    page = administration.get(f"/admin/prevention/request/{session.request_id}/change/").text

    assert "Dominique Lambert" in page
    assert "Camille Fontaine" in page
    assert link.public_id.hex not in page.replace("-", "")


def test_requests_are_listed_and_searched(administration):
    RequestFactory(offer__title="Le permis internet")
    RequestFactory()

    page = administration.get("/admin/prevention/request/", {"q": "permis"})

    assert page.context["cl"].result_count == 1


@pytest.fixture
def save_windows(administration):
    """Save a facilitator's page with one new window."""

    def save(facilitator, more=(), **window):
        windows = {
            "availabilities-TOTAL_FORMS": 1,
            "availabilities-INITIAL_FORMS": 0,
            "dated_availabilities-TOTAL_FORMS": 0,
            "dated_availabilities-INITIAL_FORMS": 0,
            "availabilities-0-facilitator": facilitator.pk,
            "availabilities-0-valid_from": "2026-09-01",
            **{f"availabilities-0-{name}": value for name, value in window.items()},
        }
        return administration.post(
            f"/admin/prevention/facilitator/{facilitator.pk}/change/",
            {"name": "Nadia", "organisation": facilitator.organisation_id, "active": "on"}
            | windows
            | dict(more),
        )

    return save


def test_weekly_windows_are_kept_on_the_page_of_their_facilitator(save_windows):
    facilitator = FacilitatorFactory()

    save_windows(facilitator, weekday=4, starts_at="08:00", ends_at="12:00")

    assert str(Availability.objects.get()) == "Nadia, Thursday"


def test_a_window_that_ends_before_it_starts_is_refused_in_words(save_windows):
    answer = save_windows(FacilitatorFactory(), weekday=4, starts_at="12:00", ends_at="08:00")

    assert "The window ends before it starts." in answer.content.decode()
    assert not Availability.objects.exists()


def test_the_same_window_twice_is_refused_in_words(save_windows):
    facilitator = FacilitatorFactory()
    window = {"weekday": 4, "starts_at": "08:00", "ends_at": "12:00"}
    save_windows(facilitator, **window)
    there = Availability.objects.get()

    # The page holds the rows that are there, and a new one.
    again = {f"availabilities-1-{name}": value for name, value in window.items()}
    answer = save_windows(
        facilitator,
        **window,
        id=there.pk,
        more={
            "availabilities-TOTAL_FORMS": 2,
            "availabilities-INITIAL_FORMS": 1,
            "availabilities-1-facilitator": facilitator.pk,
            "availabilities-1-valid_from": "2026-09-01",
            **again,
        },
    )

    assert "Please correct the duplicate data" in answer.content.decode()
    assert Availability.objects.get() == there
