"""What the state of a message means, and what to do when it did not arrive."""

from datetime import datetime

from django.utils.translation import gettext as _

from prevention.messages.models import Message
from prevention.scheduling.sentences import in_words

HOME = "Europe/Paris"


def sentence(message: Message, *, now: datetime) -> str:
    """Say the state of a message, with its time in the zone of its school."""
    match message.state:
        case Message.State.SCHEDULED if message.held_at:
            return _("On hold: it is sent once somebody releases it.")
        case Message.State.SCHEDULED if message.due_at <= now:
            return _("Leaves within minutes.")
        case Message.State.SCHEDULED if message.attempts:
            return _("Could not be handed over yet: tried again on %(when)s.") % {
                "when": _when(message, message.due_at)
            }
        case Message.State.SCHEDULED:
            return _("Leaves on %(when)s.") % {"when": _when(message, message.due_at)}
        case Message.State.SENDING:
            return _("Is being sent.")
        case Message.State.SENT:
            return _("Sent on %(when)s.") % {"when": _when(message, message.sent_at)}
        case Message.State.CANCELLED:
            return _("Cancelled: nothing more is sent.")
        case Message.State.SUPERSEDED:
            return _("No longer needed: what it was to say has changed.")
    return _("Did not arrive: %(failure)s.") % {"failure": message.get_failure_display()}


def advice(message: Message) -> str:
    """Say what to do about a message that did not arrive; nothing of any other."""
    if message.state != Message.State.FAILED:
        return ""
    match message.failure:
        case Message.Failure.REFUSED | Message.Failure.BOUNCED:
            return _("Check the address with its holder, then send it again.")
        case Message.Failure.IN_DOUBT:
            return _("Ask the reader whether it arrived before you send it again.")
    return _("Send it again; if that fails too, tell who runs this service.")


def _when(message: Message, instant: datetime | None) -> str:
    return in_words(instant, message.school.time_zone if message.school else HOME)
