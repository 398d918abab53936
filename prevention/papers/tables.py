"""Tables and words that several papers have in common."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from prevention.coverage.activity import Activity
from prevention.coverage.figures import GIVEN, OWED, Figure
from prevention.coverage.owed import Owed
from prevention.papers.words import in_figures
from prevention.scheduling.models import SessionGroup

# What was given, in the order of its columns.
OF_ACTIVITY = ("sessions", "hours", "classes", "participations", "reached")
OF_DUTY = ("classes", "owed", "done", "internal", "planned", "missing", "unknown_classes")


def key_figures(activity: Activity) -> list[dict[str, str]]:
    return [
        {"name": str(GIVEN.by_code[code].name), "value": in_figures(getattr(activity, code))}
        for code in ("sessions", "hours", "classes", "reached")
    ]


def by_duty(found: Sequence[Owed]) -> dict[str, Any]:
    """One row for each duty."""
    return {
        "head": [_("Duty"), _("Unit"), *(str(OWED.by_code[code].name) for code in OF_DUTY)],
        "rows": [
            [
                one.duty.name,
                str(one.duty.get_unit_display()),
                *(in_figures(getattr(one, code)) for code in OF_DUTY),
            ]
            for one in found
        ],
    }


def of_activity(
    what: str, rows: Iterable[tuple[str, Activity]], total: Activity | None = None
) -> dict[str, Any]:
    """One row for each of what activity is told apart by; a total where it is given."""

    def cells(activity: Activity) -> list[str]:
        return [in_figures(getattr(activity, code)) for code in OF_ACTIVITY]

    table: dict[str, Any] = {
        "head": [what, *(str(GIVEN.by_code[code].name) for code in OF_ACTIVITY)],
        "rows": [[name, *cells(activity)] for name, activity in rows],
    }
    return table if total is None else table | {"total": [_("All"), *cells(total)]}


def definitions(figures: Iterable[Figure]) -> list[dict[str, str]]:
    return [{"name": str(one.name), "sentence": str(one.sentence)} for one in figures]


def all_definitions() -> list[dict[str, str]]:
    return definitions(
        [
            *(OWED.by_code[code] for code in OF_DUTY),
            *(GIVEN.by_code[code] for code in OF_ACTIVITY),
        ]
    )


def with_what_is_listed(rows: QuerySet[SessionGroup]) -> QuerySet[SessionGroup]:
    """Load what a list of classes in sessions says of each."""
    return (
        rows.select_related(
            "group", "session__theme", "session__school__commune", "session__offer__organisation"
        )
        .defer("session__school__commune__outline")
        .order_by("session__starts_at", "session_id", "group__label", "pk")
    )


def partner_of(row: SessionGroup) -> str:
    offer = row.session.offer
    return offer.organisation.name if offer else _("given by the schools themselves")
