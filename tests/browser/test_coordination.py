"""A coordinator's day: what waits, many sessions at once, clashes, wishes, people, agreements."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from prevention.demonstration.cast import COORDINATOR, SCHOOL_UAI, TEACHER
from prevention.models import ClassGroup, Event, Offer, Role, School, Session, User, Wish
from prevention.vocabulary import SessionState
from tests.browser.accessible import assert_accessible, assert_accessible_as_it_is
from tests.factories import (
    AgreementFactory,
    DatedAvailabilityFactory,
    InvitationFactory,
    RequestFactory,
    SessionFactory,
)

pytestmark = pytest.mark.browser

PAGES = ["", "/sessions", "/sessions?view=agenda", "/waiting", "/clashes", "/people", "/agreements"]


def wish(school):
    """A class that waits for a time, some of which are free."""
    request = RequestFactory(school=school, offer=Offer.objects.earliest("pk"))
    made = SessionFactory(request=request, state=SessionState.WISHED, held_until=None)
    group = ClassGroup.objects.filter(school=school, label="5E1").latest("school_year")
    made.groups.add(group)
    first = max(timezone.localdate(), group.school_year.starts_on)
    Wish.objects.create(session=made, first_day=first, last_day=first + timedelta(days=60))
    return made


@pytest.fixture
def busy_desk(demonstration):
    """Something of each: an absence over a session, an agreement that ends, an invitation."""
    now = timezone.now()
    coming = Session.objects.to_come(now=now).exclude(facilitators=None)
    session = coming.filter(school=SCHOOL_UAI).earliest("starts_at")
    DatedAvailabilityFactory(
        facilitator=session.facilitators.first(),
        starts_at=session.starts_at - timedelta(hours=1),
        ends_at=session.ends_at + timedelta(hours=1),
    )
    AgreementFactory(
        organisation=session.offer.organisation,
        themes=[session.theme],
        levels=session.offer.levels,
        valid_until=timezone.localdate(now) + timedelta(days=1),
    )
    coordinator = User.objects.get(email=COORDINATOR.email)
    school = School.objects.get(pk=SCHOOL_UAI)
    wish(school)
    InvitationFactory(email="nouvelle@exemple.test", invited_by=coordinator, school=school)
    return session


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_every_page_of_the_desk_is_accessible(sign_in, busy_desk, size, colours):
    page = sign_in(COORDINATOR, size, color_scheme=colours)

    for address in PAGES:
        page.goto(f"/coordination{address}")
        assert_accessible(page, address)


def test_what_waits_is_one_press_from_where_it_is_dealt_with(sign_in, busy_desk):
    page = sign_in(COORDINATOR)
    page.get_by_role("link", name="Coordination").first.click()
    expect(page.get_by_role("heading", name="Ce qui vous attend")).to_be_focused()

    page.get_by_role("link", name="empêche").click()

    expect(page.get_by_role("heading", name="Ne peut pas avoir lieu comme prévu")).to_be_visible()


def test_a_line_tells_the_class_from_its_school(sign_in, busy_desk):
    page = sign_in(COORDINATOR)
    page.goto("/coordination/sessions")

    line = page.get_by_role("listitem").filter(has_text="Les Rochambelles").first

    expect(line).to_contain_text(f"{busy_desk.groups.get().label} · Collège Les Rochambelles")


def test_a_clash_is_lifted_in_one_press(sign_in, busy_desk):
    page = sign_in(COORDINATOR, "telephone")
    page.goto("/coordination/clashes")
    card = page.get_by_role("listitem").filter(has_text="Absence à ce moment-là").first

    card.get_by_role("link", name="Remplacer l’intervenant").click()

    expect(page.get_by_role("dialog")).to_be_visible()
    assert_accessible_as_it_is(page, "what lifts a clash")


@pytest.fixture
def done(demonstration):
    """Three sessions of the school that took place."""
    school = School.objects.get(pk=SCHOOL_UAI)
    request = RequestFactory(school=school, offer=Offer.objects.earliest("pk"))
    over = {"request": request, "state": SessionState.DONE, "held_until": None}
    start = timezone.now() - timedelta(days=9)
    return [SessionFactory(**over, starts_at=start + timedelta(days=day)) for day in range(3)]


def of_the_school(state):
    return f"/coordination/sessions?state={state}&school={SCHOOL_UAI}"


def test_many_sessions_are_filed_away_by_keyboard_after_a_preview(sign_in, done):
    page = sign_in(COORDINATOR)
    page.goto(of_the_school("done"))
    boxes = page.get_by_role("listitem").get_by_role("checkbox")
    expect(boxes.first).to_be_visible()
    for box in (boxes.nth(0), boxes.nth(1)):
        box.focus()
        page.keyboard.press("Space")
    expect(page.get_by_text("2 séances cochées").last).to_be_visible()
    assert_accessible_as_it_is(page, "two sessions ticked")

    page.get_by_role("button", name="Classer").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("2 séances : réalisée, dossier clos")).to_be_visible()
    expect(dialog.get_by_text("Personne ne sera prévenu")).to_be_visible()
    assert_accessible_as_it_is(page, "the preview")
    dialog.get_by_role("button", name="Classer 2 séances").press("Enter")

    expect(dialog.get_by_text("C’est fait pour 2 séances.")).to_be_focused()
    assert_accessible_as_it_is(page, "the result")
    dialog.get_by_role("button", name="Revenir à la liste").press("Enter")
    expect(page.get_by_text("C’est fait : 2 séances modifiées.")).to_be_focused()
    assert Event.objects.filter(act="close", session__in=done).count() == 2


def test_what_somebody_changed_meanwhile_is_left_and_said(sign_in, busy_desk):
    page = sign_in(COORDINATOR, "telephone")
    coming = Session.objects.filter(
        school=SCHOOL_UAI, starts_at__gt=timezone.now(), state__in=["held", "confirmed"]
    )
    rows = list(coming.order_by("starts_at", "pk")[:2])
    day = timezone.localdate(rows[-1].starts_at)
    page.goto(f"/coordination/sessions?school={SCHOOL_UAI}&until={day}&from={timezone.localdate()}")
    for row in rows:
        link = page.locator(f'a[href="/sessions/{row.public_id}"]')
        page.get_by_role("listitem").filter(has=link).get_by_role("checkbox").check()
    page.get_by_role("button", name="Annuler", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("2 séances : annulée")).to_be_visible()
    dialog.get_by_role("combobox").select_option("CLOSURE")
    Session.objects.filter(pk=rows[0].pk).update(revised_at=timezone.now())

    dialog.get_by_role("button", name="Annuler 2 séances").click()

    expect(dialog.get_by_text("1 séance est restée telle quelle")).to_be_focused()
    expect(dialog.get_by_text("a changé")).to_be_visible()
    assert_accessible_as_it_is(page, "a result in part")
    assert [Session.objects.get(pk=row.pk).state for row in rows] == [rows[0].state, "cancelled"]


def test_filters_stand_in_the_address_and_the_table_follows_them(sign_in, demonstration):
    page = sign_in(COORDINATOR)
    page.goto("/coordination/sessions")
    page.get_by_text("Filtrer", exact=True).click()
    page.get_by_label("État").select_option(label="Confirmée")
    page.get_by_label("Établissement", exact=True).select_option(f" {SCHOOL_UAI}")
    page.get_by_role("button", name="Afficher").click()

    expect(page).to_have_url(f"{page.url.split('?')[0]}?state=confirmed&school={SCHOOL_UAI}")
    expect(page.get_by_text("Filtrer (2 filtres actifs)")).to_be_visible()
    table = page.get_by_role("link", name="Télécharger ce tableau").get_attribute("href")
    assert f"school={SCHOOL_UAI}" in table
    assert page.request.get(table).text().startswith("\ufeffDate;")

    page.get_by_role("link", name="Agenda par jour").click()
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    page.get_by_role("button", name="Effacer les filtres").click()
    expect(page.get_by_text("Filtrer", exact=True)).to_be_visible()


def test_nothing_found_says_so(sign_in, demonstration):
    page = sign_in(COORDINATOR, "telephone")
    page.goto("/coordination/sessions?state=not_held&from=2020-01-01&until=2020-01-02")

    expect(page.get_by_text("Aucune séance ne correspond")).to_be_visible()
    assert_accessible(page, "no session")


def test_a_wish_is_held_from_the_waiting_list_in_three_presses(sign_in, busy_desk):
    page = sign_in(COORDINATOR, "telephone")
    page.goto("/coordination/waiting")
    cards = page.get_by_role("listitem").filter(has=page.get_by_role("button"))
    first = cards.first
    expect(first).to_be_visible()
    before = Session.objects.filter(state="wished").count()

    first.get_by_role("button").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Retenir ce créneau").click()

    expect(page.get_by_text("Le créneau est retenu")).to_be_focused()
    assert Session.objects.filter(state="wished").count() == before - 1


def test_a_person_is_found_and_the_role_ends_after_saying_what_it_leaves(sign_in, busy_desk):
    page = sign_in(COORDINATOR)
    page.goto("/coordination/people")
    page.get_by_label("Chercher").fill(TEACHER.name)
    page.get_by_role("button", name="Chercher").click()
    row = page.get_by_role("listitem").filter(has_text=TEACHER.email)
    expect(row).to_be_visible()
    expect(page.get_by_text("nouvelle@exemple.test").first).to_be_visible()

    row.get_by_role("button", name="Mettre fin au rôle").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("ne verra plus rien")).to_be_visible()
    expect(dialog.get_by_role("button", name="Mettre fin au rôle")).to_be_visible()
    assert_accessible_as_it_is(page, "ending a role")
    dialog.get_by_role("button", name="Mettre fin au rôle").press("Enter")

    expect(page.get_by_text(f"Le rôle de {TEACHER.name} est terminé.")).to_be_focused()
    assert Role.objects.get(user__email=TEACHER.email).status == "ENDED"
