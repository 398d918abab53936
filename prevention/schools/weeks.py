"""The usual weeks of schools, for those that have not told us theirs.

Sources: Code de l'éducation, D521-10 (primary: 24 hours; nine half-days with Wednesday
morning, at most 5 h 30 a day and 3 h 30 a half-day, and at least 1 h 30 for lunch) and
D521-12 (eight half-days over four days, by derogation: what most communes have chosen
since 2017, hence the default). Secondary schools set their own hours; these are common ones.
"""

from collections.abc import Mapping
from datetime import time

from prevention.vocabulary import PRIMARY_KINDS, Half

Hours = tuple[time, time]
Week = Mapping[tuple[int, Half], Hours]
"""Start and end of each half-day of class, by ISO weekday and half, in local time."""

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(1, 8)


def _hours(starts_at: str, ends_at: str) -> Hours:
    return time.fromisoformat(starts_at), time.fromisoformat(ends_at)


def _week(days: tuple[int, ...], morning: Hours, afternoon: Hours) -> Week:
    halves = {Half.AM: morning, Half.PM: afternoon}
    return {(day, half): hours for day in days for half, hours in halves.items()}


# Six hours of class on each of four days.
FOUR_DAYS: Week = _week(
    (MONDAY, TUESDAY, THURSDAY, FRIDAY), _hours("08:30", "11:30"), _hours("13:30", "16:30")
)

# Four days of 5 h 15 and three hours on Wednesday morning.
FOUR_DAYS_AND_A_HALF: Week = {
    **_week(
        (MONDAY, TUESDAY, THURSDAY, FRIDAY), _hours("08:30", "11:45"), _hours("13:45", "15:45")
    ),
    (WEDNESDAY, Half.AM): _hours("08:30", "11:30"),
}

SECONDARY: Week = {
    **_week(
        (MONDAY, TUESDAY, THURSDAY, FRIDAY), _hours("08:00", "12:00"), _hours("13:30", "17:00")
    ),
    (WEDNESDAY, Half.AM): _hours("08:00", "12:00"),
}

SECONDARY_WITH_SATURDAY: Week = {
    **SECONDARY,
    (SATURDAY, Half.AM): _hours("08:00", "12:00"),
}


def usual_week(kind: str) -> Week:
    """Give the week that a school of this kind (``SchoolKind``) most often has."""
    return FOUR_DAYS if kind in PRIMARY_KINDS else SECONDARY
