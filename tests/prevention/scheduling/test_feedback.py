"""What adults of a school think of a session: who is asked, until when, and what is counted."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from prevention.models import Event, Feedback, Session
from prevention.scheduling.acts import Opinion, give_feedback, withdraw_feedback
from prevention.scheduling.errors import (
    FeedbackOfOneselfError,
    FeedbackOverError,
    FeedbackTooEarlyError,
)
from prevention.scheduling.feedback import TOGETHER, summaries
from prevention.vocabulary import LevelFit, RoleKind, SessionKind, SessionState
from tests.factories import (
    PARIS,
    OfferFactory,
    OrganisationFactory,
    RequestFactory,
    RoleFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

AFTER = datetime(2026, 10, 7, 8, tzinfo=PARIS)
USEFUL = Opinion(usefulness=3)


@pytest.fixture
def given():
    """A session of Tuesday 6 October that took place."""
    return SessionFactory(state=SessionState.DONE, held_until=None)


@pytest.fixture
def teacher(given):
    return RoleFactory(school=given.school).user


def say(session, user, opinion=USEFUL, *, now=AFTER):
    return give_feedback(session=session, user=user, opinion=opinion, now=now)


def somebody(kind, **reach):
    return RoleFactory(kind=kind, school=None, **reach).user


@pytest.mark.parametrize("kind", [RoleKind.TEACHER, RoleKind.HEAD, RoleKind.STAFF])
def test_whoever_works_at_the_school_says_how_it_was(given, kind):
    user = RoleFactory(school=given.school, kind=kind).user

    say(given, user, Opinion(4, LevelFit.TOO_HARD, again=True))

    kept = Feedback.objects.get(session=given, author=user)
    assert (kept.usefulness, kept.level_fit, kept.again) == (4, "TOO_HARD", True)


def test_saying_otherwise_takes_the_place_of_the_first_answer(given, teacher):
    say(given, teacher, Opinion(1, LevelFit.TOO_EASY, again=False))

    say(given, teacher, now=AFTER + timedelta(days=1))

    kept = Feedback.objects.get()
    assert (kept.usefulness, kept.level_fit, kept.again) == (3, "", None)


def test_an_answer_is_taken_back_and_nobody_else_loses_one(given, teacher):
    colleague = RoleFactory(school=given.school, kind=RoleKind.HEAD).user
    say(given, teacher)
    say(given, colleague)

    for _time in range(2):
        withdraw_feedback(session=given, user=teacher)

    assert Feedback.objects.get().author == colleague


def test_an_answer_is_no_event_of_the_session(given, teacher):
    before = (given.state, given.revised_at)

    say(given, teacher)

    given.refresh_from_db()
    assert (given.state, given.revised_at) == before
    assert not Event.objects.exists()


def test_nobody_else_is_asked(given):
    others = [
        RoleFactory(school=SchoolFactory()).user,
        somebody(RoleKind.FACILITATOR, organisation=given.offer.organisation),
        somebody(RoleKind.COORDINATOR, everywhere=True),
        UserFactory(),
    ]

    for user in others:
        with pytest.raises(PermissionDenied):
            say(given, user)
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    "state", [one for one in SessionState if one not in {"done", "closed"}], ids=str
)
def test_a_session_that_did_not_take_place_is_not_asked_about(given, teacher, state):
    times = {"starts_at": None, "ends_at": None} if state == SessionState.WISHED else {}
    Session.objects.update(state=state, held_until=AFTER, authorised_at=AFTER, **times)

    with pytest.raises(FeedbackTooEarlyError):
        say(given, teacher)


def test_what_the_school_gave_itself_is_not_asked_about(given, teacher):
    Session.objects.update(kind=SessionKind.INTERNAL, offer=None, request=None)

    with pytest.raises(FeedbackOfOneselfError):
        say(given, teacher)


def test_the_answer_is_taken_until_the_last_day_of_the_school_year(given, teacher):
    say(given, teacher, now=datetime(2027, 8, 31, 23, 59, tzinfo=PARIS))

    with pytest.raises(FeedbackOverError):
        say(given, teacher, now=datetime(2027, 9, 1, 0, 1, tzinfo=PARIS))


@pytest.mark.parametrize("usefulness", [0, 5])
def test_a_grade_outside_the_list_is_refused(given, teacher, usefulness):
    with pytest.raises(ValidationError):
        say(given, teacher, Opinion(usefulness))


@pytest.mark.parametrize(
    "wrong", [{"usefulness": 0}, {"usefulness": 5}, {"level_fit": "BORING"}], ids=str
)
def test_the_database_keeps_the_closed_lists(given, teacher, wrong):
    row = say(given, teacher)

    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.filter(pk=row.pk).update(**wrong)


def test_the_database_keeps_one_answer_of_each_person(given, teacher):
    say(given, teacher)

    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.create(session=given, author=teacher, usefulness=1, given_at=AFTER)


def test_there_is_no_place_for_words():
    written = {"CharField", "TextField", "JSONField", "FileField"}

    (only,) = [one for one in Feedback._meta.fields if one.get_internal_type() in written]

    assert only.name == "level_fit"
    assert [code for code, _words in only.choices] == LevelFit.values


def test_what_somebody_answered_goes_with_the_account(given):
    user = UserFactory()
    Feedback.objects.create(session=given, author=user, usefulness=2, given_at=AFTER)

    user.delete()

    assert not Feedback.objects.exists()


class TestSummaries:
    @pytest.fixture
    def offer(self):
        return OfferFactory(title="Respect")

    @pytest.fixture
    def coordinator(self):
        return somebody(RoleKind.COORDINATOR, everywhere=True)

    def answers(self, offer, grades, *, school=None, first=0):
        """One answer each; every second one says more, and the first would not come again."""
        for number, grade in enumerate(grades, start=first):
            request = RequestFactory(offer=offer, school=school or SchoolFactory())
            Feedback.objects.create(
                session=SessionFactory(request=request, state="done", held_until=None),
                author=UserFactory(),
                usefulness=grade,
                level_fit=LevelFit.RIGHT if number % 2 else "",
                again=number != 0,
                given_at=AFTER + timedelta(minutes=number),
            )

    def test_answers_are_counted_by_offer(self, offer, coordinator):
        self.answers(offer, [1, 2, 3, 4, 4])
        self.answers(OfferFactory(title="Autre"), [1] * TOGETHER)

        other, found = summaries(coordinator, school_year=2026)

        assert (other.title, found.title, found.offer) == ("Autre", "Respect", offer.pk)
        assert (found.answers, found.counted) == (5, 5)
        assert found.usefulness == [1, 1, 1, 2]
        assert found.level_fit == {"TOO_EASY": 0, "RIGHT": 2, "TOO_HARD": 0}
        assert (found.again, found.not_again) == (4, 1)

    def test_fewer_than_five_are_not_told_apart(self, offer, coordinator):
        self.answers(offer, [1] * (TOGETHER - 1))

        (found,) = summaries(coordinator, school_year=2026)

        assert (found.answers, found.counted) == (TOGETHER - 1, 0)
        assert found.usefulness == [0, 0, 0, 0]
        assert (found.again, found.not_again) == (0, 0)

    def test_one_more_answer_changes_no_count(self, offer, coordinator):
        self.answers(offer, [3] * TOGETHER)
        (before,) = summaries(coordinator, school_year=2026)

        self.answers(offer, [1], first=TOGETHER)

        (after,) = summaries(coordinator, school_year=2026)
        assert (after.answers, after.usefulness) == (before.answers + 1, before.usefulness)

    def test_a_partner_reads_of_the_own_offers_and_a_coordinator_of_the_own_schools(self, offer):
        here = SchoolFactory()
        self.answers(offer, [3], school=here)
        readers = [
            somebody(RoleKind.FACILITATOR, organisation=offer.organisation),
            somebody(RoleKind.COORDINATOR, commune=here.commune),
            somebody(RoleKind.FACILITATOR, organisation=OrganisationFactory()),
            RoleFactory(school=here).user,
        ]

        found = [summaries(user, school_year=2026) for user in readers]

        assert [len(one) for one in found] == [1, 1, 0, 0]

    def test_each_school_year_is_counted_apart_and_one_offer_alone(self, offer, coordinator):
        self.answers(offer, [3])

        assert summaries(coordinator, school_year=2025) == []
        assert summaries(coordinator, school_year=2026, offer=offer.pk + 1) == []
        assert len(summaries(coordinator, school_year=2026, offer=offer.pk)) == 1

    def test_it_is_one_query_however_many_answers_there_are(
        self, offer, coordinator, django_assert_num_queries
    ):
        self.answers(offer, [3] * 3)
        self.answers(OfferFactory(), [3] * 3)
        coordinator.reach()

        with django_assert_num_queries(1):
            summaries(coordinator, school_year=2026)
