"""Invitations in mails (iTIP, RFC 5546): the session of a feed, addressed to one reader."""

from datetime import datetime
from email.utils import parseaddr
from enum import StrEnum
from typing import NamedTuple

from django.conf import settings

from prevention.calendars import ics
from prevention.calendars.contents import Row
from prevention.calendars.render import PRODUCT, event, status
from prevention.calendars.words import speak
from prevention.vocabulary import SessionState


class Method(StrEnum):
    """What an invitation asks of a calendar (RFC 5546, 3.2): take or replace, or take away."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Attendee(NamedTuple):
    """Whoever the mail goes to."""

    mailbox: str
    name: str


def invitation(row: Row, *, attendee: Attendee, method: Method, now: datetime) -> bytes:
    """Write one session for one reader's calendar, in the active language.

    It has the ``UID`` and the ``SEQUENCE`` of the feeds, and says the same. ``DTSTAMP`` is
    the present, not the last revision as in a feed: with a ``METHOD`` it is when the object
    was made (RFC 5545, 3.8.7.2), and of two objects with the same ``SEQUENCE`` a calendar
    keeps the later stamp (RFC 5546, 2.1.5): such as when somebody stops giving a session that
    stays as it is for everybody else.

    Nobody is named but its reader: invitations are forwarded and shown to others.
    """
    if method == Method.CANCEL:  # so it is for this reader, whatever it is for others
        row = row._replace(about=row.about._replace(state=SessionState.CANCELLED))
    organiser, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    name = ics.parameter(attendee.name or attendee.mailbox)
    answered = f"ROLE=REQ-PARTICIPANT;PARTSTAT={_answer(row)};RSVP=FALSE"
    people = [
        f"ORGANIZER;CN={ics.parameter(organiser or address)}:{ics.mailbox(address)}",
        f"ATTENDEE;CN={name};{answered}:{ics.mailbox(attendee.mailbox)}",
    ]
    zone = ics.ZONES.get(row.about.school.time_zone, "").splitlines()
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
    ]
    written = event(row, settings.SITE_URL, speak(), stamp=now, people=people)
    return ics.lines([*head, *zone]) + written + ics.lines(["END:VCALENDAR"])


def _answer(row: Row) -> str:
    """The reader's answer, given on the site already: none is asked by mail."""
    match status(row.about.state):
        case "CONFIRMED":
            return "ACCEPTED"
        case "TENTATIVE":
            return "TENTATIVE"
        case _:
            return "NEEDS-ACTION"  # said of nothing: the default (RFC 5545, 3.2.12)
