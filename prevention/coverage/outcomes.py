"""What became of the sessions that partners were to give in a period, and how long ahead.

``figures.OUTCOMES`` defines each figure. What a school gives by itself is declared once it is
over, so it is neither called off nor asked for ahead.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum

from prevention.coverage.counting import sessions_of
from prevention.coverage.minutes import Days
from prevention.scheduling.models import SessionGroup
from prevention.vocabulary import GIVEN_STATES, EndReason, SessionKind, SessionState, Side

CALLED_OFF_STATES = frozenset({SessionState.CANCELLED, SessionState.NOT_HELD})
ENDED_STATES = CALLED_OFF_STATES | {SessionState.REFUSED, SessionState.EXPIRED}
KEYS = {
    "became": "session__state",
    "by": "session__ended_by_side",
    "why": "session__ended_reason",
    "late": "session__ended_late",
}


@dataclass(frozen=True)
class Ending:
    """Sessions that ended alike, without being given; nobody ends what expires."""

    outcome: SessionState
    side: Side | None
    reason: EndReason | None
    sessions: int


@dataclass(frozen=True)
class Outcomes:
    """``endings`` add up to those that were not given."""

    given: int
    cancelled: int
    cancelled_late: int
    not_held: int
    refused: int
    expired: int
    lead_days: Decimal | None
    endings: Sequence[Ending]

    @property
    def cancellation_rate(self) -> Decimal | None:
        called_off = self.cancelled + self.not_held
        return mean(100 * called_off, self.given + called_off)


NO_OUTCOMES = Outcomes(0, 0, 0, 0, 0, 0, None, ())


def outcomes_of(rows: QuerySet[SessionGroup]) -> Outcomes:
    """Add up classes in sessions (``activity.in_sessions``), as a whole; one query."""
    return _found(rows, None).get(None, NO_OUTCOMES)


def outcomes_by(dimension: str, rows: QuerySet[SessionGroup]) -> Mapping[Any, Outcomes]:
    """The same by each value of a key of ``OF_SESSIONS``, in one query."""
    return _found(rows, dimension)


def mean(total: int, number: int) -> Decimal | None:
    """Share a total out, with one decimal; None among nobody."""
    return round(Decimal(total) / number, 1) if number else None


def _found(rows: QuerySet[SessionGroup], dimension: str | None) -> dict[Any, Outcomes]:
    over = sorted(GIVEN_STATES | ENDED_STATES)
    by_value: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for value, row in sessions_of(
        rows.filter(session__state__in=over).exclude(session__kind=SessionKind.INTERNAL),
        dimension,
        facts={"ahead": Max(Days("session__created_at", "session__starts_at"))},
        sums=lambda which: {
            "sessions": Count("meeting", filter=which),
            "days": Sum("ahead", filter=which),
        },
        keys=KEYS,
    ):
        if row["sessions"]:
            by_value[value].append(row)
    return {value: _read(told) for value, told in by_value.items()}


def _read(rows: Sequence[Mapping[str, Any]]) -> Outcomes:
    def count(*states: SessionState, late: bool | None = None) -> int:
        return sum(
            row["sessions"]
            for row in rows
            if row["became"] in states and late in {None, row["late"]}
        )

    given = count(*GIVEN_STATES)
    days = sum(row["days"] for row in rows if row["became"] in GIVEN_STATES)
    return Outcomes(
        given=given,
        cancelled=count(SessionState.CANCELLED),
        cancelled_late=count(SessionState.CANCELLED, late=True),
        not_held=count(SessionState.NOT_HELD),
        refused=count(SessionState.REFUSED),
        expired=count(SessionState.EXPIRED),
        lead_days=mean(days, given),
        endings=_endings(rows),
    )


def _endings(rows: Sequence[Mapping[str, Any]]) -> list[Ending]:
    """Put late ones and others together; most frequent first."""
    alike: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in rows:
        if row["became"] in ENDED_STATES:
            alike[row["became"], row["by"], row["why"]] += row["sessions"]
    return [
        Ending(
            SessionState(outcome),
            Side(side) if side else None,
            EndReason(reason) if reason else None,
            sessions,
        )
        for (outcome, side, reason), sessions in sorted(
            alike.items(), key=lambda one: (-one[1], one[0])
        )
    ]
