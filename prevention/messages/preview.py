"""A message as it would be sent now, for others than its reader."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from prevention.messages.kinds import Kind
from prevention.messages.letters import render_html, render_text, write
from prevention.messages.models import Message

# What these addresses do, they do in the reader's name: a preview shows that they are
# there, not where they lead.
SECRETS = re.compile(r"(/(?:authorise|calendars|preferences|unsubscribe)/)[^\s\"'<>?#)]+")

# Their letters are about something else than sessions.
WITHOUT_SESSIONS = frozenset({Kind.DIGEST, Kind.CALENDAR_STALE})


@dataclass(frozen=True)
class Preview:
    subject: str
    text: str
    html: str


def preview(message: Message, *, now: datetime) -> Preview:
    """Write the message from its sessions as they are, in its reader's language."""
    if message.kind not in WITHOUT_SESSIONS and not message.sessions.all():
        return _empty(message)
    with translation.override(message.language):
        letter = write(message, now)
        text, html = render_text(letter), render_html(letter)
    return Preview(letter.subject, _without_secrets(text), _without_secrets(html))


def _empty(message: Message) -> Preview:
    """What stands for a message whose sessions are gone: it will never be written."""
    subject = message.subject or capfirst(message.get_kind_display())
    sentence = _("The sessions that it spoke of are gone: there is nothing to read.")
    return Preview(subject, sentence, format_html("<p>{}</p>", sentence))


def _without_secrets(text: str) -> str:
    return SECRETS.sub(r"\1…", text)
