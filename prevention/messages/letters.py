"""What a message says: one letter, from which its text and its HTML are made."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from prevention.messages.blocks import Block, Letter, Link, Paragraph
from prevention.messages.contents import afterwards, agreed, asking, changes, digest
from prevention.messages.contents.parts import Body
from prevention.messages.kinds import OPTIONAL_KINDS, Kind
from prevention.messages.matter import Matter, read_matter
from prevention.messages.models import Message
from prevention.messages.rendering import render_html, render_text
from prevention.messages.unsubscribing import address_of, preferences_address_of
from prevention.vocabulary import Side

__all__ = ["Letter", "letter_of", "render_html", "render_text", "write"]

CONTENTS: Mapping[Kind, Callable[[Matter], Body]] = {
    Kind.RECEIVED: asking.received,
    Kind.TO_AUTHORISE: asking.to_authorise,
    Kind.NUDGE: asking.nudge,
    Kind.PROPOSAL: asking.proposal,
    Kind.TO_ACCEPT: asking.to_accept,
    Kind.CONFIRMED: agreed.confirmed,
    Kind.READINESS: agreed.still_missing,
    Kind.REMINDER: agreed.reminder,
    Kind.CHANGED: changes.changed,
    Kind.CANCELLED: changes.cancelled,
    Kind.TIME_FREE: asking.time_free,
    Kind.REPORT_DUE: afterwards.report_due,
    Kind.REPORT_LATE: afterwards.report_late,
    Kind.DIGEST: digest.digest,
    Kind.CALENDAR_STALE: afterwards.calendar_stale,
}
# All that could end a line in a header or a title, or hide in it.
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def write(message: Message, now: datetime) -> Letter:
    """Write a message from its sessions as they are, in its reader's language.

    A kind that is about sessions needs one at least. As a preview shows it: a head's button
    leads to the session, not to the address at which one decides in the head's name.
    """
    with translation.override(message.language):
        return letter_of(read_matter(message, now=now))


def letter_of(matter: Matter) -> Letter:
    """Write the letter in the active language."""
    message = matter.message
    body = CONTENTS[Kind(message.kind)](matter)
    words = re.split(r"\n\s*\n", message.words.replace("\r\n", "\n").strip())
    return Letter(
        subject=on_one_line(message.subject or body.subject),
        language=message.language,
        blocks=(
            Paragraph(_("Hello,")),
            *(Paragraph(said) for said in words if said),
            *body.blocks,
            Paragraph(_("Prevention in schools")),
        ),
        footer=tuple(_footer(matter)),
    )


def on_one_line(text: str) -> str:
    """Keep what can stand in one header (RFC 5322, 2.2), or one attribute."""
    return " ".join(CONTROLS.sub(" ", text).split(" ")).strip()


def _footer(matter: Matter) -> list[Block]:
    """Say why one gets this, and how to get fewer; a school's mailbox has no account."""
    message, reader = matter.message, matter.message.reader
    blocks: list[Block] = [Paragraph(_why(matter))]
    if reader is None:
        return blocks
    blocks.append(Link(_("Choose which messages I get"), preferences_address_of(reader)))
    if message.kind in OPTIONAL_KINDS:
        unsubscribe = address_of(reader, Kind(message.kind))
        blocks.append(Link(_("Get no more messages of this kind"), unsubscribe))
    return blocks


def _why(matter: Matter) -> str:
    school = matter.message.school
    if matter.side == Side.PARTNER:
        return _("You get this message because you give sessions.")
    if matter.side == Side.COORDINATION or school is None:
        return _("You get this message because you coordinate sessions.")
    if matter.message.reader is None:
        return _("This message goes to the mailbox of %(school)s, where this takes place.") % {
            "school": school.name
        }
    return _("You get this message because of sessions at your school, %(school)s.") % {
        "school": school.name
    }
