"""The daily work of a head: deciding in one go, and the school's own page."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate
from playwright.sync_api import expect

from prevention.demonstration.cast import HEAD, SCHOOL_UAI, TEACHER
from prevention.demonstration.stage import PREPARED_AHEAD, class_groups_of_the_teacher
from prevention.models import Closure, Offer, Role, Session, User
from prevention.scheduling.acts import Line, Preparation, request_sessions
from prevention.scheduling.load import Meeting, openings_for
from prevention.scheduling.states import SessionState
from tests.browser.accessible import assert_accessible, assert_accessible_as_it_is
from tests.browser.booking import OFFER

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", ["telephone", "screen"])


def ask(*labels):
    """One request of the teacher for several classes, each at its own opening."""
    now = timezone.now()
    today = localdate(now)
    offer = Offer.objects.get(title=OFFER)
    groups = class_groups_of_the_teacher(now=now).filter(label__in=labels).order_by("label")
    days = {"first": today, "last": today + PREPARED_AHEAD}
    openings = openings_for(Meeting(offer, [groups[0]]), **days, now=now).openings
    asked = request_sessions(
        offer=offer,
        lines=[Line([group], openings[-1 - 3 * n].starts_at) for n, group in enumerate(groups)],
        asked_by=User.objects.get(email=TEACHER.email),
        now=now,
        preparation=Preparation(en_adult="TEACHER"),
    )
    assert asked.refused == []
    return list(asked.request.sessions.order_by("starts_at"))


class Presses:
    """Counts what is pressed in a page."""

    def __init__(self, page):
        self.count = 0
        page.expose_function("pressed", self._pressed)
        page.add_init_script("addEventListener('click', () => window.pressed(), true)")

    def _pressed(self):
        self.count += 1


@SIZES
def test_a_head_authorises_all_in_two_presses_and_takes_one_back(sign_in, size):
    page = sign_in(HEAD, size)
    ask("5E1", "5E2", "5E3")
    presses = Presses(page)
    page.goto("/authorise")
    assert_accessible(page, "what waits")
    expect(page.get_by_role("group", name=OFFER)).to_have_count(2)
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(4)

    page.get_by_role("button", name="Autoriser 4 séances").click()

    expect(page.get_by_role("heading", name="4 séances autorisées.")).to_be_focused()
    assert presses.count == 1
    expect(page.get_by_text("Rien n’attend votre accord.")).to_be_visible()
    assert not Session.objects.to_authorise().exists()
    page.get_by_text("Les 4 séances", exact=True).click()
    assert_accessible_as_it_is(page, "what was authorised")

    page.get_by_role("button", name="Revenir sur l’accord donné pour 5E2").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Hors du projet").check()
    assert_accessible_as_it_is(page, "taking one back")
    dialog.get_by_role("button", name="Annuler la séance").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Revenir sur l’accord")).to_have_count(3)
    back = Session.objects.get(groups__label="5E2")
    assert (back.state, back.ended_reason) == ("cancelled", "PROJECT")


def test_some_are_refused_for_a_reason_and_the_others_wait(sign_in):
    page = sign_in(HEAD)
    ask("5E1", "5E2", "5E3")
    page.goto("/authorise")
    page.get_by_role("button", name="Décocher les 3 séances").click()
    page.get_by_role("checkbox", name="5E1").check()
    page.get_by_role("checkbox", name="4E1").uncheck()
    expect(page.get_by_text("1 séance cochée sur 4.")).to_be_visible()
    page.get_by_role("button", name="Refuser 1 séance").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Finalement aucun intervenant")).to_have_count(0)
    dialog.get_by_label("La date ne convient pas").check()
    dialog.get_by_role("button", name="Refuser 1 séance").click()

    expect(page.get_by_role("heading", name="1 séance refusée.")).to_be_focused()
    expect(page.get_by_role("checkbox")).to_have_count(3)
    assert Session.objects.get(groups__label="5E1").state == "refused"
    assert Session.objects.to_authorise().count() == 3


def test_what_changed_meanwhile_is_said_and_the_rest_is_done(sign_in):
    page = sign_in(HEAD, "telephone")
    moved, *_others = ask("5E1", "5E2")
    page.goto("/authorise")
    page.get_by_role("checkbox").first.wait_for()
    Session.objects.filter(pk=moved.pk).update(revised_at=timezone.now())

    page.get_by_role("button", name="Autoriser 3 séances").click()

    expect(page.get_by_role("heading", name="2 séances autorisées.")).to_be_focused()
    expect(page.get_by_text("Une séance est restée comme elle était")).to_be_visible()
    expect(page.get_by_text("Cette séance a changé depuis que vous l’avez lue")).to_be_visible()
    assert_accessible_as_it_is(page, "one left")
    page.get_by_role("button", name="Autoriser 1 séance").click()
    expect(page.get_by_role("heading", name="1 séance autorisée.")).to_be_visible()


def test_a_head_decides_by_keyboard_alone(sign_in):
    page = sign_in(HEAD)
    ask("5E1")
    page.goto("/authorise")
    page.get_by_role("checkbox").first.wait_for()
    page.keyboard.press("Tab")
    for _step in range(30):
        name = page.evaluate("document.activeElement.textContent.trim()")
        if name.startswith("Autoriser"):
            break
        if page.evaluate("document.activeElement.type") == "checkbox":
            page.keyboard.press("Space")
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    # Everything was unticked on the way.
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_have_text("Cochez au moins une séance.")
    page.get_by_role("checkbox", name="5E1").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Autoriser 1 séance").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="1 séance autorisée.")).to_be_focused()
    assert Session.objects.get(groups__label="5E1").state == SessionState.CONFIRMED


def test_nothing_waits(sign_in):
    Session.objects.to_authorise().update(authorised_at=timezone.now())
    page = sign_in(HEAD, "telephone", color_scheme="dark")
    page.goto("/authorise")

    expect(page.get_by_text("Rien n’attend votre accord.")).to_be_visible()
    assert_accessible(page, "nothing waits")


@SIZES
def test_a_closure_says_what_it_breaks_before_it_is_saved(sign_in, size):
    session = Session.objects.get(state="confirmed")
    day = localdate(session.starts_at).isoformat()
    page = sign_in(HEAD, size)
    page.goto("/school")
    page.get_by_role("button", name="Ajouter une fermeture").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(dialog.get_by_role("alert")).to_be_focused()
    dialog.get_by_label("Raison", exact=True).select_option("TRIP")
    dialog.get_by_label("Premier jour").fill(day)
    assert_accessible(page, "a closure")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(dialog.get_by_text(re.compile("prévues? pendant cette fermeture"))).to_be_visible()
    assert_accessible_as_it_is(page, "what it breaks")
    assert not Closure.objects.exists()
    dialog.get_by_role("button", name="Enregistrer quand même").click()

    expect(dialog).to_have_count(0)
    expect(page.get_by_text(re.compile("restent? à déplacer ou à annuler"))).to_be_visible()
    closure = Closure.objects.get()
    assert (closure.reason, closure.half, closure.starts_on) == ("TRIP", "", closure.ends_on)
    assert_accessible_as_it_is(page, "a closure saved")

    page.get_by_role("button", name="Corriger").click()
    later = localdate(session.starts_at) + timedelta(days=60)
    dialog.get_by_label("Premier jour").fill(later.isoformat())
    dialog.get_by_label("Dernier jour").fill((later + timedelta(days=1)).isoformat())
    dialog.get_by_label("Dans la journée").select_option("AM")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("La fermeture est enregistrée.", exact=True)).to_be_visible()
    closure.refresh_from_db()
    assert (closure.half, closure.starts_on) == ("AM", later)

    page.get_by_role("button", name="Retirer").click()
    dialog.get_by_role("button", name="Retirer").click()
    expect(page.get_by_text("La fermeture est retirée.")).to_be_visible()
    assert not Closure.objects.exists()


def test_a_head_knows_the_staff_and_confirms_who_asks(sign_in):
    newcomer = User.objects.create_user("nouvelle@exemple.test", name="Nour Lefebvre")
    role = Role.objects.create(user=newcomer, kind="TEACHER", school_id=SCHOOL_UAI)
    page = sign_in(HEAD, "telephone")
    page.goto(f"/schools/{SCHOOL_UAI}")
    staff = page.get_by_role("region", name="Équipe")
    expect(staff).to_contain_text(TEACHER.name)
    assert_accessible(page, "the school")

    staff.get_by_role("button", name="Confirmer Nour Lefebvre").click()

    expect(staff.get_by_role("button")).to_have_count(0)
    expect(staff).to_contain_text("Nour Lefebvre")
    role.refresh_from_db()
    assert role.status == "CONFIRMED"


def test_a_head_declares_what_the_school_gave_to_a_class(sign_in):
    page = sign_in(HEAD)
    page.goto("/school")
    page.get_by_role("button", name="Déclarer une séance faite par l’établissement").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Classe").select_option("5E2")
    dialog.get_by_label("Thème").select_option("EVARS")
    dialog.get_by_label("Jour").fill((localdate() - timedelta(days=1)).isoformat())
    dialog.get_by_label("Début").fill("10:00")
    dialog.get_by_label("Fin").fill("11:00")
    dialog.get_by_label("Élèves présents").fill("20")
    assert_accessible(page, "declaring")
    dialog.get_by_role("button", name="Déclarer la séance").click()

    expect(page.get_by_text("La séance est déclarée.")).to_be_visible()
    assert Session.objects.get(kind="INTERNAL").groups.get().label == "5E2"
