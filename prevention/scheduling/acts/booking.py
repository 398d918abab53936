"""Ask for sessions: hold what is free, and say what is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from prevention.errors import RefusedError
from prevention.offers.models import Facilitator, Offer
from prevention.people.models import User
from prevention.scheduling.acts.steps import give_authorisation, record
from prevention.scheduling.choice import Choice, nearest_to, opening_at
from prevention.scheduling.errors import (
    GroupElsewhereError,
    OfferWithdrawnError,
    OpeningTakenError,
)
from prevention.scheduling.models import (
    Occupation,
    Request,
    Session,
    SessionFacilitator,
    SessionGroup,
)
from prevention.scheduling.openings import Opening
from prevention.scheduling.states import side_of
from prevention.schools.models import ClassGroup
from prevention.vocabulary import Act, SessionState

# A head has a week to answer, and answers two days before at the latest: after that a
# facilitator can no longer be placed elsewhere.
HELD_FOR = timedelta(days=7)
DECIDED_BEFORE = timedelta(days=2)


@dataclass(frozen=True)
class Line:
    """One class of a request, and the start that was chosen for it."""

    group: ClassGroup
    starts_at: datetime


@dataclass(frozen=True)
class RefusedLine:
    """A line that could not be held; ``number`` counts from 0, as the lines were given."""

    number: int
    refusal: RefusedError


@dataclass(frozen=True)
class Asked:
    """The request with the sessions it holds, and the lines it could not hold."""

    request: Request
    refused: Sequence[RefusedLine]


@transaction.atomic
def request_sessions(
    *, offer: Offer, lines: Sequence[Line], asked_by: User, now: datetime
) -> Asked:
    """Hold a session for each line at its chosen time, for the head to authorise.

    Line by line: what is free is held, and what is not is said with the nearest openings that
    are left. What the head asks for is authorised at once.

    Raises:
        PermissionDenied: the person may not ask for a session at that school.
        GroupElsewhereError: the classes belong to several schools.
        OfferWithdrawnError: the offer is no longer made.
        LevelOutsideOfferError, LevelOutsideThemeError, CalendarGapError, OpeningRefusedError:
            why the first line could not be held, when none could; nothing was written.

    """
    if not offer.active:
        raise OfferWithdrawnError
    school = lines[0].group.school
    if any(line.group.school_id != school.pk for line in lines):
        raise GroupElsewhereError
    if not asked_by.may("request.create", school=school):
        raise PermissionDenied
    _lock(offer, [line.group for line in lines])
    request = Request.objects.create(offer=offer, school=school, asked_by=asked_by, created_at=now)
    refusals: dict[int, RefusedError] = {}
    for number, line in enumerate(lines):
        try:
            session = _hold(request, line, now=now)
        except RefusedError as refusal:
            refusals[number] = refusal
        else:
            if side_of(asked_by, Act.AUTHORISE, session):
                give_authorisation(session, asked_by, now=now)
    if len(refusals) == len(lines):
        raise refusals[0]
    refused = [
        RefusedLine(number, _judged_again(request, lines[number], first, now=now))
        for number, first in refusals.items()
    ]
    return Asked(request, refused)


def _judged_again(
    request: Request, line: Line, first: RefusedError, *, now: datetime
) -> RefusedError:
    """Say why, once all else is held: times offered instead must not be among these."""
    try:
        opening_at(Choice(request.offer, line.group, line.starts_at), now=now)
    except RefusedError as refusal:
        return refusal
    return first


def _lock(offer: Offer, groups: Sequence[ClassGroup]) -> None:
    # "No key": our rows are not deleted, so others may go on pointing to them meanwhile.
    facilitators = Facilitator.objects.filter(offers=offer).order_by("pk")
    list(facilitators.select_for_update(of=("self",), no_key=True))
    pks = [group.pk for group in groups]
    list(ClassGroup.objects.filter(pk__in=pks).order_by("pk").select_for_update(no_key=True))


def _hold(request: Request, line: Line, *, now: datetime) -> Session:
    choice = Choice(request.offer, line.group, line.starts_at)
    opening = opening_at(choice, now=now)
    try:
        with transaction.atomic():
            session = _write(request, line.group, opening, now=now)
    except IntegrityError as clash:
        if "occupation_one_session_per" not in str(clash):
            raise
        # Somebody who takes none of our locks was quicker; the database held.
        raise OpeningTakenError(nearest=nearest_to(choice, now=now)) from clash
    record(session, Act.REQUEST, request.asked_by, now=now)
    return session


def _write(request: Request, group: ClassGroup, opening: Opening, *, now: datetime) -> Session:
    limit = min(now + HELD_FOR, opening.starts_at - DECIDED_BEFORE)
    session = Session.objects.create(
        request=request,
        offer=request.offer,
        school=request.school,
        state=SessionState.HELD,
        starts_at=opening.starts_at,
        ends_at=opening.ends_at,
        held_until=limit if limit > now else opening.starts_at,
        created_at=now,
        revised_at=now,
    )
    _occupy(session, group, opening.facilitators[: request.offer.facilitators_needed])
    return session


def _occupy(session: Session, group: ClassGroup, facilitators: Sequence[int]) -> None:
    SessionGroup.objects.create(session=session, group=group)
    SessionFacilitator.objects.bulk_create(
        SessionFacilitator(session=session, facilitator_id=pk) for pk in facilitators
    )
    span = {"session": session, "starts_at": session.starts_at, "ends_at": session.ends_at}
    Occupation.objects.bulk_create(
        [
            *(Occupation(facilitator_id=pk, **span) for pk in sorted(facilitators)),
            Occupation(group=group, **span),
        ]
    )
