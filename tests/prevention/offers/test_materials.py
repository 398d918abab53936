"""Materials of an offer, by session of the series and moment."""

import pytest
from django.core.exceptions import ValidationError

from prevention.offers.acts import Placed, write_offer
from prevention.offers.models import OfferMaterial
from prevention.vocabulary import Moment
from tests.factories import MaterialFactory, OfferFactory

pytestmark = pytest.mark.django_db


def test_materials_are_placed_in_the_order_given_each_once():
    offer = OfferFactory(sessions_in_series=3)
    first, second = MaterialFactory(title="Z"), MaterialFactory(title="A")
    placed = [Placed(first, Moment.BEFORE, 1), Placed(second, Moment.AFTER, 3)]

    write_offer(offer, materials=[*placed, placed[0]])

    rows = offer.offer_materials.order_by("position")
    assert [Placed(row.material, row.moment, row.session_number) for row in rows] == placed


def test_materials_not_named_stay_and_an_empty_list_takes_them_away():
    offer = OfferFactory()
    offer.materials.add(MaterialFactory())

    write_offer(offer, title="Autre titre")
    assert offer.materials.count() == 1

    write_offer(offer, materials=[])
    assert offer.materials.count() == 0


def test_no_material_serves_a_session_beyond_the_series():
    offer = OfferFactory(sessions_in_series=2)
    material = MaterialFactory()

    with pytest.raises(ValidationError, match="2 sessions"):
        write_offer(offer, title="Autre titre", materials=[Placed(material, Moment.BEFORE, 3)])

    offer.refresh_from_db()
    assert offer.title != "Autre titre"
    assert not OfferMaterial.objects.exists()
