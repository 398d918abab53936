"""How the database adds up what classes are owed: the columns of each duty, by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest
from django.db.models.sql.constants import LOUTER
from django_cte import CTE, with_cte

from prevention.coverage.minutes import MINUTES_IN_AN_HOUR, Minutes
from prevention.offers.models import Duty
from prevention.scheduling.models import SessionGroup
from prevention.schools.models import ClassGroup
from prevention.vocabulary import (
    GIVEN_STATES,
    KINDS_FOR_CLASSES,
    DutyUnit,
    SessionKind,
    SessionState,
)

# What is counted of the sessions of a class.
AMOUNTS = {
    "done": Q(session__state__in=sorted(GIVEN_STATES)),
    "internal": Q(session__state__in=sorted(GIVEN_STATES), session__kind=SessionKind.INTERNAL),
    "confirmed": Q(session__state=SessionState.CONFIRMED),
    "held": Q(session__state=SessionState.HELD),
}


@dataclass(frozen=True)
class Sums:
    """The columns of one duty, in sessions or in minutes."""

    duty: Duty
    place: int  # among the duties

    def named(self, figure: str) -> str:
        return f"{figure}_{self.place}"

    @property
    def owed(self) -> int:
        return self.duty.amount * (1 if self._by_sessions else MINUTES_IN_AN_HOUR)

    @property
    def _by_sessions(self) -> bool:
        return self.duty.unit == DutyUnit.SESSIONS

    @property
    def _bound(self) -> Q:
        return Q(levels__overlap=self.duty.levels)

    def of_sessions(self) -> dict[str, Any]:
        """Of the rows of one class in sessions."""
        themes = Q(session__theme__in=[theme.pk for theme in self.duty.themes.all()])
        if self._by_sessions:
            return {
                self.named(one): Count("pk", filter=themes & which)
                for one, which in AMOUNTS.items()
            }
        length = Minutes("session__starts_at", "session__ends_at")
        return {
            self.named(one): Sum(length, filter=themes & which, default=0)
            for one, which in AMOUNTS.items()
        }

    def of_class(self, had: CTE) -> dict[str, Any]:
        """Of one class: what it had, and nothing where it had none."""
        return {self.named(one): Coalesce(getattr(had.col, self.named(one)), 0) for one in AMOUNTS}

    def totals(self) -> dict[str, Any]:
        """Of classes that have the columns of ``of_class``."""
        done, confirmed, held = (F(self.named(one)) for one in ("done", "confirmed", "held"))
        nothing = Q(**{self.named(one): 0 for one in ("done", "confirmed", "held")})
        totals: dict[str, Any] = {
            "classes": Count("pk", filter=self._bound),
            "unknown": Count("pk", filter=self._bound & nothing),
            "to_give": self._over(done),
            "missing": self._over(done, confirmed, held),
        }
        totals |= {f"all_{one}": Sum(self.named(one), filter=self._bound) for one in AMOUNTS}
        return {self.named(one): total for one, total in totals.items()}

    def _over(self, *had: Combinable) -> Sum:
        left: Combinable = Value(self.owed)
        for amount in had:
            left -= amount
        return Sum(Greatest(0, left), filter=self._bound)


def add_up(
    classes: QuerySet[ClassGroup], sums: Sequence[Sums], *, by: str | None
) -> Iterable[dict[str, Any]]:
    """Give one row for each value of the path ``by``, called ``value``, with all totals.

    Without a path, one row for all of them, whose ``value`` is ``"all"``.
    """
    of_sessions = {name: one for each in sums for name, one in each.of_sessions().items()}
    # Of every state and theme: given a few to look for, SQLite starts from them and compares
    # each of their sessions with each class.
    had = CTE(
        SessionGroup.objects.filter(
            group__in=classes.values("pk"), session__kind__in=sorted(KINDS_FOR_CLASSES)
        )
        .values("group_id")
        .annotate(**of_sessions)
    )
    joined: QuerySet[ClassGroup] = with_cte(
        had, select=had.join(classes.order_by(), pk=had.col.group_id, _join_type=LOUTER)
    )
    of_class = {name: one for each in sums for name, one in each.of_class(had).items()}
    totals = {name: one for each in sums for name, one in each.totals().items()}
    rows: QuerySet[ClassGroup, Any] = joined.annotate(**of_class).values(
        value=F(by) if by else Value("all")
    )
    return rows.annotate(**totals)
