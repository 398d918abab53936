"""The demonstration, grown: forty facilitators on one offer, and thousands of sessions."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from prevention.demonstration.cast import TEACHER
from prevention.demonstration.programme import RESPECT
from prevention.demonstration.stage import make_demonstration
from prevention.offers.models import Facilitator, Offer, Organisation
from prevention.people.models import User
from prevention.scheduling.models import (
    Availability,
    Occupation,
    Request,
    Session,
    SessionFacilitator,
    SessionGroup,
)
from prevention.schools.models import ClassGroup, ClassGroupQuerySet, Commune, School
from prevention.vocabulary import SchoolKind, SessionState

# A Monday of September, so that the figures do not depend on the day of the run.
NOW = datetime(2026, 9, 7, 8, tzinfo=UTC)
YEAR = (date(2026, 9, 7), date(2027, 8, 31))
FACILITATORS = 40
SESSIONS = 400  # grown tenfold to 4,000: each facilitator holds a hundred in the year
CLOCKS = [time(8, 30), time(10), time(13, 30), time(15)]
PARIS = ZoneInfo("Europe/Paris")
HOUR = timedelta(hours=1)
OCCUPIED = ("facilitator", "group", "starts_at", "ends_at")


@dataclass(frozen=True)
class Slot:
    """One hour of one day, with everybody it can take."""

    starts_at: datetime
    facilitator: Facilitator
    group: ClassGroup


def make_world() -> Offer:
    """Make the demonstration, with forty facilitators on its first offer."""
    make_demonstration(now=NOW)
    offer = Offer.objects.get(title=RESPECT)
    offer.facilitators.set(_team(offer.organisation))
    return offer


def _team(association: Organisation) -> list[Facilitator]:
    """Those there are, and enough more: each with somebody's week and a commune to set out from."""
    there = list(association.facilitators.order_by("pk"))
    communes = list(Commune.objects.filter(schools__isnull=False).distinct().order_by("pk"))
    Facilitator.objects.bulk_create(
        Facilitator(
            organisation=association,
            name=f"Intervenante {number}",
            base=communes[number % len(communes)],
            max_per_day=3,
        )
        for number in range(len(there), FACILITATORS)
    )
    team = list(association.facilitators.order_by("pk"))
    weeks = [list(facilitator.availabilities.all()) for facilitator in there]
    Availability.objects.bulk_create(
        Availability(
            facilitator=facilitator,
            weekday=window.weekday,
            starts_at=window.starts_at,
            ends_at=window.ends_at,
            valid_from=YEAR[0],
        )
        for number, facilitator in enumerate(team[len(there) :])
        for window in weeks[number % len(weeks)]
    )
    return team


def grow(offer: Offer, *, sessions: int) -> None:
    """Add sessions until there are so many; the same ones each time.

    Nobody is taken twice at one time: each facilitator and each class has a time once.
    """
    colleges = ClassGroup.objects.filter(school_year=2026, school__kind=SchoolKind.CLG)
    _add(offer, colleges, sessions=sessions - Session.objects.count())


def fill_school(offer: Offer, school: School, *, sessions: int) -> None:
    """Add sessions to one school until it has so many."""
    missing = sessions - Session.objects.filter(school=school).count()
    _add(offer, ClassGroup.objects.filter(school_year=2026, school=school), sessions=missing)


def _add(offer: Offer, groups: ClassGroupQuerySet, *, sessions: int) -> None:
    taken = {
        (owner, start)
        for facilitator, group, *times in Occupation.objects.values_list(*OCCUPIED)
        for start in _starts_in(*times)
        for owner in enumerate((facilitator, group))
    }
    slots = _slots(offer, list(groups.select_related("school").order_by("pk")), taken)
    _write(offer, [next(slots) for _session in range(sessions)])


def _starts_in(starts_at: datetime, ends_at: datetime) -> Iterator[datetime]:
    """Give the starts of those hours that some time takes from."""
    for clock in CLOCKS:
        start = datetime.combine(starts_at.astimezone(PARIS), clock, tzinfo=PARIS)
        if start < ends_at and starts_at < start + HOUR:
            yield start.astimezone(UTC)


def _slots(
    offer: Offer,
    groups: list[ClassGroup],
    taken: set[tuple[tuple[int, int | None], datetime]],
) -> Iterator[Slot]:
    chance = random.Random(len(taken))  # noqa: S311 - the same world each time, no secret
    team = list(offer.facilitators.order_by("pk"))
    school_days = [
        day
        for n in range((date(2027, 6, 30) - YEAR[0]).days)
        if (day := YEAR[0] + timedelta(days=n)).isoweekday() <= 5  # noqa: PLR2004 - Friday
    ]
    while True:
        day, clock = chance.choice(school_days), chance.choice(CLOCKS)
        slot = Slot(
            datetime.combine(day, clock, tzinfo=PARIS), chance.choice(team), chance.choice(groups)
        )
        start = slot.starts_at.astimezone(UTC)
        owners = {((0, slot.facilitator.pk), start), ((1, slot.group.pk), start)}
        if not owners & taken:
            taken |= owners
            yield slot


def _write(offer: Offer, slots: list[Slot]) -> None:
    teacher = User.objects.get(email=TEACHER.email)
    requests = Request.objects.bulk_create(
        Request(offer=offer, school=slot.group.school, asked_by=teacher, created_at=NOW)
        for slot in slots
    )
    sessions = Session.objects.bulk_create(
        Session(
            request=request,
            offer=offer,
            theme_id=offer.theme_id,
            school=slot.group.school,
            state=SessionState.CONFIRMED,
            starts_at=slot.starts_at,
            ends_at=slot.starts_at + HOUR,
            authorised_at=NOW,
        )
        for request, slot in zip(requests, slots, strict=True)
    )
    pairs = list(zip(sessions, slots, strict=True))
    SessionGroup.objects.bulk_create(
        SessionGroup(session=session, group=slot.group) for session, slot in pairs
    )
    SessionFacilitator.objects.bulk_create(
        SessionFacilitator(session=session, facilitator=slot.facilitator) for session, slot in pairs
    )
    Occupation.objects.bulk_create(
        Occupation(
            session=session, starts_at=slot.starts_at, ends_at=slot.starts_at + HOUR, **owner
        )
        for session, slot in pairs
        for owner in ({"facilitator": slot.facilitator}, {"group": slot.group})
    )
