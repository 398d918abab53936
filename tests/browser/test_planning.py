"""The planning on screen and on paper, as the people of the demonstration use it."""

import csv
import io
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from prevention.demonstration.cast import COORDINATOR, FACILITATOR, HEAD, SCHOOL_UAI, TEACHER
from prevention.models import (
    ClassGroup,
    Facilitator,
    Offer,
    PublicHoliday,
    School,
    Session,
    SessionGroup,
    User,
)
from prevention.schools.days import has_class
from prevention.vocabulary import Half
from tests.browser.accessible import assert_accessible
from tests.browser.paper import A4_LANDSCAPE_POINTS, read_paper
from tests.factories import RequestFactory, SessionFactory

pytestmark = pytest.mark.browser

PARIS = ZoneInfo("Europe/Paris")
HOURS = [8, 10, 14]
STATES = ["held", "confirmed", "done", "cancelled"]


@pytest.fixture
def monday(demonstration):
    """The Monday of a whole week of class, the week before it having no session."""
    school = School.objects.get(pk=SCHOOL_UAI)
    day = localdate() + timedelta(days=60)
    day -= timedelta(days=day.weekday())
    while not all(has_class(school, day + timedelta(days=n), Half.AM) for n in (0, 1, 2, 3, 4)):
        day += timedelta(days=7)
    return day


@pytest.fixture
def full(monday):
    """Three sessions on each day of the week, in states one after the other."""
    plan([(monday + timedelta(days=n // 3), HOURS[n % 3]) for n in range(15)])
    return monday


def plan(times):
    """Let the school have a session at each day and hour."""
    school = School.objects.get(pk=SCHOOL_UAI)
    groups = ClassGroup.objects.filter(school=school).order_by("-school_year", "label")
    request = RequestFactory(
        school=school,
        offer=Offer.objects.earliest("pk"),
        asked_by=User.objects.get(email=TEACHER.email),
    )
    facilitator = Facilitator.objects.get(user__email=FACILITATOR.email)
    for number, (day, hour) in enumerate(times):
        starts_at = datetime.combine(day, time(hour, 30), PARIS)
        session = SessionFactory(
            request=request,
            state=STATES[number % 4],
            authorised_at=starts_at - timedelta(days=20),
            starts_at=starts_at,
            ended_reason="ABSENCE" if STATES[number % 4] == "cancelled" else "",
        )
        SessionGroup.objects.create(session=session, group=groups[number % len(groups)])
        session.facilitators.add(facilitator)


def address(day, span, by="school", of=SCHOOL_UAI):
    return f"/planning?by={by}&of={of}&span={span}&day={day.isoformat()}"


def shown(page):
    """What stands on the sheet, once it is there."""
    page.get_by_role("button", name="Imprimer").wait_for()
    return page.get_by_role("main")


def printed(page):
    return read_paper(page.pdf(prefer_css_page_size=True, print_background=True))


@pytest.mark.parametrize("span", ["week", "month", "school_year"])
def test_a_planning_prints_on_one_sheet_of_a4(sign_in, full, span):
    page = sign_in(HEAD)
    page.goto(address(full, span))
    shown(page)

    paper = printed(page)

    assert paper.sizes == [A4_LANDSCAPE_POINTS]
    for words in ("Collège Les Rochambelles", "Imprimé le", f"{localdate().year}"):
        assert paper.says(words), words
    for words in ("Imprimer", "Télécharger", "Précédent", "Aller au contenu"):
        assert not paper.says(words), words


def test_the_week_on_paper_says_every_session_in_words(sign_in, full):
    page = sign_in(HEAD)
    page.goto(address(full, "week"))
    shown(page)

    paper = printed(page)

    for session in Session.objects.filter(starts_at__date__range=(full, full + timedelta(days=4))):
        assert paper.says(session.groups.get().label)
    for words in ("Matin", "Après-midi", "annulée", "confirmée", "en attente d’accord"):
        assert paper.says(words), words
    assert not paper.says(FACILITATOR.name)  # a paper on a wall goes further than its reader


def test_a_week_that_is_too_full_goes_on_under_the_same_head(sign_in, monday):
    week = [monday + timedelta(days=n) for n in range(5)]
    plan([(day, hour) for day in week for hour in (8, 9, 10, 11, 14, 15, 16, 17)])
    page = sign_in(HEAD)
    page.goto(address(monday, "week"))
    shown(page)

    paper = printed(page)

    assert paper.sizes == [A4_LANDSCAPE_POINTS] * 2
    assert paper.text.count(f"Lundi{monday.day}") == 2


def test_other_pages_still_print_upright_after_a_planning(sign_in, full):
    page = sign_in(HEAD)
    page.goto(address(full, "week"))
    shown(page)
    page.get_by_role("link", name="Aide").click()
    page.get_by_role("heading", name="Aide").wait_for()

    widths_and_heights = printed(page).sizes

    assert all(width < height for width, height in widths_and_heights)


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", ["telephone", "screen"])
def test_every_span_is_accessible(sign_in, full, size, colours):
    page = sign_in(COORDINATOR, size, color_scheme=colours)
    group = ClassGroup.objects.filter(school=SCHOOL_UAI).latest("school_year", "pk")
    facilitator = Facilitator.objects.get(user__email=FACILITATOR.email)
    # Full ones, an empty one, and one that is not there.
    for at in [
        *(address(full, span) for span in ("week", "month", "school_year")),
        address(full, "week", "facilitator", facilitator.pk),
        address(full - timedelta(days=3000), "week"),
        address(full, "school_year", "class_group", group.pk),
        "/planning",
    ]:
        page.goto(at)
        assert_accessible(page, at)


def test_a_keyboard_goes_from_week_to_month_and_the_address_holds_it(sign_in, full):
    page = sign_in(HEAD)
    page.goto(address(full - timedelta(days=7), "week"))
    sheet = shown(page)
    expect(sheet).to_contain_text("Aucune séance cette semaine.")

    page.get_by_role("link", name="Semaine suivante").focus()
    page.keyboard.press("Enter")

    expect(sheet).to_contain_text("12 séances, dont 4 à confirmer, 3 annulées ou non tenues")
    assert f"day={full.isoformat()}" in page.url
    expect(page.get_by_role("heading", level=1)).to_be_focused()

    page.get_by_text("Choisir un autre planning").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Période", exact=True).select_option("month")
    page.get_by_role("button", name="Afficher").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Mois suivant")).to_be_visible()
    assert "span=month" in page.url
    page.go_back()
    expect(page.get_by_role("link", name="Semaine suivante")).to_be_visible()
    page.reload()
    expect(sheet).to_contain_text("12 séances")


def test_the_table_holds_the_sessions_of_the_sheet(sign_in, full):
    page = sign_in(HEAD)
    page.goto(address(full, "week"))
    shown(page)

    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger en CSV").click()

    name = download.value.suggested_filename
    last = full + timedelta(days=6)
    assert name == f"Planning Collège Les Rochambelles du {full} au {last}.csv"
    table = download.value.path().read_text("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(table), delimiter=";"))) == 1 + 15


def test_a_facilitator_finds_the_own_planning_and_who_comes_along(sign_in, full):
    page = sign_in(FACILITATOR, "telephone")
    page.get_by_role("link", name="Voir le planning").click()
    sheet = shown(page)
    expect(page.get_by_role("heading", level=2).first).to_have_text(
        Facilitator.objects.get(user__email=FACILITATOR.email).name
    )

    page.goto(page.url.replace(localdate().isoformat(), full.isoformat()))

    expect(sheet).to_contain_text("Collège Les Rochambelles")
    expect(sheet).to_contain_text("Vacances et fermetures dépendent de chaque établissement")
    expect(sheet.get_by_role("table")).to_have_count(0)  # days one under the other


def test_holidays_are_named_on_the_sheet(sign_in, monday):
    holiday = PublicHoliday.objects.filter(
        territory="Métropole", day__year=localdate().year, name__contains="novembre"
    ).latest("day")
    page = sign_in(HEAD)

    page.goto(address(holiday.day, "month"))

    expect(shown(page).get_by_role("table")).to_contain_text(holiday.name)


def test_a_class_and_a_school_lead_to_their_planning(sign_in, full):
    page = sign_in(COORDINATOR)
    page.goto(f"/schools/{SCHOOL_UAI}")
    page.wait_for_load_state("networkidle")  # leaving half a page loses what it asked for
    page.get_by_role("link", name="Voir le planning").click()
    shown(page)
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Les Rochambelles")

    group = ClassGroup.objects.filter(school=SCHOOL_UAI).latest("school_year", "pk")
    page.goto(f"/classes/{group.pk}")
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="Voir le planning").click()
    shown(page)
    expect(page.get_by_role("heading", level=2).first).to_contain_text(group.label)


def test_a_coordinator_is_asked_whose_planning_to_show(sign_in, monday):
    page = sign_in(COORDINATOR)
    page.goto("/planning")

    expect(page.get_by_text("Choisissez de qui afficher le planning")).to_be_visible()
    page.get_by_label("Planning de").select_option(index=0)
    page.get_by_role("button", name="Afficher").click()

    shown(page)


def test_what_is_not_there_is_said_and_another_can_be_chosen(sign_in, monday):
    page = sign_in(TEACHER)

    page.goto(address(monday, "week", "class_group", 999999))

    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_text("Choisir un autre planning").click()
    page.get_by_label("Planning de").select_option(label=School.objects.get(pk=SCHOOL_UAI).name)
    page.get_by_role("button", name="Afficher").click()
    shown(page)
