"""What the acts are made of: lock and judge, take people's time, enter a state, record it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from prevention.constraints import write_in_a_savepoint
from prevention.offers.models import Facilitator, Offer
from prevention.people.models import User
from prevention.scheduling.choice import Choice, nearest_to
from prevention.scheduling.errors import OpeningTakenError
from prevention.scheduling.models import (
    Event,
    Occupation,
    Session,
    SessionFacilitator,
    SessionGroup,
)
from prevention.scheduling.readiness import is_ready
from prevention.scheduling.states import is_instant, side_of, why_not
from prevention.schools.models import ClassGroup, Room
from prevention.vocabulary import OCCUPYING_STATES, Act, SessionState, Side

# A head has a week to answer, and answers two days before at the latest: after that a
# facilitator can no longer be placed elsewhere.
HELD_FOR = timedelta(days=7)
DECIDED_BEFORE = timedelta(days=2)


def locked(session: Session, act: Act, user: User, *, now: datetime) -> tuple[Session, Side]:
    """Read the session again under lock, and judge that row rather than the one handed in."""
    rows = Session.objects.select_related(
        "offer__theme", "offer__organisation", "theme", "school__commune", "room"
    )
    session = rows.select_for_update(of=("self",)).get(pk=session.pk)
    side = side_of(user, act, session)
    if side is None:
        raise PermissionDenied
    if refusal := why_not(act, session, now=now):
        raise refusal
    return session, side


def lock_takers(offer: Offer, groups: Sequence[ClassGroup], room: Room | None = None) -> None:
    """Lock whoever may be taken, in the order that every act keeps."""
    # "No key": our rows are not deleted, so others may go on pointing to them meanwhile.
    facilitators = Facilitator.objects.filter(offers=offer).order_by("pk")
    list(facilitators.select_for_update(of=("self",), no_key=True))
    lock_groups(groups)
    if room:
        Room.objects.select_for_update(no_key=True).get(pk=room.pk)


def lock_groups(groups: Sequence[ClassGroup]) -> None:
    pks = [group.pk for group in groups]
    list(ClassGroup.objects.filter(pk__in=pks).order_by("pk").select_for_update(no_key=True))


def deadline(starts_at: datetime, *, now: datetime) -> datetime:
    """Until when a held time waits for an answer."""
    limit = min(now + HELD_FOR, starts_at - DECIDED_BEFORE)
    return limit if limit > now else starts_at


def take_time(
    session: Session, facilitators: Sequence[int], choice: Choice, *, now: datetime
) -> None:
    """Give the session its people and occupy them, its classes and its room, at its time.

    Raises:
        OpeningTakenError: somebody who takes none of our locks was quicker; the database held.

    """

    def write() -> None:
        name_facilitators(session, facilitators)
        occupy(session, facilitators)

    try:
        write_in_a_savepoint(write)
    except IntegrityError as clash:
        if "occupation_one_session_per" not in str(clash):
            raise
        raise OpeningTakenError(nearest=nearest_to(choice, now=now)) from clash


def name_facilitators(session: Session, facilitators: Sequence[int]) -> None:
    session.session_facilitators.exclude(facilitator__in=facilitators).delete()
    there = set(session.session_facilitators.values_list("facilitator", flat=True))
    SessionFacilitator.objects.bulk_create(
        SessionFacilitator(session=session, facilitator_id=pk)
        for pk in facilitators
        if pk not in there
    )


def occupy(session: Session, facilitators: Sequence[int]) -> None:
    session.occupations.all().delete()
    span = {"session": session, "starts_at": session.starts_at, "ends_at": session.ends_at}
    groups = session.session_groups.order_by("group").values_list("group", flat=True)
    Occupation.objects.bulk_create(
        [
            *(Occupation(facilitator_id=pk, **span) for pk in sorted(facilitators)),
            *(Occupation(group_id=pk, **span) for pk in groups),
            *([Occupation(room=session.room, **span)] if session.room else []),
        ]
    )


def bring_groups(session: Session, groups: Sequence[ClassGroup]) -> None:
    SessionGroup.objects.bulk_create(
        SessionGroup(session=session, group=group, headcount=group.headcount) for group in groups
    )


def give_authorisation(session: Session, user: User, *, now: datetime) -> None:
    session.authorised_at = now
    settle(session, Act.AUTHORISE, user, now=now)


def settle(
    session: Session, act: Act, user: User | None, *, now: datetime, noticed: bool = False
) -> None:
    """Confirm what is held once both sides have said yes and nothing is missing any more."""
    state = SessionState(session.state)
    if state == SessionState.HELD:
        state = held_or_confirmed(session)
    enter(session, state, act, user, now=now, noticed=noticed)


def held_or_confirmed(session: Session) -> SessionState:
    """Judge a time that is taken; what both want keeps it until two days before for a paper."""
    if not agreed_by_both(session):
        return SessionState.HELD
    if is_ready(session):
        return SessionState.CONFIRMED
    if session.starts_at and session.held_until:
        session.held_until = max(session.held_until, session.starts_at - DECIDED_BEFORE)
    return SessionState.HELD


def agreed_by_both(session: Session) -> bool:
    """An instant offer has said yes in advance."""
    accepted = session.accepted_at is not None or is_instant(session)
    return session.authorised_at is not None and accepted


def enter(
    session: Session,
    state: SessionState,
    act: Act,
    user: User | None,
    *,
    now: datetime,
    noticed: bool = False,
) -> None:
    """Write the session in its new state; ``noticed`` when readers must see more than that."""
    before = SessionState(session.state)
    session.state = state
    session.revised_at = now
    if state != before or noticed:
        session.sequence += 1  # RFC 5546, 2.1.4: readers must notice
    if state not in {SessionState.HELD, SessionState.PROPOSED, SessionState.WISHED}:
        session.held_until = None
    session.save()
    if state not in OCCUPYING_STATES:
        session.occupations.all().delete()
    record(session, act, user, now=now, before=before)


def record(
    session: Session,
    act: Act,
    user: User | None,
    *,
    now: datetime,
    before: SessionState | None = None,
) -> None:
    Event.objects.create(
        session=session,
        act=act,
        actor=user,
        at=now,
        from_state=before or "",
        to_state=session.state,
        starts_at=session.starts_at,
        reason=session.ended_reason,
    )
