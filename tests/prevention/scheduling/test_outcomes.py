"""What became of a session: reported, not held, put away, or given by the school itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from prevention.coverage.owed import coverage_of
from prevention.models import Occupation, Session, SessionGroup
from prevention.offers.errors import LevelOutsideThemeError
from prevention.scheduling.acts import (
    Count,
    Line,
    Told,
    authorise,
    cancel,
    close,
    declare_internal,
    declare_not_held,
    file_report,
    free_cancellation_until,
    request_sessions,
)
from prevention.scheduling.errors import (
    ActRefusedError,
    ClassNotThereError,
    ClassTakenError,
    CountsImpossibleError,
    DeclaredLaterError,
    GroupElsewhereError,
    SessionNotBegunError,
    TooManyClassesError,
)
from prevention.scheduling.sentences import sentence
from prevention.vocabulary import EndReason, Level, RoleKind, SessionState, Side
from tests.factories import (
    ClassGroupFactory,
    DutyFactory,
    MaterialFactory,
    RoleFactory,
    SessionFactory,
    ThemeFactory,
)
from tests.prevention.scheduling.conftest import READY, paris

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
THURSDAY = paris(2026, 9, 10, 9)


@pytest.fixture
def coordinator():
    return RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user


@pytest.fixture
def confirmed(offer, group, teacher, head, tuesday, now):
    offer.groups_per_session = 2
    offer.save()
    groups = [group, ClassGroupFactory(school=group.school, headcount=None)]
    lines = [Line(groups, tuesday)]
    asked = request_sessions(offer=offer, lines=lines, asked_by=teacher, now=now, preparation=READY)
    return authorise(session=asked.request.sessions.get(), user=head, now=now)


@pytest.fixture
def after(tuesday):
    return tuesday + 2 * HOUR


def report(session, facilitator, now, *counts, **told):
    return file_report(
        session=session, user=facilitator.user, told=Told(counts=counts, **told), now=now
    )


class TestReport:
    def test_counts_stand_with_each_class(self, confirmed, group, facilitator, after):
        material = MaterialFactory()
        _first, other = confirmed.groups.order_by("pk")
        counts = Count(group, present=23, girls=12, boys=11), Count(other, present=26)

        done = report(confirmed, facilitator, after, *counts, climate=4, materials=[material])

        assert (done.state, done.report.climate) == ("done", 4)
        assert list(done.report.materials.all()) == [material]
        rows = SessionGroup.objects.order_by("group").values_list(
            "group", "headcount", "present", "girls", "boys"
        )
        assert list(rows) == [(group.pk, 25, 23, 12, 11), (other.pk, None, 26, None, None)]
        assert done.occupations.count() == 3

    @pytest.mark.parametrize(
        "wrong",
        [{"present": 26}, {"present": 20, "girls": 12, "boys": 9}, {"present": 3, "girls": 4}],
    )
    def test_impossible_counts_are_refused(self, confirmed, group, facilitator, after, wrong):
        with pytest.raises(CountsImpossibleError):
            report(confirmed, facilitator, after, Count(group, **wrong))

        assert Session.objects.get().state == "confirmed"

    @pytest.mark.parametrize(
        "wrong",
        [{"present": 26}, {"present": 20, "girls": 12, "boys": 9}, {"present": 3, "girls": 4}],
    )
    def test_the_database_alone_refuses_them(self, confirmed, group, wrong):
        row = SessionGroup.objects.filter(session=confirmed, group=group)

        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(headcount=25, **wrong)

    def test_a_class_that_was_not_invited_is_not_counted(self, confirmed, facilitator, after):
        with pytest.raises(ClassNotThereError):
            report(confirmed, facilitator, after, Count(ClassGroupFactory(), present=1))

    def test_nothing_is_reported_before_it_begins(self, confirmed, facilitator, tuesday):
        with pytest.raises(SessionNotBegunError):
            report(confirmed, facilitator, tuesday - HOUR)

    def test_a_report_is_filed_once(self, confirmed, facilitator, after):
        report(confirmed, facilitator, after)

        with pytest.raises(ActRefusedError):
            report(confirmed, facilitator, after)

    def test_climate_goes_from_one_to_four(self, confirmed, facilitator, after):
        with pytest.raises(ValidationError):
            report(confirmed, facilitator, after, climate=5)

    def test_a_teacher_files_none(self, confirmed, teacher, after):
        with pytest.raises(PermissionDenied):
            file_report(session=confirmed, user=teacher, told=Told(), now=after)

    def test_a_finished_file_is_put_away(self, confirmed, facilitator, coordinator, after):
        done = report(confirmed, facilitator, after)

        assert close(session=done, user=coordinator, now=after).state == "closed"


def test_sessions_without_an_outcome_are_listed_until_somebody_tells(
    confirmed, facilitator, tuesday, after
):
    def missing(now):
        return list(Session.objects.outcome_missing(now=now))

    assert missing(tuesday) == []
    assert missing(after) == [confirmed]
    report(confirmed, facilitator, after)
    assert missing(after) == []


def test_what_did_not_take_place_counts_in_nothing(confirmed, teacher, group, after):
    DutyFactory()

    ended = declare_not_held(session=confirmed, user=teacher, reason=EndReason.ABSENCE, now=after)

    assert (ended.state, ended.ended_by_side) == ("not_held", Side.SCHOOL)
    assert sentence(ended, now=after) == "Did not take place: somebody is absent."
    assert not Occupation.objects.exists()
    (owed,) = coverage_of([group], school_year=2026)
    assert owed.missing == 3


class TestLateCancellation:
    @pytest.mark.parametrize(("days", "late"), [(16, False), (15, False), (14, True)])
    def test_the_offer_says_until_when_it_is_free(self, confirmed, teacher, tuesday, days, late):
        moment = tuesday - timedelta(days=days)

        ended = cancel(session=confirmed, user=teacher, reason=EndReason.OTHER, now=moment)

        assert ended.ended_late is late

    def test_or_the_booking_itself_when_that_is_later(self, confirmed, now):
        confirmed.offer.free_cancellation_days = 60

        assert free_cancellation_until(confirmed) == now

    def test_what_was_only_held_is_never_late(self, tuesday, teacher, group):
        held = SessionFactory(request__school=group.school, starts_at=tuesday, held_until=tuesday)

        ended = cancel(
            session=held, user=teacher, reason=EndReason.OTHER, now=tuesday - timedelta(days=1)
        )

        assert ended.ended_late is False


class TestInternal:
    @pytest.fixture
    def declare(self, group, teacher):
        def act(*counts, user=teacher, starts_at=THURSDAY, **more):
            return declare_internal(
                theme=ThemeFactory(),
                counts=counts or [Count(group, present=24)],
                starts_at=starts_at,
                ends_at=starts_at + HOUR,
                user=user,
                **more,
            )

        return act

    def test_what_the_school_gives_counts_as_done(self, declare, group, now):
        DutyFactory()

        session = declare(now=now)

        assert (session.state, session.offer, session.title) == (
            "done",
            None,
            ThemeFactory().name,
        )
        assert sentence(session, now=now) == "Given by the school itself."
        (owed,) = coverage_of([group], school_year=2026)
        assert (owed.done, owed.missing, owed.unknown) == (1, 2, False)

    def test_it_is_declared_afterwards(self, declare, now):
        with pytest.raises(DeclaredLaterError):
            declare(starts_at=now, now=now)

    def test_a_class_was_not_in_two_sessions_at_once(self, declare, now):
        declare(now=now)

        with pytest.raises(ClassTakenError):
            declare(starts_at=THURSDAY + HOUR / 2, now=now)

        assert Session.objects.count() == 1

    def test_the_theme_is_for_the_class(self, declare, group, now):
        group.levels = (Level.CM2,)
        group.save()

        with pytest.raises(LevelOutsideThemeError):
            declare(now=now)

    def test_classes_of_two_schools_are_two_sessions(self, declare, group, now):
        with pytest.raises(GroupElsewhereError):
            declare(Count(group, present=1), Count(ClassGroupFactory(), present=1), now=now)

    @pytest.mark.parametrize("kind", [RoleKind.STAFF, RoleKind.COORDINATOR])
    def test_only_teachers_and_heads_declare(self, declare, group, kind, now):
        reach = {"school": group.school} if kind == RoleKind.STAFF else {"everywhere": True}

        with pytest.raises(PermissionDenied):
            declare(user=RoleFactory(kind=kind, **reach).user, now=now)

    def test_a_mistake_is_taken_back(self, declare, teacher, now):
        session = cancel(session=declare(now=now), user=teacher, reason=EndReason.OTHER, now=now)

        assert session.state == "cancelled"
        assert not Occupation.objects.exists()


def test_more_classes_than_the_offer_takes_are_refused(offer, group, teacher, tuesday, now):
    groups = [group, ClassGroupFactory(school=group.school)]

    with pytest.raises(TooManyClassesError):
        request_sessions(offer=offer, lines=[Line(groups, tuesday)], asked_by=teacher, now=now)


def test_classes_that_come_together_must_all_be_free(confirmed, offer, group, teacher, now):
    other = ClassGroupFactory(school=group.school)
    busy = confirmed.groups.order_by("pk").last()

    with pytest.raises(ClassTakenError):
        request_sessions(
            offer=offer, lines=[Line([other, busy], confirmed.starts_at)], asked_by=teacher, now=now
        )


@pytest.mark.parametrize("state", [SessionState.HELD, SessionState.DONE])
def test_what_takes_place_has_a_time_whoever_writes(state):
    session = SessionFactory(state=SessionState.WISHED)

    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(state=state)
