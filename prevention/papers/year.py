"""Which year a yearly report is about, and what of it its reader sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from prevention.coverage.activity import given_to_classes
from prevention.coverage.dimensions import OF_CLASSES, OF_SESSIONS, called, narrowed_to
from prevention.coverage.periods import Period, YearKind
from prevention.coverage.table import Asked
from prevention.people.models import User
from prevention.scheduling.models import SessionGroup
from prevention.schools.models import ClassGroup, SchoolYear

RIGHT = "paper.year"


@dataclass(frozen=True)
class Year:
    """A school year, or a calendar year, for what grants are told of; narrowed to ``chosen``.

    Laws owe by school year: of a calendar year, what was given is told alone. ``chosen`` holds
    values by dimension (a key of ``OF_SESSIONS``); themes and partners narrow sessions alone.
    """

    number: int
    by_calendar: bool
    user: User
    chosen: Mapping[str, Any] = field(default_factory=dict)

    @property
    def period(self) -> Period:
        if self.by_calendar:
            return Period.calendar_year(self.number)
        return Period.school_year(self.number)

    @property
    def name(self) -> str:
        return self.named(self.number)

    def named(self, number: int) -> str:
        """What a year of this kind is called: "2026", or "2026-2027"."""
        return str(number) if self.by_calendar else str(SchoolYear(year=number))

    @property
    def asked(self) -> Asked:
        """What of activity the reader may read."""
        kind = YearKind.CALENDAR_YEAR if self.by_calendar else YearKind.SCHOOL_YEAR
        return Asked(self.user, kind, self.chosen, RIGHT)

    @property
    def title(self) -> str:
        if self.by_calendar:
            return _("Calendar year %(year)s") % {"year": self.name}
        return _("School year %(year)s") % {"year": self.name}

    @property
    def classes(self) -> QuerySet[ClassGroup]:
        """Classes of the school year; none of a calendar year."""
        if self.by_calendar:
            return ClassGroup.objects.none()
        chosen = {name: one for name, one in self.chosen.items() if name in OF_CLASSES}
        return ClassGroup.objects.where_may(self.user, RIGHT).filter(
            narrowed_to(chosen, OF_CLASSES), school_year=self.number
        )

    @property
    def given(self) -> QuerySet[SessionGroup]:
        return given_to_classes(self.period).filter(
            narrowed_to(self.chosen, OF_SESSIONS),
            group__in=ClassGroup.objects.where_may(self.user, RIGHT).values("pk"),
        )

    def narrowed(self) -> list[str]:
        """Name what it is narrowed to; a query for each of the dimensions that rows name."""
        names = {name: called(name, [value])[value] for name, value in self.chosen.items()}
        if "department" in names:  # a code says nothing where no column is headed by its name
            names["department"] = _("département %(code)s") % {"code": names["department"]}
        return list(names.values())
