"""What goes wrong with sessions to come: who is taken twice or away, what is too tight, what lacks.

Reading alone, in a number of queries that does not grow with the sessions. Bookings refuse most of
this; but people fall ill, schools close and agreements end after a time was taken.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import combinations, pairwise
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prevention.offers.models import Facilitator
from prevention.people.models import User
from prevention.scheduling.gestures import READ
from prevention.scheduling.intervals import Span
from prevention.scheduling.load import TRAVEL
from prevention.scheduling.models import BusyTime, DatedAvailability, Session
from prevention.scheduling.planning import half_of
from prevention.scheduling.readiness import readiness
from prevention.scheduling.states import allowed_actions
from prevention.schools.distances import place_of
from prevention.schools.models import Closure
from prevention.vocabulary import COUNTED_ON_STATES, Act


class Grade(models.TextChoices):
    """How bad it is."""

    HARD = "hard", gettext_lazy("cannot take place as planned")
    SOFT = "soft", gettext_lazy("could go wrong")


class ClashKind(models.TextChoices):
    """What clashes; the first ones are hard."""

    FACILITATOR = "FACILITATOR", gettext_lazy("facilitator taken twice")
    CLASS_GROUP = "CLASS_GROUP", gettext_lazy("class taken twice")
    ROOM = "ROOM", gettext_lazy("room taken twice")
    ABSENCE = "ABSENCE", gettext_lazy("facilitator absent")
    CLOSURE = "CLOSURE", gettext_lazy("school closed")
    AGREEMENT = "AGREEMENT", gettext_lazy("agreement over")
    TRAVEL = "TRAVEL", gettext_lazy("too little time between two schools")
    DAY_FULL = "DAY_FULL", gettext_lazy("too many sessions that day")
    WEEK_FULL = "WEEK_FULL", gettext_lazy("too many sessions that week")
    BUSY = "BUSY", gettext_lazy("taken in the own calendar")
    MISSING = "MISSING", gettext_lazy("something missing")


HARD_KINDS = frozenset(list(ClashKind)[:6])
# What lifts each, the best first; which of them the reader may do is asked of the session.
LIFTED_BY: Mapping[ClashKind, tuple[Act, ...]] = {
    ClashKind.FACILITATOR: (Act.REPLACE, Act.MOVE, Act.CANCEL),
    ClashKind.CLASS_GROUP: (Act.MOVE, Act.CANCEL),
    ClashKind.ROOM: (Act.PREPARE, Act.MOVE, Act.CANCEL),
    ClashKind.ABSENCE: (Act.REPLACE, Act.MOVE, Act.CANCEL),
    ClashKind.CLOSURE: (Act.MOVE, Act.CANCEL),
    ClashKind.AGREEMENT: (Act.PREPARE, Act.CANCEL),
    ClashKind.TRAVEL: (Act.MOVE, Act.REPLACE),
    ClashKind.DAY_FULL: (Act.REPLACE, Act.MOVE),
    ClashKind.WEEK_FULL: (Act.REPLACE, Act.MOVE),
    ClashKind.BUSY: (Act.REPLACE, Act.MOVE),
    ClashKind.MISSING: (Act.PREPARE, Act.REPLACE),
}
NEEDS_AN_AGREEMENT = frozenset({"agreement_missing", "exception_not_informed"})


@dataclass(frozen=True)
class Clash:
    """One thing wrong with a session; ``other`` is the session that it clashes with, if any.

    ``lifted_by`` are acts that the reader may do to ``session``, the best first.
    """

    kind: ClashKind
    session: Session
    detail: str | Promise
    other: Session | None = None
    lifted_by: Sequence[Act] = ()

    @property
    def grade(self) -> Grade:
        return Grade.HARD if self.kind in HARD_KINDS else Grade.SOFT


@dataclass
class Days:
    """The sessions to come of some days, with all that may clash with them."""

    shown: list[Session]
    by_facilitator: Mapping[int, list[Session]]
    facilitators: Mapping[int, Facilitator]
    away: Mapping[int, list[Span]]
    busy: Mapping[int, list[Span]]
    closures: Mapping[str, list[Closure]]
    in_reach: frozenset[int] = field(default=frozenset())


def clashes(user: User, *, first: date, last: date, now: datetime) -> list[Clash]:
    """What clashes in the sessions to come of a reader, from ``first`` to ``last``, in order."""
    days = _read(user, first=first, last=last, now=now)
    found = [
        *_twice(days),
        *(one for session in days.shown for one in _of_session(session, days)),
        *_of_facilitators(days),
    ]
    ordered = sorted(found, key=lambda one: (_start(one.session), one.session.pk, one.kind))
    acts = {one.session.pk: allowed_actions(user, one.session, now=now) for one in ordered}
    return [
        Clash(
            one.kind,
            one.session,
            one.detail,
            one.other if one.other and one.other.pk in days.in_reach else None,
            [act for act in LIFTED_BY[one.kind] if act in acts[one.session.pk]],
        )
        for one in ordered
    ]


def count_by_grade(found: Iterable[Clash]) -> Mapping[Grade, int]:
    counts = Counter(one.grade for one in found)
    return {grade: counts[grade] for grade in Grade}


def _start(session: Session) -> datetime:
    assert session.starts_at is not None  # noqa: S101 - sessions to come have a time
    return session.starts_at


def _end(session: Session) -> datetime:
    assert session.ends_at is not None  # noqa: S101 - as above
    return session.ends_at


def _day(session: Session) -> date:
    return _start(session).astimezone(ZoneInfo(session.school.time_zone)).date()


def _read(user: User, *, first: date, last: date, now: datetime) -> Days:
    rows = Session.objects.select_related(
        "offer__theme", "offer__organisation", "theme", "school__commune", "room"
    ).defer("school__commune__outline")
    between = {"starts_at__date__gte": first, "starts_at__date__lte": last}
    to_come = rows.to_come(now=now).filter(**between).order_by("starts_at", "pk")
    shown = list(to_come.visible_to(user).prefetch_related(*READ))
    people = {one.pk: one for session in shown for one in session.facilitators.all()}
    # Those that they give elsewhere too, and the whole weeks: a cap counts them all.
    monday = first - timedelta(days=first.weekday())
    sunday = last + timedelta(days=6 - last.weekday())
    theirs = rows.filter(
        facilitators__in=people,
        state__in=COUNTED_ON_STATES,
        starts_at__date__gte=monday,
        starts_at__date__lte=sunday,
    ).distinct()
    by_facilitator: dict[int, list[Session]] = defaultdict(list)
    known = {session.pk: session for session in shown}
    for session in theirs.order_by("starts_at", "pk").prefetch_related("facilitators"):
        for one in session.facilitators.all():
            by_facilitator[one.pk].append(known.get(session.pk, session))
    away: dict[int, list[Span]] = defaultdict(list)
    absences = DatedAvailability.objects.filter(
        facilitator__in=people, kind=DatedAvailability.Kind.ABSENCE
    )
    for row in absences.between(first, last):
        away[row.facilitator_id].append((row.starts_at, row.ends_at))
    busy: dict[int, list[Span]] = defaultdict(list)
    for taken in BusyTime.objects.filter(facilitator__in=people).between(first, last):
        busy[taken.facilitator_id].append((taken.starts_at, taken.ends_at))
    closures: dict[str, list[Closure]] = defaultdict(list)
    schools = {session.school_id for session in shown}
    for closure in Closure.objects.filter(
        school__in=schools, starts_on__lte=last, ends_on__gte=first
    ):
        closures[closure.school_id].append(closure)
    return Days(shown, by_facilitator, people, away, busy, closures, frozenset(known))


def _overlap(one: Session, other: Session) -> bool:
    return _start(one) < _end(other) and _start(other) < _end(one)


def _meets(session: Session, spans: Iterable[Span]) -> bool:
    return any(start < _end(session) and _start(session) < end for start, end in spans)


def _twice(days: Days) -> Iterator[Clash]:
    """Whoever or whatever two sessions take at once; each session is told of the other."""
    takers: dict[tuple[ClashKind, int], tuple[str, list[Session]]] = {}
    for session in days.shown:
        taken = [
            *((ClashKind.CLASS_GROUP, one.pk, one.label) for one in session.groups.all()),
            *([(ClashKind.ROOM, session.room.pk, session.room.name)] if session.room else []),
        ]
        for kind, pk, name in taken:
            takers.setdefault((kind, pk), (name, []))[1].append(session)
    for pk, facilitator in days.facilitators.items():
        takers[ClashKind.FACILITATOR, pk] = facilitator.name, days.by_facilitator[pk]
    for (kind, _pk), (name, sessions) in takers.items():
        sentence = _("%(who)s has two sessions at the same time.") % {"who": name}
        for one, other in _overlapping(sessions):
            for mine, theirs in ((one, other), (other, one)):
                if mine.pk in days.in_reach:
                    yield Clash(kind, mine, sentence, theirs)


def _overlapping(sessions: Sequence[Session]) -> Iterator[tuple[Session, Session]]:
    """Pairs that overlap, of sessions in the order of their starts."""
    by_day: dict[date, list[Session]] = defaultdict(list)
    for session in sessions:
        by_day[_start(session).date()].append(session)
    for together in by_day.values():
        yield from (pair for pair in combinations(together, 2) if _overlap(*pair))


def _of_session(session: Session, days: Days) -> Iterator[Clash]:
    for facilitator in session.facilitators.all():
        who = {"who": facilitator.name}
        if _meets(session, days.away[facilitator.pk]):
            yield Clash(ClashKind.ABSENCE, session, _("%(who)s is absent then.") % who)
        if _meets(session, days.busy[facilitator.pk]):
            sentence = _("The own calendar of %(who)s holds something else then.") % who
            yield Clash(ClashKind.BUSY, session, sentence)
    for closure in days.closures[session.school_id]:
        if _closes(closure, session):
            reason = {"reason": closure.get_reason_display()}
            sentence = _("The school takes no session then: %(reason)s.") % reason
            yield Clash(ClashKind.CLOSURE, session, sentence)
    for point in readiness(session):
        if point.blocks:
            agreement = point.code in NEEDS_AN_AGREEMENT
            kind = ClashKind.AGREEMENT if agreement else ClashKind.MISSING
            yield Clash(kind, session, f"{point.detail} {point.lift}")


def _closes(closure: Closure, session: Session) -> bool:
    if not closure.starts_on <= _day(session) <= closure.ends_on:
        return False
    return not closure.half or closure.half == half_of(session)


def _of_facilitators(days: Days) -> Iterator[Clash]:
    for pk, facilitator in days.facilitators.items():
        sessions = days.by_facilitator[pk]
        yield from _too_tight(facilitator, sessions, days)
        yield from _too_many(facilitator, sessions, days)


def _too_tight(
    facilitator: Facilitator, sessions: Sequence[Session], days: Days
) -> Iterator[Clash]:
    for before, after in pairwise(sessions):
        left = _start(after) - _end(before)
        if left < timedelta() or _day(before) != _day(after):
            continue
        needed = TRAVEL.between(place_of(before.school), place_of(after.school))
        if left < needed:
            sentence = _(
                "%(who)s has %(left)s minutes to come from %(school)s, and needs %(needed)s."
            ) % {
                "who": facilitator.name,
                "left": left // timedelta(minutes=1),
                "school": before.school.name,
                "needed": needed // timedelta(minutes=1),
            }
            shown, other = (after, before) if after.pk in days.in_reach else (before, after)
            if shown.pk in days.in_reach:
                yield Clash(ClashKind.TRAVEL, shown, sentence, other)


def _too_many(facilitator: Facilitator, sessions: Sequence[Session], days: Days) -> Iterator[Clash]:
    """The sessions that come on top of what a day or a week may hold."""
    of_day: Counter[date] = Counter()
    of_week: Counter[date] = Counter()
    for session in sessions:
        day = _day(session)
        monday = day - timedelta(days=day.weekday())
        of_day[day] += 1
        of_week[monday] += 1
        if session.pk not in days.in_reach:
            continue
        if facilitator.max_per_day and of_day[day] > facilitator.max_per_day:
            sentence = _("%(who)s gives at most %(most)s sessions a day: this is one more.")
            told = {"who": facilitator.name, "most": facilitator.max_per_day}
            yield Clash(ClashKind.DAY_FULL, session, sentence % told)
        if facilitator.max_per_week and of_week[monday] > facilitator.max_per_week:
            sentence = _("%(who)s gives at most %(most)s sessions a week: this is one more.")
            told = {"who": facilitator.name, "most": facilitator.max_per_week}
            yield Clash(ClashKind.WEEK_FULL, session, sentence % told)
