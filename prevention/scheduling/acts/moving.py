"""Change when a session takes place, or who gives it; it stays the same session."""

from datetime import date, datetime

from django.db import transaction

from prevention.offers.models import Facilitator, Offer
from prevention.people.models import User
from prevention.scheduling.acts.steps import (
    deadline,
    enter,
    held_or_confirmed,
    lock_takers,
    locked,
    settle,
    take_time,
)
from prevention.scheduling.choice import Choice, free_to_give, opening_at
from prevention.scheduling.errors import (
    ActRefusedError,
    FacilitatorNotFreeError,
    FacilitatorNotThereError,
    HonorabilityMissingError,
)
from prevention.scheduling.load import Answer, Meeting, meeting_of, openings_for
from prevention.scheduling.models import Session
from prevention.scheduling.states import side_of
from prevention.vocabulary import Act, SessionState, Side


@transaction.atomic
def move(*, session: Session, user: User, starts_at: datetime, now: datetime) -> Session:
    """Give a session another time, with the same facilitators where they can.

    Whoever moves it agrees to the new time; the other side must agree again, so that a
    confirmed session is held until it does.

    Raises:
        PermissionDenied: the session is out of the person's reach.
        ActRefusedError, SessionBegunError: it cannot be moved (any more).
        OpeningRefusedError: the new time is no opening; of the kind that says why.

    """
    offer, meeting = _locked_meeting(session)
    session, side = locked(session, Act.MOVE, user, now=now)
    choice = Choice(meeting, starts_at)
    opening = opening_at(choice, now=now)
    session.starts_at, session.ends_at = opening.starts_at, opening.ends_at
    there = set(session.session_facilitators.values_list("facilitator", flat=True))
    # A stable sort: those who gave it first, then the least busy.
    chosen = sorted(opening.facilitators, key=lambda pk: pk not in there)
    take_time(session, chosen[: offer.facilitators_needed], choice, now=now)
    _ask_again(session, user, side, now=now)
    session.held_until = deadline(opening.starts_at, now=now)
    enter(session, held_or_confirmed(session), Act.MOVE, user, now=now, noticed=True)
    return session


def _ask_again(session: Session, user: User, side: Side, *, now: datetime) -> None:
    """Forget the yes of the side that has not said it to the new time."""
    if side_of(user, Act.AUTHORISE, session):
        session.authorised_at = now
    else:
        session.authorised_at = None
    session.accepted_at = now if side == Side.PARTNER else None


def openings_to_move(session: Session, *, first: date, last: date, now: datetime) -> Answer:
    """The other times that the session could be given; what it takes itself is free.

    Raises: as ``openings_for``.
    """
    if session.offer is None:
        return Answer([], {})
    meeting = meeting_of(session, session.offer)
    found = openings_for(meeting, first=first, last=last, now=now)
    others = [opening for opening in found.openings if opening.starts_at != session.starts_at]
    return Answer(others, found.reasons)


@transaction.atomic
def replace_facilitator(
    *,
    session: Session,
    user: User,
    leaving: Facilitator,
    coming: Facilitator,
    now: datetime,
) -> Session:
    """Let another qualified facilitator give the session, at its time.

    Raises:
        PermissionDenied: the session is out of the person's reach.
        ActRefusedError, SessionBegunError: it is too late for that.
        FacilitatorNotThereError: ``leaving`` does not give it.
        FacilitatorNotFreeError: ``coming`` cannot; the facts name who could.
        HonorabilityMissingError: a confirmed session would lose a condition of its own.

    """
    _offer, meeting = _locked_meeting(session)
    session, _side = locked(session, Act.REPLACE, user, now=now)
    there = list(session.session_facilitators.values_list("facilitator", flat=True))
    if leaving.pk not in there:
        raise FacilitatorNotThereError
    assert session.starts_at is not None  # noqa: S101 - by the table, the session has a time
    choice = Choice(meeting, session.starts_at)
    free = [pk for pk in free_to_give(choice) if pk not in there]
    if coming.pk not in free:
        raise FacilitatorNotFreeError(free=_named(free))
    if not _may_come(coming, session, choice):
        raise HonorabilityMissingError(facilitator=coming.name)
    take_time(session, [pk for pk in there if pk != leaving.pk] + [coming.pk], choice, now=now)
    settle(session, Act.REPLACE, user, now=now)
    return session


def replacements(session: Session) -> list[Facilitator]:
    """Who else could give the session at its time, by name: whom ``replace_facilitator`` takes."""
    if session.offer is None or session.starts_at is None:
        return []
    there = {one.pk for one in session.facilitators.all()}
    choice = Choice(meeting_of(session, session.offer), session.starts_at)
    others = Facilitator.objects.filter(pk__in=set(free_to_give(choice)) - there)
    return [one for one in others.order_by("name", "pk") if _may_come(one, session, choice)]


def _may_come(coming: Facilitator, session: Session, choice: Choice) -> bool:
    """Tell whether a session keeps its conditions with this person; others are checked later."""
    return session.state != SessionState.CONFIRMED or coming.is_honourable_on(choice.day)


def _named(pks: list[int]) -> list[dict[str, int | str]]:
    found = Facilitator.objects.filter(pk__in=pks).order_by("name", "pk")
    return [{"id": one.pk, "name": one.name} for one in found]


def _locked_meeting(session: Session) -> tuple[Offer, Meeting]:
    """Lock whoever the session takes; what a school gives by itself is never moved."""
    if session.offer is None:
        raise ActRefusedError(state=session.state, state_label=session.get_state_display())
    meeting = meeting_of(session, session.offer)
    lock_takers(session.offer, meeting.groups, meeting.room)
    return session.offer, meeting
