"""Whom to turn to: the services for some levels, themes and place, as they are said today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from library.models import HelpService
from library.opening_hours import say_opening_hours
from prevention.vocabulary import Level


@dataclass(frozen=True)
class Help:
    """A service and its hours, in the active language."""

    service: HelpService
    hours: str

    @property
    def dialled(self) -> str:
        """The number as a telephone takes it (RFC 3966): without the spaces people write."""
        return "".join(sign for sign in self.service.phone if sign.isdigit() or sign == "+")


def help_for(
    *,
    levels: Sequence[Level],
    today: date,
    themes: Iterable[str] = (),
    commune: str = "",
) -> list[Help]:
    """The services in force for these levels, emergencies first; one query.

    With ``themes`` (codes) and ``commune`` (INSEE), those of other themes and places are
    left out; without, none is.
    """
    services = HelpService.objects.in_force(today=today).for_levels(tuple(levels))
    if chosen := list(themes):
        services = services.about(chosen)
    if commune:
        services = services.serving(commune)
    return [Help(service, say_opening_hours(service.opening_hours)) for service in services]
