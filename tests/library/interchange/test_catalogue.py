from datetime import date

import pytest
from django.urls import reverse

from library.acts import change_material, withdraw
from tests.factories import HelpServiceFactory, MaterialFactory

pytestmark = pytest.mark.django_db


def page_of(client, material, language="fr"):
    return client.get(
        reverse("catalogue-material", args=[material.public_id]),
        headers={"Accept-Language": language},
    )


def test_warnings_and_the_advice_come_before_all_else(client, film):
    text = page_of(client, film).content.decode().partition("<body>")[2]

    places = [
        text.index(said)
        for said in ("violences sexuelles, suicide", "Regarder avant la classe", "Un film à")
    ]
    assert places == sorted(places)


def test_what_pupils_may_open_is_led_to_and_the_rest_asks_to_sign_in(client, film, guide):
    assert f'href="{film.url}"' in page_of(client, film).content.decode()
    assert f'href="/library/{guide.public_id}"' in page_of(client, guide).content.decode()


def test_the_page_speaks_the_language_of_its_reader(client, guide):
    french, english = page_of(client, guide, "fr"), page_of(client, guide, "en")

    assert "Se connecter pour l’ouvrir" in french.content.decode()
    assert "Sign in to open it" in english.content.decode()
    assert "Accept-Language" in english["Vary"]
    assert not english.cookies


def test_help_services_of_its_levels_and_themes_are_named_with_their_hours(client, film):
    HelpServiceFactory(name="Pour toutes et tous", opening_hours="24/7")
    HelpServiceFactory(name="Pour les petits", levels=["PS"])
    HelpServiceFactory(name="Fermé depuis", valid_until=date(2020, 1, 1))

    text = page_of(client, film).content.decode()

    assert "Pour toutes et tous" in text
    assert "tous les jours, à toute heure" in text
    assert "Pour les petits" not in text
    assert "Fermé depuis" not in text


def test_a_page_costs_the_same_however_much_it_says(client, film, django_assert_num_queries):
    HelpServiceFactory.create_batch(5)

    with django_assert_num_queries(3):
        page_of(client, film)


@pytest.mark.parametrize("end", ["withdrawn", "for facilitators", "expired"])
def test_what_is_no_longer_offered_says_so_at_its_address(client, film, end):
    if end == "withdrawn":
        withdraw(material=film, reason="RIGHTS")
    elif end == "expired":
        film.state = "expired"
        film.save()
    else:
        change_material(film, audience="FACILITATOR")

    answer = page_of(client, film)

    assert answer.status_code == 410
    assert "n’est plus proposée" in answer.content.decode()
    assert film.title not in answer.content.decode()


@pytest.mark.parametrize("trait", [{"draft": True}, {"audience": "FACILITATOR"}])
def test_what_was_never_told_is_not_found(client, trait):
    assert page_of(client, MaterialFactory(**trait)).status_code == 404


def test_the_list_holds_what_portals_are_told_of_the_newest_first(client, film):
    older = MaterialFactory(title="Plus ancien", published_at="2026-08-01T08:00Z")
    MaterialFactory(title="Pour intervenants", audience="FACILITATOR")
    MaterialFactory(title="Brouillon", draft=True)

    listed = client.get(reverse("catalogue")).context["page"].object_list

    assert list(listed) == [film, older]


def test_a_long_list_is_read_page_by_page(client, django_assert_num_queries):
    MaterialFactory.create_batch(21)

    with django_assert_num_queries(2):
        first = client.get(reverse("catalogue"))
    second = client.get(reverse("catalogue"), {"page": 2})

    assert len(first.context["page"]) == 20
    assert len(second.context["page"]) == 1
    for wrong in ("3", "0", "x", "²"):
        assert client.get(reverse("catalogue"), {"page": wrong}).status_code == 404


def test_an_empty_list_says_so(client):
    answer = client.get(reverse("catalogue"), headers={"Accept-Language": "en"})

    assert "Nothing is published yet." in answer.content.decode()
