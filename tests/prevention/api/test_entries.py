"""What coordinators enter of partners, and what a facilitator sets for oneself."""

import pytest

from prevention.models import Agreement, Facilitator, Offer, Organisation
from tests.factories import (
    AgreementFactory,
    CommuneFactory,
    FacilitatorFactory,
    MaterialFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_of, coordinator):
    return client_of(coordinator)


@pytest.fixture
def entry(partner):
    """What an offer needs at least."""
    return {
        "title": "Le permis internet",
        "organisation": partner.organisation_id,
        "theme": ThemeFactory().pk,
        "levels": ["6E", "5E"],
        "duration_minutes": 60,
        "facilitators": [partner.pk],
    }


class TestOffers:
    def test_an_offer_is_entered_with_all_it_points_to(self, client, entry, partner):
        commune, material = CommuneFactory(), MaterialFactory()
        more = {
            "communes": [commune.pk],
            "materials": [{"material": str(material.public_id), "moment": "AFTER"}],
            "axes": ["A2"],
            "kind": "SHOW",
        }

        answer = client.post("/api/v1/offers/", entry | more)

        assert answer.status_code == 201, answer.json()
        offer = Offer.objects.get()
        assert (offer.kind, offer.levels, offer.lead_days) == ("SHOW", ("6E", "5E"), 21)
        assert list(offer.facilitators.all()) == [partner]
        assert list(offer.communes.all()) == [commune]
        assert offer.axes == ("A2",)
        (placed,) = offer.offer_materials.all()
        assert (placed.material, placed.moment, placed.session_number) == (material, "AFTER", 0)
        assert answer.json() == client.get(f"/api/v1/offers/{offer.pk}/").json()

    def test_the_same_key_enters_it_once(self, client, entry):
        answers = [
            client.post("/api/v1/offers/", entry, headers={"Idempotency-Key": "k"})
            for _twice in range(2)
        ]

        assert answers[0].json() == answers[1].json()
        assert Offer.objects.count() == 1

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"levels": ["CM2", "6E"]}, "levels"),
            ({"levels": []}, "levels"),
            ({"kind": "INTERNAL"}, "kind"),
            ({"duration_minutes": 5}, "duration_minutes"),
            ({"groups_per_session": 21}, "groups_per_session"),
            ({"facilitators": []}, "facilitators"),
            ({"materials": [{"material": "8c5b4a3e-0000-4000-8000-000000000000"}]}, "materials"),
            ({"communes": ["00000"]}, "communes"),
        ],
    )
    def test_what_cannot_be_is_said_by_field_and_nothing_is_written(
        self, client, entry, wrong, field
    ):
        answer = client.post("/api/v1/offers/", entry | wrong)

        assert answer.status_code == 400
        assert set(answer.json()["errors"]) == {field}
        assert not Offer.objects.exists()

    def test_a_withdrawn_offer_leaves_the_others_lists_and_can_return(
        self, client, client_of, teacher, offer
    ):
        address = f"/api/v1/offers/{offer.pk}/"

        assert client.patch(address, {"active": False}).json()["active"] is False
        assert client_of(teacher).get(address).status_code == 404
        assert client_of(teacher).get("/api/v1/offers/").json()["results"] == []
        assert [one["id"] for one in client.get("/api/v1/offers/").json()["results"]] == [offer.pk]
        assert client.get("/api/v1/offers/", {"active": "true"}).json()["results"] == []
        client.patch(address, {"active": True})
        assert client_of(teacher).get(address).status_code == 200

    def test_a_change_made_on_an_old_reading_is_refused(self, client, offer):
        address = f"/api/v1/offers/{offer.pk}/"
        tag = client.get(address)["ETag"]

        first = client.patch(address, {"lead_days": 3}, headers={"If-Match": tag})
        second = client.patch(address, {"lead_days": 4}, headers={"If-Match": tag})

        assert (first.status_code, second.status_code) == (200, 412)
        assert client.get(address)["ETag"] == first["ETag"]
        assert Offer.objects.get().lead_days == 3

    def test_what_is_not_named_stays_as_it_is(self, client, offer, partner):
        offer.communes.add(CommuneFactory())

        client.patch(f"/api/v1/offers/{offer.pk}/", {"title": "Autrement"})

        assert list(offer.facilitators.all()) == [partner]
        assert offer.communes.count() == 1


class TestAgreements:
    @pytest.fixture
    def agreement(self, partner):
        return {
            "organisation": partner.organisation_id,
            "scope": "ACADEMIC",
            "themes": [ThemeFactory().pk],
            "levels": ["5E"],
            "valid_from": "2026-01-01",
            "valid_until": "2030-12-31",
        }

    def test_an_agreement_is_entered_and_ends_early(self, client, agreement):
        made = client.post("/api/v1/agreements/", agreement)

        assert made.status_code == 201
        key = made.json()["id"]
        client.patch(f"/api/v1/agreements/{key}/", {"valid_until": "2026-11-30"})
        assert str(Agreement.objects.get().valid_until) == "2026-11-30"
        assert Agreement.objects.get().themes.get().pk == "EVARS"

    def test_it_ends_after_it_begins(self, client, agreement):
        answer = client.post("/api/v1/agreements/", agreement | {"valid_until": "2025-12-31"})

        assert answer.json()["errors"] == {
            "non_field_errors": ["The last day comes before the first."]
        }

    def test_it_extends_a_national_one_alone(self, client, agreement):
        national = AgreementFactory(scope="NATIONAL")
        branch = AgreementFactory(scope="NATIONAL", extends=national)
        academic = AgreementFactory()

        def extending(other):
            return client.post("/api/v1/agreements/", agreement | {"extends": other.pk})

        assert extending(national).status_code == 201
        assert set(extending(academic).json()["errors"]) == {"extends"}
        assert extending(branch).json()["errors"] == {
            "extends": ["This one extends another: choose the national agreement itself."]
        }


class TestOrganisations:
    def test_a_partner_is_entered_once(self, client):
        body = {"name": "Parlons-en", "kind": "ASSOCIATION"}

        assert client.post("/api/v1/organisations/", body).status_code == 201
        assert "name" in client.post("/api/v1/organisations/", body).json()["errors"]
        assert Organisation.objects.get().kind == "ASSOCIATION"


class TestFacilitators:
    def test_a_facilitator_is_entered_with_the_check_of_honorability(self, client, partner):
        body = {
            "name": "Inès Roussel",
            "organisation": partner.organisation_id,
            "themes": [ThemeFactory().pk],
            "base": CommuneFactory().pk,
            "honorability_on": "2026-09-01",
            "honorability_authority": "Département du Nord",
        }

        answer = client.post("/api/v1/facilitators/", body)

        assert answer.status_code == 201, answer.json()
        assert answer.json()["base"] == {"insee_code": "59606", "name": "Valenciennes"}
        made = Facilitator.objects.exclude(pk=partner.pk).get()
        assert (made.themes.get().pk, made.active) == ("EVARS", True)

    def test_a_check_names_who_made_it(self, client, partner):
        answer = client.patch(f"/api/v1/facilitators/{partner.pk}/", {"honorability_authority": ""})

        assert answer.json()["errors"] == {
            "non_field_errors": ["Say which authority checked the honorability."]
        }

    def test_of_oneself_one_sets_the_limits_and_nothing_else(self, client_of, partner):
        commune = CommuneFactory()
        address = f"/api/v1/facilitators/{partner.pk}/"
        limits = {"max_per_day": 2, "max_per_week": 6, "base": commune.pk}

        answer = client_of(partner.user).patch(
            address, limits | {"honorability_on": "2030-01-01", "name": "Autre", "themes": ["CYB"]}
        )

        assert answer.status_code == 200
        changed = Facilitator.objects.get(pk=partner.pk)
        assert (changed.max_per_day, changed.max_per_week, changed.base) == (2, 6, commune)
        assert (changed.name, changed.honorability_on) == (partner.name, partner.honorability_on)
        assert not changed.themes.exists()

    def test_a_facilitator_sees_oneself_alone_and_coordinators_everybody(
        self, client, client_of, partner
    ):
        FacilitatorFactory(organisation=partner.organisation)

        def names(reader):
            listed = reader.get("/api/v1/facilitators/").json()["results"]
            return [one["name"] for one in listed]

        assert names(client_of(partner.user)) == [partner.name]
        assert len(names(client)) == 2

    def test_who_has_left_stays_in_the_books(self, client, offer, partner):
        client.patch(f"/api/v1/facilitators/{partner.pk}/", {"active": False})

        assert offer.qualified_facilitators() == []
        assert list(Offer.objects.get().facilitators.all()) == [partner]
        assert client.delete(f"/api/v1/facilitators/{partner.pk}/").status_code == 405
