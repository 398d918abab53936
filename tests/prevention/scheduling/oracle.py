"""When an offer can come to a class, found out minute by minute: slow, and hard to get wrong.

It asks each fact of a world in its own words, and shares no code with what it judges.
"""

from collections import Counter
from datetime import UTC, date, datetime, time
from functools import cache
from math import atan2, cos, hypot, radians, sin

from prevention.vocabulary import Half
from tests.prevention.scheduling.worlds import DAY, MINUTE


class CalendarUnknownError(Exception):
    """Nothing published speaks of the first day."""


def told(world):
    """List the openings, as ``(start, numbers of people)``, and count the other half-days."""
    openings, reasons = [], Counter()
    for day in world.days:
        for half in Half:
            found = reason_without_class(world, day, half) or in_half_day(world, day, half)
            if isinstance(found, str):
                reasons[found] += 1
            else:
                openings += found
    return openings, reasons


def in_half_day(world, day, half):
    bell, end = world.week[day.isoweekday(), half]
    here = [minute for minute, clock in clocks_of(day, world.zone).items() if bell <= clock < end]
    length = world.duration_minutes
    # Half hours counted from the first minute of the half-day, as long as all fits in.
    starts = [here[n] for n in range(0, len(here), 30) if n + length <= len(here)]
    if not starts:
        return "TOO_SHORT"
    soonest = world.now + world.lead_days * 24 * 60 * MINUTE
    starts = [start for start in starts if start >= soonest]
    if not starts:
        return "TOO_SOON"
    if not is_agreed(world, day):
        return "NO_AGREEMENT"
    starts = [start for start in starts if not classes_are_busy(world, run(start, length))]
    if not starts:
        return "GROUP_BUSY"
    together = [(start, who_can(world, start, day)) for start in starts]
    together = [(start, able) for start, able in together if len(able) >= world.needed]
    return together or "NO_FACILITATOR"


# Time


@cache
def clocks_of(day, zone):
    """Each minute, in UTC and in order, that is of that day in the zone: what clocks show then."""
    morning_before = datetime.combine(day - DAY, time(8), tzinfo=UTC)
    walked = [morning_before + n * MINUTE for n in range(56 * 60)]
    local = {minute: minute.astimezone(zone) for minute in walked}
    return {minute: shown.time() for minute, shown in local.items() if shown.date() == day}


def run(start, length):
    return [start + n * MINUTE for n in range(length)]


def is_in(spans, minute):
    return any(start <= minute < end for start, end in spans)


# The school


def reason_without_class(world, day, half):
    if world.closed_on and day >= world.closed_on:
        return "SCHOOL_CLOSED"
    if not is_published(world, day):
        if day == world.days[0]:
            raise CalendarUnknownError
        return "CALENDAR_GAP"
    if day in world.public_holidays:
        return "PUBLIC_HOLIDAY"
    for holiday in world.holidays:
        pupils_leave_today = holiday.after_class and day == holiday.first
        if holiday.first <= day <= holiday.last and not pupils_leave_today:
            return "HOLIDAY"
    if (day.isoweekday(), half) not in world.week:
        return "WEEKEND" if day.strftime("%a") in {"Sat", "Sun"} else "NO_CLASS"
    for first, last in world.closures:
        if first <= day <= last:
            return "CLOSURE"
    return None


def is_published(world, day):
    """The calendar of a year names some holidays before January, and reaches to its last."""
    before_january = [one for one in world.holidays if one.first < date(2027, 1, 1)]
    return bool(before_january) and any(day <= holiday.last for holiday in world.holidays)


def is_agreed(world, day):
    if world.agreements is None:
        return True
    return any(
        one.fits
        and one.first <= day <= one.last
        and (one.national is None or one.national[0] <= day <= one.national[1])
        for one in world.agreements
    )


def classes_are_busy(world, minutes):
    return any(is_in(busy, minute) for busy in world.classes_busy for minute in minutes)


# The people


def who_can(world, start, day):
    """The numbers of those who can give a session then, who hold fewest first."""
    able = [n for n, person in enumerate(world.people) if suits(world, person, start, day)]
    return sorted(able, key=lambda n: (len(world.people[n].held), n))


def suits(world, person, start, day):
    session = run(start, world.duration_minutes)
    way = from_base(world, person)
    with_way = run(start - way * MINUTE, way + world.duration_minutes + way)
    return (
        has_room(world, person, day)
        and all(works(world, person, minute, day) for minute in with_way)
        and not any(is_taken(world, person, minute) for minute in session)
        and eats(world, person, session, day)
    )


def has_room(world, person, day):
    days = [held.start.astimezone(world.zone).date() for held in person.held]
    today = [one for one in days if one == day]
    this_week = [one for one in days if one.isocalendar()[:2] == day.isocalendar()[:2]]
    return (person.max_per_day is None or len(today) < person.max_per_day) and (
        person.max_per_week is None or len(this_week) < person.max_per_week
    )


def works(world, person, minute, day):
    clock = clocks_of(day, world.zone).get(minute)
    if clock is None:
        return False  # no longer, or not yet, that day
    weekly = any(
        window.weekday == day.isoweekday()
        and window.start <= clock < window.end
        and window.first <= day
        and (window.last is None or day <= window.last)
        for window in person.windows
    )
    return (weekly or is_in(person.extras, minute)) and not is_in(person.absences, minute)


def is_taken(world, person, minute):
    """Tell whether the minute is one of a session held, or of the way from or to it."""
    for held in person.held:
        way = from_school(world, held.school) * MINUTE
        if held.start - way <= minute < held.end + way:
            return True
    return is_in(person.busy, minute)


def eats(world, person, session, day):
    """Count the longest run of free minutes of noon, unless the session is far from it."""
    if world.lunch is None:
        return True
    first, last, lasts = world.lunch
    noon = [minute for minute, clock in clocks_of(day, world.zone).items() if first <= clock < last]
    if not set(noon) & set(session):
        return True
    longest = free = 0
    for minute in noon:
        free = 0 if minute in session or is_taken(world, person, minute) else free + 1
        longest = max(longest, free)
    return longest >= lasts


# The way


def from_base(world, person):
    """Minutes from where the person sets out to the school of the class."""
    if person.base is None:
        return 0
    return minutes_between(world, world.communes[person.base], point_of(world, 0))


def from_school(world, number):
    """Minutes from a school to that of the class."""
    if number == 0:
        return 0
    return minutes_between(world, point_of(world, number), point_of(world, 0))


def point_of(world, number):
    point, commune = world.schools[number]
    return point or world.communes[commune]


def minutes_between(world, one, other):
    if one is None or other is None:
        return world.margin_minutes
    return driving(distance_km(one, other) * world.detour, world.speed_kmh) + world.margin_minutes


def driving(road_km, speed_kmh):
    minutes = 0
    while speed_kmh * minutes / 60 < road_km:
        minutes += 1
    return minutes


@cache
def distance_km(one, other):
    """The angle between two directions from the centre of the Earth, on its mean radius."""
    ax, ay, az = direction(one)
    bx, by, bz = direction(other)
    across = hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx)
    along = ax * bx + ay * by + az * bz
    return 6371.0088 * atan2(across, along)


def direction(point):
    north, east = (radians(degrees) for degrees in point)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)
