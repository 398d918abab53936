"""What is next, what waits, what is missing: for each kind of role."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from prevention.models import Feedback, TimeOffer
from prevention.people.capacities import capacity_of
from prevention.start.page import SHOWN_NEXT, SHOWN_WAITING, start_of
from prevention.vocabulary import RoleKind
from tests.factories import (
    PARIS,
    AgreementFactory,
    AvailabilityFactory,
    ClassGroupFactory,
    DutyFactory,
    FacilitatorFactory,
    MessageFactory,
    OfferFactory,
    OrganisationFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 21, 9, tzinfo=PARIS)
LATER = NOW + timedelta(days=5)
OVER = NOW - timedelta(days=2)


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def partner():
    """A facilitator with an account."""
    one = FacilitatorFactory(user=UserFactory())
    RoleFactory(user=one.user, kind=RoleKind.FACILITATOR, organisation=one.organisation)
    return one


def session(school, *, partner=None, instant=True, **more):
    organisation = partner.organisation if partner else OrganisationFactory()
    offer = OfferFactory(organisation=organisation, instant=instant)
    given = {"starts_at": LATER, "ends_at": LATER + timedelta(hours=1)} | more
    made = SessionFactory(request=RequestFactory(offer=offer, school=school), **given)
    if partner:
        made.facilitators.add(partner)
    return made


def start(user):
    return start_of(user, capacity_of(user), now=NOW)


def member(school, kind):
    return RoleFactory(school=school, kind=kind).user


def test_what_is_next_comes_soonest_first_and_stops_at_a_few(school):
    made = [
        session(
            school,
            state="confirmed",
            authorised_at=NOW,
            starts_at=LATER + timedelta(days=-n),
            ends_at=LATER + timedelta(days=-n, hours=1),
        )
        for n in range(SHOWN_NEXT + 1)
    ]

    found = start(member(school, "TEACHER"))

    assert found.next.keys == [one.pk for one in reversed(made)][:SHOWN_NEXT]
    assert found.next.count == SHOWN_NEXT + 1


def test_a_head_is_told_once_of_what_waits_for_an_authorisation(school):
    waits = session(school)
    too_late = session(school, held_until=NOW - timedelta(hours=1))

    found = start(member(school, "HEAD"))

    assert found.waiting["to_authorise"].keys == [waits.pk]
    assert (found.next.keys, found.next.count) == ([], 0)
    assert too_late.pk not in found.waiting["to_authorise"].keys


def test_many_to_authorise_are_counted_and_the_first_are_shown(school):
    for n in range(SHOWN_WAITING + 2):
        session(school, starts_at=LATER + timedelta(days=n), ends_at=LATER + timedelta(days=n + 1))

    found = start(member(school, "HEAD")).waiting["to_authorise"]

    assert (len(found.keys), found.count) == (SHOWN_WAITING, SHOWN_WAITING + 2)


def test_a_school_answers_what_is_proposed_and_the_times_offered_to_its_wishes(school):
    proposed = session(school, state="proposed")
    wish = session(school, state="wished", starts_at=None, ends_at=None)
    unmet = session(school, state="wished", starts_at=None, ends_at=None)
    for hours in (1, 2):  # two offered times are one wish to answer
        TimeOffer.objects.create(
            session=wish,
            starts_at=LATER + timedelta(hours=hours),
            ends_at=LATER + timedelta(hours=hours + 1),
            offered_at=NOW,
            expires_at=NOW + timedelta(days=1),
        )

    found = start(member(school, "TEACHER")).waiting["to_answer"]

    assert (set(found.keys), found.count) == ({proposed.pk, wish.pk}, 2)
    assert unmet.pk not in found.keys


def test_the_school_completes_what_both_sides_agreed_to(school):
    agreed = session(school, authorised_at=NOW)

    for kind in ("TEACHER", "HEAD", "STAFF"):
        assert start(member(school, kind)).waiting["to_complete"].keys == [agreed.pk]


def test_a_teacher_is_asked_once_how_the_own_sessions_were(school):
    teacher = member(school, "TEACHER")
    given = {"state": "done", "authorised_at": OVER}
    over = given | {"starts_at": OVER, "ends_at": OVER + timedelta(hours=1)}
    long_ago = given | {
        "starts_at": OVER - timedelta(days=14),
        "ends_at": OVER - timedelta(days=13),
    }
    own, old, _colleagues = (session(school, **one) for one in (over, long_ago, over))
    for one in (own, old):
        one.request.asked_by = teacher
        one.request.save()

    found = start(teacher).waiting["feedback_due"]
    assert (found.keys, found.count) == ([own.pk], 1)

    Feedback.objects.create(session=own, author=teacher, usefulness=4, given_at=NOW)
    assert start(teacher).waiting["feedback_due"].count == 0


def test_a_facilitator_accepts_for_the_organisation_and_reports_on_the_own_sessions(
    school, partner
):
    colleague = FacilitatorFactory(organisation=partner.organisation)
    over = {"state": "confirmed", "authorised_at": OVER, "starts_at": OVER}
    over["ends_at"] = OVER + timedelta(hours=1)
    asked = session(school, partner=partner, instant=False)
    held = session(school, partner=partner, **over)
    theirs = session(school, partner=colleague, instant=False)
    session(school, partner=colleague, **over)

    found = start(partner.user)

    assert found.waiting["to_accept"].keys == [asked.pk, theirs.pk]
    assert found.waiting["to_report"].keys == [held.pk]
    assert found.next.keys == [asked.pk]


def test_a_facilitator_without_hours_is_told_so(partner):
    assert start(partner.user).without_hours is True

    old = AvailabilityFactory(facilitator=partner, valid_until=NOW.date() - timedelta(days=1))
    assert start(partner.user).without_hours is True

    old.valid_until = None
    old.save()
    assert start(partner.user).without_hours is False


def test_a_school_sees_what_its_classes_are_owed_this_year(school):
    DutyFactory()
    group = ClassGroupFactory(school=school)
    ClassGroupFactory()

    found = start(member(school, "STAFF")).classes

    assert (found.school_year, found.groups) == (2026, [group])
    assert [(row.group, row.missing) for row in found.coverage] == [(group, 3)]


def test_the_coordination_is_told_of_roles_mails_wishes_and_agreements(school):
    coordinator = RoleFactory(kind=RoleKind.COORDINATOR, commune=school.commune).user
    role = RoleFactory(school=school, status="PENDING")
    wish = session(school, state="wished", starts_at=None, ends_at=None)
    MessageFactory(school=school, failed=True)
    soon = AgreementFactory(valid_until=NOW.date() + timedelta(days=30))
    renewed = AgreementFactory(valid_until=NOW.date() + timedelta(days=30))
    AgreementFactory(organisation=renewed.organisation)

    found = start(coordinator)

    assert (found.roles, found.failed_mails) == ([role], 1)
    assert found.waiting["wishes"].keys == [wish.pk]
    assert found.ending_agreements == [soon]
    assert found.classes is None


def test_one_capacity_hides_what_waits_in_another(school):
    user = member(school, "HEAD")
    elsewhere = RoleFactory(user=user, kind="TEACHER").school
    session(school)
    proposed = session(elsewhere, state="proposed")

    as_teacher = start_of(user, capacity_of(user, f"teacher-{elsewhere.pk}"), now=NOW)

    assert "to_authorise" not in as_teacher.waiting
    assert as_teacher.waiting["to_answer"].keys == [proposed.pk]
    assert start(user).waiting["to_answer"].keys == []


@pytest.mark.parametrize("kind", RoleKind)
def test_with_nothing_at_all_the_page_is_empty_and_there(kind, school):
    reach = {"FACILITATOR": {"organisation": OrganisationFactory()}}
    reach["COORDINATOR"] = reach["FUNDER"] = {"commune": school.commune}
    user = RoleFactory(kind=kind, **reach.get(kind, {"school": school})).user

    found = start_of(user, capacity_of(user), now=timezone.now())

    assert {few.count for few in [found.next, *found.waiting.values()]} == {0}
