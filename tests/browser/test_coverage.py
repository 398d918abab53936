"""What classes are owed, as a coordinator reads it: narrowed, sent to a colleague, and acted on."""

import re

import pytest
from playwright.sync_api import expect

from prevention.demonstration.cast import COORDINATOR, FACILITATOR, SCHOOL_UAI
from prevention.models import School, Session
from tests.browser.accessible import assert_accessible_by_day_and_at_night
from tests.browser.settling import settle

pytestmark = pytest.mark.browser

SCHOOLS_IN_REP = re.compile(r"/coverage\?commune=59014&priority=REP$")


def rows(page):
    return page.locator("table.standings tbody tr:not(.whole)")


def press_to(page, target):
    """Go to what the keyboard alone must reach, and press it."""
    for _ in range(80):
        if target.evaluate("(one) => one === document.activeElement"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError("The keyboard never reaches it.")


def test_filters_are_in_the_address_for_a_colleague(sign_in, open_page):
    page = sign_in(COORDINATOR)
    page.goto("/coverage")
    everything = rows(page)
    expect(everything).not_to_have_count(0)
    page.get_by_text("Année, présentation et filtres").click()
    page.get_by_label("Commune", exact=True).select_option(label="Anzin")
    page.get_by_label("Éducation prioritaire (REP, REP+)").select_option(label="REP")
    page.get_by_role("button", name="Afficher").click()
    expect(page).to_have_url(SCHOOLS_IN_REP)
    expect(
        page.get_by_text("commune : Anzin", exact=False).or_(page.get_by_text("Commune : Anzin"))
    ).to_be_visible()
    settle(page)
    narrowed = rows(page).all_inner_texts()

    page.reload()
    settle(page)

    assert rows(page).all_inner_texts() == narrowed
    in_rep = School.objects.filter(commune="59014", priority="REP", class_groups__isnull=False)
    assert len(narrowed) == in_rep.distinct().count()
    page.get_by_role("link", name="Carte").click()
    expect(page).to_have_url(re.compile(r"/coverage/map\?commune=59014&priority=REP$"))


@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_from_the_school_owed_most_to_a_session_by_keyboard(sign_in, size):
    page = sign_in(COORDINATOR, size)
    page.goto("/coverage")
    first = rows(page).first.get_by_role("link")
    first.wait_for()
    assert_accessible_by_day_and_at_night(page, "/coverage")

    press_to(page, first)
    page.get_by_role("columnheader" if size == "screen" else "rowheader").first.wait_for()
    owed_most = rows(page).first
    expect(owed_most).to_contain_text("Rien de déclaré")
    assert_accessible_by_day_and_at_night(page, "/coverage?school=")
    press_to(page, owed_most.get_by_role("link", name=re.compile("^Réserver")).first)

    expect(page).to_have_url(re.compile(r"/book\?step=offers&class=\d+&theme="))


@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_every_view_is_accessible_and_says_the_same_in_a_table(sign_in, size):
    Session.objects.filter(school=SCHOOL_UAI, state="held").update(state="done")
    page = sign_in(COORDINATOR, size)
    for view in ("map", "equity"):
        page.goto(f"/coverage/{view}?commune=59014")
        rows(page).first.wait_for()
        settle(page)

        assert_accessible_by_day_and_at_night(page, view)
        expect(rows(page).filter(has_text="Anzin")).to_contain_text("%")
    page.goto("/coverage/evolution?commune=59014")
    weeks = page.get_by_text("Le tableau, semaine par semaine").first
    weeks.click()
    expect(page.locator("details[open] tbody tr")).to_have_count(53)
    settle(page)
    assert_accessible_by_day_and_at_night(page, "evolution")
    page.goto("/coverage/activity?told=partner")
    expect(page.get_by_role("heading", name="Face aux années précédentes")).to_be_visible()
    settle(page)
    assert_accessible_by_day_and_at_night(page, "activity")
    rate = page.locator("tbody tr", has=page.get_by_text("Taux d’annulation", exact=True))
    expect(rate.first).to_contain_text("%")
    page.goto("/coverage/papers")
    settle(page)
    assert_accessible_by_day_and_at_night(page, "papers")
    page.goto(f"/coverage?school={SCHOOL_UAI}")
    rows(page).first.wait_for()
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name=re.compile("^Réserver")).first).to_be_hidden()
    expect(rows(page).first).to_be_visible()


def test_a_facilitator_reads_the_activity_of_the_own_organisation_alone(sign_in):
    Session.objects.filter(school=SCHOOL_UAI, state="held").update(state="done")
    page = sign_in(FACILITATOR)
    page.get_by_role("link", name="Activité").click()

    expect(page.get_by_role("heading", name="Face aux années précédentes")).to_be_visible()
    settle(page)
    assert_accessible_by_day_and_at_night(page, "activity of a facilitator")
    views = page.get_by_role("navigation", name="Vues de la couverture").get_by_role("link")
    expect(views).to_have_text(["Activité"])
