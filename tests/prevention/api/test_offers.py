import pytest

from tests.factories import CommuneFactory, MaterialFactory, OfferFactory

pytestmark = pytest.mark.django_db


def test_an_offer_that_was_withdrawn_is_not_shown(client_of, teacher):
    OfferFactory(active=False)

    assert client_of(teacher).get("/api/v1/offers/").json()["results"] == []


def test_an_offer_names_the_materials_to_prepare_with(client_of, teacher):
    offer = OfferFactory()
    material = MaterialFactory()
    offer.materials.add(material)

    answer = client_of(teacher).get(f"/api/v1/offers/{offer.pk}/")

    (shown,) = answer.json()["materials"]
    assert shown["material"]["public_id"] == str(material.public_id)
    assert shown["material"]["title"] == material.title
    assert (shown["moment"], shown["session_number"]) == ("BEFORE", 0)


def test_an_offer_names_no_material_that_the_reader_may_not_open(client_of, teacher):
    offer = OfferFactory()
    offer.materials.add(MaterialFactory(audience="FACILITATOR"), MaterialFactory(draft=True))

    assert client_of(teacher).get(f"/api/v1/offers/{offer.pk}/").json()["materials"] == []


def test_an_offer_says_what_it_is_and_where_it_goes(client_of, teacher):
    offer = OfferFactory(kind="SHOW", groups_per_session=4, sessions_in_series=2)
    offer.communes.add(CommuneFactory(insee_code="59014", name="Anzin"))

    shown = client_of(teacher).get(f"/api/v1/offers/{offer.pk}/").json()

    assert (shown["kind"], shown["kind_label"]) == ("SHOW", "show")
    assert (shown["groups_per_session"], shown["sessions_in_series"]) == (4, 2)
    assert shown["free_cancellation_days"] == 15
    assert shown["communes"] == [{"insee_code": "59014", "name": "Anzin"}]
