from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from prevention.models import ClassGroup, Event, Holiday, Occupation, Request, Session, Theme
from prevention.offers.errors import (
    LevelOutsideOfferError,
    LevelOutsideThemeError,
    OfferWithdrawnError,
)
from prevention.scheduling.acts import (
    Line,
    accept,
    authorise,
    cancel,
    expire_due,
    refuse,
    request_sessions,
)
from prevention.scheduling.errors import (
    ActRefusedError,
    GroupElsewhereError,
    HoldExpiredError,
    OpeningRefusedError,
    OpeningTakenError,
    SchoolClosedError,
    SessionBegunError,
)
from prevention.scheduling.sentences import sentence
from prevention.schools.days import CalendarGapError
from prevention.vocabulary import EndReason, RoleKind, SessionState, Side
from tests.factories import ClassGroupFactory, RoleFactory
from tests.prevention.scheduling.conftest import READY, paris

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(offer, group, teacher, tuesday, now):
    asked = request_sessions(
        offer=offer, lines=[Line([group], tuesday)], asked_by=teacher, now=now, preparation=READY
    )
    return asked.request.sessions.get()


def acts_on(session):
    return list(session.events.values_list("act", "from_state", "to_state"))


def test_a_request_holds_the_time_for_the_class_and_its_facilitator(
    held, group, facilitator, tuesday, now
):
    assert held.state == SessionState.HELD
    assert (held.starts_at, held.ends_at) == (tuesday, tuesday + timedelta(hours=1))
    assert held.held_until == now + timedelta(days=7)
    assert set(held.occupations.values_list("facilitator", "group", "starts_at")) == {
        (facilitator.pk, None, tuesday),
        (None, group.pk, tuesday),
    }
    assert acts_on(held) == [("request", "", "held")]


def test_a_head_answers_two_days_before_at_the_latest(offer, group, teacher):
    now = paris(2026, 9, 27, 8)

    asked = request_sessions(
        offer=offer, lines=[Line([group], paris(2026, 10, 6, 10))], asked_by=teacher, now=now
    )

    assert asked.request.sessions.get().held_until == paris(2026, 10, 4, 8)


def test_what_the_head_asks_for_is_authorised_at_once(offer, group, head, tuesday, now):
    asked = request_sessions(
        offer=offer, lines=[Line([group], tuesday)], asked_by=head, now=now, preparation=READY
    )

    session = asked.request.sessions.get()
    assert (session.state, session.authorised_at) == (SessionState.CONFIRMED, now)
    assert acts_on(session) == [("request", "", "held"), ("authorise", "held", "confirmed")]


def test_a_time_that_is_taken_is_refused_with_the_three_nearest(
    held, offer, teacher, group, tuesday, now
):
    other = ClassGroupFactory(school=group.school)

    with pytest.raises(OpeningTakenError) as refusal:
        request_sessions(
            offer=offer,
            lines=[Line([other], tuesday)],
            asked_by=teacher,
            now=now,
            preparation=READY,
        )

    assert [one["starts_at"] for one in refusal.value.facts["nearest"]] == [
        "2026-10-06T09:00:00+02:00",
        "2026-10-06T11:00:00+02:00",
        "2026-10-06T08:30:00+02:00",
    ]
    assert Request.objects.count() == 1
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    ("starts_at", "code"),
    [
        (paris(2026, 9, 15, 10), "too_soon"),
        (paris(2026, 10, 5, 10), "no_facilitator"),  # a Monday
        (paris(2026, 10, 6, 12), "outside_school_hours"),
        (paris(2026, 10, 7, 14), "outside_school_hours"),  # no class on Wednesday afternoons
        (paris(2026, 10, 6, 10, 7), "between_starts"),
        (paris(2026, 10, 20, 10), "school_closed"),
        (paris(2026, 10, 4, 10), "school_closed"),
        (paris(2027, 9, 14, 10), "outside_school_year"),
    ],
)
def test_what_is_no_opening_cannot_be_held(offer, group, teacher, starts_at, code, now):
    with pytest.raises(OpeningRefusedError) as refusal:
        request_sessions(
            offer=offer,
            lines=[Line([group], starts_at)],
            asked_by=teacher,
            now=now,
            preparation=READY,
        )

    assert refusal.value.code == code
    assert str(refusal.value).endswith(".")
    assert not Session.objects.exists()


def test_days_off_are_refused_with_their_reason(offer, group, teacher, now):
    with pytest.raises(SchoolClosedError) as refusal:
        request_sessions(
            offer=offer, lines=[Line([group], paris(2026, 11, 11, 10))], asked_by=teacher, now=now
        )

    assert refusal.value.facts["reason"] == "PUBLIC_HOLIDAY"


def test_beyond_the_published_calendar_nothing_is_guessed(offer, group, teacher, now):
    Holiday.objects.exclude(name="Toussaint").delete()

    with pytest.raises(CalendarGapError):
        request_sessions(
            offer=offer, lines=[Line([group], paris(2026, 11, 3, 10))], asked_by=teacher, now=now
        )


def test_a_refusal_says_who_is_taken_but_not_by_what(held, offer, group, teacher, tuesday, now):
    with pytest.raises(OpeningTakenError) as same_class:
        request_sessions(
            offer=offer,
            lines=[Line([group], tuesday)],
            asked_by=teacher,
            now=now,
            preparation=READY,
        )
    other = ClassGroupFactory(school=group.school)
    with pytest.raises(OpeningTakenError) as same_facilitator:
        request_sessions(
            offer=offer,
            lines=[Line([other], tuesday)],
            asked_by=teacher,
            now=now,
            preparation=READY,
        )

    assert same_class.value.facts["clash"] == "class_group"
    assert same_facilitator.value.facts["clash"] == "facilitator"


def test_the_law_keeps_a_theme_for_its_levels(offer, group, teacher, tuesday, now):
    Theme.objects.update(levels=["CM2"])
    offer.refresh_from_db()

    with pytest.raises(LevelOutsideThemeError):
        request_sessions(
            offer=offer,
            lines=[Line([group], tuesday)],
            asked_by=teacher,
            now=now,
            preparation=READY,
        )


def test_an_offer_that_was_withdrawn_cannot_be_asked_for(offer, group, teacher, tuesday, now):
    offer.active = False

    with pytest.raises(OfferWithdrawnError):
        request_sessions(
            offer=offer,
            lines=[Line([group], tuesday)],
            asked_by=teacher,
            now=now,
            preparation=READY,
        )


def test_every_level_of_a_mixed_class_must_fit(offer, group, teacher, tuesday, now):
    ClassGroup.objects.filter(pk=group.pk).update(levels=["CM2", "6E"])
    group.refresh_from_db()

    with pytest.raises(LevelOutsideOfferError) as refusal:
        request_sessions(
            offer=offer,
            lines=[Line([group], tuesday)],
            asked_by=teacher,
            now=now,
            preparation=READY,
        )

    assert refusal.value.facts == {"levels": ["CM2"], "levels_label": "CM2"}


def test_a_teacher_books_for_the_own_school_only(offer, group, calendar, tuesday, now):
    stranger = RoleFactory().user

    with pytest.raises(PermissionDenied):
        request_sessions(
            offer=offer,
            lines=[Line([group], tuesday)],
            asked_by=stranger,
            now=now,
            preparation=READY,
        )


def test_one_request_is_for_one_school(offer, group, teacher, tuesday, now):
    lines = [Line([group], tuesday), Line([ClassGroupFactory()], tuesday)]

    with pytest.raises(GroupElsewhereError):
        request_sessions(offer=offer, lines=lines, asked_by=teacher, now=now, preparation=READY)


def test_the_head_authorises_and_an_instant_session_is_confirmed(held, head, now):
    session = authorise(session=held, user=head, now=now)

    assert (session.state, session.sequence, session.held_until) == ("confirmed", 1, None)
    assert acts_on(held)[-1] == ("authorise", "held", "confirmed")


@pytest.mark.parametrize("kind", [RoleKind.TEACHER, RoleKind.STAFF])
def test_nobody_else_authorises(held, group, kind, now):
    with pytest.raises(PermissionDenied):
        authorise(session=held, user=RoleFactory(school=group.school, kind=kind).user, now=now)


def test_the_head_of_another_school_does_not_authorise(held, now):
    with pytest.raises(PermissionDenied):
        authorise(session=held, user=RoleFactory(kind=RoleKind.HEAD).user, now=now)


def test_a_partner_who_must_accept_is_waited_for(held, offer, head, facilitator, now):
    offer.instant = False
    offer.save()

    authorised = authorise(session=held, user=head, now=now)
    assert (authorised.state, authorised.sequence) == ("held", 0)
    accepted = accept(session=held, user=facilitator.user, now=now)

    assert accepted.state == "confirmed"
    assert acts_on(held)[1:] == [("authorise", "held", "held"), ("accept", "held", "confirmed")]


def test_an_answer_that_comes_too_late_changes_nothing(held, head, now):
    with pytest.raises(HoldExpiredError):
        authorise(session=held, user=head, now=now + timedelta(days=7))

    assert Session.objects.get().state == "held"


def test_authorising_twice_is_refused_by_the_row_itself(held, head, now):
    authorise(session=held, user=head, now=now)

    with pytest.raises(ActRefusedError) as refusal:
        authorise(session=held, user=head, now=now)  # `held` is stale on purpose

    assert refusal.value.facts["state"] == "confirmed"


@pytest.mark.parametrize(("who", "side"), [("head", Side.SCHOOL), ("partner", Side.PARTNER)])
def test_a_refusal_frees_the_time_and_says_from_which_side(held, head, facilitator, who, side, now):
    user = {"head": head, "partner": facilitator.user}[who]

    session = refuse(session=held, user=user, reason=EndReason.SCHEDULE, now=now)

    assert (session.state, session.ended_by_side, session.ended_reason) == (
        "refused",
        side,
        "SCHEDULE",
    )
    assert not Occupation.objects.exists()


def test_a_confirmed_session_can_be_cancelled_and_the_time_taken_again(
    held, head, teacher, offer, group, tuesday, now
):
    authorise(session=held, user=head, now=now)

    session = cancel(session=held, user=teacher, reason=EndReason.ABSENCE, now=now)
    again = request_sessions(
        offer=offer, lines=[Line([group], tuesday)], asked_by=teacher, now=now, preparation=READY
    )

    assert (session.state, session.sequence) == ("cancelled", 2)
    assert again.request.sessions.get().state == "held"


def test_times_nobody_answered_for_are_freed(held, now):
    assert expire_due(now=now + timedelta(days=6)) == 0
    assert expire_due(now=now + timedelta(days=7)) == 1
    assert expire_due(now=now + timedelta(days=8)) == 0

    held.refresh_from_db()
    assert held.state == "expired"
    assert not Occupation.objects.exists()
    assert Event.objects.last().actor is None


def test_what_has_begun_is_no_longer_cancelled(held, head, teacher, tuesday, now):
    authorise(session=held, user=head, now=now)

    with pytest.raises(SessionBegunError):
        cancel(session=held, user=teacher, reason=EndReason.ABSENCE, now=tuesday)

    assert Session.objects.get().state == "confirmed"


def test_the_state_is_a_sentence(held, now):
    with translation.override("en"):
        assert sentence(held, now=now).startswith("Waits for the head's authorisation until ")
