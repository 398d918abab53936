"""Booking as the browser tests do it, and what stands in its way."""

from datetime import datetime

import pytest
from django.utils import timezone

from prevention.demonstration.cast import TEACHER
from prevention.demonstration.stage import class_groups_of_the_teacher
from prevention.models import Offer, User
from prevention.scheduling.acts import Line, request_sessions
from prevention.scheduling.errors import ClassTakenError, OpeningTakenError

OFFER = "Relations, respect et consentement"


def choose_an_offer(page):
    """See the times of the offer of these tests, from the list of what suits."""
    offer = page.get_by_role("listitem").filter(has_text=OFFER)
    offer.get_by_role("link", name="Voir les créneaux").click()
    page.get_by_role("heading", name="Quand").wait_for()


def choose_a_time(page):
    """Go from the start page to one session of class 5E1, at the time that is filled in."""
    page.get_by_role("link", name="Réserver une séance pour 5E1").click()
    choose_an_offer(page)
    page.get_by_label("Séances par classe").select_option("1")
    page.get_by_role("heading", name="Créneau proposé").wait_for()


def press_book(page):
    page.get_by_role("button", name="Réserver").click()


def owed(page, duty):
    return page.get_by_role("region", name="Ce que la loi lui doit").locator("p", has_text=duty)


def colleagues_book_the_same(page):
    """Take, for other classes, the time on the page, until nobody is left to come."""
    now = timezone.now()
    chosen = datetime.fromisoformat(page.evaluate("document.querySelector('main time').dateTime"))
    teacher = User.objects.get(email=TEACHER.email)
    offer = Offer.objects.get(title=OFFER)
    others = class_groups_of_the_teacher(now=now).filter(levels__within=offer.levels)
    for group in others.exclude(label="5E1"):
        try:
            request_sessions(offer=offer, lines=[Line([group], chosen)], asked_by=teacher, now=now)
        except ClassTakenError:
            continue
        except OpeningTakenError:
            return
    pytest.fail("The teacher's other classes did not take up everybody's time.")
