"""What people change in the school world by hand."""

from typing import Any

from django.db import transaction

from prevention.fields import Levels
from prevention.schools.models import ClassGroup, School, SchoolYear


@transaction.atomic
def correct_school(*, school: School, **corrections: Any) -> School:
    """Change fields by hand: they are remembered, and later imports leave them alone."""
    school = School.objects.select_for_update().get(pk=school.pk)
    changed = {name for name, value in corrections.items() if getattr(school, name) != value}
    for name in changed:
        setattr(school, name, corrections[name])
    school.edited_fields = sorted({*school.edited_fields, *changed})
    school.full_clean()
    school.save()
    return school


@transaction.atomic
def add_class_group(
    *,
    school: School,
    school_year: SchoolYear,
    label: str,
    levels: Levels,
    headcount: int | None = None,
) -> ClassGroup:
    """Add a class that no list had.

    Raises:
        ValidationError: the label is taken, or there is no level.

    """
    group = ClassGroup(
        school=school,
        school_year=school_year,
        label=label,
        levels=levels,
        headcount=headcount,
        source=ClassGroup.Source.MANUAL,
    )
    group.full_clean()
    group.save()
    return group


@transaction.atomic
def correct_class_group(*, group: ClassGroup, **corrections: Any) -> ClassGroup:
    """Change the label, levels or head count of a class.

    Raises:
        ValidationError: the label is taken, or there is no level.

    """
    group = ClassGroup.objects.select_for_update().get(pk=group.pk)
    for name, value in corrections.items():
        setattr(group, name, value)
    group.full_clean()
    group.save()
    return group
