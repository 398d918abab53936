"""Judge one chosen time: the opening it is, or the refusal that says why it is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from prevention.scheduling.errors import (
    AgreementMissingError,
    BetweenStartsError,
    ClassTakenError,
    NobodyWorksThenError,
    OpeningRefusedError,
    OpeningTakenError,
    OutsideSchoolHoursError,
    OutsideSchoolYearError,
    RoomTakenError,
    SchoolClosedError,
    TooSoonError,
)
from prevention.scheduling.load import LUNCH, Gathered, Meeting, gather, people_for
from prevention.scheduling.openings import (
    Obstacle,
    Opening,
    find_nearest,
    obstacle_at,
    who_can,
)
from prevention.schools.models import SchoolYear
from prevention.vocabulary import Half

# How far around a refused time others are looked for.
NEARBY = timedelta(days=21)

# None is no key: a start without an obstacle is an opening, and was found.
REFUSALS: Mapping[Obstacle | None, type[OpeningRefusedError]] = {
    Obstacle.OUTSIDE_HOURS: OutsideSchoolHoursError,
    Obstacle.TOO_SOON: TooSoonError,
    Obstacle.NO_AGREEMENT: AgreementMissingError,
    Obstacle.GROUP_BUSY: ClassTakenError,
    Obstacle.ROOM_BUSY: RoomTakenError,
    Obstacle.NO_FACILITATOR: NobodyWorksThenError,
    Obstacle.TAKEN: OpeningTakenError,
    Obstacle.BETWEEN_STARTS: BetweenStartsError,
}


@dataclass(frozen=True)
class Choice:
    """One start chosen for a meeting."""

    meeting: Meeting
    starts_at: datetime

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.meeting.school.time_zone)

    @property
    def day(self) -> date:
        """The day at the school."""
        return self.starts_at.astimezone(self.zone).date()


def opening_at(choice: Choice, *, now: datetime) -> Opening:
    """Give the opening that was chosen.

    Raises:
        CalendarGapError: the day is beyond the published calendar.
        GroupElsewhereError, LevelOutsideOfferError, LevelOutsideThemeError,
        TooManyClassesError: the classes cannot have the offer together.
        OpeningRefusedError: of the kind that says why, with the nearest openings.

    """
    # Most times chosen are free: only a refusal looks at other days.
    that_day = _gather(choice, around=timedelta(), now=now)
    here = find_nearest(that_day.search, to=choice.starts_at, count=1)
    if here and here[0].starts_at == choice.starts_at:
        return here[0]
    gathered = gather_around(choice, now=now)
    raise _refusal(choice, gathered, find_nearest(gathered.search, to=choice.starts_at))


def nearest_to(choice: Choice, *, now: datetime) -> list[dict[str, str]]:
    """The three openings nearest to a time that has just gone, as facts of a refusal."""
    gathered = gather_around(choice, now=now)
    return _told(find_nearest(gathered.search, to=choice.starts_at))


def free_to_give(choice: Choice) -> list[int]:
    """The facilitators who could give the session then, whatever the school's own hours say."""
    people = people_for(choice.meeting, first=choice.day, last=choice.day)
    start = choice.starts_at.astimezone(UTC)
    span = start, start + timedelta(minutes=choice.meeting.offer.duration_minutes)
    return who_can(people, span, LUNCH, choice.day, choice.zone)


def gather_around(choice: Choice, *, now: datetime) -> Gathered:
    """Read what decides on openings three weeks around a chosen time; raises as ``opening_at``."""
    return _gather(choice, around=NEARBY, now=now)


def _gather(choice: Choice, *, around: timedelta, now: datetime) -> Gathered:
    day, group = choice.day, choice.meeting.groups[0]
    if SchoolYear.year_of(day) != group.school_year_id:
        raise OutsideSchoolYearError(
            class_group=group.label, school_year=str(group.school_year), nearest=[]
        )
    return gather(choice.meeting, first=day - around, last=day + around, now=now)


def _refusal(choice: Choice, gathered: Gathered, others: list[Opening]) -> OpeningRefusedError:
    offer = choice.meeting.offer
    facts: dict[str, Any] = {
        "class_group": ", ".join(group.label for group in choice.meeting.groups),
        "room": choice.meeting.room.name if choice.meeting.room else "",
        "lead_days": offer.lead_days,
        "organisation": offer.organisation.name,
        "nearest": _told(others),
    }
    # Asked first: beyond the published calendar it raises, and nothing below is known.
    reason = gathered.days.why_closed(choice.day, Half.AM)
    if reason and gathered.days.why_closed(choice.day, Half.PM):
        return SchoolClosedError(reason=reason.value, reason_label=str(reason.label), **facts)
    return REFUSALS[obstacle_at(choice.starts_at, gathered.search)](**facts)


def _told(openings: list[Opening]) -> list[dict[str, str]]:
    return [
        {"starts_at": one.starts_at.isoformat(), "ends_at": one.ends_at.isoformat()}
        for one in openings
    ]
