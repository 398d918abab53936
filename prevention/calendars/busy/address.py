"""Which addresses may be asked for a calendar, as they are written."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from prevention.calendars.busy.places import place_of
from prevention.calendars.busy.troubles import UnreadableError


def normal_address(typed: str) -> str:
    """What people copy, as https: calendar programs write ``webcal`` for the same thing."""
    address = typed.strip()
    scheme, colon, rest = address.partition(":")
    return f"https:{rest}" if colon and scheme.lower() in {"webcal", "webcals"} else address


def check_address(address: str) -> None:
    """Refuse what could never be read; the sentence does not repeat the address, a secret.

    Raises:
        ValidationError: not https, a port or a user of its own, or nothing to ask for.

    """
    try:
        place_of(address)
    except UnreadableError as error:
        sentence = _(
            "Give the address of a calendar: it begins with https:// or webcal://, without a user"
            " name, a password or a port."
        )
        raise ValidationError(sentence, code="calendar_address") from error
