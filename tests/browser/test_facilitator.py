"""A facilitator's day: the agenda with its ways, the report, and the sheet."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from prevention.demonstration.cast import FACILITATOR
from prevention.models import (
    BusyTime,
    Commune,
    DatedAvailability,
    School,
    Session,
)
from tests.browser.accessible import assert_accessible
from tests.browser.giving import PARIS, a_tuesday, facilitator, give
from tests.browser.paper import A4_LANDSCAPE_POINTS, read_paper

pytestmark = pytest.mark.browser


@pytest.fixture
def full_day(two_schools):
    """Two sessions too near in time, an own appointment, and a day away; gives the Tuesday."""
    here, far = two_schools
    day = a_tuesday()
    one = facilitator()
    one.base = Commune.objects.get(pk="59606")
    one.save()
    give(here, day, 9)
    give(far, day, 10, 5)
    at = datetime.combine(day, time(14), PARIS)
    BusyTime.objects.create(facilitator=one, starts_at=at, ends_at=at + timedelta(hours=1))
    away = datetime.combine(day + timedelta(days=1), time(), PARIS)
    DatedAvailability.objects.create(
        facilitator=one, kind="ABSENCE", starts_at=away, ends_at=away + timedelta(days=1)
    )
    return day


def agenda(page, day, view="week"):
    page.goto(f"/agenda?view={view}&day={day.isoformat()}")
    page.get_by_role("button", name="Imprimer").wait_for()


class TestAgenda:
    @pytest.mark.parametrize("colours", ["light", "dark"])
    @pytest.mark.parametrize("size", ["telephone", "screen"])
    @pytest.mark.parametrize("view", ["week", "list"])
    def test_a_day_says_the_way_what_else_takes_time_and_what_is_short(
        self, sign_in, full_day, two_schools, size, view, colours
    ):
        page = sign_in(FACILITATOR, size, color_scheme=colours)
        agenda(page, full_day, view)

        main = page.get_by_role("main")
        shown = main.get_by_role("listitem").filter(visible=True)
        expect(shown.filter(has_text="Venir de Valenciennes")).to_have_count(1)
        short = shown.filter(has_text=f"Venir de {two_schools[0].name}")
        expect(short).to_contain_text("Trajet trop court")
        expect(short).to_contain_text("5 min entre les deux")
        expect(shown.filter(has_text="Rejoindre Valenciennes")).to_have_count(1)
        expect(shown.filter(has_text="Occupé (agenda personnel)")).to_contain_text("14 h à 15 h")
        expect(shown.filter(has_text="Absence, toute la journée")).to_have_count(1)
        expect(main.get_by_role("status").filter(has_text="2 séances")).to_contain_text(
            "1 trajet paraît trop court"
        )
        assert_accessible(page, f"the agenda as {view}")

    def test_the_week_is_in_the_address_and_back_goes_back(self, sign_in, full_day):
        page = sign_in(FACILITATOR)
        agenda(page, full_day)
        heading = page.get_by_role("heading", name="Semaine du")
        week = heading.text_content()

        page.get_by_role("link", name="Semaine suivante").click()
        expect(heading).not_to_have_text(week)
        assert f"day={full_day + timedelta(days=6)}" in page.url
        page.go_back()

        expect(heading).to_have_text(week)
        page.get_by_role("link", name="Liste").click()
        expect(page.get_by_role("link", name="Liste")).to_have_attribute("aria-current", "true")
        assert "view=list" in page.url

    def test_each_view_is_one_request(self, sign_in, full_day):
        page = sign_in(FACILITATOR)
        asked = []
        page.on("request", lambda one: asked.append(one.url) if "/agenda/?" in one.url else None)

        agenda(page, full_day)
        page.get_by_role("link", name="Liste").click()
        page.get_by_role("heading", name="Du lundi").wait_for()

        assert len(asked) == 2, asked

    def test_a_week_prints_on_one_sheet_of_a4(self, sign_in, full_day):
        page = sign_in(FACILITATOR)
        agenda(page, full_day)

        paper = read_paper(page.pdf(prefer_css_page_size=True, print_background=True))

        assert paper.sizes == [A4_LANDSCAPE_POINTS]
        for words in ("Mon agenda", "Venir de Valenciennes", FACILITATOR.name, "Imprimé le"):
            assert paper.says(words), words

    def test_at_four_times_the_size_nothing_is_to_be_scrolled_sideways(self, sign_in, full_day):
        page = sign_in(FACILITATOR)
        page.set_viewport_size({"width": 320, "height": 256})
        agenda(page, full_day)

        assert_accessible(page, "the agenda at 400 %")


class TestReport:
    def test_when_all_went_well_it_takes_two_taps_from_the_first_page(self, sign_in, demonstration):
        session = Session.objects.get(state="confirmed")
        now = timezone.now()
        hour = timedelta(hours=1)
        Session.objects.filter(pk=session.pk).update(starts_at=now - 2 * hour, ends_at=now - hour)
        page = sign_in(FACILITATOR, "telephone", has_touch=True)
        page.evaluate(
            "window.taps = 0; addEventListener('click', (event) => event.isTrusted && taps++, true)"
        )

        page.get_by_role("link", name="Compte rendu : ").tap()
        present = page.get_by_label("Élèves présents")
        headcount = session.groups.get().headcount
        expect(present).to_have_value(str(headcount))
        assert_accessible(page, "the report")
        page.get_by_role("button", name="Déposer le compte rendu").tap()

        expect(page.get_by_role("status").filter(has_text="C’est fait.")).to_be_visible()
        assert page.evaluate("taps") == 2
        assert session.session_groups.get().present == headcount
        assert Session.objects.get(pk=session.pk).state == "done"

    def test_two_absent_pupils_are_two_taps_more(self, sign_in, demonstration):
        session = Session.objects.get(state="confirmed")
        now = timezone.now()
        Session.objects.filter(pk=session.pk).update(
            starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1)
        )
        page = sign_in(FACILITATOR, "telephone", has_touch=True)
        page.goto(f"/sessions/{session.public_id}/report")
        less = page.get_by_role("button", name="Un élève de moins, ")
        box = less.bounding_box()
        assert min(box["width"], box["height"]) >= 44

        less.tap()
        less.tap()
        page.get_by_role("button", name="Déposer le compte rendu").tap()

        expect(page.get_by_role("status").filter(has_text="C’est fait.")).to_be_visible()
        counted = session.session_groups.get()
        assert counted.present == counted.headcount - 2

    def test_what_is_not_to_be_reported_is_said(self, sign_in, demonstration):
        session = Session.objects.get(state="confirmed")
        page = sign_in(FACILITATOR)
        page.goto(f"/sessions/{session.public_id}/report")

        expect(page.get_by_text("n’est pas à déposer")).to_be_visible()
        assert_accessible(page, "no report")


class TestSheet:
    @pytest.mark.parametrize("size", ["telephone", "screen"])
    def test_it_says_where_to_go_whom_to_call_and_the_way(
        self, sign_in, full_day, two_schools, size
    ):
        here, far = two_schools
        School.objects.filter(pk=far.pk).update(phone="03 27 00 00 00", address="1 rue du Parc")
        session = Session.objects.get(school=far, starts_at__date=full_day)
        page = sign_in(FACILITATOR, size)
        page.goto(f"/sessions/{session.public_id}")

        sheet = page.get_by_role("region", name="Sur place")
        expect(sheet).to_contain_text("1 rue du Parc")
        expect(sheet).to_contain_text(f"Venir de {here.name}")
        expect(sheet).to_contain_text("Trajet trop court")
        expect(sheet).to_contain_text("Rejoindre Valenciennes")
        expect(sheet.get_by_role("link", name="03 27 00 00 00")).to_have_attribute(
            "href", "tel:0327000000"
        )
        # A plain link: the test fails where a page asks another site for anything.
        map_ = sheet.get_by_role("link", name="Voir sur une carte").get_attribute("href")
        assert map_.startswith("https://www.openstreetmap.org/search?query=1%20rue%20du%20Parc")
        sheet.get_by_text("Un élève se confie").click()
        expect(sheet).to_contain_text("Ne promettez pas le secret")
        assert_accessible(page, "the sheet")

    def test_it_prints_with_the_way_and_the_card(self, sign_in, full_day, two_schools):
        session = Session.objects.get(school=two_schools[1], starts_at__date=full_day)
        page = sign_in(FACILITATOR)
        page.goto(f"/sessions/{session.public_id}")
        page.get_by_text("Rejoindre Valenciennes").wait_for()

        paper = read_paper(page.pdf(format="A4", print_background=True))

        assert len(paper.sizes) <= 2
        for words in ("Sur place", "Rejoindre Valenciennes", "Ne promettez pas le secret"):
            assert paper.says(words), words
