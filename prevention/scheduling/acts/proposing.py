"""Times that the coordination proposes, and the yes of the school; wishes that find a time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from prevention.errors import RefusedError
from prevention.offers.models import Offer
from prevention.people.models import User
from prevention.scheduling.acts.booking import (
    NOTHING_SAID,
    Asked,
    Line,
    RefusedLine,
    nothing_held,
    open_request,
    take_opening,
    written,
)
from prevention.scheduling.acts.steps import (
    bring_groups,
    deadline,
    enter,
    give_authorisation,
    lock_takers,
    locked,
    record,
    take_time,
)
from prevention.scheduling.choice import Choice, free_to_give, nearest_to, opening_at
from prevention.scheduling.errors import (
    NobodyWorksThenError,
    NoTimeOfferedError,
    PastTimeError,
    ReasonMissingError,
    TimeMissingError,
)
from prevention.scheduling.load import Meeting, check_fit
from prevention.scheduling.models import Session
from prevention.scheduling.states import coordinates, side_of
from prevention.schools.models import ClassGroup
from prevention.vocabulary import Act, SessionState


@transaction.atomic
def propose_sessions(
    *, offer: Offer, lines: Sequence[Line], proposed_by: User, now: datetime
) -> Asked:
    """Keep times for classes that have asked for nothing, until their school answers.

    Raises: as ``request_sessions``; PermissionDenied: the person does not coordinate there.
    """
    groups = [group for line in lines for group in line.groups]
    if not proposed_by.may("session.propose", school=groups[0].school):
        raise PermissionDenied
    request = open_request(offer, groups, proposed_by, now=now)
    refused = []
    for number, line in enumerate(lines):
        if not isinstance(line.when, datetime):
            raise TimeMissingError
        choice = Choice(Meeting(offer, line.groups), line.when)
        try:
            session = take_opening(request, choice, NOTHING_SAID, SessionState.PROPOSED, now=now)
        except RefusedError as refusal:
            refused.append(RefusedLine(number, refusal))
        else:
            record(session, Act.PROPOSE, proposed_by, now=now)
    if len(refused) == len(lines):
        raise nothing_held(refused)
    return Asked(request, refused)


@transaction.atomic
def place_session(
    *,
    offer: Offer,
    groups: Sequence[ClassGroup],
    starts_at: datetime,
    reason: str,
    placed_by: User,
    now: datetime,
) -> Session:
    """Propose a time that is no opening: in the holidays, across the bell, at short notice.

    The coordination answers for it by a reason, which is kept. Nobody is taken twice all the
    same: whoever gives it must work and be free then, and the classes too.

    Raises:
        PermissionDenied: the person does not coordinate there.
        PastTimeError, ReasonMissingError: the time is over, or nothing is said.
        GroupElsewhereError, LevelOutsideOfferError, LevelOutsideThemeError,
        TooManyClassesError: the classes cannot have the offer together.
        NobodyWorksThenError, OpeningTakenError: somebody is not free then.

    """
    if not placed_by.may("session.propose", school=groups[0].school):
        raise PermissionDenied
    if not reason.strip():
        raise ReasonMissingError
    if starts_at <= now:
        raise PastTimeError
    request = open_request(offer, groups, placed_by, now=now)
    check_fit(offer, groups)
    choice = Choice(Meeting(offer, groups), starts_at)
    free = free_to_give(choice)
    if len(free) < offer.facilitators_needed:
        raise NobodyWorksThenError(nearest=nearest_to(choice, now=now))
    session = written(
        request,
        NOTHING_SAID,
        SessionState.PROPOSED,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=offer.duration_minutes),
        held_until=deadline(starts_at, now=now),
        created_at=now,
        revised_at=now,
    )
    session.override_reason = reason.strip()
    session.save(update_fields=["override_reason"])
    bring_groups(session, groups)
    take_time(session, free[: offer.facilitators_needed], choice, now=now)
    record(session, Act.PROPOSE, placed_by, now=now)
    return session


@transaction.atomic
def hold(
    *, session: Session, user: User, now: datetime, starts_at: datetime | None = None
) -> Session:
    """The school takes a proposed time, or a wish takes one that is free.

    ``starts_at`` chooses the time of a wish: one that is offered to it, or, for who
    coordinates, any opening.

    Raises:
        PermissionDenied: the session is out of the person's reach.
        ActRefusedError, HoldExpiredError: nothing waits for that, or not any more.
        NoTimeOfferedError: the time is not offered to this wish, or not any more.
        OpeningRefusedError: it is no longer an opening.
        TimeMissingError: a wish needs the time it takes.

    """
    groups = list(session.groups.select_related("school__commune", "school_year"))
    if session.offer is not None:
        lock_takers(session.offer, groups, session.room)
    session, _side = locked(session, Act.HOLD, user, now=now)
    if session.state == SessionState.WISHED:
        _find_time(session, user, starts_at, now=now)
    assert session.starts_at is not None  # noqa: S101 - proposals have one, wishes just got it
    session.held_until = deadline(session.starts_at, now=now)
    enter(session, SessionState.HELD, Act.HOLD, user, now=now)
    if side_of(user, Act.AUTHORISE, session):
        give_authorisation(session, user, now=now)
    return session


def _find_time(session: Session, user: User, starts_at: datetime | None, *, now: datetime) -> None:
    if starts_at is None:
        raise TimeMissingError
    offered = session.time_offers.live(now=now).filter(starts_at=starts_at)
    if not coordinates(user, session) and not offered.exists():
        raise NoTimeOfferedError
    offer = session.offer
    assert offer is not None  # noqa: S101 - a wish is for an offer (session_internal_has_no_offer)
    groups = list(session.groups.select_related("school__commune", "school_year"))
    choice = Choice(Meeting(offer, groups, room=session.room), starts_at)
    opening = opening_at(choice, now=now)
    session.starts_at, session.ends_at = opening.starts_at, opening.ends_at
    take_time(session, opening.facilitators[: offer.facilitators_needed], choice, now=now)
    session.time_offers.all().delete()
