"""What became of a session: its report, or that it did not take place."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from library.models import Material
from prevention.constraints import write_in_a_savepoint
from prevention.offers.fitting import outside_theme
from prevention.offers.models import Theme
from prevention.people.models import User
from prevention.scheduling.acts.steps import (
    bring_groups,
    enter,
    lock_groups,
    locked,
    occupy,
    record,
)
from prevention.scheduling.errors import (
    ClassNotThereError,
    ClassTakenError,
    CountsImpossibleError,
    DeclaredLaterError,
    GroupElsewhereError,
)
from prevention.scheduling.models import Report, Session
from prevention.schools.models import ClassGroup
from prevention.vocabulary import Act, EndReason, Logistics, SessionKind, SessionState


@dataclass(frozen=True)
class Count:
    """How many pupils of a class were there; girls and boys where somebody counted them."""

    group: ClassGroup
    present: int
    girls: int | None = None
    boys: int | None = None


@dataclass(frozen=True)
class Told:
    """What a report says: counts and closed lists (``Report`` has the words of each)."""

    counts: Sequence[Count] = ()
    participants: int | None = None
    climate: int | None = None
    logistics: Logistics = Logistics.GOOD
    materials: Sequence[Material] = field(default=())
    comment: str = ""


@transaction.atomic
def file_report(*, session: Session, user: User, told: Told, now: datetime) -> Session:
    """Say that a session took place, and how.

    Raises:
        PermissionDenied: the session is out of the person's reach.
        ActRefusedError: it is not confirmed. SessionNotBegunError: it is still to come.
        ClassNotThereError, CountsImpossibleError: the counts are not of this session.

    """
    session, _side = locked(session, Act.REPORT, user, now=now)
    _write_counts(session, told.counts)
    report = Report(
        session=session,
        participants=told.participants,
        climate=told.climate,
        logistics=told.logistics,
        comment=told.comment,
        filed_by=user,
        filed_at=now,
    )
    report.full_clean(exclude=["session", "filed_by"])
    report.save()
    report.materials.set(told.materials)
    enter(session, SessionState.DONE, Act.REPORT, user, now=now)
    return session


def _write_counts(session: Session, counts: Sequence[Count]) -> None:
    there = {row.group_id: row for row in session.session_groups.select_related("group")}
    for count in counts:
        row = there.get(count.group.pk)
        if row is None:
            raise ClassNotThereError
        headcount = row.group.headcount
        if (headcount is not None and count.present > headcount) or (
            (count.girls or 0) + (count.boys or 0) > count.present
        ):
            raise CountsImpossibleError(
                class_group=row.group.label,
                headcount=headcount if headcount is not None else count.present,
            )
        row.headcount = headcount
        row.present, row.girls, row.boys = count.present, count.girls, count.boys
        row.save()


@transaction.atomic
def declare_not_held(*, session: Session, user: User, reason: EndReason, now: datetime) -> Session:
    """Say that a confirmed session did not take place, and why; it counts in no total.

    Raises: as ``file_report``.
    """
    session, side = locked(session, Act.NOT_HELD, user, now=now)
    session.ended_by_side, session.ended_reason = side, reason
    enter(session, SessionState.NOT_HELD, Act.NOT_HELD, user, now=now)
    return session


@transaction.atomic
def close(*, session: Session, user: User, now: datetime) -> Session:
    """Put a finished session's file away: nothing about it changes any more.

    Raises: PermissionDenied, ActRefusedError, as ``file_report``.
    """
    session, _side = locked(session, Act.CLOSE, user, now=now)
    enter(session, SessionState.CLOSED, Act.CLOSE, user, now=now)
    return session


@transaction.atomic
def declare_internal(
    *,
    theme: Theme,
    counts: Sequence[Count],
    starts_at: datetime,
    ends_at: datetime,
    user: User,
    now: datetime,
) -> Session:
    """Declare what the school's own staff gave to some of its classes.

    Raises:
        PermissionDenied: the person teaches or heads elsewhere.
        GroupElsewhereError: the classes are of several schools or school years.
        LevelOutsideThemeError: the theme is not for every level of the classes.
        DeclaredLaterError: it is not over yet.
        ClassTakenError: a class has another session then.
        CountsImpossibleError: more were there than the class has.
        ValidationError: it ends before it starts.

    """
    groups = [count.group for count in counts]
    first = groups[0]
    if len({(group.school_id, group.school_year_id) for group in groups}) > 1:
        raise GroupElsewhereError
    if not user.may("session.declare", school=first.school):
        raise PermissionDenied
    for group in groups:
        for refusal in outside_theme(theme, group):
            raise refusal
    if ends_at > now:
        raise DeclaredLaterError
    lock_groups(groups)
    session = Session(
        kind=SessionKind.INTERNAL,
        theme=theme,
        school=first.school,
        state=SessionState.DONE,
        starts_at=starts_at,
        ends_at=ends_at,
        created_at=now,
        revised_at=now,
    )
    session.validate_constraints()
    session.save()
    bring_groups(session, groups)
    _write_counts(session, counts)
    _occupy_classes(session)
    record(session, Act.DECLARE, user, now=now)
    return session


def _occupy_classes(session: Session) -> None:
    try:
        write_in_a_savepoint(lambda: occupy(session, []))
    except IntegrityError as clash:
        if "occupation_one_session_per_group" not in str(clash):
            raise
        labels = session.session_groups.order_by("group__label").values_list(
            "group__label", flat=True
        )
        raise ClassTakenError(class_group=", ".join(labels), nearest=[]) from clash
