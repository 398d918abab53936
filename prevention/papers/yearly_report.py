"""The yearly report (bilan) of a coordination or a school, as a document to read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from prevention.coverage.activity import Activity, activity_by
from prevention.coverage.dimensions import called
from prevention.coverage.figures import GIVEN
from prevention.coverage.grid import Grid, grid_of
from prevention.coverage.owed import Owed, owed_by
from prevention.coverage.table import Year as Whole
from prevention.papers.setting import Paper, set_paper
from prevention.papers.tables import (
    all_definitions,
    by_duty,
    definitions,
    key_figures,
    of_activity,
)
from prevention.papers.words import in_figures
from prevention.papers.year import Year
from prevention.papers.years import lines_of, names_of_years, told_ending, wholes_of
from prevention.scheduling.sentences import in_a_row
from prevention.vocabulary import Level

# More rows are for the spreadsheet: a document that nobody reads to the end says nothing.
MOST_ROWS = 100


def yearly_report(year: Year, *, today: date) -> Paper:
    """Write the report of what its reader sees; a constant number of queries."""
    told_of = year.narrowed()
    wholes = wholes_of(year)
    whole = wholes[0].figures
    content = {
        "title": _("Prevention in schools: yearly report"),
        "subtitle": in_a_row(told_of) if told_of else "",
        "period": year.title,
        "footer": _("Yearly report %(year)s, as of %(day)s")
        % {"year": year.name, "day": date_format(today, "SHORT_DATE_FORMAT")},
        "figures": key_figures(whole.given),
        "duties": {
            "title": _("What classes are owed, and had"),
            "sentence": _("Of all the classes that this report is about."),
            **by_duty(owed_by("all", year.classes, school_year=year.number).get("all", [])),
        },
        "places": list(_places(year)),
        "parts": list(_parts(year, whole.given)),
        "years": {
            "title": _("Against the years before"),
            "tables": list(_years(year, wholes)),
        },
        "endings": {
            "title": _("Why sessions did not take place"),
            "head": [_("What became of it"), _("On the side of"), _("Reason"), _("Sessions")],
            "rows": [
                [*told_ending(one), in_figures(one.sessions)] for one in whole.outcomes.endings
            ],
        },
        "nothing": _("No session was given."),
        "definitions": {
            "title": _("What the figures say"),
            "sentence": str(GIVEN.sentence),
            "list": all_definitions(),
            "more": [
                {
                    "title": str(group.name),
                    "sentence": str(group.sentence),
                    "list": definitions(line.figure for line in lines),
                }
                for group, lines in lines_of(wholes)
                if group is not GIVEN
            ],
        },
    }
    called_ = _("Yearly report %(year)s") % {"year": year.name}
    return set_paper("yearly-report", content, called=called_, made_on=today)


def _places(year: Year) -> Iterator[dict[str, Any]]:
    """Say where classes stand, by place: part of what is owed that was done."""
    if year.by_calendar:
        return
    for dimension, title in {
        "commune": _("Commune by commune"),
        "priority": _("Priority education and other schools"),
    }.items():
        grid = grid_of(year.classes, by=dimension, school_year=year.number)
        if grid.results:
            yield {
                "title": title,
                "sentence": _sentence(grid),
                "head": [DIMENSIONS[dimension](), *(duty.name for duty in grid.duties)],
                "rows": [[row.name, *_shares(grid, row.owed)] for row in grid.results[:MOST_ROWS]],
                "total": [_("All"), *_shares(grid, grid.total)],
            }


def _sentence(grid: Grid) -> str:
    said = _("What was done, out of what is owed.")
    if len(grid.results) <= MOST_ROWS:
        return said
    more = _("The first %(shown)s of %(all)s are shown: the spreadsheet has them all.")
    return f"{said} {more % {'shown': MOST_ROWS, 'all': len(grid.results)}}"


def _shares(grid: Grid, found: Sequence[Owed]) -> list[str]:
    by_code = {one.duty.code: one for one in found}
    return [_share(by_code.get(duty.code)) for duty in grid.duties]


def _share(one: Owed | None) -> str:
    if one is None or not one.owed:
        return "–"
    # What a class had beyond its amount makes up for no other class.
    share = round(100 * (one.owed - one.to_give) / one.owed)
    percent = _("%(share)s%%") % {"share": share}
    return f"{in_figures(one.owed - one.to_give)} / {in_figures(one.owed)} ({percent})"


def _years(year: Year, wholes: Sequence[Whole]) -> Iterator[dict[str, Any]]:
    """Lay out each group of figures: one row for each, one column for each year."""
    for group, lines in lines_of(wholes):
        yield {
            "title": str(group.name),
            "head": [_("Figure"), *names_of_years(year)],
            "rows": [
                [line.name, *("–" if one is None else in_figures(one) for one in line.values)]
                for line in lines
            ],
        }


def _parts(year: Year, total: Activity) -> Iterator[dict[str, Any]]:
    for dimension, title in {
        "theme": _("What was given, by theme"),
        "partner": _("What was given, by partner"),
        "level": _("What was given, by level"),
        "commune": _("What was given, by commune"),
    }.items():
        found: Mapping[Any, Any] = activity_by(dimension, year.given)
        names = called(dimension, found)
        if dimension == "level":
            order = sorted(found, key=list(Level).index)
        else:
            order = sorted(found, key=lambda one: (-found[one].participations, names[one]))
        rows = [(names[one], found[one]) for one in order[:MOST_ROWS]]
        yield {"title": title, **of_activity(DIMENSIONS[dimension](), rows, total)}


DIMENSIONS = {
    "commune": lambda: _("Commune"),
    "priority": lambda: _("Priority education"),
    "theme": lambda: _("Theme"),
    "partner": lambda: _("Partner"),
    "level": lambda: _("Level"),
    "school": lambda: _("School"),
}
