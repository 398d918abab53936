"""What schools think of sessions: means of what they were asked, and never one answer.

``figures.ANSWERS`` defines each figure. The adults of one session are one or two: what they
said is told of ``TOGETHER`` answers at least, and of no fewer by subtracting one figure from
another. So the answers about an offer in a school year are taken as they were given, in whole
packets of that many, and every figure adds up whole packets: told apart, or narrowed, by what
an offer is, never by places, levels or other years.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Value, Window
from django.db.models.functions import RowNumber
from django_cte import CTE, with_cte

from prevention.coverage.dimensions import Giver, narrowed_to
from prevention.coverage.outcomes import mean
from prevention.coverage.periods import Period
from prevention.people.models import User
from prevention.scheduling.feedback import TOGETHER
from prevention.scheduling.models import Feedback
from prevention.vocabulary import LevelFit

# From an answer: what its offer is.
OF_OFFERS = {
    "theme": "session__offer__theme",
    "partner": "session__offer__organisation",
    "session_kind": "session__offer__kind",
    "giver": "giver",
}


@dataclass(frozen=True)
class Answers:
    """``usefulness`` with two decimals; shares in percent, None where nobody said."""

    answers: int
    counted: int
    usefulness: Decimal | None
    right_level: Decimal | None
    again: Decimal | None


NO_ANSWERS = Answers(0, 0, None, None, None)


def answers_in(school_year: int, reader: User, chosen: Mapping[str, Any]) -> QuerySet[Feedback]:
    """What the reader may count of a school year, of the offers that were chosen.

    Raises:
        KeyError: something else than what an offer is was chosen.

    """
    return (
        Feedback.objects.readable_by(reader)
        .alias(giver=Value(Giver.NETWORK.value))
        .filter(
            Period.school_year(school_year).holds("session__starts_at"),
            narrowed_to(chosen, OF_OFFERS),
        )
    )


def answers_of(rows: QuerySet[Feedback]) -> Answers:
    """Add up answers, as a whole; one query."""
    return _found(rows, Value("all")).get("all", NO_ANSWERS)


def answers_by(dimension: str, rows: QuerySet[Feedback]) -> Mapping[Any, Answers]:
    """The same by each value of a key of ``OF_OFFERS``, in one query."""
    return _found(rows, F(OF_OFFERS[dimension]))


def _found(rows: QuerySet[Feedback], value: F | Value) -> dict[Any, Answers]:
    offer = [F("session__offer")]
    placed = CTE(
        rows.values(
            "usefulness",
            "level_fit",
            "again",
            value=value,
            place=Window(
                RowNumber(), partition_by=offer, order_by=[F("given_at").asc(), F("pk").asc()]
            ),
            number=Window(Count("pk"), partition_by=offer),
        )
    )
    each = with_cte(placed, select=placed.queryset().order_by())
    within = Q(place__lte=F("number") - F("number") % TOGETHER)
    totals = each.values("value").annotate(
        answers=Count("place"),
        counted=Count("place", filter=within),
        useful=Sum("usefulness", filter=within),
        fits=Count("place", filter=within & ~Q(level_fit="")),
        right=Count("place", filter=within & Q(level_fit=LevelFit.RIGHT)),
        said=Count("place", filter=within & Q(again__isnull=False)),
        yes=Count("place", filter=within & Q(again=True)),
    )
    # By what they all have in common, there is a row of none.
    return {row["value"]: _read(row) for row in totals if row["answers"]}


def _read(row: Mapping[str, Any]) -> Answers:
    counted = row["counted"]
    return Answers(
        answers=row["answers"],
        counted=counted,
        usefulness=round(Decimal(row["useful"]) / counted, 2) if counted else None,
        right_level=mean(100 * row["right"], row["fits"]),
        again=mean(100 * row["yes"], row["said"]),
    )
