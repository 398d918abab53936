"""Booking from the start page: few presses, by keyboard alone, and when two want the same time."""

import re
from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.timezone import localdate, localtime
from playwright.sync_api import expect

from prevention.demonstration.cast import FACILITATOR, HEAD, TEACHER
from prevention.demonstration.stage import PREPARED_AHEAD, class_groups_of_the_teacher
from prevention.models import Availability, DatedAvailability, Facilitator, Offer, Session
from prevention.scheduling.load import Meeting, openings_for
from tests.browser.accessible import assert_accessible
from tests.browser.booking import OFFER, choose_an_offer
from tests.factories import PARIS, FacilitatorFactory

pytestmark = [pytest.mark.browser, pytest.mark.journey]

sizes = pytest.mark.parametrize("size", ["telephone", "screen"])
AGENDA = Path(__file__).with_name("agenda.txt")


class Presses:
    """Presses things, and counts."""

    def __init__(self):
        self.count = 0

    def __call__(self, thing):
        thing.click()
        self.count += 1


def of_the_offer(page):
    return page.get_by_role("listitem").filter(has_text=OFFER)


def group_of(label):
    return class_groups_of_the_teacher(now=timezone.now()).get(label=label)


@sizes
def test_one_class_is_booked_in_three_presses(sign_in, size):
    page, press = sign_in(TEACHER, size), Presses()

    press(page.get_by_role("link", name="Réserver une séance pour 6E2"))
    press(of_the_offer(page).get_by_role("link", name="Voir les créneaux"))
    press(page.get_by_role("button", name="Réserver 3 séances"))

    expect(page.get_by_role("heading", name="C’est réservé")).to_be_focused()
    assert press.count == 3  # five at most
    assert Session.objects.filter(groups__label="6E2", state="held").count() == 3


@sizes
def test_a_year_group_is_booked_in_five_presses(sign_in, size):
    page, press = sign_in(TEACHER, size), Presses()

    press(page.get_by_role("link", name="Réserver une séance", exact=True))
    press(page.get_by_label("Toutes les 6e"))
    press(page.get_by_role("button", name="Voir les séances possibles"))
    press(of_the_offer(page).get_by_role("link", name="Voir les créneaux"))
    press(page.get_by_role("button", name="Réserver 18 séances"))

    done = page.get_by_role("heading", name="C’est réservé")
    expect(done).to_be_focused(timeout=30_000)
    assert press.count == 5  # eight at most
    sixth = class_groups_of_the_teacher(now=timezone.now()).filter(label__startswith="6E")
    booked = {
        group.label: Session.objects.filter(groups=group, state="held").count() for group in sixth
    }
    assert booked == {f"6E{n}": 3 for n in range(1, 7)}


@pytest.mark.parametrize(("size", "colours"), [("telephone", "dark"), ("screen", "light")])
def test_every_step_is_accessible(sign_in, size, colours):
    page = sign_in(TEACHER, size, color_scheme=colours)
    page.get_by_role("link", name="Réserver une séance", exact=True).click()
    page.get_by_role("button", name="Voir les séances possibles").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert_accessible(page, "no class")
    page.get_by_label("Toutes les 5e").check()
    page.get_by_label("5E3").uncheck()
    assert_accessible(page, "classes")
    page.get_by_role("button", name="Voir les séances possibles").click()
    page.get_by_text("ne conviennent pas").click()
    assert_accessible(page, "offers")
    choose_an_offer(page)
    page.get_by_label("Séances par classe").select_option("1")
    page.get_by_role("button", name="Retirer").last.click()
    expect(page.get_by_text("Retirée de la demande", exact=True)).to_be_visible()
    assert_accessible(page, "times")
    Availability.objects.all().delete()
    page.get_by_role("button", name="Réserver 4 séances").click()
    expect(page.get_by_role("heading", name="Rien n’est encore réservé")).to_be_focused()
    expect(page.get_by_text("Le partenaire n’a personne à ce moment")).to_have_count(4)
    assert_accessible(page, "nothing booked")
    page.get_by_role("button", name="Se mettre en liste d’attente").first.click()
    assert_accessible(page, "waiting")
    page.get_by_role("dialog").get_by_role("button", name="Se mettre en liste").click()
    expect(page.get_by_role("heading", name="Une partie est réservée")).to_be_focused()
    assert_accessible(page, "partly booked")


def test_going_back_and_reloading_keep_the_choice(sign_in):
    page = sign_in(TEACHER)
    page.get_by_role("link", name="Réserver une séance", exact=True).click()
    page.get_by_label("6E2").check()
    page.get_by_role("button", name="Voir les séances possibles").click()
    choose_an_offer(page)
    page.get_by_role("button", name="Changer le créneau").first.click()
    page.get_by_role("dialog").get_by_role("listitem").get_by_role("button").last.click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Changer le créneau").first).to_be_focused()
    chosen = page.locator("main time").all_inner_texts()

    page.reload()
    expect(page.locator("main time").first).to_be_visible()
    assert page.locator("main time").all_inner_texts() == chosen

    page.go_back()
    expect(page.get_by_role("heading", name="Quelle séance")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("6E2")).to_be_checked()
    page.go_back()
    expect(page.get_by_role("heading", name="Bonjour")).to_be_visible()


def test_a_changed_time_is_none_that_another_line_takes(sign_in):
    """With one facilitator left, each time of the form is nobody else's."""
    Offer.objects.get(title=OFFER).facilitators.set([facilitator()])
    page = sign_in(TEACHER)
    page.get_by_role("link", name="Réserver une séance", exact=True).click()
    page.get_by_label("6E1").check()
    page.get_by_label("6E2").check()
    page.get_by_role("button", name="Voir les séances possibles").click()
    choose_an_offer(page)
    page.get_by_label("Séances par classe").select_option("1")
    page.get_by_role("heading", name="2 créneaux").wait_for()
    mine, theirs = page.locator("main time").all_inner_texts()

    page.get_by_role("button", name="Changer le créneau").first.click()
    times = page.get_by_role("dialog").get_by_role("listitem").get_by_role("button")
    times.first.wait_for()

    offered = [time.get_attribute("aria-label") for time in times.all()]
    assert mine in offered
    assert theirs not in offered


def facilitator():
    return Facilitator.objects.get(user__email=FACILITATOR.email)


def test_two_browsers_race_for_one_opening(sign_in):
    Offer.objects.get(title=OFFER).facilitators.set([facilitator()])
    pages = {"5E1": sign_in(TEACHER), "5E2": sign_in(HEAD, "telephone")}
    for label, page in pages.items():
        page.goto(f"/book?step=times&class={group_of(label).pk}&offer={offer().pk}&sessions=1")
        page.get_by_role("heading", name="Créneau proposé").wait_for()
    assert (
        len({page.locator("main time").get_attribute("datetime") for page in pages.values()}) == 1
    )

    for page in pages.values():  # neither waits for the other's answer
        page.evaluate("document.querySelector('main .acts .primary').click()")

    for page in pages.values():
        expect(page.get_by_role("heading", level=1)).to_be_focused()
    first, second = sorted(
        pages.values(), key=lambda page: page.get_by_text("Pas encore réservé").count()
    )
    expect(first.get_by_role("heading", name="C’est réservé")).to_be_visible()
    expect(second.get_by_text("Ce créneau vient d’être pris")).to_be_visible()
    assert Session.objects.filter(groups__label__in=pages).count() == 1
    second.get_by_role("button", name="Prendre ").first.click()
    expect(second.get_by_role("heading", name="C’est réservé")).to_be_focused()
    assert Session.objects.filter(groups__label__in=pages).count() == 2


def offer():
    return Offer.objects.get(title=OFFER)


def focused(page):
    """What the focused element is called."""
    return page.evaluate(
        """() => {
          const { ariaLabel, labels, textContent } = document.activeElement;
          const said = ariaLabel || labels?.[0]?.textContent || textContent;
          return said.replace(/\\s+/g, " ").trim();
        }"""
    )


def tab_to(page, what):
    for _step in range(80):
        page.keyboard.press("Tab")
        if focused(page).startswith(what):
            return
    pytest.fail(f"“{what}” is not reached by the keyboard.")


def test_the_main_journey_by_keyboard_alone(sign_in):
    page = sign_in(TEACHER)
    page.get_by_role("link", name="Réserver une séance", exact=True).wait_for()
    tab_to(page, "Réserver une séance")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Pour quelles classes")).to_be_focused()
    tab_to(page, "6E3")
    page.keyboard.press("Space")
    tab_to(page, "Voir les séances possibles")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Quelle séance")).to_be_focused()
    of_the_offer(page).wait_for()
    page.get_by_role("link", name="Changer de classes").focus()
    page.keyboard.press("Shift+Tab")
    while OFFER not in page.evaluate("document.activeElement.closest('li')?.textContent ?? ''"):
        tab_to(page, "Voir les créneaux")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Quand")).to_be_focused()
    page.get_by_role("button", name="Changer le créneau").first.wait_for()
    tab_to(page, "Changer le créneau")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("listitem").first.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    time = focused(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Changer le créneau").first).to_be_focused()
    expect(page.get_by_role("status").filter(has_text=time)).to_have_count(1)
    tab_to(page, "Réserver 3 séances")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="C’est réservé")).to_be_focused()
    assert Session.objects.filter(groups__label="6E3", state="held").count() == 3


def test_the_agenda_reads_as_it_is_written_down(sign_in):
    """What a screen reader says of it, in order, is in agenda.txt; its days have no date there."""
    group, days = group_of("6E1"), whole_days()
    newcomer = FacilitatorFactory(organisation=offer().organisation)
    offer().facilitators.set([newcomer])
    for day in days:
        for starts_at, ends_at in [("10:00", "12:00"), ("14:00", "15:30")]:
            DatedAvailability.objects.create(
                facilitator=newcomer,
                kind=DatedAvailability.Kind.EXTRA,
                starts_at=f"{day}T{starts_at}{day_offset(day)}",
                ends_at=f"{day}T{ends_at}{day_offset(day)}",
            )
    page = sign_in(TEACHER)
    page.goto(f"/book?step=times&class={group.pk}&offer={offer().pk}&sessions=1")
    page.get_by_role("button", name="Changer le créneau").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("listitem").first.wait_for()

    said = plain(dialog.aria_snapshot())

    for number, heading in enumerate(dialog.get_by_role("heading", level=3).all_inner_texts(), 1):
        said = re.sub(re.escape(plain(heading)), f"jour {number}", said, flags=re.IGNORECASE)
    assert said == AGENDA.read_text(encoding="utf-8").strip()


def plain(text):
    """Words as they are heard: with plain spaces for those that keep French together."""
    return re.sub(r"[\u00a0\u202f]", " ", text)


def whole_days():
    """Two days on which the class can be met in the morning and in the afternoon."""
    today, now = localdate(), timezone.now()
    meeting = Meeting(offer(), [group_of("6E1")])
    found = openings_for(meeting, first=today, last=today + PREPARED_AHEAD, now=now).openings
    starts = [localtime(one.starts_at, PARIS) for one in found]
    mornings, afternoons = (
        {start.date() for start in starts if (start.hour < 12) is is_morning}
        for is_morning in (True, False)
    )
    return sorted(mornings & afternoons)[:2]


def day_offset(day):
    """How far the clocks of Paris are ahead of UTC that day."""
    noon = timezone.datetime(day.year, day.month, day.day, 12, tzinfo=PARIS)
    return noon.strftime("%z")
