"""Roll-over: open a school year with the classes of the year before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from prevention.errors import RefusedError
from prevention.schools.models import ClassGroup, School, SchoolYear

BATCH = 1000  # rows per INSERT: within SQLite's limit on parameters


class SchoolYearGapError(RefusedError):
    """The year before is not there: most often a slip of the keyboard."""

    code = "school_year_gap"
    message = _("The school year %(missing)s is not open: open it before %(asked)s.")


# Lessons end in the first days of July and partners ask for three weeks of notice: who plans
# from the middle of June on plans for September.
PLANNED_FROM = (6, 15)
SEPTEMBER = 9


def planned_year(*, today: date) -> int:
    """The school year that people plan for: in summer the next one, once it has classes."""
    current = SchoolYear.year_of(today)
    is_summer = PLANNED_FROM <= (today.month, today.day) < (SEPTEMBER, 1)
    prepared = is_summer and ClassGroup.objects.filter(school_year=current + 1).exists()
    return current + 1 if prepared else current


@dataclass(frozen=True)
class OpenedYear:
    """What ``open_school_year`` found and did, in classes."""

    school_year: int
    newly_opened: bool
    carried_on: int
    already_there: int
    left_with_closed_schools: int


@transaction.atomic
def open_school_year(*, year: int) -> OpenedYear:
    """Open the school year that starts in ``year``; again, it only adds what is missing.

    Classes carry on with their label and levels. Their pupils have moved up, so the head
    count is emptied rather than wrong. Classes already there stay as they are.

    Raises:
        SchoolYearGapError: other years are open but not the one before.
        ValidationError: no such school year.

    """
    school_year = SchoolYear(year=year)
    school_year.clean_fields()
    _refuse_gap(school_year)
    _year, newly_opened = SchoolYear.objects.get_or_create(year=year)
    already_there = ClassGroup.objects.filter(school_year=school_year).count()
    carried_on = list(_carried_on(school_year))
    # Someone may add the same class at this moment: theirs wins.
    ClassGroup.objects.bulk_create(carried_on, batch_size=BATCH, ignore_conflicts=True)
    return OpenedYear(
        school_year=year,
        newly_opened=newly_opened,
        carried_on=len(carried_on),
        already_there=already_there,
        left_with_closed_schools=ClassGroup.objects.filter(
            school_year=year - 1, school__status=School.Status.CLOSED
        ).count(),
    )


def _refuse_gap(school_year: SchoolYear) -> None:
    before = SchoolYear(year=school_year.year - 1)
    others = SchoolYear.objects.exclude(year=school_year.year)
    if others.exists() and not others.filter(year=before.year).exists():
        raise SchoolYearGapError(missing=str(before), asked=str(school_year))


def _carried_on(school_year: SchoolYear) -> Iterator[ClassGroup]:
    there = ClassGroup.objects.filter(
        school_year=school_year, school=OuterRef("school"), label=OuterRef("label")
    )
    before = (
        ClassGroup.objects.filter(school_year=school_year.year - 1)
        .exclude(school__status=School.Status.CLOSED)
        .exclude(Exists(there))
    )
    for school_id, label, levels in before.values_list("school_id", "label", "levels"):
        yield ClassGroup(
            school_id=school_id,
            school_year=school_year,
            label=label,
            levels=levels,
            source=ClassGroup.Source.CARRIED_ON,
        )
