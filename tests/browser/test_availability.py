"""A facilitator draws her week with a mouse or by keys alone, and sees what an absence breaks."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from prevention.demonstration.cast import FACILITATOR
from prevention.models import Availability, DatedAvailability, OwnCalendar, Session
from tests.browser.accessible import assert_accessible
from tests.browser.giving import a_tuesday, facilitator, give

pytestmark = pytest.mark.browser

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def monday(demonstration):
    """The Monday of a week in two months; one window on its Monday is all there is."""
    Availability.objects.filter(facilitator=facilitator()).delete()
    Availability.objects.create(
        facilitator=facilitator(),
        weekday=1,
        starts_at=time(8),
        ends_at=time(12),
        valid_from=date(2020, 9, 1),
    )
    return a_tuesday() - timedelta(days=1)


def open_week(page, monday):
    page.goto(f"/availability?day={monday}")
    page.get_by_role("heading", name="Chaque semaine").wait_for()
    page.wait_for_load_state("networkidle")
    return page.get_by_role("group", name="Semaine à dessiner")


def windows():
    rows = facilitator().availabilities.order_by("weekday", "starts_at")
    return [(row.weekday, f"{row.starts_at:%H:%M}", f"{row.ends_at:%H:%M}") for row in rows]


class Mouse:
    """A real mouse over the grid of a week, by day and hour."""

    def __init__(self, page):
        self.page = page
        self.canvas = page.locator(".canvas")

    def at(self, day, clock):
        hours, minutes = map(int, clock.split(":"))
        down = (hours + minutes / 60 - 7) / 12  # it shows 7:00 to 19:00
        self.canvas.scroll_into_view_if_needed()
        box = self.canvas.bounding_box()
        return box["x"] + box["width"] * (day + 0.5) / 6, box["y"] + box["height"] * down

    def drag(self, start, end):
        self.settle()
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
        self.page.mouse.move(*end, steps=4)
        self.page.mouse.up()

    def settle(self):
        """Wait until the page shows what the server has."""
        expect(self.page.locator(".pending")).to_have_count(0)


class TestByMouse:
    def test_a_window_is_drawn_moved_and_stretched_and_each_can_be_undone(self, sign_in, monday):
        page = sign_in(FACILITATOR)
        open_week(page, monday)
        mouse = Mouse(page)
        said = page.get_by_role("status")

        mouse.drag(mouse.at(1, "14:00"), mouse.at(1, "16:30"))
        expect(said.filter(has_text="C’est ajouté.")).to_be_visible()
        expect(page.get_by_role("button", name="Disponible, mardi, de 14 h")).to_be_visible()
        assert windows() == [(1, "08:00", "12:00"), (2, "14:00", "16:30")]
        assert facilitator().availabilities.get(weekday=2).valid_from == monday

        mouse.drag(mouse.at(1, "15:00"), mouse.at(3, "16:00"))
        expect(said.filter(has_text="C’est enregistré.")).to_be_visible()
        expect(page.get_by_role("button", name="Disponible, jeudi, de 15")).to_be_visible()
        assert windows() == [(1, "08:00", "12:00"), (4, "15:00", "17:30")]

        mouse.drag(mouse.at(3, "17:28"), mouse.at(3, "18:15"))
        expect(page.get_by_role("button", name="Disponible, jeudi, de 15 h à 18")).to_be_visible()
        mouse.settle()
        assert windows()[1] == (4, "15:00", "18:15")
        page.get_by_role("button", name="Revenir en arrière").click()
        expect(said.filter(has_text="C’est rétabli.")).to_be_visible()
        expect(page.get_by_role("button", name="Disponible, jeudi, de 15 h à 17")).to_be_visible()
        assert windows()[1] == (4, "15:00", "17:30")

        page.get_by_role("radio", name="Cette fois seulement").check()
        mouse.drag(mouse.at(4, "09:00"), mouse.at(4, "11:00"))
        grid = page.get_by_role("group", name="Semaine à dessiner")
        expect(grid.get_by_role("button", name="Disponible en plus, vendredi")).to_be_visible()
        mouse.settle()
        extra = DatedAvailability.objects.get(kind="EXTRA")
        nine = datetime.combine(monday + timedelta(days=4), time(9), PARIS)
        assert (extra.starts_at, extra.ends_at) == (nine, nine + timedelta(hours=2))

    def test_escape_gives_a_drag_up(self, sign_in, monday):
        page = sign_in(FACILITATOR)
        open_week(page, monday)
        mouse = Mouse(page)
        page.mouse.move(*mouse.at(0, "10:00"))
        page.mouse.down()
        page.mouse.move(*mouse.at(2, "14:00"), steps=5)
        page.keyboard.press("Escape")
        page.mouse.up()

        expect(page.get_by_role("button", name="Disponible, lundi, de 8 h à 12 h")).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert windows() == [(1, "08:00", "12:00")]

    def test_an_absence_that_is_drawn_says_what_it_breaks_before_it_is_written(
        self, sign_in, monday, two_schools
    ):
        session = give(two_schools[0], monday + timedelta(days=1), 10)
        page = sign_in(FACILITATOR)
        open_week(page, monday)
        page.get_by_role("radio", name="Une absence").check()
        mouse = Mouse(page)

        mouse.drag(mouse.at(1, "09:00"), mouse.at(2, "12:00"))
        dialog = page.get_by_role("dialog")
        breaks = dialog.get_by_role("region", name="Ce que cette absence touche")
        expect(breaks).to_contain_text("1 séance")
        expect(breaks).to_contain_text(two_schools[0].name)
        assert not DatedAvailability.objects.exists()
        assert_accessible(page, "what an absence breaks")

        breaks.get_by_role("button", name="Annuler la séance").click()
        assert Session.objects.get(pk=session.pk).state == "confirmed"
        breaks.get_by_role("button", name="Oui, annuler la séance").click()
        expect(breaks).to_contain_text("La séance est annulée.")
        expect(breaks).to_contain_text("Aucune séance")
        dialog.get_by_role("button", name="Enregistrer l’absence").click()

        expect(dialog).to_have_count(0)
        expect(page.get_by_role("status").filter(has_text="C’est ajouté.")).to_be_visible()
        away = DatedAvailability.objects.get()
        nine = datetime.combine(monday + timedelta(days=1), time(9), PARIS)
        assert (away.starts_at, away.ends_at) == (nine, nine + timedelta(hours=27))
        assert Session.objects.get(pk=session.pk).ended_reason == "ABSENCE"


class TestByKeyboard:
    def test_a_window_is_moved_stretched_and_removed_by_keys_alone(self, sign_in, monday):
        page = sign_in(FACILITATOR)
        open_week(page, monday)
        page.get_by_role("radio", name="Chaque semaine").focus()
        page.keyboard.press("Tab")
        block = page.get_by_role("button", name="Disponible, ")
        expect(block).to_be_focused()

        for key in ("ArrowRight", "ArrowDown", "ArrowDown", "Shift+ArrowUp"):
            page.keyboard.press(key)
        expect(block).to_be_focused()
        said = page.get_by_role("status").filter(has_text="mardi, de 8 h 30 à 12 h 15")
        expect(said).to_contain_text("Entrée pour enregistrer")
        assert windows() == [(1, "08:00", "12:00")]
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="C’est enregistré.")).to_be_visible()
        assert windows() == [(2, "08:30", "12:15")]
        expect(page.get_by_role("button", name="Disponible, mardi")).to_be_focused()

        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Escape")
        expect(page.get_by_text("Rien n’est changé.")).to_have_count(1)
        page.keyboard.press("Delete")
        expect(page.get_by_role("status").filter(has_text="C’est supprimé.")).to_be_visible()
        assert windows() == []

    def test_the_form_does_all_of_it_without_a_mouse(self, sign_in, monday):
        page = sign_in(FACILITATOR)
        open_week(page, monday)
        page.get_by_role("button", name="Ajouter une plage hebdomadaire").press("Enter")
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Jour", exact=True).select_option("5")
        dialog.get_by_label("De", exact=True).fill("13:30")
        dialog.get_by_label("À", exact=True).fill("13:00")
        dialog.get_by_role("button", name="Enregistrer").press("Enter")
        expect(dialog.get_by_role("alert")).to_be_focused()
        expect(dialog.get_by_label("De", exact=True)).to_have_value("13:30")

        dialog.get_by_label("À", exact=True).fill("17:00")
        dialog.get_by_label("Jusqu’au").fill("2030-06-30")
        dialog.get_by_role("button", name="Enregistrer").press("Enter")
        expect(dialog).to_have_count(0)
        assert windows() == [(1, "08:00", "12:00"), (5, "13:30", "17:00")]
        expect(page.get_by_text("jusqu’au dimanche 30 juin 2030")).to_be_visible()

        page.get_by_role("button", name="Modifier : vendredi").press("Enter")
        dialog.get_by_role("button", name="Supprimer").press("Enter")
        expect(page.get_by_role("status").filter(has_text="C’est supprimé.")).to_be_visible()
        assert windows() == [(1, "08:00", "12:00")]


class TestOnATelephone:
    @pytest.mark.parametrize("colours", ["light", "dark"])
    def test_an_absence_of_days_is_added_and_a_session_given_to_a_colleague(
        self, sign_in, monday, two_schools, colours
    ):
        day = monday + timedelta(days=1)
        session = give(two_schools[0], day, 10)
        colleague = session.offer.facilitators.exclude(pk=facilitator().pk).get()
        colleague.availabilities.create(
            weekday=2, starts_at=time(6), ends_at=time(20), valid_from=day
        )
        page = sign_in(FACILITATOR, "telephone", color_scheme=colours)
        open_week(page, monday)
        expect(page.locator(".canvas")).to_be_hidden()
        assert_accessible(page, "availability")

        page.get_by_role("button", name="Ajouter une absence").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Premier jour").fill(day.isoformat())
        dialog.get_by_label("Dernier jour").fill((day + timedelta(days=2)).isoformat())
        dialog.get_by_role("button", name=f"Remplacer par {colleague.name}").click()
        expect(dialog).to_contain_text(f"{colleague.name} vous remplace.")
        assert_accessible(page, "an absence")
        dialog.get_by_role("button", name="Enregistrer l’absence").click()

        expect(dialog).to_have_count(0)
        assert [*session.facilitators.all()] == [colleague]
        away = DatedAvailability.objects.get()
        midnight = datetime.combine(day, time(), PARIS)
        assert away.starts_at == midnight
        assert away.ends_at == datetime.combine(day + timedelta(days=3), time(), PARIS)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_week_is_accessible_with_all_that_may_stand_in_it(
    sign_in, monday, two_schools, colours
):
    one = facilitator()
    give(two_schools[0], monday + timedelta(days=1), 10)
    for kind, hour in (("ABSENCE", 8), ("EXTRA", 14)):
        at = datetime.combine(monday + timedelta(days=2), time(hour), PARIS)
        one.dated_availabilities.create(kind=kind, starts_at=at, ends_at=at + timedelta(hours=2))
    at = datetime.combine(monday + timedelta(days=3), time(9), PARIS)
    one.busy_times.create(starts_at=at, ends_at=at + timedelta(hours=1))
    OwnCalendar.objects.create(
        facilitator=one, address="https://agenda.exemple.test/a.ics", added_at=at, next_try_at=at
    )
    page = sign_in(FACILITATOR, color_scheme=colours)
    grid = open_week(page, monday)

    expect(grid).to_contain_text("Occupé")
    expect(page.get_by_text("agenda.exemple.test")).to_be_visible()
    assert_accessible(page, "the week")
    page.set_viewport_size({"width": 320, "height": 256})
    assert_accessible(page, "the week at 400 %")
