"""The worklist: one next thing for each school, the most urgent first."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from prevention.calendars.readers import Reading, schools_and_readings
from prevention.coverage.dimensions import OF_CLASSES, narrowed_to
from prevention.coverage.pace import paces
from prevention.people.models import User
from prevention.scheduling.endings import Ending, endings_of
from prevention.scheduling.models import Session, SessionQuerySet
from prevention.schools.models import ClassGroup, School
from prevention.schools.years import planned_year
from prevention.worklist.classes import Owing, owed_most, owings, standing
from prevention.worklist.lines import Found, line_of
from prevention.worklist.sessions import (
    about_to_expire,
    first_of_each,
    waiting_by_school,
    without_outcome,
)
from prevention.worklist.things import Line, Thing, Waiting

RIGHT = "worklist.read"
PAGE = 20  # schools: as many as one reads on a telephone
OF_SCHOOLS = {
    name: path.removeprefix("school__") for name, path in OF_CLASSES.items() if name != "level"
} | {"school": "pk"}
URGENCY = list(Thing)


@dataclass(frozen=True)
class Worklist:
    """Some lines of the list; ``counts`` says of how many schools each thing is the next."""

    school_year: int
    counts: Mapping[Thing, int]
    page: int
    pages: int
    lines: Sequence[Line]


@dataclass(frozen=True)
class _Asked:
    """Who asks, about which rows, and when."""

    user: User
    now: datetime
    school_year: int
    classes: QuerySet[ClassGroup]
    schools: QuerySet[School]
    sessions: SessionQuerySet
    owed: Sequence[Owing]

    @property
    def today(self) -> date:
        return localdate(self.now)


def worklist_of(
    user: User,
    *,
    now: datetime,
    chosen: Mapping[str, Any] | None = None,
    thing: Thing | None = None,
    page: int = 1,
) -> Worklist:
    """Read a page of the next things at the open schools over which the reader may act.

    ``chosen`` narrows the schools by the keys of ``OF_CLASSES``: a level keeps schools that have
    classes of it, and looks at these classes alone for what is owed. ``thing`` keeps the lines
    of one kind. Costs a constant number of queries.
    """
    asked = _ask(user, chosen or {}, now=now)
    order = {uai: place for place, uai in enumerate(asked.schools.values_list("pk", flat=True))}
    beyond = _beyond(asked)
    waiting = _waiting(asked, beyond)
    next_things: dict[str, Thing] = {}
    for one in URGENCY:
        if one == Thing.FEED_NEVER_READ:
            # The dearest to ask, and the last: of the schools that have nothing else.
            waiting[one] = _unread(asked, order.keys() - next_things.keys())
        for uai in waiting[one]:
            if uai in order:
                next_things.setdefault(uai, one)

    def urgency(uai: str) -> tuple[Any, ...]:
        one = next_things[uai]
        return URGENCY.index(one), waiting[one][uai].rank, order[uai]

    counts = dict.fromkeys(Thing, 0)
    for one in next_things.values():
        counts[one] += 1
    wanted = [uai for uai, one in next_things.items() if thing in {None, one}]
    pages = max(1, -(-len(wanted) // PAGE))
    page = min(page, pages)
    shown = sorted(wanted, key=urgency)[(page - 1) * PAGE : page * PAGE]
    lines = _lines(asked, {uai: next_things[uai] for uai in shown}, waiting, beyond)
    return Worklist(asked.school_year, counts, page, pages, lines)


def _ask(user: User, chosen: Mapping[str, Any], *, now: datetime) -> _Asked:
    today = localdate(now)
    school_year = planned_year(today=today)
    reach = user.reach().having(RIGHT)
    classes = ClassGroup.objects.where_may(user, RIGHT).filter(
        narrowed_to(chosen, OF_CLASSES),
        school_year=school_year,
        school__in=School.objects.open().values("pk"),
    )
    of_schools = {name: value for name, value in chosen.items() if name != "level"}
    schools = School.objects.open().filter(reach.schools(), narrowed_to(of_schools, OF_SCHOOLS))
    if "level" in chosen:
        schools = schools.filter(pk__in=classes.values("school"))
    schools = schools.order_by("commune__name", "name", "uai")
    return _Asked(
        user=user,
        now=now,
        school_year=school_year,
        classes=classes,
        schools=schools,
        sessions=Session.objects.filter(
            reach.schools("school__"), school__in=schools.order_by().values("pk")
        ),
        owed=owings(school_year=school_year, paces=paces(school_year=school_year), today=today),
    )


def _waiting(
    asked: _Asked, beyond: Mapping[str, tuple[Ending, int]]
) -> dict[Thing, Mapping[str, Waiting]]:
    """What waits at which schools, by kind; calendars aside."""
    stand = standing(asked.classes, asked.owed)
    return {
        Thing.HOLD_EXPIRING: waiting_by_school(
            about_to_expire(asked.sessions, now=asked.now), "held_until"
        ),
        Thing.OUTCOME_MISSING: waiting_by_school(
            without_outcome(asked.sessions, now=asked.now), "ends_at"
        ),
        Thing.NEVER_REACHED: stand.never_reached,
        Thing.BEHIND_PACE: stand.behind_pace,
        Thing.AGREEMENT_ENDING: {
            uai: Waiting(count, ending.ends_on) for uai, (ending, count) in beyond.items()
        },
    }


def _beyond(asked: _Asked) -> dict[str, tuple[Ending, int]]:
    """The agreement that ends first of those with sessions beyond at each school, and how many.

    Renewals are the coordination's to follow: heads have no part in them.
    """
    if not asked.user.may("coordination.read"):
        return {}
    reach = asked.user.reach().having("coordination.read")
    sessions = asked.sessions.filter(reach.schools("school__"))
    found: dict[str, tuple[Ending, int]] = {}
    for ending in endings_of(sessions, asked.user, today=asked.today, now=asked.now):
        for uai, count in Counter(one.school for one in ending.beyond).items():
            found.setdefault(uai, (ending, count))
    return found


def _unread(asked: _Asked, uais: Iterable[str]) -> dict[str, Waiting]:
    """Those of some schools with sessions to come whose calendar nobody there has read."""
    if not asked.user.may("feed.readers"):
        return {}
    schools = schools_and_readings(asked.user, now=asked.now)
    rows: QuerySet[Any] = schools.filter(pk__in=list(uais))
    rows = rows.filter(sessions_to_come__gt=0, reading__in=[Reading.NONE, Reading.NEVER])
    return {
        uai: Waiting(count, -count) for uai, count in rows.values_list("pk", "sessions_to_come")
    }


def _lines(
    asked: _Asked,
    things: Mapping[str, Thing],
    waiting: Mapping[Thing, Mapping[str, Waiting]],
    beyond: Mapping[str, tuple[Ending, int]],
) -> list[Line]:
    """Say what is to be done at some schools, in the order given."""

    def of(*kinds: Thing) -> list[str]:
        return [uai for uai, thing in things.items() if thing in kinds]

    def sessions(kind: Thing, read: Callable[..., SessionQuerySet]) -> dict[str, Session]:
        return first_of_each(read(asked.sessions, now=asked.now), of(kind))

    firsts = sessions(Thing.HOLD_EXPIRING, about_to_expire) | sessions(
        Thing.OUTCOME_MISSING, without_outcome
    )
    owing = of(Thing.NEVER_REACHED, Thing.BEHIND_PACE)
    most = owed_most(asked.classes.filter(school__in=owing), asked.owed)
    schools = School.objects.select_related("commune").defer("commune__outline").in_bulk(things)
    found = [
        Found(
            school=schools[uai],
            thing=thing,
            waiting=waiting[thing][uai],
            session=firsts.get(uai),
            most=most.get(uai),
            agreement=beyond[uai][0].agreement if uai in beyond else None,
            school_year=asked.school_year,
        )
        for uai, thing in things.items()
    ]
    return [line_of(one, asked.user, now=asked.now) for one in found]
