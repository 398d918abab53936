"""What a school's board is told (conseil d'école, conseil d'administration) of a school year.

Boards are read by families and elected people: sessions to come are told by their month, and
nobody who gives them is named.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from prevention.coverage.activity import activity_of, given_to_classes
from prevention.coverage.owed import Coverage, coverage_of, owed_by
from prevention.coverage.periods import Period
from prevention.offers.models import Duty
from prevention.papers.errors import NoClassesError
from prevention.papers.setting import Paper, set_paper
from prevention.papers.tables import (
    all_definitions,
    by_duty,
    key_figures,
    partner_of,
    with_what_is_listed,
)
from prevention.papers.words import amount_of, in_figures, in_unit
from prevention.scheduling.models import SessionGroup
from prevention.schools.models import ClassGroup, School, SchoolYear
from prevention.vocabulary import KINDS_FOR_CLASSES, SessionState

PLANNED = (SessionState.CONFIRMED, SessionState.HELD)


def board_report(school: School, *, school_year: int, today: date) -> Paper:
    """Write what the classes of a school are owed, had and have planned, as PDF.

    Costs a constant number of queries.

    Raises:
        NoClassesError: the school has no class in that year.

    """
    year = str(SchoolYear(year=school_year))
    classes = ClassGroup.objects.filter(school=school, school_year=school_year)
    groups = list(classes.order_by("levels", "label"))
    if not groups:
        raise NoClassesError(school=school.name, school_year=year)
    given = given_to_classes(Period.school_year(school_year)).filter(group__in=classes)
    content = {
        "title": _("Prevention in the school: report to the board"),
        "subtitle": f"{school.name}, {school.commune.name}",
        "period": _("School year %(year)s") % {"year": year},
        "footer": _("%(school)s: report to the board, %(year)s, as of %(day)s")
        % {"school": school.name, "year": year, "day": date_format(today, "SHORT_DATE_FORMAT")},
        "figures": key_figures(activity_of(given)),
        "grid": _grid(coverage_of(groups, school_year=school_year)),
        "duties": {
            "title": _("Duty by duty"),
            **by_duty(owed_by("all", classes, school_year=school_year).get("all", [])),
        },
        "given": _given(given, school),
        "planned": _planned(classes, school),
        "definitions": {"title": _("What the figures say"), "list": all_definitions()},
    }
    called = _("Report to the board %(school)s %(year)s") % {"school": school.name, "year": year}
    return set_paper("board-report", content, called=called, made_on=today)


def _grid(found: Sequence[Coverage]) -> dict[str, Any]:
    duties: dict[str, Duty] = {one.duty.code: one.duty for one in found}
    cells = {(one.group.pk, one.duty.code): _cell(one) for one in found}
    groups = {one.group.pk: one.group for one in found}
    return {
        "title": _("Class by class"),
        "sentence": _(
            "What each class had, out of what it is owed; then what is planned. What the school"
            " gave by itself and did not declare is not known."
        ),
        "head": [
            _("Class"),
            *(f"{duty.name} ({amount_of(duty)})" for _code, duty in sorted(duties.items())),
        ],
        "rows": [
            [group.label, *(cells.get((key, code), "–") for code in sorted(duties))]
            for key, group in groups.items()
        ],
    }


def _cell(one: Coverage) -> str:
    if one.unknown:
        return _("not known")
    told = f"{in_figures(one.done)} / {in_figures(one.owed)}"
    if not one.planned:
        return told
    planned = _("%(amount)s planned") % {"amount": in_unit(one.planned, one.duty.unit)}
    return f"{told}, {planned}"


def _given(rows: Any, school: School) -> dict[str, Any]:
    zone = ZoneInfo(school.time_zone)
    return {
        "title": _("What was given"),
        "nothing": _("No session has been given yet."),
        "head": [_("Day"), _("Theme"), _("Class"), _("Partner"), _("Present")],
        "rows": [
            [
                date_format(row.session.starts_at.astimezone(zone), "SHORT_DATE_FORMAT"),
                row.session.theme.name,
                row.group.label,
                partner_of(row),
                "–" if row.present is None else in_figures(row.present),
            ]
            for row in with_what_is_listed(rows)
            if row.session.starts_at
        ],
    }


def _planned(classes: Any, school: School) -> dict[str, Any]:
    zone = ZoneInfo(school.time_zone)
    rows = SessionGroup.objects.filter(
        group__in=classes,
        session__state__in=PLANNED,
        session__kind__in=sorted(KINDS_FOR_CLASSES),
    )
    return {
        "title": _("What is planned"),
        "nothing": _("No session is planned."),
        "head": [_("Month"), _("Theme"), _("Class"), _("Partner")],
        "rows": [
            [
                date_format(row.session.starts_at.astimezone(zone), "F Y"),
                row.session.theme.name,
                row.group.label,
                partner_of(row),
            ]
            for row in with_what_is_listed(rows)
            if row.session.starts_at
        ],
    }
