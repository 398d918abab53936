"""Two people write about the same time at the same moment, over two real connections."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest
from django.db import OperationalError, connection, transaction

from prevention.models import DatedAvailability, Occupation, Session
from prevention.scheduling.acts import Line, add_dated_availability, request_sessions
from prevention.scheduling.disruptions import broken_by_absence, broken_by_closure
from prevention.scheduling.errors import (
    NobodyWorksThenError,
    OpeningTakenError,
    SchoolClosedError,
)
from prevention.schools.acts import close_school
from tests.factories import AvailabilityFactory, ClassGroupFactory, SessionFactory


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_one_of_two_wins_and_the_other_is_offered_other_times(
    attempt, offer, group, teacher, tuesday, now
):
    groups = [group, ClassGroupFactory(school=group.school)]
    start_together = Barrier(2)

    def book(mine):
        try:
            start_together.wait(timeout=10)
            request_sessions(offer=offer, lines=[Line([mine], tuesday)], asked_by=teacher, now=now)
        except OpeningTakenError as refusal:
            return refusal.facts["nearest"]
        finally:
            connection.close()
        return "booked"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(book, groups))

    assert answers.count("booked") == 1
    assert [len(answer) for answer in answers if answer != "booked"] == [3]
    assert Session.objects.count() == 1
    assert Occupation.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_against_a_writer_without_our_locks_the_database_holds(
    offer, group, facilitator, teacher, tuesday, now
):
    elsewhere = SessionFactory(request__offer=offer, starts_at=tuesday)
    written, tried = Event(), Event()

    def occupy_unseen():
        try:
            with transaction.atomic():
                Occupation.objects.create(
                    session=elsewhere,
                    facilitator=facilitator,
                    starts_at=elsewhere.starts_at,
                    ends_at=elsewhere.ends_at,
                )
                written.set()
                tried.wait(timeout=1)  # the other finds the time free, and waits to write
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        unseen = pool.submit(occupy_unseen)
        written.wait(timeout=10)
        with pytest.raises(OpeningTakenError) as refusal:
            request_sessions(offer=offer, lines=[Line([group], tuesday)], asked_by=teacher, now=now)
        unseen.result()

    assert len(refusal.value.facts["nearest"]) == 3
    assert Session.objects.get() == elsewhere


@pytest.mark.django_db(transaction=True)
def test_of_two_who_wait_for_each_other_one_has_the_time_and_the_other_is_told(
    offer, group, facilitator, teacher, tuesday, now
):
    colleague = AvailabilityFactory().facilitator
    offer.facilitators.add(colleague)
    offer.facilitators_needed = 2
    offer.save()
    elsewhere = SessionFactory(request__offer=offer, starts_at=tuesday)
    written, tried = Event(), Event()

    def occupy(who):
        Occupation.objects.create(
            session=elsewhere,
            facilitator=who,
            starts_at=elsewhere.starts_at,
            ends_at=elsewhere.ends_at,
        )

    def occupy_in_the_other_order():
        try:
            with transaction.atomic():
                occupy(colleague)
                written.set()
                tried.wait(timeout=0.3)  # the service takes the first, and waits for the second
                occupy(facilitator)
        except OperationalError:
            return "ended"
        finally:
            connection.close()
        return "written"

    def book():
        try:
            request_sessions(offer=offer, lines=[Line([group], tuesday)], asked_by=teacher, now=now)
        except OpeningTakenError as refusal:
            return len(refusal.facts["nearest"])
        return "booked"

    with ThreadPoolExecutor(1) as pool:
        unseen = pool.submit(occupy_in_the_other_order)
        written.wait(timeout=10)
        ours = book()
        theirs = unseen.result()

    # SQLite has writers queue; of a deadlock PostgreSQL ends who waited longer: us, as a rule.
    assert (ours, theirs) in {(3, "written"), ("booked", "ended")}
    assert Occupation.objects.filter(facilitator=facilitator).count() == 1
    assert Occupation.objects.filter(facilitator=colleague).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_a_booking_sees_the_absence_or_is_among_what_it_breaks(
    attempt, offer, group, facilitator, teacher, tuesday, now
):
    start_together = Barrier(2)

    def book():
        try:
            start_together.wait(timeout=10)
            request_sessions(offer=offer, lines=[Line([group], tuesday)], asked_by=teacher, now=now)
        except NobodyWorksThenError:
            return "found her away"
        finally:
            connection.close()
        return "booked"

    def leave():
        try:
            start_together.wait(timeout=10)
            absence = add_dated_availability(
                facilitator=facilitator,
                user=facilitator.user,
                kind=DatedAvailability.Kind.ABSENCE,
                starts_at=tuesday,
                ends_at=tuesday + timedelta(hours=1),
            )
            return [broken.session for broken in broken_by_absence(absence, now=now)]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        booking, leaving = pool.submit(book), pool.submit(leave)
        answers = booking.result(), leaving.result()

    sessions = list(Session.objects.all())
    assert answers == (("booked", sessions) if sessions else ("found her away", []))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_a_booking_sees_the_closure_or_is_among_what_it_breaks(
    attempt, offer, group, teacher, head, tuesday, now
):
    start_together = Barrier(2)

    def book():
        try:
            start_together.wait(timeout=10)
            request_sessions(offer=offer, lines=[Line([group], tuesday)], asked_by=teacher, now=now)
        except SchoolClosedError:
            return "found it closed"
        finally:
            connection.close()
        return "booked"

    def close():
        try:
            start_together.wait(timeout=10)
            day = tuesday.date()
            closure = close_school(
                school=group.school, user=head, starts_on=day, ends_on=day, reason="WORKS"
            )
            return [broken.session for broken in broken_by_closure(closure, now=now)]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        booking, closing = pool.submit(book), pool.submit(close)
        answers = booking.result(), closing.result()

    sessions = list(Session.objects.all())
    assert answers == (("booked", sessions) if sessions else ("found it closed", []))
