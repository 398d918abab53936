"""A world written as rows of the database, among rows that are somebody else's."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from prevention.models import (
    Availability,
    BusyTime,
    ClassGroup,
    Closure,
    DatedAvailability,
    Facilitator,
    Holiday,
    Occupation,
    Offer,
    PublicHoliday,
    SchoolTimetable,
)
from tests.factories import (
    AgreementFactory,
    ClassGroupFactory,
    CommuneFactory,
    FacilitatorFactory,
    OfferFactory,
    OrganisationFactory,
    RequestFactory,
    SchoolFactory,
    SchoolYearFactory,
    SessionFactory,
    ThemeFactory,
)
from tests.prevention.scheduling.worlds import ALL_WEEK, LONG_AGO, SUMMER, HolidayFact

# Département, holiday zone and list of public holidays of each time zone.
TERRITORIES = {
    "Europe/Paris": ("59", "B", "Métropole"),
    "Indian/Reunion": ("974", "REUNION", "La Réunion"),
    "America/Martinique": ("972", "MARTINIQUE", "Martinique"),
}
Kind = DatedAvailability.Kind
EVERY_DAY_OFF = HolidayFact(LONG_AGO, SUMMER.last, after_class=False)


@dataclass(frozen=True)
class Written:
    offer: Offer
    groups: list[ClassGroup]
    facilitators: list[Facilitator]


def write(world):
    communes = [
        CommuneFactory(insee_code=f"{number:05d}", **coordinates(point))
        for number, point in enumerate(world.communes)
    ]
    schools = [school_of(world, point, communes[n]) for point, n in world.schools]
    write_days(world, schools[0])
    offer = offer_of(world)
    facilitators = [person_of(person, offer, communes, schools) for person in world.people]
    offer.facilitators.set(facilitators)
    groups = [group_of(busy, offer, schools[0]) for busy in world.classes_busy]
    write_what_is_not_theirs(offer, schools[0])
    return Written(offer, groups, facilitators)


def coordinates(point):
    latitude, longitude = point or (None, None)
    return {"latitude": latitude, "longitude": longitude}


def school_of(world, point, commune):
    department, zone, _territory = TERRITORIES[world.zone.key]
    return SchoolFactory(
        commune=commune,
        department_code=department,
        holiday_zone=zone,
        time_zone=world.zone.key,
        status="CLOSED" if world.closed_on else "OPEN",
        closed_on=world.closed_on,
        **coordinates(point),
    )


def write_days(world, school):
    _department, zone, territory = TERRITORIES[world.zone.key]
    SchoolYearFactory()
    write_holidays(zone, world.holidays)
    for number, day in enumerate(world.public_holidays):
        PublicHoliday.objects.create(territory=territory, day=day, name=f"Férié {number}")
    for (weekday, half), (start, end) in world.week.items():
        SchoolTimetable.objects.create(
            school=school, weekday=weekday, half=half, starts_at=start, ends_at=end
        )
    for first, last in world.closures:
        Closure.objects.create(school=school, starts_on=first, ends_on=last, reason="WORKS")


def write_holidays(zone, holidays):
    for number, one in enumerate(holidays):
        Holiday.objects.create(
            zone=zone,
            name=f"Vacances {number}",
            starts_on=one.first,
            ends_on=one.last,
            leave_after_class=one.after_class,
            school_year_id=2026,
        )


def offer_of(world):
    theme = ThemeFactory(needs_agreement=True)
    kind = "POLICE" if world.agreements is None else "ASSOCIATION"
    organisation = OrganisationFactory(kind=kind)
    for one in world.agreements or []:
        national = one.national and AgreementFactory(
            scope="NATIONAL", valid_from=one.national[0], valid_until=one.national[1]
        )
        AgreementFactory(
            organisation=organisation,
            extends=national,
            valid_from=one.first,
            valid_until=one.last,
            levels=("5E", "4E") if one.fits else ("4E",),
        )
    return OfferFactory(
        organisation=organisation,
        theme=theme,
        duration_minutes=world.duration_minutes,
        facilitators_needed=world.needed,
        lead_days=world.lead_days,
    )


def person_of(person, offer, communes, schools):
    facilitator = FacilitatorFactory(
        organisation=offer.organisation,
        base=None if person.base is None else communes[person.base],
        max_per_day=person.max_per_day,
        max_per_week=person.max_per_week,
    )
    write_windows(facilitator, person.windows)
    for kind, spans in [(Kind.EXTRA, person.extras), (Kind.ABSENCE, person.absences)]:
        for start, end in spans:
            DatedAvailability.objects.create(
                facilitator=facilitator, kind=kind, starts_at=start, ends_at=end
            )
    for start, end in person.busy:
        BusyTime.objects.create(facilitator=facilitator, starts_at=start, ends_at=end)
    for held in person.held:
        occupy((held.start, held.end), offer, schools[held.school], facilitator=facilitator)
    return facilitator


def write_windows(facilitator, windows):
    Availability.objects.bulk_create(
        Availability(
            facilitator=facilitator,
            weekday=window.weekday,
            starts_at=window.start,
            ends_at=window.end,
            valid_from=window.first,
            valid_until=window.last,
        )
        for window in windows
    )


def group_of(busy, offer, school):
    group = ClassGroupFactory(school=school)
    for span in busy:
        occupy(span, offer, school, group=group)
    return group


def occupy(span, offer, school, **owner):
    start, end = span
    session = SessionFactory(
        request=RequestFactory(offer=offer, school=school), starts_at=start, ends_at=end
    )
    Occupation.objects.create(session=session, starts_at=start, ends_at=end, **owner)


def write_what_is_not_theirs(offer, school):
    """Rows of others that speak of every day: who reads one of them answers wrongly."""
    write_holidays("A", [EVERY_DAY_OFF])
    PublicHoliday.objects.bulk_create(
        PublicHoliday(territory="Mayotte", day=EVERY_DAY_OFF.first + timedelta(days=n), name="Non")
        for n in range((EVERY_DAY_OFF.last - EVERY_DAY_OFF.first).days + 1)
    )
    elsewhere = SchoolFactory(commune=school.commune)
    days = {"starts_on": EVERY_DAY_OFF.first, "ends_on": EVERY_DAY_OFF.last}
    Closure.objects.create(school=elsewhere, reason="WORKS", **days)
    for number in range(1, 7):
        SchoolTimetable.objects.create(
            school=elsewhere, weekday=number, half="PM", starts_at="18:00", ends_at="22:00"
        )
    AgreementFactory()
    AgreementFactory(organisation=offer.organisation, themes=[ThemeFactory(code="CYB")])
    retired = FacilitatorFactory(organisation=offer.organisation, active=False)
    offer.facilitators.add(retired)
    for facilitator in [retired, FacilitatorFactory(organisation=offer.organisation)]:
        write_windows(facilitator, ALL_WEEK)
    all_year = [
        datetime.combine(day, time(0), tzinfo=UTC)
        for day in (EVERY_DAY_OFF.first, EVERY_DAY_OFF.last)
    ]
    absent = FacilitatorFactory(organisation=offer.organisation)
    DatedAvailability.objects.create(
        facilitator=absent, kind=Kind.ABSENCE, starts_at=all_year[0], ends_at=all_year[1]
    )
    BusyTime.objects.create(facilitator=absent, starts_at=all_year[0], ends_at=all_year[1])
    occupy(all_year, offer, school, facilitator=absent)
    occupy(all_year, offer, school, group=ClassGroupFactory(school=school))
