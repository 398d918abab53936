"""The sheets of the yearly workbook that tell of the whole."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from prevention.coverage.activity import Activity
from prevention.coverage.figures import GIVEN, GROUPS
from prevention.coverage.outcomes import Outcomes
from prevention.coverage.table import Year as Whole
from prevention.papers.sheets import Cell, Column, Sheet, Sum
from prevention.papers.year import Year
from prevention.papers.years import lines_of, names_of_years, told_ending


def summary(year: Year, title: str, today: date, whole: Activity) -> Sheet:
    rows: list[Sequence[Cell]] = [
        [_("Period"), year.title],
        [_("First day"), year.period.first],
        [_("Last day"), year.period.last],
        [_("Written on"), today],
        *([_("Narrowed to"), one] for one in year.narrowed()),
        *([str(one.name), getattr(whole, one.code)] for one in GIVEN.figures),
    ]
    columns = [Column("what", title, 50), Column("value", year.name, 28)]
    return Sheet(_("Summary"), columns, rows)


def years(year: Year, wholes: Sequence[Whole]) -> Sheet:
    """Every figure of activity, beside those of the years before."""
    columns = [
        Column("group", _("About"), 26),
        Column("figure", _("Figure"), 34),
        Column("unit", _("Unit"), 18),
        *(Column(name, name, 14) for name in names_of_years(year)),
    ]
    rows: list[Sequence[Cell]] = [
        [str(group.name), str(line.figure.name), str(line.figure.unit.label), *line.values]
        for group, lines in lines_of(wholes)
        for line in lines
    ]
    return Sheet(_("Years"), columns, rows)


def endings(outcomes: Outcomes) -> Sheet:
    """Sessions that did not take place; their sum is that of those that were not given."""
    columns = [
        Column("outcome", _("What became of it"), 24),
        Column("side", _("On the side of"), 24),
        Column("reason", _("Reason"), 34),
        Column("sessions", _("Sessions"), 12),
    ]
    rows: list[Sequence[Cell]] = [[*told_ending(one), one.sessions] for one in outcomes.endings]
    total = sum(one.sessions for one in outcomes.endings)
    return Sheet(_("Not held"), columns, rows, [[_("All"), "", "", Sum(total) if rows else 0]])


def definitions() -> Sheet:
    columns = [
        Column("group", _("About"), 22),
        Column("name", _("Figure"), 26),
        Column("unit", _("Unit"), 18),
        Column("sentence", _("What it says"), 110),
    ]
    rows: list[Sequence[Cell]] = []
    for group in GROUPS:
        rows.append([str(group.name), "", "", str(group.sentence)])
        rows += [
            [str(group.name), str(one.name), str(one.unit.label), str(one.sentence)]
            for one in group.figures
        ]
    return Sheet(_("Definitions"), columns, rows)
