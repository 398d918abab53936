"""A message as it would be sent now, for others than its reader."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from prevention.messages.letters import render_html, render_text, write
from prevention.messages.models import Message

# What these addresses do, they do in the reader's name: a preview shows that they are
# there, not where they lead.
SECRETS = re.compile(r"(/(?:authorise|calendars|preferences|unsubscribe)/)[^\s\"'<>?#)]+")


@dataclass(frozen=True)
class Preview:
    subject: str
    text: str
    html: str


def preview(message: Message, *, now: datetime) -> Preview:
    """Write the message from its sessions as they are, in its reader's language."""
    with translation.override(message.language):
        letter = write(message, now)
        text, html = render_text(letter), render_html(letter)
    return Preview(letter.subject, _without_secrets(text), _without_secrets(html))


def _without_secrets(text: str) -> str:
    return SECRETS.sub(r"\1…", text)
