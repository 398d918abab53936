"""Fill in what a session needs before it can take place."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from prevention.people.models import User
from prevention.scheduling.acts.steps import agreed_by_both, locked, occupy, settle
from prevention.scheduling.errors import RoomElsewhereError, RoomTakenError
from prevention.scheduling.models import Occupation, Session
from prevention.scheduling.readiness import is_ready
from prevention.schools.models import Room
from prevention.vocabulary import Act, EnAdult, ExceptionalReason, Location, SessionState


@dataclass(frozen=True)
class Preparation:
    """What readiness asks for; None leaves what is known."""

    en_adult: EnAdult | str | None = None
    families_informed_on: date | None = None
    exceptional_reason: ExceptionalReason | str | None = None
    exception_informed_on: date | None = None
    location: Location | None = None
    address: str | None = None
    room: Room | None = None


# What calendars show: readers must notice a change.
PLACE = ("location", "address", "room")


@transaction.atomic
def prepare(*, session: Session, user: User, preparation: Preparation, now: datetime) -> Session:
    """Complete what a session needs; it is confirmed when that was all it waited for.

    Raises:
        PermissionDenied: the session is out of the person's reach.
        ActRefusedError, SessionBegunError: it can no longer be prepared.
        RoomElsewhereError: the room is not one of the school's.
        RoomTakenError: another session has the room then.
        ValidationError: it takes place elsewhere, and no address says where.

    """
    if preparation.room:
        # Before the session, as every act that takes a room.
        Room.objects.select_for_update(no_key=True).get(pk=preparation.room.pk)
    session, _side = locked(session, Act.PREPARE, user, now=now)
    before = [getattr(session, name) for name in PLACE]
    apply_preparation(session, preparation)
    moved = [getattr(session, name) for name in PLACE] != before
    if session.room and moved:
        _take_room(session, session.room)
    elif moved:
        session.occupations.exclude(room=None).delete()
    settle(session, Act.PREPARE, user, now=now, noticed=moved)
    return session


def apply_preparation(session: Session, preparation: Preparation) -> None:
    for field in fields(preparation):
        value = getattr(preparation, field.name)
        if value is not None:
            setattr(session, field.name, value)
    if session.location != Location.ADDRESS:
        session.address = ""
    elif not session.address:
        raise ValidationError({"address": _("Give the address at which it takes place.")})
    if session.location != Location.SCHOOL:
        session.room = None


def _take_room(session: Session, room: Room) -> None:
    if room.school_id != session.school_id or not room.active:
        raise RoomElsewhereError
    others = Occupation.objects.filter(room=room).exclude(session=session)
    if others.filter(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at).exists():
        raise RoomTakenError(room=room.name, nearest=[])
    occupy(session, list(session.session_facilitators.values_list("facilitator", flat=True)))


def confirm_ready(*, now: datetime) -> int:
    """Confirm what both sides want and that lacked a paper which has come since."""
    confirmed = 0
    waiting = Session.objects.agreed_by_both().filter(held_until__gt=now)
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            rows = Session.objects.select_related(
                "offer__theme", "offer__organisation", "theme", "school"
            )
            session = rows.select_for_update(of=("self",)).get(pk=pk)
            if session.state == SessionState.HELD and agreed_by_both(session) and is_ready(session):
                settle(session, Act.CONFIRM, None, now=now)
                confirmed += 1
    return confirmed
