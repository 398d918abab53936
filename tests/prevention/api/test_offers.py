import pytest

from tests.factories import (
    ClassGroupFactory,
    CommuneFactory,
    MaterialFactory,
    OfferFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def titles(client_of, teacher):
    def found(**query):
        answer = client_of(teacher).get("/api/v1/offers/", query)
        assert answer.status_code == 200
        return [offer["title"] for offer in answer.json()["results"]]

    return found


def test_an_offer_fits_a_mixed_class_when_it_takes_every_level(titles, school):
    OfferFactory(title="Dès le CM2", levels=["CM2", "6E"])
    OfferFactory(title="Collège", levels=["6E", "5E"])
    mixed = ClassGroupFactory(school=school, levels=["CM2", "6E"])

    assert titles(class_group=mixed.pk) == ["Dès le CM2"]


def test_nothing_fits_a_class_out_of_reach(titles):
    OfferFactory()

    assert titles(class_group=ClassGroupFactory().pk) == []


def test_offers_are_found_by_their_words_and_their_theme(titles):
    OfferFactory(title="Le permis internet", theme=ThemeFactory(code="CYB"))
    OfferFactory(title="Stop aux rumeurs", description="Internet et le harcèlement")
    OfferFactory(title="Autre chose")

    assert titles(search="internet") == ["Le permis internet", "Stop aux rumeurs"]
    assert titles(search="internet harcèlement") == ["Stop aux rumeurs"]
    assert titles(theme="CYB") == ["Le permis internet"]


def test_an_offer_that_was_withdrawn_is_not_shown(titles):
    OfferFactory(active=False)

    assert titles() == []


def test_an_offer_names_the_materials_to_prepare_with(client_of, teacher):
    offer = OfferFactory()
    material = MaterialFactory()
    offer.materials.add(material)

    answer = client_of(teacher).get(f"/api/v1/offers/{offer.pk}/")

    (shown,) = answer.json()["materials"]
    assert shown["public_id"] == str(material.public_id)
    assert shown["title"] == material.title


def test_an_offer_says_what_it_is_and_where_it_goes(client_of, teacher):
    offer = OfferFactory(kind="SHOW", groups_per_session=4, sessions_in_series=2)
    offer.communes.add(CommuneFactory(insee_code="59014", name="Anzin"))

    shown = client_of(teacher).get(f"/api/v1/offers/{offer.pk}/").json()

    assert (shown["kind"], shown["kind_label"]) == ("SHOW", "show")
    assert (shown["groups_per_session"], shown["sessions_in_series"]) == (4, 2)
    assert shown["free_cancellation_days"] == 15
    assert shown["communes"] == [{"insee_code": "59014", "name": "Anzin"}]


def test_a_list_of_offers_costs_the_same_however_long_it_is(titles, django_assert_max_num_queries):
    for _n in range(6):
        offer = OfferFactory()
        offer.materials.add(MaterialFactory())
        offer.communes.add(CommuneFactory())

    with django_assert_max_num_queries(5):
        assert len(titles()) == 6
