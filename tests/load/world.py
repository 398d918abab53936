"""What is asked for under load: classes of two collèges, and offers that share facilitators."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.management import call_command
from django.utils import timezone

from prevention.models import Holiday, PublicHoliday
from prevention.people.tokens import create_token
from prevention.schools.models import SchoolYear
from prevention.vocabulary import TokenScope
from tests.factories import (
    AvailabilityFactory,
    ClassGroupFactory,
    FacilitatorFactory,
    OfferFactory,
    OrganisationFactory,
    RoleFactory,
    SchoolFactory,
    SchoolYearFactory,
)

# A collège's usual week; facilitators come all day, on all of its days but Wednesday.
WEEKDAYS = (1, 2, 4, 5)
SESSION_STARTS = ("08:00", "09:00", "10:00", "11:00", "13:30", "14:30", "15:30")
EVERY_START = (
    *("08:00", "08:30", "09:00", "09:30", "10:00", "10:30", "11:00"),
    *("13:30", "14:00", "14:30", "15:00", "15:30", "16:00"),
)
WEEKS_NEEDED = 16


@dataclass(frozen=True)
class Teacher:
    token: str
    groups: tuple[int, ...]


@dataclass(frozen=True)
class World:
    """Ids to ask with; ``monday`` begins the first week that may be asked for."""

    monday: date
    offers: tuple[int, ...]
    facilitators: tuple[int, ...]
    teachers: tuple[Teacher, ...]

    def starts(self, clocks: tuple[str, ...], *, weeks: int) -> list[str]:
        """Each clock time on each working day, in order, as the API reads it."""
        days = [
            self.monday + timedelta(weeks=week, days=weekday - 1)
            for week in range(weeks)
            for weekday in WEEKDAYS
        ]
        zone = ZoneInfo("Europe/Paris")
        return [
            datetime.combine(day, time.fromisoformat(clock), zone).isoformat()
            for day in days
            for clock in clocks
        ]


def prepare(teams: tuple[tuple[int, ...], ...]) -> World:
    """Fill an empty database: an offer, for a pair, of each team of numbered facilitators."""
    call_command("migrate", verbosity=0)
    monday = _first_monday(timezone.localdate())
    _publish_calendar(SchoolYear.year_of(monday))
    organisation = OrganisationFactory()
    facilitators = [
        FacilitatorFactory(organisation=organisation) for _n in range(max(map(max, teams)) + 1)
    ]
    for facilitator in facilitators:
        for weekday in WEEKDAYS:
            AvailabilityFactory(facilitator=facilitator, weekday=weekday, valid_from=monday)
    offers = [
        OfferFactory(
            organisation=organisation,
            facilitators=[facilitators[number] for number in team],
            facilitators_needed=2,
        )
        for team in teams
    ]
    teachers = [teacher for _n in range(2) for teacher in _staff(SchoolYear.year_of(monday))]
    return World(
        monday,
        tuple(offer.pk for offer in offers),
        tuple(one.pk for one in facilitators),
        tuple(teachers),
    )


def _first_monday(today: date) -> date:
    """Beyond every notice, and early enough in its school year for all that is asked."""
    day = today + timedelta(days=14)
    if SchoolYear.year_of(day) != SchoolYear.year_of(day + timedelta(weeks=WEEKS_NEEDED)):
        day = date(SchoolYear.year_of(day) + 1, 9, 1)
    return day + timedelta(days=-day.weekday() % 7)


def _publish_calendar(year: int) -> None:
    """A year whose few days off are Sundays: it weighs the same whatever the day of the test."""
    SchoolYearFactory(year=year)
    for name, day in [("Toussaint", date(year, 11, 1)), ("Été", date(year + 1, 8, 31))]:
        sunday = day + timedelta(days=6 - day.weekday())
        Holiday.objects.create(
            zone="B",
            name=name,
            starts_on=sunday,
            ends_on=sunday,
            school_year_id=year,
            source="test",
        )
    for january in (date(year, 1, 1), date(year + 1, 1, 1)):
        sunday = january + timedelta(days=6 - january.weekday())
        PublicHoliday.objects.create(day=sunday, name="1er janvier")


def _staff(year: int) -> list[Teacher]:
    """Four teachers of one school, who all ask for its four classes."""
    school = SchoolFactory()
    groups = ClassGroupFactory.create_batch(4, school=school, school_year_id=year)
    return [
        Teacher(
            create_token(
                user=RoleFactory(school=school).user,
                name="load",
                scope=TokenScope.WRITE,
                now=timezone.now(),
            )[1],
            tuple(group.pk for group in groups),
        )
        for _n in range(4)
    ]
