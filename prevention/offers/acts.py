"""What coordinators enter of partners, by hand: rows end or withdraw, and none is deleted."""

from typing import Any, TypeVar

from django.db import transaction

from prevention.offers.models import Agreement, Facilitator, Offer, Organisation

Row = TypeVar("Row", Organisation, Agreement, Facilitator, Offer)


@transaction.atomic
def add(row: Row, **values: Any) -> Row:
    """Write a new row with what was entered, its relations included.

    Raises:
        ValidationError: a rule of the model is broken, by field.

    """
    related = {field.name for field in row._meta.many_to_many} & values.keys()
    for name in values.keys() - related:
        setattr(row, name, values[name])
    row.full_clean()
    row.save()
    for name in related:
        getattr(row, name).set(values[name])
    return row


@transaction.atomic
def change(row: Row, **values: Any) -> Row:
    """Change some of a row; raises as ``add``."""
    return add(type(row).objects.select_for_update().get(pk=row.pk), **values)
