"""The occasions to write: after which act of which kind, to whom, and what the calendar asks for.

``docs/messages.md`` says the same in words.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from prevention.messages.kinds import TRAITS, Kind
from prevention.messages.moments import Moments
from prevention.messages.readers import Circle, Reader
from prevention.messages.worth import ENDED, is_worth
from prevention.scheduling.models import Event, Session
from prevention.vocabulary import Act, SessionState

# What may have to be written after an act; of these, what is worth it and not yet known.
OCCASIONS: Mapping[Act, tuple[Kind, ...]] = {
    Act.REQUEST: (Kind.RECEIVED, Kind.TO_AUTHORISE, Kind.TO_ACCEPT),
    Act.PROPOSE: (Kind.PROPOSAL,),
    Act.OFFER_TIME: (Kind.TIME_FREE,),
    Act.HOLD: (Kind.TO_AUTHORISE, Kind.TO_ACCEPT, Kind.CONFIRMED),
    Act.AUTHORISE: (Kind.CONFIRMED,),
    Act.ACCEPT: (Kind.CONFIRMED,),
    Act.CONFIRM: (Kind.CONFIRMED,),
    Act.PREPARE: (Kind.CONFIRMED, Kind.CHANGED),
    Act.MOVE: (
        Kind.CONFIRMED,
        Kind.CHANGED,
        Kind.TO_AUTHORISE,
        Kind.TO_ACCEPT,
        Kind.CANCELLED,
    ),
    Act.REPLACE: (Kind.CONFIRMED, Kind.CHANGED, Kind.TO_ACCEPT, Kind.CANCELLED),
    Act.REFUSE: (Kind.CANCELLED,),
    Act.CANCEL: (Kind.CANCELLED,),
    Act.EXPIRE: (Kind.CANCELLED,),
    Act.REPORT: (),
    Act.NOT_HELD: (),
    Act.DECLARE: (),
    Act.CLOSE: (),
}


def _both_sides(circle: Circle, session: Session) -> list[Reader]:
    return [*circle.of_the_school(session), *circle.facilitators(session)]


def _everybody(circle: Circle, session: Session) -> list[Reader]:
    return [*_both_sides(circle, session), *circle.mailbox(session)]


def _who_counted_on_it(circle: Circle, session: Session) -> list[Reader]:
    """All who were told; of a session that goes on, who no longer gives it."""
    ended = session.state in ENDED
    return circle.everybody_told(session) if ended else circle.facilitators_gone(session)


READERS: Mapping[Kind, Callable[[Circle, Session], list[Reader]]] = {
    Kind.RECEIVED: Circle.asker,
    Kind.TO_AUTHORISE: Circle.heads,
    Kind.NUDGE: Circle.heads,
    Kind.PROPOSAL: Circle.heads,
    Kind.TO_ACCEPT: Circle.facilitators,
    Kind.CONFIRMED: _everybody,
    Kind.READINESS: Circle.of_the_school,
    Kind.REMINDER: _both_sides,
    Kind.CHANGED: _everybody,
    Kind.CANCELLED: _who_counted_on_it,
    Kind.TIME_FREE: Circle.asker,
    Kind.REPORT_DUE: Circle.facilitators,
    Kind.REPORT_LATE: Circle.facilitators,
}


def written_after(event: Event, circle: Circle, session: Session) -> Iterator[tuple[Kind, Reader]]:
    """What is to be written after an event, and to whom, as the session is now."""
    for kind in OCCASIONS[Act(event.act)]:
        for reader in dict.fromkeys(READERS[kind](circle, session)):
            if _is_news(kind, event, circle, session, reader):
                yield kind, reader


def _is_news(kind: Kind, event: Event, circle: Circle, session: Session, reader: Reader) -> bool:
    """Tell whether the reader does not know it yet; only confirmed times are in calendars."""
    told = circle.told_of(session).get(reader)
    perhaps = told.perhaps if told else None
    match kind:
        case Kind.CONFIRMED:
            newly = event.to_state == SessionState.CONFIRMED != event.from_state
            return perhaps is None or (newly and perhaps < session.sequence)
        case Kind.CHANGED:
            return perhaps is not None and perhaps < session.sequence
        case Kind.TO_ACCEPT if event.act == Act.REPLACE:
            return told is None or not told.written
        case _:
            return True


@dataclass(frozen=True)
class Reminder:
    """What the calendar asks for: in the morning, so many days from a moment of the session."""

    kind: Kind
    moment: str
    days: int

    def due_at(self, session: Session, moments: Moments, *, now: datetime) -> datetime | None:
        """When it is to be sent; None when that is past, or would come too late.

        What comes before something is brought forward to the last day of class before the
        holidays, and if that is past waits for the first after them.
        """
        anchor = getattr(session, self.moment)
        if anchor is None:
            return None
        asked = moments.morning(moments.day_of(anchor) + timedelta(days=self.days))
        choices = [moments.after_holidays(asked)]
        if self.days < 0:
            choices.insert(0, moments.before_holidays(asked))
        return next(
            (at for at in choices if at > now and is_worth(self.kind, session, now=at)), None
        )


REMINDERS = (
    Reminder(Kind.NUDGE, "held_until", days=-3),
    Reminder(Kind.READINESS, "starts_at", days=-7),
    Reminder(Kind.REMINDER, "starts_at", days=-2),
    Reminder(Kind.REPORT_DUE, "ends_at", days=1),
    Reminder(Kind.REPORT_LATE, "ends_at", days=4),
)
REMINDER_KINDS = frozenset(reminder.kind for reminder in REMINDERS)


def reminders_of(
    session: Session, circle: Circle, moments: Moments, *, now: datetime
) -> Iterator[tuple[Kind, Reader, datetime]]:
    """What the calendar asks for as the session is now: what, to whom, and when."""
    for reminder in REMINDERS:
        due_at = reminder.due_at(session, moments, now=now)
        if due_at is not None:
            for reader in dict.fromkeys(READERS[reminder.kind](circle, session)):
                yield reminder.kind, reader, due_at


def still_holds(
    kind: Kind, session: Session, circle: Circle, reader: Reader, *, now: datetime
) -> bool:
    """Tell whether a mention that waits is still to be sent to this reader."""
    return is_worth(kind, session, now=now) and reader in READERS[kind](circle, session)


def is_known(kind: Kind, session: Session, circle: Circle, reader: Reader) -> bool:
    """Tell whether the reader's calendar has the session as it is now, from another mail."""
    if kind not in {Kind.CONFIRMED, Kind.CHANGED}:
        return False
    told = circle.told_of(session).get(reader)
    return told is not None and told.sequence is not None and told.sequence >= session.sequence


def event_moment(kind: Kind, moments: Moments, at: datetime) -> datetime:
    """When the news of an event is due: in the holidays, only what is urgent."""
    return at if TRAITS[kind].urgent else moments.after_holidays(at)
