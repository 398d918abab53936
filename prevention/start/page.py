"""What is next, what waits, what is missing: for one person in one capacity.

Which questions a kind of role is asked stands in ``WAITS``; each answer is a rule of its own
subject (``SessionQuerySet``, ``coverage``…). Only keys and counts are gathered here, so that
whoever shows the page loads all sessions at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from prevention.coverage.owed import Coverage, coverage_of
from prevention.messages.models import Message
from prevention.offers.models import Agreement
from prevention.people.capacities import Capacity, acting_as
from prevention.people.models import Role, User
from prevention.scheduling.feedback import still_to_give
from prevention.scheduling.models import Availability, Session, SessionQuerySet
from prevention.schools.models import ClassGroup
from prevention.schools.years import planned_year
from prevention.vocabulary import SCHOOL_ROLES, RoleKind, SessionState

SHOWN_NEXT = 3
SHOWN_WAITING = 6
SHOWN_ROLES = 20
# An agreement takes months to renew.
RENEWED_AHEAD = timedelta(days=90)

WAITS: Mapping[RoleKind, tuple[str, ...]] = {
    RoleKind.TEACHER: ("to_answer", "to_complete", "feedback_due"),
    RoleKind.HEAD: ("to_authorise", "to_answer", "to_complete"),
    RoleKind.STAFF: ("to_complete",),
    RoleKind.FACILITATOR: ("to_accept", "to_report"),
    RoleKind.COORDINATOR: ("to_report", "wishes"),
    RoleKind.FUNDER: (),
}


@dataclass(frozen=True)
class Few:
    """The first of some sessions, by key, and how many there are in all."""

    keys: list[int]
    count: int


@dataclass(frozen=True)
class Classes:
    """The classes of the reader's school in the year that people plan for."""

    school_year: int
    groups: list[ClassGroup]
    coverage: list[Coverage]


@dataclass(frozen=True)
class Start:
    """The answers; None where the reader's role is not asked."""

    next: Few
    waiting: dict[str, Few]
    roles: list[Role] | None
    failed_mails: int | None
    classes: Classes | None
    without_hours: bool | None
    ending_agreements: list[Agreement] | None


def start_of(user: User, capacity: Capacity, *, now: datetime) -> Start:
    """Answer the three questions, at a cost that does not depend on how much there is."""
    reader, kind = acting_as(user, capacity), capacity.kind
    reach = Session.objects.visible_to(reader)
    # A facilitator's own; whoever of the organisation is there first accepts for it.
    sessions = _own(reach, reader) if kind == RoleKind.FACILITATOR else reach
    coordinates = kind == RoleKind.COORDINATOR
    confirms = kind in {RoleKind.HEAD, RoleKind.COORDINATOR}
    return Start(
        next=_few(_next(sessions, kind, now=now), SHOWN_NEXT),
        waiting={
            what: _few(
                _waiting(reach if what == "to_accept" else sessions, what, reader, now=now),
                SHOWN_WAITING,
            )
            for what in WAITS[kind]
        },
        roles=_roles_to_confirm(reader) if confirms else None,
        failed_mails=_failed_mails(reader) if coordinates else None,
        classes=_classes(reader, now=now) if kind in SCHOOL_ROLES else None,
        without_hours=_without_hours(user, now=now) if kind == RoleKind.FACILITATOR else None,
        ending_agreements=_ending_agreements(reader, now=now) if coordinates else None,
    )


def _own(rows: SessionQuerySet, reader: User) -> SessionQuerySet:
    """Those that the person gives, once the account is a facilitator's."""
    return rows.given_by(reader.facilitator) if hasattr(reader, "facilitator") else rows


def _next(rows: SessionQuerySet, kind: RoleKind, *, now: datetime) -> SessionQuerySet:
    """What will take place, soonest first; what waits for a head is not said twice."""
    coming = rows.to_come(now=now).exclude(state=SessionState.PROPOSED)
    if kind == RoleKind.HEAD:
        return coming.exclude(pk__in=rows.to_authorise().values("pk"))
    return coming


def _waiting(rows: SessionQuerySet, what: str, reader: User, *, now: datetime) -> SessionQuerySet:
    match what:
        case "to_authorise":
            return rows.still_to_authorise(now=now)
        case "to_answer":
            return rows.to_answer(now=now)
        case "to_complete":
            return rows.to_complete(now=now)
        case "feedback_due":
            return still_to_give(rows, reader, now=now)
        case "to_accept":
            return rows.to_accept().filter(held_until__gt=now)
        case "to_report":
            return rows.outcome_missing(now=now)
        case "wishes":
            return rows.waiting_list()
    raise KeyError(what)


def _few(rows: SessionQuerySet, most: int) -> Few:
    return Few(list(rows.values_list("pk", flat=True)[:most]), rows.count())


def _roles_to_confirm(reader: User) -> list[Role]:
    rows = Role.objects.waiting().confirmable_by(reader)
    rows = rows.select_related("user", "school__commune").defer("school__commune__outline")
    return list(rows.order_by("asked_at", "pk")[:SHOWN_ROLES])


def _failed_mails(reader: User) -> int:
    return Message.objects.visible_to(reader).filter(state=Message.State.FAILED).count()


def _classes(reader: User, *, now: datetime) -> Classes:
    year = planned_year(today=localdate(now))
    groups = ClassGroup.objects.where_may(reader, "coverage.read").filter(school_year=year)
    found = list(groups)
    return Classes(year, found, coverage_of(found, school_year=year))


def _without_hours(user: User, *, now: datetime) -> bool:
    """Tell whether a facilitator is never offered, no weekly hours being in force or to come."""
    hours = Availability.objects.not_over(today=localdate(now)).filter(facilitator__user=user)
    return hasattr(user, "facilitator") and not hours.exists()


def _ending_agreements(reader: User, *, now: datetime) -> list[Agreement]:
    today = localdate(now)
    ending = Agreement.objects.visible_to(reader).ending(first=today, last=today + RENEWED_AHEAD)
    rows = ending.select_related("organisation").prefetch_related("themes")
    return list(rows[:SHOWN_ROLES])
