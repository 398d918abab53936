"""What a message says."""

from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from prevention.messages.models import Message


def build(message: Message, *, now: datetime) -> EmailMultiAlternatives:
    """Write the mail of a message, from its sessions as they are now."""
    with translation.override(message.language):
        subject = message.subject or message.get_kind_display()
        lines = [str(session) for session in message.sessions.all()]
    return EmailMultiAlternatives(
        subject=subject,
        body="\n".join([message.words, *lines]),
        to=[message.to],
        headers={"Message-ID": f"<{message.public_id}@exemple.test>"},
    )
