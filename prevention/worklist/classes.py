"""Schools never reached or behind pace, and in each the class that is owed the most.

What counts for a class is what was given to it (states ``done``, ``closed``), and what is
planned: held, confirmed, and proposed too, since the next step is then the school's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce
from django.db.models.sql.constants import LOUTER
from django_cte import CTE, with_cte

from prevention.coverage.minutes import MINUTES_IN_AN_HOUR, Minutes
from prevention.coverage.pace import Pace
from prevention.offers.fitting import AGREEMENTS, COMMUNES, FACILITATORS, why_not
from prevention.offers.models import Duty, Offer, Theme
from prevention.scheduling.models import SessionGroup
from prevention.schools.models import ClassGroup
from prevention.vocabulary import KINDS_FOR_CLASSES, OCCUPYING_STATES, DutyUnit, Level
from prevention.worklist.things import Most, Waiting

LEVELS = list(Level)
COUNTED = Q(session__state__in=sorted(OCCUPYING_STATES))


@dataclass(frozen=True)
class Owing:
    """A duty of the year in sessions or minutes, and what of it is due by a day in each zone."""

    duty: Duty
    place: int  # among the duties
    due: Mapping[str, int]

    @property
    def unit(self) -> int:
        return MINUTES_IN_AN_HOUR if self.duty.unit == DutyUnit.HOURS else 1

    @property
    def amount(self) -> int:
        return self.duty.amount * self.unit

    @property
    def had(self) -> str:
        return f"had_{self.place}"

    @property
    def bound(self) -> Q:
        return Q(levels__overlap=self.duty.levels)

    def of_sessions(self) -> Any:
        about = Q(session__theme__in=[theme.pk for theme in self.duty.themes.all()])
        if self.duty.unit == DutyUnit.SESSIONS:
            return Count("pk", filter=COUNTED & about)
        return Sum(Minutes("session__starts_at", "session__ends_at"), filter=COUNTED & about)

    def behind(self) -> Q:
        """Choose bound classes that had, or will have, less than what is due."""
        cases = [When(school__holiday_zone=zone, then=Value(due)) for zone, due in self.due.items()]
        due = Case(*cases, default=Value(0), output_field=IntegerField())
        return self.bound & Q(**{f"{self.had}__lt": due})


def owings(*, school_year: int, paces: Mapping[str, Pace], today: date) -> list[Owing]:
    """Give the duties of a year with what is due of them today; two queries."""
    duties = Duty.objects.in_force(school_year=school_year).prefetch_related("themes")
    found = []
    for place, duty in enumerate(duties):
        unit = MINUTES_IN_AN_HOUR if duty.unit == DutyUnit.HOURS else 1
        due = {zone: pace.due(duty.amount, today) * unit for zone, pace in paces.items()}
        found.append(Owing(duty, place, due))
    return found


def _with_had(classes: QuerySet[ClassGroup], owed: Sequence[Owing]) -> QuerySet[ClassGroup]:
    """Annotate each class with its sessions of all themes, ``met``, and its part of each duty."""
    # Of every state: given some to look for, SQLite starts from them and compares each of
    # their sessions with each class.
    had = CTE(
        SessionGroup.objects.filter(
            group__in=classes.values("pk"), session__kind__in=sorted(KINDS_FOR_CLASSES)
        )
        .values("group_id")
        .annotate(met=Count("pk", filter=COUNTED), **{one.had: one.of_sessions() for one in owed})
    )
    rows: QuerySet[ClassGroup] = with_cte(
        had, select=had.join(classes.order_by(), pk=had.col.group_id, _join_type=LOUTER)
    )
    columns = ["met", *(one.had for one in owed)]
    return rows.annotate(**{name: Coalesce(getattr(had.col, name), 0) for name in columns})


@dataclass(frozen=True)
class Standing:
    """Schools by UAI: the classes owed where none was met, and those that are behind."""

    never_reached: Mapping[str, Waiting]
    behind_pace: Mapping[str, Waiting]


def standing(classes: QuerySet[ClassGroup], owed: Sequence[Owing]) -> Standing:
    """Tell where schools stand; those with the most classes concerned first; one query."""
    if not owed:
        return Standing({}, {})
    bound = reduce(or_, (one.bound for one in owed))
    behind = reduce(or_, (one.behind() for one in owed))
    rows = (
        _with_had(classes, owed)
        .values(uai=F("school"))
        .annotate(
            all_met=Sum("met"),
            bound=Count("pk", filter=bound),
            behind=Count("pk", filter=behind),
        )
    )
    never, late = {}, {}
    for row in rows:
        if row["bound"] and not row["all_met"]:
            never[row["uai"]] = Waiting(row["bound"], -row["bound"])
        elif row["behind"]:
            late[row["uai"]] = Waiting(row["behind"], -row["behind"])
    return Standing(never, late)


def owed_most(classes: QuerySet[ClassGroup], owed: Sequence[Owing]) -> dict[str, Most]:
    """Choose in each school the class that is owed the most, and a theme; in nine queries.

    That is the class and the duty which are farthest behind pace, then those that miss the most of
    the year, both as shares of the duty's amount; then the class that misses the most of
    all its duties together. Those alike are in the order of their levels, labels and
    the duties' codes. The theme is the first of the duty's, by code, that the class may have
    and that some offer can come for. Where none can come, the next class in that order is
    chosen; and where none can come to any, the first of all.
    """
    found: dict[str, list[tuple[Any, ClassGroup, Owing, int]]] = {}
    rows = _with_had(classes.select_related("school__commune", "school_year"), owed)
    for group in rows.defer("school__commune__outline"):
        found.setdefault(group.school_id, []).extend(_candidates(group, owed))
    offers = _Offers()
    chosen = {
        uai: _first(sorted(candidates, key=lambda one: one[0]), offers)
        for uai, candidates in found.items()
    }
    return {uai: most for uai, most in chosen.items() if most is not None}


def _candidates(
    group: ClassGroup, owed: Sequence[Owing]
) -> Iterable[tuple[Any, ClassGroup, Owing, int]]:
    """Each duty of which something is missing for the class, with its place in the order."""
    bound = [one for one in owed if set(one.duty.levels) & set(group.levels)]
    missing = {one.place: max(0, one.amount - getattr(group, one.had)) for one in bound}
    of_all = sum(Fraction(missing[one.place], one.amount) for one in bound)
    for one in bound:
        if not missing[one.place]:
            continue
        due = one.due.get(group.school.holiday_zone, 0)
        behind = Fraction(max(0, due - getattr(group, one.had)), one.amount)
        order = (
            *(-behind, -Fraction(missing[one.place], one.amount), -of_all),
            *([LEVELS.index(level) for level in group.levels], group.label, one.duty.code),
        )
        yield order, group, one, missing[one.place]


def _first(
    candidates: Sequence[tuple[Any, ClassGroup, Owing, int]], offers: "_Offers"
) -> Most | None:
    first = None
    for _order, group, one, missing in candidates:
        for theme in sorted(one.duty.themes.all(), key=lambda theme: theme.pk):
            if not set(group.levels) <= set(theme.levels):
                continue
            in_units = -(-missing // one.unit)
            if offers.can_come(theme, group):
                return Most(group, one.duty, theme, in_units, offered=True)
            first = first or Most(group, one.duty, theme, in_units, offered=False)
    return first


class _Offers:
    """What partners offer, read once, and which of it can come to a class."""

    def __init__(self) -> None:
        rows = Offer.objects.published().select_related("organisation", "theme")
        self.by_theme: dict[str, list[Offer]] = {}
        for offer in rows.prefetch_related(COMMUNES, AGREEMENTS, FACILITATORS):
            self.by_theme.setdefault(offer.theme_id, []).append(offer)
        self.known: dict[Any, bool] = {}

    def can_come(self, theme: Theme, group: ClassGroup) -> bool:
        alike = (theme.pk, tuple(group.levels), group.school.commune_id)
        if alike not in self.known:
            offers = self.by_theme.get(theme.pk, [])
            self.known[alike] = any(next(why_not(one, group), None) is None for one in offers)
        return self.known[alike]
