"""What facilitators say of their time: weekly windows, extra times and absences.

Each act locks the facilitator first, as every act that takes her time does. A booking at the
same moment has therefore either been written when the absence is, and is among what it breaks,
or waits, and then finds her away: none slips between the two.
"""

from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction

from prevention.offers.models import Facilitator
from prevention.people.models import User
from prevention.scheduling.errors import WindowGoneError
from prevention.scheduling.models import Availability, DatedAvailability

Row = TypeVar("Row", Availability, DatedAvailability)


@transaction.atomic
def add_availability(*, facilitator: Facilitator, user: User, **window: Any) -> Availability:
    """Add a weekly window; where it overlaps another they count as one.

    Raises:
        PermissionDenied: somebody else's, and the person does not coordinate.
        ValidationError: the window is there already, or ends before it begins.

    """
    return _written(Availability(facilitator=_locked(facilitator, user)), window)


@transaction.atomic
def change_availability(*, availability: Availability, user: User, **window: Any) -> Availability:
    """Change the day, the hours or the validity of a window.

    Raises: as ``add_availability``; WindowGoneError: it was removed meanwhile.
    """
    facilitator = _locked(availability.facilitator, user)
    there = Availability.objects.filter(pk=availability.pk, facilitator=facilitator).first()
    if there is None:
        raise WindowGoneError
    return _written(there, window)


@transaction.atomic
def remove_availability(*, availability: Availability, user: User) -> None:
    """Take a window back as if it never was; one that ends keeps its last day instead.

    Raises:
        PermissionDenied: as ``add_availability``.

    """
    _locked(availability.facilitator, user)
    availability.delete()


@transaction.atomic
def add_dated_availability(
    *,
    facilitator: Facilitator,
    user: User,
    kind: DatedAvailability.Kind,
    starts_at: datetime,
    ends_at: datetime,
) -> DatedAvailability:
    """Write an absence, whatever its reason, or an extra time.

    What an absence breaks is read by ``disruptions``, and nothing is cancelled by itself.

    Raises:
        PermissionDenied: as ``add_availability``.
        ValidationError: it ends before it begins.

    """
    row = DatedAvailability(facilitator=_locked(facilitator, user), kind=kind)
    return _written(row, {"starts_at": starts_at, "ends_at": ends_at})


@transaction.atomic
def change_dated_availability(
    *, dated: DatedAvailability, user: User, **values: Any
) -> DatedAvailability:
    """Give an absence or an extra time other hours.

    Raises: as ``add_dated_availability``; WindowGoneError: it was removed meanwhile.
    """
    facilitator = _locked(dated.facilitator, user)
    there = DatedAvailability.objects.filter(pk=dated.pk, facilitator=facilitator).first()
    if there is None:
        raise WindowGoneError
    return _written(there, values)


@transaction.atomic
def remove_dated_availability(*, dated: DatedAvailability, user: User) -> None:
    """Take an absence or an extra time back.

    Raises:
        PermissionDenied: as ``add_availability``.

    """
    _locked(dated.facilitator, user)
    dated.delete()


def _locked(facilitator: Facilitator, user: User) -> Facilitator:
    rows = Facilitator.objects.visible_to(user).filter(pk=facilitator.pk)
    mine = rows.select_for_update(of=("self",), no_key=True).first()
    if mine is None or not user.may("availability.change"):
        raise PermissionDenied
    return mine


def _written(row: Row, values: dict[str, Any]) -> Row:
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    return row
