"""What a letter speaks of, read in a constant number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import F, Prefetch, Q

from prevention.messages.kinds import INVITING_KINDS, Kind
from prevention.messages.models import Mention, Message
from prevention.offers.models import OfferMaterial
from prevention.scheduling import readiness
from prevention.scheduling.models import Event, Session
from prevention.vocabulary import OCCUPYING_STATES, Side

# What a letter reads of a session: one query, and one for each of the rest.
READ = (
    Session.objects.select_related(
        "offer__organisation",
        "offer__theme",
        "theme",
        "school__commune",
        "room",
        "request__asked_by",
        "wish",
    )
    .defer("school__commune__outline")  # thousands of points, for each session
    .prefetch_related(
        *readiness.READ,
        "time_offers",
        Prefetch("offer__offer_materials", OfferMaterial.objects.published()),
    )
    .order_by(F("starts_at").asc(nulls_last=True), "created_at", "pk")
)


# Mails that arrived, or may have.
LEFT = Q(message__state__in=[Message.State.SENDING, Message.State.SENT]) | Q(
    message__state=Message.State.FAILED, message__failure=Message.Failure.IN_DOUBT
)


@dataclass(frozen=True)
class Matter:
    """A message with its sessions as they are now, in the order of their time.

    ``told``: by session, what the last mail to the same reader told of it. ``invited``: the
    sessions that the reader's calendar has from such mails. ``decide_at``: by request, the
    address at which a head decides on it without signing in: a key, that a preview has not.
    """

    message: Message
    sessions: Sequence[Session]
    side: Side
    events: Mapping[int, Event | None]
    told: Mapping[int, Mention]
    invited: frozenset[int]
    now: datetime
    decide_at: Mapping[int | None, str] = field(default_factory=dict)

    @property
    def only(self) -> Session | None:
        """The session, where there is but one."""
        return self.sessions[0] if len(self.sessions) == 1 else None

    def by_request(self) -> list["Matter"]:
        """The same about the sessions of each request alone, which are decided together."""
        requests = dict.fromkeys(session.request_id for session in self.sessions)
        return [
            replace(self, sessions=[one for one in self.sessions if one.request_id == request])
            for request in requests
        ]

    def leaves(self, session: Session) -> bool:
        """Tell whether it is called off for this reader alone, who no longer gives it."""
        return self.message.kind == Kind.CANCELLED and session.state in OCCUPYING_STATES


def read_matter(message: Message, *, now: datetime) -> Matter:
    mentions = list(message.mentions.select_related("event"))
    sessions = list(READ.filter(pk__in=[one.session_id for one in mentions]))
    earlier = _earlier(message, sessions) if sessions else []
    return Matter(
        message=message,
        sessions=sessions,
        side=_side(message, sessions),
        events={one.session_id: one.event for one in mentions},
        told={one.session_id: one for one in earlier if one.starts_at},
        invited=frozenset(_in_calendar(earlier)),
        now=now,
    )


def _earlier(message: Message, sessions: Sequence[Session]) -> list[Mention]:
    """What was told of these sessions to the same reader before, the last word last."""
    same = Q(message__reader=message.reader_id, message__address=message.address)
    rows = Mention.objects.filter(same, LEFT, session__in=sessions).exclude(message=message)
    return list(rows.select_related("message").order_by("message__claimed_at", "message"))


def _in_calendar(earlier: Sequence[Mention]) -> set[int]:
    found: set[int] = set()
    for one in earlier:
        if one.message.kind == Kind.CANCELLED:
            found.discard(one.session_id)
        elif one.message.kind in INVITING_KINDS:
            found.add(one.session_id)
    return found


def _side(message: Message, sessions: Sequence[Session]) -> Side:
    """Whose reader it is: this decides what the letter says, not what may be done."""
    if message.kind == Kind.DIGEST:
        return Side.COORDINATION
    if message.kind == Kind.CALENDAR_STALE:
        return Side.PARTNER
    if message.reader is None:
        return Side.SCHOOL
    givers = {session.offer.organisation_id for session in sessions if session.offer}
    organisations = {role.organisation_id for role in message.reader.reach().roles}
    return Side.PARTNER if givers & organisations else Side.SCHOOL
