"""Meetings without classes: with parents, and trainings of professionals.

``figures.MEETINGS`` defines each figure. Nobody of these is in a class, so levels say nothing
of them: narrowed to a level, or told apart by it, there are none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Value

from prevention.coverage.dimensions import OF_CLASSES, Giver, narrowed_to
from prevention.coverage.minutes import Minutes, hours
from prevention.coverage.periods import Period
from prevention.scheduling.models import Session
from prevention.vocabulary import GIVEN_STATES, KINDS_FOR_CLASSES, SessionKind

# From a session.
OF_MEETINGS = {name: path for name, path in OF_CLASSES.items() if name != "level"} | {
    "theme": "theme",
    "partner": "offer__organisation",
    "session_kind": "kind",
    "giver": "giver",
}


@dataclass(frozen=True)
class Meetings:
    meetings: int
    hours: Decimal
    participants: int
    unreported: int


NO_MEETINGS = Meetings(0, Decimal("0.00"), 0, 0)


def meetings_in(period: Period, chosen: Mapping[str, Any]) -> QuerySet[Session]:
    """Meetings that took place in a period where everything that was chosen says."""
    if "level" in chosen:
        return Session.objects.none()
    kinds = set(SessionKind) - KINDS_FOR_CLASSES
    return Session.objects.alias(giver=Value(Giver.NETWORK.value)).filter(
        period.holds("starts_at"),
        narrowed_to(chosen, OF_MEETINGS),
        kind__in=sorted(kinds),
        state__in=sorted(GIVEN_STATES),
    )


def meetings_of(rows: QuerySet[Session]) -> Meetings:
    """Add up meetings, as a whole; one query."""
    return _found(rows, Value("all")).get("all", NO_MEETINGS)


def meetings_by(dimension: str, rows: QuerySet[Session]) -> Mapping[Any, Meetings]:
    """The same by each value of a key of ``OF_SESSIONS``, in one query."""
    if dimension == "level":
        return {}
    return _found(rows, F(OF_MEETINGS[dimension]))


def _found(rows: QuerySet[Session], value: F | Value) -> dict[Any, Meetings]:
    totals = (
        rows.order_by()
        .values(value=value)
        .annotate(
            meetings=Count("pk"),
            minutes=Sum(Minutes("starts_at", "ends_at"), default=0),
            participants=Sum("report__participants"),
            silent=Count("pk", filter=Q(report__participants=None)),
        )
    )
    return {
        row["value"]: Meetings(
            row["meetings"], hours(row["minutes"]), row["participants"] or 0, row["silent"]
        )
        for row in totals
        if row["meetings"]  # by what they all have in common, there is a row of none
    }
