"""How papers write days, numbers, levels and whom to call, in the active language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from library.help import Help
from prevention.offers.models import Duty
from prevention.scheduling.sentences import in_days
from prevention.schools.models import School
from prevention.vocabulary import DutyUnit, Level


def in_figures(amount: Decimal | int) -> str:
    """Write a number as people do: its thousands apart, and no decimals that say nothing."""
    if isinstance(amount, Decimal):
        whole = amount == amount.to_integral_value()
        amount = int(amount) if whole else amount.normalize()
    return number_format(amount, use_l10n=True, force_grouping=True)


def day_in_full(day: date) -> str:
    """Such as "Tuesday 6 October 2026"."""
    return f"{in_days(day)} {day.year}"


def names_of(levels: Iterable[Level]) -> str:
    return ", ".join(short_name(level) for level in levels)


def short_name(level: Level) -> str:
    """What a level is called at school, in any language: "CM2", "6e", "2nde"."""
    return SHORT.get(level, level.value)


SHORT = {
    Level.SIXIEME: "6e",
    Level.CINQUIEME: "5e",
    Level.QUATRIEME: "4e",
    Level.TROISIEME: "3e",
    Level.SECONDE: "2nde",
    Level.PREMIERE: "1re",
    Level.TERMINALE: "Tle",
    Level.CAP1: "CAP 1",
    Level.CAP2: "CAP 2",
}


def in_unit(amount: Decimal | int, unit: str) -> str:
    """Write an amount with the unit of a duty."""
    if unit == DutyUnit.HOURS:
        return _("%(amount)s h") % {"amount": in_figures(amount)}
    sessions = ngettext("%(amount)s session", "%(amount)s sessions", int(amount))
    return sessions % {"amount": in_figures(amount)}


def amount_of(duty: Duty) -> str:
    return in_unit(duty.amount, duty.unit)


@dataclass(frozen=True)
class Address:
    """A school as a letter names it."""

    school: School

    @property
    def lines(self) -> list[str]:
        place = f"{self.school.postcode} {self.school.commune.name}".strip()
        return [line for line in (self.school.address, place) if line]


def as_shown(services: Iterable[Help]) -> list[dict[str, str]]:
    """How help services are read in the template: most names begin with the number."""
    return [
        {
            "name": one.service.name,
            "reach": _reach(one),
            "hours": f"({one.hours})" if one.hours else "",
            "description": one.service.description,
        }
        for one in services
    ]


def _reach(one: Help) -> str:
    service = one.service
    ways = [
        service.phone if service.phone not in service.name else "",
        _("SMS to %(number)s") % {"number": service.sms} if service.sms else "",
    ]
    known = " · ".join(way for way in ways if way)
    return known or ("" if service.phone else service.url or service.address)
