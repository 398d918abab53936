"""Judge one chosen time: the opening it is, or the refusal that says why it is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from prevention.offers.models import Offer
from prevention.scheduling.errors import (
    AgreementMissingError,
    BetweenStartsError,
    ClassTakenError,
    NobodyWorksThenError,
    OpeningRefusedError,
    OpeningTakenError,
    OutsideSchoolHoursError,
    OutsideSchoolYearError,
    SchoolClosedError,
    TooSoonError,
)
from prevention.scheduling.load import Gathered, gather
from prevention.scheduling.openings import Obstacle, Opening, find_openings, nearest, obstacle_at
from prevention.schools.models import ClassGroup, SchoolYear
from prevention.vocabulary import Half

# How far around a refused time others are looked for.
NEARBY = timedelta(days=21)

# None is no key: a start without an obstacle is an opening, and was found.
REFUSALS: Mapping[Obstacle | None, type[OpeningRefusedError]] = {
    Obstacle.OUTSIDE_HOURS: OutsideSchoolHoursError,
    Obstacle.TOO_SOON: TooSoonError,
    Obstacle.NO_AGREEMENT: AgreementMissingError,
    Obstacle.GROUP_BUSY: ClassTakenError,
    Obstacle.NO_FACILITATOR: NobodyWorksThenError,
    Obstacle.TAKEN: OpeningTakenError,
    Obstacle.BETWEEN_STARTS: BetweenStartsError,
}


@dataclass(frozen=True)
class Choice:
    """One start chosen for one class."""

    offer: Offer
    group: ClassGroup
    starts_at: datetime

    @property
    def day(self) -> date:
        """The day at the school."""
        return self.starts_at.astimezone(ZoneInfo(self.group.school.time_zone)).date()


def opening_at(choice: Choice, *, now: datetime) -> Opening:
    """Give the opening that was chosen.

    Raises:
        LevelOutsideOfferError, LevelOutsideThemeError: the class is not one for the offer.
        CalendarGapError: the day is beyond the published calendar.
        OpeningRefusedError: of the kind that says why, with the nearest openings.

    """
    gathered = _gather_around(choice, now=now)
    openings = find_openings(gathered.search).openings
    for opening in openings:
        if opening.starts_at == choice.starts_at:
            return opening
    raise _refusal(choice, gathered, nearest(openings, to=choice.starts_at))


def nearest_to(choice: Choice, *, now: datetime) -> list[dict[str, str]]:
    """The three openings nearest to a time that has just gone, as facts of a refusal."""
    openings = find_openings(_gather_around(choice, now=now).search).openings
    return _told(nearest(openings, to=choice.starts_at))


def _gather_around(choice: Choice, *, now: datetime) -> Gathered:
    day, group = choice.day, choice.group
    if SchoolYear.year_of(day) != group.school_year_id:
        raise OutsideSchoolYearError(
            class_group=group.label, school_year=str(group.school_year), nearest=[]
        )
    first, last = day - NEARBY, day + NEARBY
    return gather(offer=choice.offer, group=group, first=first, last=last, now=now)


def _refusal(choice: Choice, gathered: Gathered, others: list[Opening]) -> OpeningRefusedError:
    facts: dict[str, Any] = {
        "class_group": choice.group.label,
        "lead_days": choice.offer.lead_days,
        "organisation": choice.offer.organisation.name,
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
