"""Write the rows of the outbox: what happens to one thing joins the mail that waits."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from prevention.messages.kinds import Kind
from prevention.messages.models import Mention, Message, OptOut
from prevention.messages.moments import Moments, load_moments
from prevention.messages.occasions import (
    REMINDER_KINDS,
    event_moment,
    reminders_of,
    still_holds,
    written_after,
)
from prevention.messages.readers import Circle, Reader
from prevention.messages.worth import is_worth
from prevention.scheduling.models import Event, Session

# A head who authorises twelve times in a row makes one mail, not twelve.
SETTLING = timedelta(minutes=3)

Place = tuple[str, Reader, str]
"""A kind, who reads it and what it is about: one mail waits at each."""


@dataclass(frozen=True)
class Wanted:
    """One session to speak of in a mail of some kind to a reader, about something, when due."""

    kind: Kind
    reader: Reader
    about: str
    session: Session
    due_at: datetime
    event: Event | None = None

    @property
    def place(self) -> Place:
        return self.kind, self.reader, self.about


def plan(events: Collection[Event], *, now: datetime) -> None:
    """Plan what is to be written after events, and plan their sessions' reminders anew.

    To be called in a transaction that holds the lock of their schools: two planners never
    meet at one mail. Costs a constant number of queries, however many events.
    """
    circle = Circle.load({event.session_id for event in events})
    schools = {session.school_id: session.school for session in circle.sessions.values()}
    moments = load_moments(schools.values(), now=now)
    # What a school gives by itself is written about to nobody.
    sessions = [one for one in circle.sessions.values() if one.request_id]
    wanted = _wanted_by_readers(
        [
            *(
                one
                for event in events
                if circle.sessions[event.session_id].request_id
                for one in _news(event, circle, moments, now=now)
            ),
            *(one for session in sessions for one in _reminders(session, circle, moments, now)),
        ]
    )
    box = Box.load(sessions, wanted)
    box.drop_what_fell(circle, wanted, now=now)
    box.join(wanted)
    box.write(now=now)


def _news(
    event: Event, circle: Circle, moments: Mapping[str, Moments], *, now: datetime
) -> Iterable[Wanted]:
    session = circle.sessions[event.session_id]
    assert session.request is not None  # noqa: S101 - looked at by the caller
    about = f"request:{session.request.public_id}"
    for kind, reader in written_after(event, circle, session):
        due_at = event_moment(kind, moments[session.school_id], now + SETTLING)
        if is_worth(kind, session, now=due_at):
            yield Wanted(kind, reader, about, session, due_at, event)


def _reminders(
    session: Session, circle: Circle, moments: Mapping[str, Moments], now: datetime
) -> Iterable[Wanted]:
    here = moments[session.school_id]
    for kind, reader, due_at in reminders_of(session, circle, here, now=now):
        about = f"day:{session.school_id}:{here.day_of(due_at).isoformat()}"
        yield Wanted(kind, reader, about, session, due_at)


def _wanted_by_readers(wanted: Collection[Wanted]) -> list[Wanted]:
    """Leave out what people have said they do not want."""
    users = {one.reader.user.pk for one in wanted if one.reader.user}
    unwanted = set(OptOut.objects.filter(user__in=users).values_list("user", "kind"))
    return [
        one
        for one in wanted
        if one.reader.user is None or (one.reader.user.pk, one.kind) not in unwanted
    ]


@dataclass
class Box:
    """The mails that wait and are touched, under lock, and what is to be written of them."""

    waiting: dict[Place, Message]
    mentions: list[Mention]
    _new_messages: list[Message] = field(default_factory=list)
    _new_mentions: dict[tuple[Place, int], Mention] = field(default_factory=dict)
    _dropped: list[Mention] = field(default_factory=list)

    @classmethod
    def load(cls, sessions: Collection[Session], wanted: Collection[Wanted]) -> "Box":
        """Lock and read the mails that speak of the sessions, and those that may be joined."""
        pks = [session.pk for session in sessions]
        speaks = Exists(Mention.objects.filter(message=OuterRef("pk"), session__in=pks))
        abouts = {one.about for one in wanted}
        here = Message.objects.scheduled().filter(
            speaks | Q(about__in=abouts), school__in={one.school_id for one in sessions}
        )
        # The sender takes a row by the same lock: what it took meanwhile is not here.
        messages = {
            message.pk: message
            for message in here.select_related("reader")
            .select_for_update(of=("self",), no_key=True)
            .order_by("pk")
        }
        mentions = list(Mention.objects.filter(message__in=messages))
        for mention in mentions:
            mention.message = messages[mention.message_id]
        joinable = {
            (message.kind, Reader.of(message), message.about): message
            for message in messages.values()
            if message.attempts == 0
        }
        return cls(joinable, mentions)

    def drop_what_fell(self, circle: Circle, wanted: Iterable[Wanted], *, now: datetime) -> None:
        """Let mails no longer speak of what does not hold, or not at that time."""
        days = {
            (one.kind, one.reader, one.session.pk): one.about
            for one in wanted
            if one.kind in REMINDER_KINDS
        }
        for mention in self.mentions:
            message = mention.message
            kind, reader = Kind(message.kind), Reader.of(message)
            session = circle.sessions.get(mention.session_id)
            if session is None:
                continue  # nothing has happened to it
            at = max(now, message.due_at)
            stays = still_holds(kind, session, circle, reader, now=at)
            if kind in REMINDER_KINDS:
                # What is due already, and asked for at no later time, is about to be sent.
                day = days.get((kind, reader, session.pk), message.about)
                is_due = message.due_at <= now
                asked_for = is_due or (kind, reader, session.pk) in days
                stays = stays and asked_for and day == message.about
            if not stays:
                self._dropped.append(mention)

    def join(self, wanted: Iterable[Wanted]) -> None:
        dropped = {mention.pk for mention in self._dropped}
        there: dict[int, set[Place]] = defaultdict(set)
        for mention in self.mentions:
            if mention.pk not in dropped:
                message = mention.message
                place = message.kind, Reader.of(message), message.about
                there[mention.session_id].add(place)
        for one in wanted:
            if one.place in there[one.session.pk]:
                continue
            message = self.waiting.get(one.place) or self._begin(one)
            self._new_mentions[one.place, one.session.pk] = Mention(
                message=message, session=one.session, event=one.event
            )

    def _begin(self, one: Wanted) -> Message:
        message = Message(
            kind=one.kind,
            reader=one.reader.user,
            address=one.reader.address,
            language=one.reader.language,
            school=one.session.school,
            about=one.about,
            due_at=one.due_at,
        )
        self.waiting[one.place] = message
        self._new_messages.append(message)
        return message

    def write(self, *, now: datetime) -> None:
        for message in self._new_messages:
            message.planned_at = now
        Message.objects.bulk_create(self._new_messages)
        dropped = {mention.pk for mention in self._dropped}
        full = {mention.message_id for mention in self.mentions if mention.pk not in dropped}
        full |= {mention.message.pk for mention in self._new_mentions.values()}
        # What has nothing left to say is put aside, and goes on showing what it was about.
        empty = {mention.message_id for mention in self._dropped} - full
        Message.objects.filter(pk__in=empty).update(state=Message.State.SUPERSEDED)
        Mention.objects.filter(
            pk__in=[one.pk for one in self._dropped if one.message_id not in empty]
        ).delete()
        Mention.objects.bulk_create(self._new_mentions.values())
