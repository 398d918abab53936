"""The page of calendars, and the one that says who reads theirs."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from prevention.calendars.addresses import secret_of
from prevention.demonstration.cast import COORDINATOR, FACILITATOR, HEAD, SCHOOL_UAI, TEACHER
from prevention.models import Feed, Session
from prevention.scheduling.acts import cancel
from prevention.vocabulary import EndReason
from tests.browser.accessible import assert_accessible

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_a_teacher_makes_names_renews_and_closes_the_calendar_of_a_class(sign_in, size):
    page = sign_in(TEACHER, size)
    page.goto("/calendars")
    page.get_by_label("Celles d’une classe").check()
    page.get_by_label("Classe", exact=True).select_option("4E1")
    assert_accessible(page, "a new calendar")
    page.get_by_role("button", name="Créer l’agenda").click()
    card = page.get_by_role("listitem").filter(has_text="4E1, ")
    expect(card).to_contain_text("Aucun agenda ne l’a encore lu.")

    card.get_by_role("button", name="Renommer").click()
    assert_accessible(page, "a new name")
    page.get_by_role("dialog").get_by_label("Nom de l’agenda").fill("Ma 4e")
    page.get_by_role("dialog").get_by_role("button", name="Enregistrer").click()
    card = page.get_by_role("listitem").filter(has_text="Ma 4e")
    address = card.get_by_label("Adresse de l’agenda")
    before = address.input_value()

    card.get_by_role("button", name="Changer l’adresse").click()
    assert_accessible(page, "another address")
    page.get_by_role("dialog").get_by_role("button", name="Changer l’adresse").click()
    expect(address).not_to_have_value(before)
    assert secret_of(Feed.objects.get(name="Ma 4e").salt) in address.input_value()

    card.get_by_text("Sur un téléphone").click()
    expect(card.get_by_role("img")).to_be_visible()
    assert_accessible(page, "a code to photograph")
    card.get_by_role("button", name="Fermer l’agenda").click()
    page.get_by_role("dialog").get_by_role("button", name="Fermer l’agenda").click()
    expect(card).to_have_count(0)
    assert Feed.objects.get(name="Ma 4e").revoked_at is not None


def test_a_facilitator_makes_the_calendar_of_an_offer_of_the_own_organisation(sign_in):
    page = sign_in(FACILITATOR)
    page.goto("/calendars")
    page.get_by_label("Celles d’une offre").check()
    page.get_by_label("Offre", exact=True).select_option(index=1)
    page.get_by_label("Nom de l’agenda").fill("Toute l’équipe")
    page.get_by_role("button", name="Créer l’agenda").click()

    expect(page.get_by_role("heading", name="Toute l’équipe")).to_be_visible()
    assert Feed.objects.get(name="Toute l’équipe").offer.organisation == (
        Feed.objects.get(kind="facilitator").facilitator.organisation
    )


def test_what_is_left_out_is_said_where_it_is_missing(sign_in):
    page = sign_in(FACILITATOR, "telephone")
    page.goto("/calendars")
    page.get_by_label("Celles d’une offre").check()

    page.get_by_role("button", name="Créer l’agenda").click()

    expect(page.get_by_role("alert")).to_be_focused()
    assert_accessible(page, "a calendar of nothing")


@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_a_coordinator_sees_whose_calendar_nobody_reads(sign_in, size):
    Feed.objects.filter(kind=Feed.Kind.FACILITATOR).delete()
    for session in Session.objects.exclude(school=SCHOOL_UAI):
        asker = session.request.asked_by
        cancel(session=session, user=asker, reason=EndReason.OTHER, now=timezone.now())
    page = sign_in(COORDINATOR, size)
    page.goto("/calendars")
    page.get_by_role("link", name="Voir qui ne lit pas son agenda").click()
    school = page.get_by_role("row").filter(has_text="Les Rochambelles")
    expect(school).to_contain_text("Jamais lu")
    expect(page.get_by_role("table").last).to_contain_text("Pas d’agenda")
    assert_accessible(page, "unread calendars")

    Feed.objects.filter(holder__email=HEAD.email).update(last_fetched_at=timezone.now())
    page.reload()

    expect(page.get_by_text("Tous les agendas sont lus.")).to_be_visible()
    assert_accessible(page, "nothing unread")
