"""What calendars say, in the language of their reader.

The words are values like the rows they stand beside: a calendar is made of both and of
nothing else, so that its revision covers a corrected translation too.
"""

from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from prevention.vocabulary import SessionState


@dataclass(frozen=True, eq=False)
class Words:
    """Sentences with ``%s`` places, in one language; there is one of each language."""

    states: dict[str, str]
    to_confirm: str
    cancelled: str
    theme: str
    classes: str
    pupils: str
    organisation: str
    facilitators: str
    in_room: str
    no_place: str
    room: str
    materials: str
    help_numbers: str
    page: str


def speak() -> Words:
    """Give the words in the active language; the same until the program is started again."""
    return spoken(get_language())


@cache
def spoken(language: str | None) -> Words:
    with override(language):
        return _gathered()


def _gathered() -> Words:
    return Words(
        states={state.value: str(state.label) for state in SessionState},
        to_confirm=_("To be confirmed: %s"),
        cancelled=_("Cancelled: %s"),
        theme=_("Theme: %s"),
        classes=_("Classes: %s"),
        pupils=_("pupils: %s"),
        organisation=_("Given by: %s"),
        facilitators=_("With: %s"),
        in_room=_("Room: %s"),
        no_place=_("Place to be defined"),
        room=_("The room needs: %s"),
        materials=_("To prepare:"),
        # Source: arretonslesviolences.gouv.fr and e-enfance.org, checked in September 2026.
        help_numbers=_(
            "For pupils who need help, free of charge: 119 (children in danger, day and night),"
            " 3018 (bullying and online violence)."
        ),
        page=_("To move or cancel this session, open its page: %s"),
    )
