"""What a facilitator is shown of the own calendar: how reading goes, and what it clashes with."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from prevention.calendars.busy.models import OwnCalendar
from prevention.offers.models import Facilitator
from prevention.scheduling.models import BusyTime, Session, SessionQuerySet


class State(models.TextChoices):
    NONE = "NONE", _("no calendar given")
    WAITING = "WAITING", _("not read yet")
    READ = "READ", _("up to date")
    STALE = "STALE", _("no longer up to date")


@dataclass(frozen=True)
class Shown:
    """``calendar`` is an empty row where none is given; ``clashes`` are sessions, in order."""

    state: State
    calendar: OwnCalendar
    clashes: SessionQuerySet


def shown(facilitator: Facilitator, *, now: datetime) -> Shown:
    calendar = OwnCalendar.objects.filter(facilitator=facilitator).first()
    return Shown(
        _state(calendar, now=now), calendar or OwnCalendar(), clashes(facilitator, now=now)
    )


def _state(calendar: OwnCalendar | None, *, now: datetime) -> State:
    if calendar is None:
        return State.NONE
    if calendar.is_stale(now=now):
        return State.STALE
    return State.READ if calendar.read_at else State.WAITING


def clashes(facilitator: Facilitator, *, now: datetime) -> SessionQuerySet:
    """The facilitator's sessions to come over which the own calendar holds something else.

    They are not touched: only people know which of the two gives way.
    """
    something = BusyTime.objects.filter(
        facilitator=facilitator,
        starts_at__lt=OuterRef("ends_at"),
        ends_at__gt=OuterRef("starts_at"),
    )
    given = Session.objects.given_by(facilitator).to_come(now=now)
    return given.filter(Exists(something)).order_by("starts_at", "pk")
