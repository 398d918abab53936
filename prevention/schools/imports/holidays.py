"""Make the stored school calendar say what a newer official one says."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain

from django.db import transaction
from django.utils.translation import gettext as _

from prevention.schools.imports.report import Report
from prevention.schools.models import Holiday, SchoolYear
from prevention.schools.readers.calendar import OfficialHoliday
from prevention.vocabulary import HolidayZone

# Days off that people enter carry another source: imports leave them alone.
SOURCE = "Ministère de l’Éducation nationale, « Le calendrier scolaire »"

ZoneYear = tuple[HolidayZone, int]
Calendars = Mapping[ZoneYear, Sequence[OfficialHoliday]]
Stored = Mapping[tuple[str, date, str], Holiday]


@transaction.atomic
def store_holidays(holidays: Iterable[OfficialHoliday], report: Report) -> None:
    """Make each zone and school year say exactly these official holidays.

    Calendars cut on their way are left as they were. When a row was refused nothing is
    removed: what is missing may be what could not be read.
    """
    calendars = _whole(holidays, report)
    SchoolYear.objects.bulk_create(
        [SchoolYear(year=year) for _zone, year in calendars], ignore_conflicts=True
    )
    said = {holiday.key: _row(holiday) for holiday in chain(*calendars.values())}
    stored = _stored(calendars)
    _write(said, stored, report)
    if not report.refused:
        gone = [row.pk for key, row in stored.items() if key not in said and row.source == SOURCE]
        Holiday.objects.filter(pk__in=gone).delete()
        report.removed += len(gone)


def _whole(holidays: Iterable[OfficialHoliday], report: Report) -> Calendars:
    """Sort by zone and school year, without the calendars that lack autumn or summer.

    Stored, they would make days of class out of holidays.
    """
    calendars: dict[ZoneYear, list[OfficialHoliday]] = defaultdict(list)
    for holiday in holidays:
        calendars[holiday.zone, holiday.school_year].append(holiday)
    whole = {}
    for (zone, year), rows in calendars.items():
        starts, ends = min(row.starts_on for row in rows), max(row.ends_on for row in rows)
        if starts <= date(year, 12, 31) and ends >= date(year + 1, 8, 1):
            whole[zone, year] = rows
        else:
            sentence = _(
                "The calendar of %(zone)s for %(year)s has no autumn or no summer holidays:"
                " it was left as it was. Fetch the whole file."
            )
            report.notes.append(sentence % {"zone": zone.label, "year": SchoolYear(year=year)})
    return whole


def _stored(calendars: Calendars) -> Stored:
    years = {year for _zone, year in calendars}
    return {
        (row.zone, row.starts_on, row.name): row
        for row in Holiday.objects.filter(school_year__in=years)
        if (row.zone, row.school_year_id) in calendars
    }


def _write(said: Stored, stored: Stored, report: Report) -> None:
    new = [row for key, row in said.items() if key not in stored]
    changed = [
        row for key, row in said.items() if key in stored and _facts(row) != _facts(stored[key])
    ]
    Holiday.objects.bulk_create(
        [*new, *changed],
        update_conflicts=True,
        unique_fields=["zone", "starts_on", "name"],
        update_fields=["ends_on", "leave_after_class", "school_year", "source"],
    )
    report.new += len(new)
    report.changed += len(changed)
    report.unchanged += len(said) - len(new) - len(changed)


def _row(holiday: OfficialHoliday) -> Holiday:
    return Holiday(
        zone=holiday.zone,
        school_year_id=holiday.school_year,
        name=holiday.name,
        starts_on=holiday.starts_on,
        ends_on=holiday.ends_on,
        leave_after_class=holiday.leave_after_class,
        source=SOURCE,
    )


def _facts(row: Holiday) -> tuple[object, ...]:
    return row.school_year_id, row.ends_on, row.leave_after_class, row.source
