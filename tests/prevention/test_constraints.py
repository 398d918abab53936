from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from prevention.models import Occupation
from tests.factories import FacilitatorFactory, SessionFactory

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
