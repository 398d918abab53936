"""Say of each day whether a school has class, and what the day off is called.

For people who look at a calendar; whoever places sessions asks ``prevention.schools.days``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from prevention.schools.days import CalendarGapError, SchoolDays
from prevention.schools.models import Holiday, PublicHoliday, School
from prevention.schools.territories import territory_of
from prevention.schools.weeks import SATURDAY
from prevention.vocabulary import Half, NoClass


@dataclass(frozen=True)
class NamedDay:
    """A day, and why it is off; ``closed`` holds its half-days without class.

    ``off`` is None when there is class, if only for half a day. ``name`` is how people call
    the day off ("Vacances de Noël"), empty for weekends and days without class every week.
    """

    day: date
    off: NoClass | None = None
    name: str = ""
    closed: tuple[Half, ...] = ()
    known: bool = True


@dataclass(frozen=True)
class Called:
    """The name of days off, both ends included."""

    off: NoClass
    first: date
    last: date
    name: str


def each_day(first: date, last: date) -> Iterator[date]:
    """Give the days from ``first`` to ``last``, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def ordinary_days(*, first: date, last: date) -> list[NamedDay]:
    """Give days of no school in particular: the weekends alone are off."""
    return [_of_no_calendar(day) for day in each_day(first, last)]


def days_off(calendars: Iterable[tuple[str, str]], *, first: date, last: date) -> list[NamedDay]:
    """Give days with the published days off of several calendars, in two queries.

    A calendar is a holiday zone and the code of a département. For whoever goes from school to
    school: where calendars differ, the first is said, with the zone that has it.
    """
    followed = list(calendars)
    zones = {zone for zone, _department in followed}
    names = _published(zones, {territory_of(code) for _zone, code in followed}, first, last)
    known = bool(followed)
    return [
        replace(day, off=called.off, name=called.name, known=known)
        if (called := next((one for one in names if one.first <= day.day <= one.last), None))
        else replace(day, known=known)
        for day in ordinary_days(first=first, last=last)
    ]


def named_days(school: School, *, first: date, last: date, closures: bool) -> list[NamedDay]:
    """Give the days of a school, in seven queries; ``closures`` tells whether its own count.

    Days that no published calendar reaches are marked so (``known``) and have but weekends.
    """
    days = SchoolDays.load(school, first=first, last=last)
    if not closures:
        days = replace(days, closures=())
    names = _names(school, first=first, last=last)
    return [_named(day, days, names) for day in each_day(first, last)]


def _named(day: date, days: SchoolDays, names: list[Called]) -> NamedDay:
    try:
        reasons = {half: days.why_closed(day, half) for half in Half}
    except CalendarGapError:
        return replace(_of_no_calendar(day), known=False)
    closed = tuple(half for half, reason in reasons.items() if reason)
    if len(closed) < len(Half):
        return NamedDay(day, closed=closed)
    off = _stronger(reasons)
    called = (one.name for one in names if one.off == off and one.first <= day <= one.last)
    nameless = str(off.label) if off == NoClass.SCHOOL_CLOSED else ""
    return NamedDay(day, off=off, name=next(called, nameless), closed=closed)


def _stronger(reasons: dict[Half, NoClass | None]) -> NoClass:
    """Choose between a half-day that is off every week and one that is off today."""
    found = [reason for reason in reasons.values() if reason]
    return next((reason for reason in found if reason != NoClass.NO_CLASS), found[0])


def _of_no_calendar(day: date) -> NamedDay:
    if day.isoweekday() < SATURDAY:
        return NamedDay(day)
    return NamedDay(day, off=NoClass.WEEKEND, closed=tuple(Half))


def _names(school: School, *, first: date, last: date) -> list[Called]:
    territory = territory_of(school.department_code or school.uai[:3])
    closures = school.closures.filter(starts_on__lte=last, ends_on__gte=first)
    return [
        *_published({school.holiday_zone}, {territory}, first, last),
        *(
            Called(NoClass.CLOSURE, one.starts_on, one.ends_on, str(one.get_reason_display()))
            for one in closures
        ),
    ]


def _published(zones: set[str], territories: set[str], first: date, last: date) -> list[Called]:
    """Public holidays and holidays; where zones differ, each with its own."""
    public = PublicHoliday.objects.filter(territory__in=territories, day__range=(first, last))
    holidays = Holiday.objects.filter(zone__in=zones, starts_on__lte=last, ends_on__gte=first)
    return [
        *(Called(NoClass.PUBLIC_HOLIDAY, one.day, one.day, one.name) for one in public),
        *(
            Called(
                NoClass.HOLIDAY,
                one.starts_on,
                one.ends_on,
                one.name if len(zones) == 1 else f"{one.name} ({one.get_zone_display()})",
            )
            for one in holidays.order_by("starts_on", "zone")
        ),
    ]
