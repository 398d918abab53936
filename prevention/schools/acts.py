"""What people change in the school world by hand."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from prevention.fields import Levels
from prevention.schools.models import ClassGroup, Closure, Room, School, SchoolYear

if TYPE_CHECKING:
    from prevention.people.models import User


@transaction.atomic
def correct_school(*, school: School, **corrections: Any) -> School:
    """Change fields by hand: they are remembered, and later imports leave them alone."""
    school = School.objects.select_for_update().get(pk=school.pk)
    changed = {name for name, value in corrections.items() if getattr(school, name) != value}
    for name in changed:
        setattr(school, name, corrections[name])
    school.edited_fields = sorted({*school.edited_fields, *changed})
    school.full_clean()
    school.save()
    return school


@transaction.atomic
def add_class_group(
    *,
    school: School,
    school_year: SchoolYear,
    label: str,
    levels: Levels,
    headcount: int | None = None,
) -> ClassGroup:
    """Add a class that no list had.

    Raises:
        ValidationError: the label is taken, or there is no level.

    """
    group = ClassGroup(
        school=school,
        school_year=school_year,
        label=label,
        levels=levels,
        headcount=headcount,
        source=ClassGroup.Source.MANUAL,
    )
    group.full_clean()
    group.save()
    return group


@transaction.atomic
def correct_class_group(*, group: ClassGroup, **corrections: Any) -> ClassGroup:
    """Change the label, levels or head count of a class.

    Raises:
        ValidationError: the label is taken, or there is no level.

    """
    group = ClassGroup.objects.select_for_update().get(pk=group.pk)
    for name, value in corrections.items():
        setattr(group, name, value)
    group.full_clean()
    group.save()
    return group


@transaction.atomic
def close_school(
    *,
    school: School,
    user: "User",
    starts_on: date,
    ends_on: date,
    reason: Closure.Reason,
    half: str = "",
) -> Closure:
    """Keep sessions away from a school on some days, both included, or from half of each.

    What it breaks is read by ``prevention.scheduling.disruptions``; nothing is cancelled by
    itself.

    Raises:
        PermissionDenied: the person neither heads the school nor coordinates there.
        ValidationError: the last day comes before the first.

    """
    closure = Closure(school=school, starts_on=starts_on, ends_on=ends_on, half=half, reason=reason)
    return _closed(closure, user)


@transaction.atomic
def change_closure(*, closure: Closure, user: "User", **values: Any) -> Closure:
    """Correct the days, the half-days or the reason of a closure.

    Raises: as ``close_school``.
    """
    rows = Closure.objects.select_for_update(of=("self",)).select_related("school__commune")
    closure = rows.get(pk=closure.pk)
    for name, value in values.items():
        setattr(closure, name, value)
    return _closed(closure, user)


def _closed(closure: Closure, user: "User") -> Closure:
    if not user.may("closure.change", school=closure.school):
        raise PermissionDenied
    closure.full_clean()
    # Bookings lock their classes: one at the same moment has been written and is among what
    # the closure breaks, or waits for it and finds the school closed.
    list(closure.school.class_groups.order_by("pk").select_for_update(no_key=True))
    closure.save()
    return closure


@transaction.atomic
def reopen_school(*, closure: Closure, user: "User") -> None:
    """Take a closure back: its days are days of class again.

    Raises:
        PermissionDenied: as ``close_school``.

    """
    if not user.may("closure.change", school=closure.school):
        raise PermissionDenied
    closure.delete()


@transaction.atomic
def add_room(*, school: School, user: "User", name: str) -> Room:
    """Name a room, so that two sessions never share it.

    Raises:
        PermissionDenied: the person neither heads the school nor coordinates there.
        ValidationError: the school has a room of that name.

    """
    return _kept(Room(school=school, name=name), user)


@transaction.atomic
def change_room(*, room: Room, user: "User", **values: Any) -> Room:
    """Rename a room, or retire it (``active``): sessions that have it keep it.

    Raises: as ``add_room``.
    """
    room = (
        Room.objects.select_for_update(of=("self",))
        .select_related("school__commune")
        .get(pk=room.pk)
    )
    for name, value in values.items():
        setattr(room, name, value)
    return _kept(room, user)


def _kept(room: Room, user: "User") -> Room:
    if not user.may("room.change", school=room.school):
        raise PermissionDenied
    room.full_clean()
    room.save()
    return room
