import pytest

from library.models import Material
from prevention.models import Offer
from prevention.offers.law import load_law
from tests.factories import (
    DutyFactory,
    FacilitatorFactory,
    MaterialFactory,
    OfferFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def administration(client):
    client.force_login(UserFactory(administrator=True))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.mark.parametrize("model", ["organisation", "theme", "duty", "offer", "facilitator"])
def test_a_list_costs_the_same_however_long_it_is(
    administration, model, django_assert_max_num_queries
):
    DutyFactory()
    OfferFactory.create_batch(3, facilitators=[FacilitatorFactory()])

    with django_assert_max_num_queries(10):
        page = administration.get(f"/admin/prevention/{model}/", {"q": "a"})

    assert page.status_code == 200
    assert page.context["cl"].result_count > 0


def test_an_offer_is_entered_by_hand(administration):
    load_law()
    facilitator = FacilitatorFactory()

    answer = administration.post(
        "/admin/prevention/offer/add/",
        {
            "title": "Le permis internet",
            "kind": "CLASS",
            "organisation": facilitator.organisation_id,
            "theme": "CYB",
            "levels": ["CM1", "CM2"],
            "duration_minutes": 90,
            "groups_per_session": 2,
            "sessions_in_series": 4,
            "facilitators": [facilitator.pk],
            "facilitators_needed": 1,
            "lead_days": 21,
            "free_cancellation_days": 15,
            "active": "on",
            "offer_materials-TOTAL_FORMS": 0,
            "offer_materials-INITIAL_FORMS": 0,
        },
    )

    assert answer.status_code == 302
    offer = Offer.objects.get()
    assert (offer.levels, list(offer.facilitators.all())) == (("CM1", "CM2"), [facilitator])
    assert (offer.groups_per_session, offer.sessions_in_series) == (2, 4)


def test_an_offer_that_lasts_five_minutes_is_refused_in_words(administration):
    offer = OfferFactory()

    answer = administration.post(
        f"/admin/prevention/offer/{offer.pk}/change/", {"duration_minutes": 5}
    )

    assert "greater than or equal to 15" in answer.content.decode()


def test_an_offer_without_levels_is_asked_for_some(administration):
    load_law()

    answer = administration.post("/admin/prevention/offer/add/", {"theme": "EVARS"})

    assert "levels" in answer.context["adminform"].form.errors
    assert not Offer.objects.exists()


def test_an_offer_stays_within_the_levels_of_its_theme(administration):
    load_law()
    offer = OfferFactory(theme_id="EVARS")

    answer = administration.post(
        f"/admin/prevention/offer/{offer.pk}/change/", {"theme": "EVARS", "levels": ["CM2", "6E"]}
    )

    assert "outside those of the theme" in answer.content.decode()


def test_portals_read_again_what_is_about_a_theme_that_changed_its_name(administration):
    theme = ThemeFactory()
    about, other = MaterialFactory(), MaterialFactory()
    about.themes.add(theme)
    said = {"code": theme.pk, "name": "Vie affective et relationnelle", "levels": ["6E"]}

    administration.post(f"/admin/prevention/theme/{theme.pk}/change/", said)

    before = {about: about.updated_at, other: other.updated_at}
    moved = [one for one in before if Material.objects.get(pk=one.pk).updated_at > before[one]]
    assert moved == [about]
