"""School holidays beyond what is published, so that the demonstration never runs dry.

Only the demonstration invents dates, and says so in their name and source: elsewhere a
date beyond the official calendar raises ``CalendarGapError``.
"""

from datetime import date, timedelta

from dateutil.easter import easter

from prevention.schools.models import Holiday, PublicHoliday, SchoolYear
from prevention.vocabulary import HolidayZone

SOURCE = "Calendrier fictif de démonstration"
YEAR_OF_WEEKS = timedelta(weeks=52)  # keeps the weekday: holidays begin on a Saturday

# Days of the Code du travail, L3133-1, as (month, day), and as days after Easter Sunday.
FIXED = {
    (1, 1): "1er janvier",
    (5, 1): "1er mai",
    (5, 8): "8 mai",
    (7, 14): "14 juillet",
    (8, 15): "Assomption",
    (11, 1): "Toussaint",
    (11, 11): "11 novembre",
    (12, 25): "Jour de Noël",
}
AFTER_EASTER = {1: "Lundi de Pâques", 39: "Ascension", 50: "Lundi de Pentecôte"}


def invent_missing_calendar(*, zone: HolidayZone, until: int) -> list[int]:
    """Invent the holidays of each school year after the last published, up to ``until``.

    Each year repeats the one before it 52 weeks later. Returns the invented years.
    """
    published = Holiday.objects.filter(zone=zone).order_by("-school_year_id").first()
    if published is None:
        return []
    invented = list(range(published.school_year_id + 1, until + 1))
    for year in invented:
        SchoolYear.objects.get_or_create(year=year)
        Holiday.objects.bulk_create(
            _a_year_later(holiday, year)
            for holiday in Holiday.objects.filter(zone=zone, school_year=year - 1)
        )
        for calendar_year in (year, year + 1):
            _public_holidays(calendar_year)
    return invented


def _a_year_later(holiday: Holiday, year: int) -> Holiday:
    return Holiday(
        zone=holiday.zone,
        name=f"{holiday.name.removesuffix(' (fictif)')} (fictif)",
        starts_on=holiday.starts_on + YEAR_OF_WEEKS,
        ends_on=max(holiday.ends_on + YEAR_OF_WEEKS, _last_day_before_september(holiday, year)),
        school_year_id=year,
        leave_after_class=holiday.leave_after_class,
        source=SOURCE,
    )


def _last_day_before_september(holiday: Holiday, year: int) -> date:
    """Summer lasts to the end of the school year, however the weeks fall."""
    summer = holiday.ends_on.month == 8  # noqa: PLR2004 - August
    return date(year + 1, 8, 31) if summer else date.min


def _public_holidays(year: int) -> None:
    if PublicHoliday.objects.filter(day__year=year).exists():
        return
    days = {date(year, *month_day): name for month_day, name in FIXED.items()}
    days |= {easter(year) + timedelta(days=after): name for after, name in AFTER_EASTER.items()}
    PublicHoliday.objects.bulk_create(
        PublicHoliday(day=day, name=name) for day, name in sorted(days.items())
    )
