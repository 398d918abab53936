"""The steps of the whole journey, each as one person does it: pages change, the steps remain."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.request import urlopen

from django.core import mail
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import expect

from prevention.calendars.addresses import links_of
from prevention.demonstration.cast import HEAD
from prevention.messages.following import follow_events
from prevention.messages.models import Message
from prevention.messages.sending import send_due
from prevention.models import Feed, Session
from tests.browser.booking import OFFER

HOUR = timedelta(hours=1)
LINK = re.compile(r"https?://[^\s\"<>]+(/authorise/[^\s\"<>]+)")


def book_a_year_group(page, level, classes):
    """The teacher asks for one session for every class of a level."""
    page.get_by_role("link", name="Réserver une séance", exact=True).click()
    page.get_by_label(f"Toutes les {level}").check()
    page.get_by_role("button", name="Voir les séances possibles").click()
    offer = page.get_by_role("listitem").filter(has_text=OFFER)
    offer.get_by_role("link", name="Voir les créneaux").click()
    page.get_by_label("Séances par classe").select_option("1")
    page.get_by_role("button", name=f"Réserver {len(classes)} séances").click()
    expect(page.get_by_role("heading", name="C’est réservé")).to_be_visible()


def links_in_the_mail_of_the_head():
    """What the worker sends once things have settled, and the links it holds, each once."""
    follow_events(now=timezone.now())
    asking = Message.objects.filter(kind="to_authorise", reader__email=HEAD.email)
    assert asking.exists()
    due_at = max(asking.values_list("due_at", flat=True))
    send_due(clock=lambda: due_at, most=500)
    bodies = [one.body for one in mail.outbox if HEAD.email in one.to[0]]
    links = list(dict.fromkeys(link[1] for body in bodies for link in LINK.finditer(body)))
    assert links, [(one.to, one.subject) for one in mail.outbox]
    return links


def authorise_from_the_mail(page, links):
    """The head, who is not signed in, says yes to all that each link asks."""
    for link in links:
        page.goto(link)
        page.get_by_role("button", name="Enregistrer ma décision").click()
        expect(page.get_by_role("heading", name="Votre décision est enregistrée")).to_be_visible()


def authorise_in_one_go(page):
    page.goto("/authorise")
    page.get_by_role("button", name=re.compile("^Autoriser [0-9]+ séance")).click()
    expect(page.get_by_role("heading", name=re.compile("séances? autorisée"))).to_be_focused()


def accept(page, session):
    """The facilitator takes a session on."""
    page.goto(f"/sessions/{session.public_id}")
    page.get_by_role("button", name="Accepter la séance").click()
    expect(page.get_by_role("status").filter(has_text="C’est fait.")).to_be_visible()


def move_to_the_last_time(page, session):
    """The teacher gives it another time."""
    page.goto(f"/sessions/{session.public_id}")
    page.get_by_role("link", name="Déplacer").click()
    page.get_by_role("listitem").get_by_role("button").last.click()
    page.get_by_role("dialog").get_by_role("button", name="Déplacer la séance").click()
    expect(page.get_by_role("status").filter(has_text="C’est fait.")).to_be_visible()


def let_it_be_over(session):
    """What was planned has taken place: the one step that nobody presses."""
    now = timezone.now()
    Session.objects.filter(pk=session.pk).update(starts_at=now - 2 * HOUR, ends_at=now - HOUR)


def report(page, session):
    """The facilitator says that all were there; a colleague may have given it."""
    page.goto(f"/sessions/{session.public_id}/report")
    page.get_by_role("button", name="Déposer le compte rendu").click()
    expect(page.get_by_role("status").filter(has_text="C’est fait.")).to_be_visible()


@dataclass(frozen=True)
class Shown:
    starts_at: datetime
    status: str
    sequence: int


def seen_by_a_reader(session):
    """What a program that subscribed to the school's calendar shows of a session, over HTTP."""
    feed = Feed.objects.filter(kind="school", holder__email=HEAD.email).earliest("pk")
    with urlopen(links_of(feed).url) as answer:  # noqa: S310 - the test's own server
        calendar = Calendar.from_ical(answer.read())
    (event,) = (one for one in calendar.walk("VEVENT") if str(session.public_id) in str(one["UID"]))
    return Shown(event["DTSTART"].dt, str(event["STATUS"]), int(event["SEQUENCE"]))
