"""Activity, laid out: the whole of a year and of those before, and a row for each value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from prevention.coverage.activity import (
    NOTHING,
    Activity,
    activity_by,
    activity_of,
    given,
    in_sessions,
)
from prevention.coverage.answers import (
    NO_ANSWERS,
    OF_OFFERS,
    Answers,
    answers_by,
    answers_in,
    answers_of,
)
from prevention.coverage.bounds import refuse_too_many
from prevention.coverage.dimensions import OF_SESSIONS, in_order, narrowed_to
from prevention.coverage.meetings import (
    NO_MEETINGS,
    Meetings,
    meetings_by,
    meetings_in,
    meetings_of,
)
from prevention.coverage.outcomes import NO_OUTCOMES, Outcomes, outcomes_by, outcomes_of
from prevention.coverage.periods import Period, YearKind
from prevention.coverage.travel import NO_TRAVEL, Travel, travel_by, travel_of
from prevention.people.models import User
from prevention.scheduling.models import Feedback, Session, SessionGroup
from prevention.schools.models import ClassGroup, School

# Of years, back from the one that is asked for.
MOST_EARLIER = 10


@dataclass(frozen=True)
class Asked:
    """Activity at the schools over which the reader holds a right, or of the own organisations.

    ``chosen`` narrows it, by keys of ``OF_SESSIONS``.
    """

    reader: User
    kind: YearKind
    chosen: Mapping[str, Any]
    right: str = "activity.read"

    def in_sessions(self, year: int) -> QuerySet[SessionGroup]:
        classes = ClassGroup.objects.where_may(self.reader, self.right)
        return in_sessions(Period.of(self.kind, year)).filter(
            Q(group__in=classes.values("pk")) | self._given_by_own("session__"),
            narrowed_to(self.chosen, OF_SESSIONS),
        )

    def meetings(self, year: int) -> QuerySet[Session]:
        schools = School.objects.filter(self.reader.reach().having(self.right).schools())
        rows = meetings_in(Period.of(self.kind, year), self.chosen)
        return rows.filter(Q(school__in=schools.values("pk")) | self._given_by_own(""))

    def _given_by_own(self, prefix: str) -> Q:
        """Choose sessions of the organisations that the reader gives sessions for."""
        reach = self.reader.reach().having(self.right)
        return reach.organisations(f"{prefix}offer__organisation__")

    def answers(self, year: int) -> QuerySet[Feedback] | None:
        """None where no figure can be told: see ``answers``."""
        told = self.kind == YearKind.SCHOOL_YEAR and self.chosen.keys() <= OF_OFFERS.keys()
        if not told or not self.reader.may("feedback.read"):
            return None
        return answers_in(year, self.reader, self.chosen)


@dataclass(frozen=True)
class Figures:
    """Everything of one value, or of the whole; ``answers`` is None where none can be told."""

    given: Activity
    outcomes: Outcomes
    travel: Travel
    meetings: Meetings
    answers: Answers | None


@dataclass(frozen=True)
class Year:
    """The whole of one year: each session and each class counts once."""

    year: int
    figures: Figures


@dataclass(frozen=True)
class TableRow:
    """One value of the dimension, by the text of its key; ``about`` tells same names apart."""

    value: str
    name: str
    about: str
    figures: Figures


@dataclass(frozen=True)
class Table:
    """``earlier``: the years before, latest first."""

    total: Year
    earlier: Sequence[Year]
    results: Sequence[TableRow]


def table_of(asked: Asked, *, year: int, by: str, compare: int = 0) -> Table:
    """Lay out a year by a dimension, and the whole of ``compare`` years before.

    Costs at most fifteen queries, whatever the number of classes, and six for each earlier year.

    Raises:
        TooManyRowsError: there would be more rows than anybody reads.

    """
    refuse_too_many(asked.in_sessions(year), OF_SESSIONS[by])
    rows = _rows(asked, year, by)
    return Table(
        total=whole_of(asked, year),
        earlier=[whole_of(asked, year - back) for back in range(1, compare + 1)],
        results=[
            TableRow(one.text, one.name, one.about, rows[one.value]) for one in in_order(by, rows)
        ],
    )


def whole_of(asked: Asked, year: int) -> Year:
    """Add up a year, each session and each class once; six queries at most."""
    rows, answers = asked.in_sessions(year), asked.answers(year)
    figures = Figures(
        given=activity_of(given(rows)),
        outcomes=outcomes_of(rows),
        travel=travel_of(given(rows), Period.of(asked.kind, year)),
        meetings=meetings_of(asked.meetings(year)),
        answers=None if answers is None else answers_of(answers),
    )
    return Year(year, figures)


def _rows(asked: Asked, year: int, by: str) -> dict[Any, Figures]:
    rows, answers = asked.in_sessions(year), asked.answers(year)
    activity = activity_by(by, given(rows))
    outcomes = outcomes_by(by, rows)
    travel = travel_by(by, given(rows), Period.of(asked.kind, year))
    meetings = meetings_by(by, asked.meetings(year))
    told = None if answers is None or by not in OF_OFFERS else answers_by(by, answers)
    return {
        value: Figures(
            given=activity.get(value, NOTHING),
            outcomes=outcomes.get(value, NO_OUTCOMES),
            travel=travel.get(value, NO_TRAVEL),
            meetings=meetings.get(value, NO_MEETINGS),
            answers=None if told is None else told.get(value, NO_ANSWERS),
        )
        for value in {*activity, *outcomes, *meetings, *(told or ())}
    }
