"""What coordinators enter of partners, by hand: rows end or withdraw, and none is deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from library.models import Material
from prevention.offers.models import Agreement, Facilitator, Offer, OfferMaterial, Organisation
from prevention.offers.models.offer_materials import EVERY_SESSION
from prevention.vocabulary import Moment

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


@dataclass(frozen=True)
class Placed:
    """A material, when it serves, and at which session of the series (0: at each)."""

    material: Material
    moment: Moment = Moment.BEFORE
    session_number: int = EVERY_SESSION


@transaction.atomic
def write_offer(row: Offer, *, materials: Sequence[Placed] | None = None, **values: Any) -> Offer:
    """Write an offer, new or there, with its materials in their order; None leaves those.

    Raises:
        ValidationError: a rule of the model is broken, by field, or a material serves a
            session that the series does not have.

    """
    offer = change(row, **values) if row.pk else add(row, **values)
    if materials is None:
        return offer
    placed = list(dict.fromkeys(materials))
    if any(one.session_number > offer.sessions_in_series for one in placed):
        sentence = _("The series has %(count)s sessions: no material can serve a later one.")
        raise ValidationError({"materials": sentence % {"count": offer.sessions_in_series}})
    offer.offer_materials.all().delete()
    OfferMaterial.objects.bulk_create(
        OfferMaterial(
            offer=offer,
            material=one.material,
            moment=one.moment,
            session_number=one.session_number,
            position=place,
        )
        for place, one in enumerate(placed)
    )
    return offer
