"""What each line says and offers, to whom, in which order and at what cost."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from prevention.calendars.feeds import create_school_feed
from prevention.models import Feed
from prevention.vocabulary import Level, RoleKind
from prevention.worklist.things import Deed, Thing
from prevention.worklist.worklist import PAGE, worklist_of
from tests.factories import (
    AgreementFactory,
    ClassGroupFactory,
    CommuneFactory,
    DutyFactory,
    FacilitatorFactory,
    HolidayFactory,
    OfferFactory,
    OrganisationFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
# Fourteen weeks of class are over, of 42: one of three sessions is due.
NOW = datetime(2026, 12, 21, 9, tzinfo=PARIS)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture(autouse=True)
def _calendar():
    HolidayFactory()
    HolidayFactory(summer=True)


@pytest.fixture
def coordinator():
    return RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user


@pytest.fixture
def duty():
    return DutyFactory()


@pytest.fixture
def offer():
    partner = OrganisationFactory(name="Planning")
    facilitator = FacilitatorFactory(organisation=partner)
    return OfferFactory(organisation=partner, facilitators=[facilitator])


def a_school(name, number=0, **more):
    commune = CommuneFactory(insee_code=f"590{number:02d}", name=f"Commune {number:02d}")
    return SchoolFactory(name=name, commune=commune, **more)


def session_of(group, *, state="done", starts_at=NOW - 30 * DAY, **more):
    made = SessionFactory(
        **{
            "request": RequestFactory(school=group.school),
            "state": state,
            "starts_at": starts_at,
            "authorised_at": NOW - 60 * DAY,
            "held_until": NOW + 20 * DAY,
            **more,
        }
    )
    made.groups.add(group)
    return made


def lines(user, **asked):
    return worklist_of(user, now=NOW, **asked).lines


def test_a_school_never_reached_names_the_class_owed_the_most_and_proposes(
    coordinator, duty, offer
):
    school = a_school("Collège Alpha")
    younger = ClassGroupFactory(school=school, label="6e A", levels=[Level.SIXIEME])
    ClassGroupFactory(school=school, label="5e A")

    (line,) = lines(coordinator)

    assert (line.thing, line.deed, line.count) == (Thing.NEVER_REACHED, Deed.PROPOSE, 2)
    assert line.sentence == ("None of its 2 classes has a session given or planned in 2026-2027.")
    assert (line.most.group, line.most.theme, line.most.missing) == (younger, offer.theme, 3)
    assert line.most.offered


def test_a_head_books_what_a_coordinator_proposes_and_sees_the_own_school_alone(duty):
    school = a_school("Collège Alpha")
    ClassGroupFactory(school=school)
    ClassGroupFactory(school=a_school("Collège Bêta", 1))
    head = RoleFactory(kind=RoleKind.HEAD, school=school).user

    (line,) = lines(head)

    assert (line.school, line.deed) == (school, Deed.BOOK)


@pytest.mark.parametrize("kind", ["TEACHER", "STAFF"])
def test_who_may_not_act_sees_nothing(kind, duty):
    role = RoleFactory(kind=kind)
    ClassGroupFactory(school=role.school)

    assert lines(role.user) == []


@pytest.mark.parametrize("state", ["proposed", "held", "confirmed", "done"])
def test_what_is_given_planned_or_proposed_keeps_a_class_at_pace(coordinator, duty, state):
    group = ClassGroupFactory(school=a_school("Collège Alpha"))
    starts_at = NOW - 30 * DAY if state == "done" else NOW + 30 * DAY
    session_of(group, state=state, starts_at=starts_at)

    assert [line.thing for line in lines(coordinator)] == (
        [] if state == "done" else [Thing.FEED_NEVER_READ]
    )


def test_a_school_behind_pace_names_the_class_that_is_behind(coordinator, duty):
    school = a_school("Collège Alpha")
    had = ClassGroupFactory(school=school, label="5e A")
    had_not = ClassGroupFactory(school=school, label="5e B")
    session_of(had)

    (line,) = lines(coordinator)

    assert (line.thing, line.count, line.most.group) == (Thing.BEHIND_PACE, 1, had_not)
    assert line.sentence == "One of its classes had, or will have, less than is due by now."


def test_the_class_farthest_behind_comes_before_one_that_misses_as_much_of_the_year(
    coordinator,
):
    """One session a year is due in July; one of three is due now."""
    school = a_school("Collège Alpha")
    digital = ThemeFactory(code="ADD", name="Numérique")
    DutyFactory(code="ADD", amount=1, themes=[digital], levels=[Level.SIXIEME])
    DutyFactory(code="EVARS", levels=[Level.CINQUIEME])
    sixth = ClassGroupFactory(school=school, label="6e A", levels=[Level.SIXIEME])
    fifth = ClassGroupFactory(school=school, label="5e A")

    (line,) = lines(coordinator)
    assert (line.most.group, line.most.duty.code) == (fifth, "EVARS")

    session_of(fifth)
    assert lines(coordinator) == []  # a second of three, and the one of a year, are not due yet
    later = worklist_of(coordinator, now=datetime(2027, 7, 6, 9, tzinfo=PARIS)).lines
    assert [(line.most.group, line.most.missing) for line in later] == [(sixth, 1)]


def test_a_theme_for_which_an_offer_can_come_is_chosen_before_one_without(coordinator, offer):
    school = a_school("Collège Alpha")
    ClassGroupFactory(school=school)
    first = ThemeFactory(code="AAA", name="Sans offre")
    DutyFactory(code="PHARE", unit="HOURS", amount=10, themes=[first, offer.theme])

    (line,) = lines(coordinator)
    assert (line.most.theme, line.most.missing, line.most.offered) == (offer.theme, 10, True)

    offer.active = False
    offer.save()
    (line,) = lines(coordinator)
    assert (line.most.theme, line.most.offered) == (first, False)


def test_a_time_kept_is_lost_first_and_says_when(coordinator, duty):
    school = a_school("Collège Alpha")
    group = ClassGroupFactory(school=school, label="5e A")
    ClassGroupFactory(school=school, label="5e B")
    later = session_of(group, state="proposed", starts_at=NOW + 9 * DAY, held_until=NOW + 2 * DAY)
    first = session_of(group, state="held", starts_at=NOW + 8 * DAY, held_until=NOW + DAY)
    session_of(group, state="held", starts_at=NOW + 7 * DAY, held_until=NOW + 4 * DAY)
    session_of(group, state="held", starts_at=NOW + 6 * DAY, held_until=NOW - HOUR)

    (line,) = lines(coordinator)

    assert (line.thing, line.deed, line.session) == (Thing.HOLD_EXPIRING, Deed.DECIDE, first)
    assert (line.count, line.due_on) == (2, date(2026, 12, 22))
    assert line.sentence == (
        "The time kept for “Respect et relations” with 5e A is lost on Tuesday 22 December"
        " if nobody decides. One other waits there."
    )
    assert later != first


def test_an_outcome_missing_is_reported_by_who_coordinates_and_told_by_a_head(coordinator, duty):
    school = a_school("Collège Alpha")
    group = ClassGroupFactory(school=school, label="5e A")
    over = session_of(group, state="confirmed", starts_at=NOW - 5 * DAY)
    head = RoleFactory(kind=RoleKind.HEAD, school=school).user

    (line,) = lines(coordinator)
    (of_head,) = lines(head)

    assert (line.thing, line.session, line.due_on) == (
        *(Thing.OUTCOME_MISSING, over),
        date(2026, 12, 16),
    )
    assert [line.deed, of_head.deed] == [Deed.REPORT, Deed.TELL]
    assert line.sentence == (
        "“Respect et relations” with 5e A was on Wednesday 16 December:"
        " nobody has told what became of it."
    )


def test_an_agreement_that_ends_is_of_schools_with_sessions_beyond(coordinator):
    school = a_school("Collège Alpha")
    group = ClassGroupFactory(school=school)
    partner = OrganisationFactory(name="Le Refuge", kind="ASSOCIATION")
    theme = ThemeFactory(needs_agreement=True)
    AgreementFactory(organisation=partner, themes=[theme], valid_until=date(2027, 1, 31))
    offer = OfferFactory(organisation=partner, theme=theme)
    request = RequestFactory(offer=offer, school=school)
    session_of(group, state="confirmed", request=request, starts_at=NOW + 20 * DAY)
    assert [line.thing for line in lines(coordinator)] == [Thing.FEED_NEVER_READ]
    for days in (50, 60):
        session_of(group, state="confirmed", request=request, starts_at=NOW + days * DAY)

    (line,) = lines(coordinator)

    assert (line.thing, line.deed) == (Thing.AGREEMENT_ENDING, Deed.RENEW)
    assert (line.organisation, line.due_on) == (partner.pk, date(2027, 1, 31))
    assert line.sentence == (
        "The agreement of Le Refuge ends on Sunday 31 January: 2 sessions are planned later."
    )
    head = RoleFactory(kind=RoleKind.HEAD, school=school).user
    assert lines(head) == []  # renewals are the coordination's


def test_a_calendar_read_by_the_school_ends_the_list(coordinator):
    school = a_school("Collège Alpha")
    group = ClassGroupFactory(school=school)
    session_of(group, state="confirmed", starts_at=NOW + 20 * DAY)
    (line,) = lines(coordinator)
    assert (line.thing, line.deed, line.count) == (Thing.FEED_NEVER_READ, Deed.SEND_FEED, 1)

    head = RoleFactory(kind=RoleKind.HEAD, school=school).user
    create_school_feed(holder=head, school=school, name="", now=NOW)
    Feed.objects.update(last_fetched_at=NOW - DAY)

    assert lines(coordinator) == []


def test_closed_schools_have_no_line(coordinator, duty):
    ClassGroupFactory(school=a_school("Collège Alpha", status="CLOSED", closed_on=NOW.date()))

    assert lines(coordinator) == []


@pytest.fixture
def many(duty):
    """Schools never reached, one more than a page; the last by name has two classes."""
    schools = [a_school(f"Collège {number:02d}", number) for number in range(PAGE + 1)]
    for school in schools:
        ClassGroupFactory(school=school)
    ClassGroupFactory(school=schools[-1])
    return schools


def test_it_comes_page_by_page_and_counts_all(coordinator, many):
    first = worklist_of(coordinator, now=NOW)
    second = worklist_of(coordinator, now=NOW, page=2)
    beyond = worklist_of(coordinator, now=NOW, page=9)

    assert [line.school for line in first.lines] == [many[-1], *many[: PAGE - 1]]
    assert [line.school for line in second.lines] == [many[PAGE - 1]]
    assert (beyond.page, beyond.pages, beyond.lines) == (2, 2, second.lines)
    assert first.counts[Thing.NEVER_REACHED] == PAGE + 1
    assert sum(first.counts.values()) == PAGE + 1


def test_it_is_narrowed_to_schools_levels_and_kinds_of_things(coordinator, duty):
    alpha = a_school("Collège Alpha", priority="REP")
    beta = a_school("Collège Bêta", 1)
    ClassGroupFactory(school=alpha, levels=[Level.SIXIEME])
    done = ClassGroupFactory(school=beta)
    ClassGroupFactory(school=beta)
    session_of(done)

    def found(**asked):
        return [line.school.name for line in lines(coordinator, **asked)]

    assert found() == ["Collège Alpha", "Collège Bêta"]
    assert found(chosen={"priority": "REP"}) == ["Collège Alpha"]
    assert found(chosen={"school": beta.pk}) == ["Collège Bêta"]
    assert found(chosen={"commune": "59001"}) == ["Collège Bêta"]
    assert found(chosen={"level": "6E"}) == ["Collège Alpha"]
    assert found(chosen={"level": "4E"}) == []
    assert found(thing=Thing.BEHIND_PACE) == ["Collège Bêta"]
    counted = worklist_of(coordinator, now=NOW, thing=Thing.BEHIND_PACE).counts
    assert counted[Thing.NEVER_REACHED] == 1  # all are counted, whichever are shown


def busy_schools(numbers):
    """One school for each kind of thing and number, as unlike each other as can be."""
    for number in numbers:
        base = 6 * number
        partner = OrganisationFactory(name=f"Association {number}", kind="ASSOCIATION")
        theme = ThemeFactory(code=f"T{number}", needs_agreement=True)
        AgreementFactory(organisation=partner, themes=[theme], valid_until=NOW.date() + DAY)
        offer = OfferFactory(
            organisation=partner,
            theme=theme,
            facilitators=[FacilitatorFactory(organisation=partner)],
        )
        groups = [
            ClassGroupFactory(school=a_school(f"École {base + one}", base + one))
            for one in range(6)
        ]
        of = {group.school_id: RequestFactory(school=group.school, offer=offer) for group in groups}
        kept, over, _never, late, ending, unread = groups
        session_of(kept, state="held", held_until=NOW + DAY, request=of[kept.school_id])
        session_of(over, state="confirmed", request=of[over.school_id])
        session_of(ClassGroupFactory(school=late.school), request=of[late.school_id])
        for group in (ending, unread):
            session_of(group)
        session_of(ending, state="confirmed", starts_at=NOW + 9 * DAY, request=of[ending.school_id])
        session_of(unread, state="confirmed", starts_at=NOW + HOUR)


def test_any_number_of_schools_costs_the_same(coordinator, duty):
    busy_schools([0])

    def cost():
        coordinator.reach()  # read once a request, before the list
        with CaptureQueriesContext(connection) as asked:
            told = worklist_of(coordinator, now=NOW)
        assert all(told.counts.values())
        return len(asked)

    few = cost()
    busy_schools([1, 2, 3])
    assert cost() == few <= 45
