"""Look once more at a mail before it leaves: what still holds, to whom, and whether today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from prevention.messages.digests import digest_facts
from prevention.messages.kinds import TRAITS, Kind
from prevention.messages.models import Mention, Message, OptOut
from prevention.messages.moments import load_moments
from prevention.messages.occasions import is_known, still_holds
from prevention.messages.readers import Circle, Reader, coordinators, may_be_written_to
from prevention.messages.stale import is_still_stale
from prevention.scheduling.models import Session
from prevention.scheduling.readiness import readiness


@dataclass(frozen=True)
class Verdict:
    """Which mentions hold and which have fallen; ``later`` when it must wait until then."""

    holding: Sequence[Mention] = ()
    fallen: Sequence[Mention] = ()
    is_empty: bool = False
    later: datetime | None = None


def judge(message: Message, *, now: datetime) -> Verdict:
    """Judge a due mail as its sessions, its reader and the calendar are now."""
    if message.kind == Kind.DIGEST:
        return Verdict(is_empty=not _is_digest_worth(message, now=now))
    later = _put_off(message, now=now)
    if message.kind == Kind.CALENDAR_STALE:
        return Verdict(is_empty=not _is_warning_worth(message), later=later)
    mentions = list(message.mentions.order_by("pk"))
    circle = Circle.load({mention.session_id for mention in mentions})
    for mention in mentions:
        mention.session = circle.sessions[mention.session_id]
    unwanted = _is_unwanted(message)
    at = later or now
    holding = [one for one in mentions if not unwanted and _holds(message, one, circle, now=at)]
    fallen = [one for one in mentions if one not in holding]
    return Verdict(holding, fallen, is_empty=not holding, later=later if holding else None)


def _holds(message: Message, mention: Mention, circle: Circle, *, now: datetime) -> bool:
    kind, session, reader = Kind(message.kind), mention.session, Reader.of(message)
    if not still_holds(kind, session, circle, reader, now=now):
        return False
    if kind == Kind.READINESS:
        return _lacks_something(session)
    return not is_known(kind, session, circle, reader)


def _lacks_something(session: Session) -> bool:
    return bool(readiness(session))


def _put_off(message: Message, *, now: datetime) -> datetime | None:
    """Until when the holidays make it wait; None when it may leave."""
    if message.school is None or TRAITS[Kind(message.kind)].urgent:
        return None
    moments = load_moments([message.school], now=now)[message.school.pk]
    return moments.after_holidays(now) if moments.in_holidays(now) else None


def _is_unwanted(message: Message) -> bool:
    return OptOut.objects.filter(user=message.reader_id, kind=message.kind).exists()


def _is_warning_worth(message: Message) -> bool:
    user = message.reader
    return user is not None and may_be_written_to(user) and is_still_stale(message)


def _is_digest_worth(message: Message, *, now: datetime) -> bool:
    user = message.reader
    if user is None or user not in coordinators() or _is_unwanted(message):
        return False
    return bool(digest_facts(user, now=now))
