"""Who stands around a session, and may be written to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from django.conf import settings
from django.db.models import Q

from prevention.messages.kinds import INVITING_KINDS, Kind
from prevention.messages.models import Mention, Message
from prevention.people.models import Role, User
from prevention.people.reach import Reach
from prevention.scheduling.models import Session
from prevention.vocabulary import RoleKind

# The demonstration has real schools: only invented people are written to there.
INVENTED = "@exemple.test"


@dataclass(frozen=True)
class Reader:
    """A person with an account, or the mailbox of a school."""

    user: User | None = None
    address: str = ""

    @classmethod
    def of(cls, message: Message) -> Self:
        return cls(message.reader, message.address)

    @property
    def language(self) -> str:
        return self.user.language if self.user else settings.LANGUAGE_CODE


@dataclass
class Told:
    """What a reader was told of a session.

    ``written``: some mail about it left, or may have. ``sequence`` is the one that the
    reader's calendar has for certain; ``perhaps``, the one it has if a mail that was cut
    off arrived. None of both once it was told to be off.
    """

    written: bool = False
    sequence: int | None = None
    perhaps: int | None = None

    def note(self, mention: Mention) -> None:
        """Take one more mail into account; they come in the order in which they left."""
        message = mention.message
        self.written = True
        if message.kind not in INVITING_KINDS:
            return
        self.perhaps = None if message.kind == Kind.CANCELLED else mention.sequence
        if message.state != Message.State.FAILED:
            self.sequence = self.perhaps


LEFT = Q(message__state__in=[Message.State.SENDING, Message.State.SENT]) | Q(
    message__state=Message.State.FAILED, message__failure=Message.Failure.IN_DOUBT
)


@dataclass
class Circle:
    """Sessions with who stands around them; read in a constant number of queries."""

    sessions: Mapping[int, Session]
    told: Mapping[int, Mapping[Reader, Told]]
    _roles: Mapping[int, list[Role]] = field(default_factory=dict)
    _heads: Mapping[str, list[User]] = field(default_factory=dict)

    @classmethod
    def load(cls, pks: Collection[int]) -> Self:
        """Read sessions by key, with what worth, readers and readiness ask of them."""
        rows = Session.objects.filter(pk__in=pks).select_related(
            "request__asked_by",
            "offer__theme",
            "offer__organisation",
            "theme",
            "room",
            "school__commune",
        )
        rows = rows.defer("school__commune__outline")
        rows = rows.prefetch_related("facilitators__user", "time_offers")
        sessions = {session.pk: session for session in rows.order_by("pk")}
        told = _told(pks)
        people = {reader.user.pk for some in told.values() for reader in some if reader.user}
        for session in sessions.values():
            people.update(one.user_id for one in session.facilitators.all() if one.user_id)
            if session.request:
                people.add(session.request.asked_by_id)
        schools = {session.school_id for session in sessions.values()}
        return cls(sessions, told, *_roles(people, schools))

    def told_of(self, session: Session) -> Mapping[Reader, Told]:
        return self.told.get(session.pk, {})

    def asker(self, session: Session) -> list[Reader]:
        """Who asked for it, while that person may ask for sessions of this school."""
        user = session.request.asked_by if session.request else None
        if user is None:
            return []
        reach = Reach(tuple(self._roles.get(user.pk, ())), everything=user.is_superuser)
        return _written_to([user] if reach.having("request.create").covers(session.school) else [])

    def of_the_school(self, session: Session) -> list[Reader]:
        """Who asked for it, if of the school; for what a coordinator placed, its heads."""
        user = session.request.asked_by if session.request else None
        roles = self._roles.get(user.pk, ()) if user else ()
        if user and any(role.school_id == session.school_id for role in roles):
            return _written_to([user])
        return self.heads(session)

    def heads(self, session: Session) -> list[Reader]:
        return _written_to(self._heads.get(session.school_id, ()))

    def facilitators(self, session: Session) -> list[Reader]:
        """Who gives it and has an account."""
        users = [one.user for one in session.facilitators.all() if one.user]
        return _written_to([user for user in users if self._gives(user, session)])

    def facilitators_gone(self, session: Session) -> list[Reader]:
        """Who was told to give it, and does not any more."""
        here = {*self.facilitators(session), *self.heads(session), *self.of_the_school(session)}
        told = [reader for reader, told in self.told_of(session).items() if told.written]
        return [
            reader
            for reader in told
            if reader.user and reader not in here and self._gives(reader.user, session)
        ]

    def mailbox(self, session: Session) -> list[Reader]:
        """The school's own address."""
        school = session.school
        is_open = school.status != school.Status.CLOSED
        return [Reader(address=school.email)] if is_open and _may_leave(school.email) else []

    def everybody_told(self, session: Session) -> list[Reader]:
        """Who asked, and whoever was written to about it and has still a part in the programme."""
        told = [reader for reader, told in self.told_of(session).items() if told.written]
        users = [reader.user for reader in told if reader.user and self._roles.get(reader.user.pk)]
        boxes = [reader for reader in told if _may_leave(reader.address)]
        return [*dict.fromkeys([*self._asker_at_school(session), *_written_to(users), *boxes])]

    def _asker_at_school(self, session: Session) -> list[Reader]:
        here = self.of_the_school(session)
        return [reader for reader in self.asker(session) if reader in here]

    def _gives(self, user: User, session: Session) -> bool:
        giver = session.offer.organisation_id if session.offer else None
        return any(role.organisation_id == giver for role in self._roles.get(user.pk, ()) if giver)


def _told(pks: Collection[int]) -> Mapping[int, Mapping[Reader, Told]]:
    rows = Mention.objects.filter(LEFT, session__in=pks).select_related("message__reader")
    found: dict[int, dict[Reader, Told]] = defaultdict(lambda: defaultdict(Told))
    for mention in rows.order_by("message__claimed_at", "message"):
        found[mention.session_id][Reader.of(mention.message)].note(mention)
    return found


def _roles(
    people: Collection[int], schools: Collection[str]
) -> tuple[Mapping[int, list[Role]], Mapping[str, list[User]]]:
    """The roles in force of people, and the heads of schools."""
    asked = Q(user__in=people) | Q(kind=RoleKind.HEAD, school__in=schools)
    by_user, heads = defaultdict(list), defaultdict(list)
    rows = Role.objects.in_force().filter(asked, user__is_active=True)
    for role in rows.select_related("user", "school").order_by("user__name", "pk"):
        by_user[role.user_id].append(role)
        if role.kind == RoleKind.HEAD and role.school_id:
            heads[role.school_id].append(role.user)
    return by_user, heads


def coordinators() -> list[User]:
    """Who coordinates somewhere, and may be written to."""
    roles = Role.objects.in_force().filter(kind=RoleKind.COORDINATOR, user__is_active=True)
    users = User.objects.filter(pk__in=roles.values("user")).order_by("pk")
    return [user for user in users if _may_leave(user.email)]


def _written_to(users: Iterable[User]) -> list[Reader]:
    """Those people whom a mail may leave for, each once."""
    return [Reader(user) for user in dict.fromkeys(users) if may_be_written_to(user)]


def may_be_written_to(user: User) -> bool:
    return user.is_active and _may_leave(user.email)


def _may_leave(address: str) -> bool:
    return bool(address) and (not settings.DEMO or address.endswith(INVENTED))
