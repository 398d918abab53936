from datetime import timedelta

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection, transaction

from prevention.constraints import write_in_a_savepoint
from prevention.models import Occupation, PublishedRelease
from tests.factories import FacilitatorFactory, SchoolYearFactory, SessionFactory

pytestmark = pytest.mark.django_db


def occupy(facilitator, session, *, shift=timedelta(0)):
    return Occupation(
        session=session,
        facilitator=facilitator,
        starts_at=session.starts_at + shift,
        ends_at=session.ends_at + shift,
    )


def test_the_database_itself_refuses_that_a_facilitator_is_in_two_places():
    facilitator = FacilitatorFactory()
    session = SessionFactory()
    occupy(facilitator, session).save()

    with pytest.raises(IntegrityError, match="occupation_one_session_per_facilitator"):
        Occupation.objects.bulk_create([occupy(facilitator, session, shift=timedelta(minutes=59))])


def test_the_database_itself_refuses_a_move_onto_a_taken_time():
    facilitator = FacilitatorFactory()
    session = SessionFactory()
    occupy(facilitator, session).save()
    later = occupy(facilitator, session, shift=timedelta(hours=2))
    later.save()

    with pytest.raises(IntegrityError, match="per_facilitator"), transaction.atomic():
        Occupation.objects.filter(pk=later.pk).update(starts_at=session.starts_at)

    later.ends_at += timedelta(minutes=5)
    later.save()  # changing a row without a clash is no clash with itself


def test_two_sessions_may_touch_and_two_people_may_work_at_once():
    session = SessionFactory()
    facilitator, colleague = FacilitatorFactory.create_batch(2)
    occupy(facilitator, session).save()

    occupy(facilitator, session, shift=timedelta(hours=1)).save()
    occupy(colleague, session).save()

    assert Occupation.objects.count() == 3


def test_validation_says_the_overlap_in_words():
    facilitator = FacilitatorFactory()
    session = SessionFactory()
    occupy(facilitator, session).save()

    with pytest.raises(ValidationError) as refusal:
        occupy(facilitator, session).full_clean()

    assert refusal.value.messages == ["This facilitator already has a session then."]


@pytest.mark.django_db(transaction=True)
def test_the_refusal_survives_a_rebuild_of_the_table():
    facilitator = FacilitatorFactory()
    session = SessionFactory()
    column = Occupation._meta.get_field("starts_at")
    widened = column.clone()
    widened.set_attributes_from_name("starts_at")
    widened.db_index = True
    with connection.schema_editor() as editor:
        editor.alter_field(Occupation, column, widened)
        editor.alter_field(Occupation, widened, column)
    occupy(facilitator, session).save()

    with pytest.raises(IntegrityError, match="per_facilitator"):
        occupy(facilitator, session).save()


@pytest.fixture
def write_ended_by():
    """Give a write that leaves a row, and that an error of PostgreSQL ends a few times."""
    facilitator, session = FacilitatorFactory(), SessionFactory()

    def make(error, *, times):
        left = [error] * times

        def write():
            occupy(facilitator, session).save()
            if left:
                raise OperationalError(str(error)) from left.pop()
            return "written"

        return write

    return make


def test_the_victim_of_a_deadlock_writes_once_more(write_ended_by):
    deadlock = psycopg.errors.DeadlockDetected("deadlock detected")

    assert write_in_a_savepoint(write_ended_by(deadlock, times=1)) == "written"

    assert Occupation.objects.count() == 1


@pytest.mark.parametrize(
    ("error", "times"),
    [(psycopg.errors.DeadlockDetected("again"), 2), (psycopg.OperationalError("gone"), 1)],
)
def test_a_second_deadlock_and_any_other_failure_end_the_write(write_ended_by, error, times):
    with pytest.raises(OperationalError, match=str(error)):
        write_in_a_savepoint(write_ended_by(error, times=times))

    assert Occupation.objects.count() == 0


@pytest.fixture
def release():
    return PublishedRelease.objects.create(
        school_year=SchoolYearFactory(), territory="245900001", tables=[], made_on="2027-09-01"
    )


def test_the_database_itself_refuses_to_change_what_was_published(release):
    with pytest.raises(IntegrityError, match="published_release_never"), transaction.atomic():
        PublishedRelease.objects.update(made_on="2027-09-02")

    with pytest.raises(ValidationError):
        release.full_clean()
    release.delete()
    assert not PublishedRelease.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_never_changes_survives_a_rebuild_of_the_table(release):
    column = PublishedRelease._meta.get_field("made_on")
    widened = column.clone()
    widened.set_attributes_from_name("made_on")
    widened.db_index = True
    with connection.schema_editor() as editor:
        editor.alter_field(PublishedRelease, column, widened)
        editor.alter_field(PublishedRelease, widened, column)

    with pytest.raises(IntegrityError, match="published_release_never"):
        PublishedRelease.objects.update(made_on="2027-09-02")


@pytest.mark.django_db(transaction=True)
def test_what_never_changes_can_be_let_go_and_held_again(release):
    call_command("migrate", "prevention", "0025", verbosity=0)
    try:
        PublishedRelease.objects.update(made_on="2027-09-02")
    finally:
        call_command("migrate", "prevention", verbosity=0)

    with pytest.raises(IntegrityError, match="published_release_never"):
        PublishedRelease.objects.update(made_on="2027-09-03")
