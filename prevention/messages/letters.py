"""What a message says: its subject, and its text and HTML from the same blocks."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html_join
from django.utils.text import capfirst

from prevention.messages.models import Message


@dataclass(frozen=True)
class Letter:
    subject: str
    blocks: tuple[str, ...]


def write(message: Message, now: datetime) -> Letter:
    subject = message.subject or capfirst(message.get_kind_display())
    return Letter(subject, tuple(block for block in (message.words, subject) if block))


def render_text(letter: Letter) -> str:
    return "\n\n".join(letter.blocks)


def render_html(letter: Letter) -> str:
    return format_html_join("", "<p>{}</p>", ((block,) for block in letter.blocks))
