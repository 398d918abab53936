"""The head keeps the school's closures and rooms, and the coordination where it coordinates."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from prevention.models import Closure, Room
from prevention.schools.acts import (
    add_room,
    change_closure,
    change_room,
    close_school,
    reopen_school,
)
from prevention.vocabulary import RoleKind
from tests.factories import ClassGroupFactory, CommuneFactory, RoleFactory, SchoolFactory

pytestmark = pytest.mark.django_db

EXAMS = {"starts_on": date(2026, 9, 14), "ends_on": date(2026, 9, 18), "reason": "EXAMS"}


@pytest.fixture
def school():
    return ClassGroupFactory().school


@pytest.fixture
def head(school):
    return RoleFactory(school=school, kind=RoleKind.HEAD).user


@pytest.fixture
def coordinator(school):
    return RoleFactory(kind=RoleKind.COORDINATOR, commune=school.commune).user


@pytest.fixture
def others(school):
    """A teacher of the school, another head, who coordinates elsewhere, and a head who teaches."""
    anzin = CommuneFactory(insee_code="59014", name="Anzin")
    elsewhere = RoleFactory(school=SchoolFactory(), kind=RoleKind.HEAD).user
    head_elsewhere_teacher_here = RoleFactory(school=SchoolFactory(), kind=RoleKind.HEAD).user
    RoleFactory(user=head_elsewhere_teacher_here, school=school)
    return [
        RoleFactory(school=school).user,
        elsewhere,
        RoleFactory(kind=RoleKind.COORDINATOR, commune=anzin).user,
        head_elsewhere_teacher_here,
    ]


def test_a_school_closes_and_opens_again(school, head, coordinator):
    closure = close_school(school=school, user=head, **EXAMS)

    assert list(school.closures.all()) == [closure]
    reopen_school(closure=closure, user=coordinator)
    assert not school.closures.exists()


def test_a_closure_is_corrected(school, head):
    closure = close_school(school=school, user=head, **EXAMS)

    change_closure(closure=closure, user=head, ends_on=date(2026, 9, 16), half="AM")

    closure.refresh_from_db()
    assert (closure.ends_on, closure.half, closure.reason) == (date(2026, 9, 16), "AM", "EXAMS")
    with pytest.raises(ValidationError):
        change_closure(closure=closure, user=head, ends_on=date(2026, 9, 13))


def test_a_closure_ends_no_day_before_it_begins(school, head):
    close_school(school=school, user=head, **EXAMS | {"ends_on": EXAMS["starts_on"]})

    with pytest.raises(ValidationError) as refusal:
        close_school(school=school, user=head, **EXAMS | {"ends_on": date(2026, 9, 13)})

    assert refusal.value.messages == ["The last day comes before the first."]


def test_a_room_is_named_renamed_and_retired(school, head, coordinator):
    room = add_room(school=school, user=head, name="CDI")

    change_room(room=room, user=coordinator, name="Salle polyvalente")
    retired = change_room(room=room, user=head, active=False)

    assert (retired.pk, retired.name, retired.active) == (room.pk, "Salle polyvalente", False)


def test_a_school_has_one_room_of_a_name(school, head):
    add_room(school=school, user=head, name="CDI")
    other = add_room(school=school, user=head, name="Gymnase")

    with pytest.raises(ValidationError) as twice:
        add_room(school=school, user=head, name="CDI")
    with pytest.raises(ValidationError):
        change_room(room=other, user=head, name="CDI")

    assert twice.value.messages == ["This school already has a room with that name."]


def test_nobody_else_changes_them(school, head, others):
    closure = close_school(school=school, user=head, **EXAMS)
    room = add_room(school=school, user=head, name="CDI")

    for user in others:
        with pytest.raises(PermissionDenied):
            change_closure(closure=closure, user=user, half="AM")
        for act in [
            lambda user=user: close_school(school=school, user=user, **EXAMS),
            lambda user=user: reopen_school(closure=closure, user=user),
            lambda user=user: add_room(school=school, user=user, name="Gymnase"),
            lambda user=user: change_room(room=room, user=user, active=False),
        ]:
            with pytest.raises(PermissionDenied):
                act()

    assert Closure.objects.get() == closure
    assert (Room.objects.get(), Room.objects.get().active) == (room, True)
