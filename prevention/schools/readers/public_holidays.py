"""What the rows of Etalab's « Jours fériés en France » (open data) mean."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from prevention.schools.readers.calendar import checked_name, read_day
from prevention.schools.readers.words import plain
from prevention.schools.territories import TERRITORIES

_BY_WORDS = {plain(territory): territory for territory in TERRITORIES}


@dataclass(frozen=True, order=True)
class OfficialPublicHoliday:
    """One public holiday, as ``prevention.schools.models.PublicHoliday`` stores it."""

    territory: str
    day: date
    name: str


def read_territory(text: str) -> str:
    """Read a territory, written with or without accents and hyphens.

    Raises:
        ValidationError: no such territory.

    """
    if territory := _BY_WORDS.get(plain(text)):
        return territory
    raise ValidationError(
        _("“%(territory)s” is not a territory with its own public holidays."),
        code="territory",
        params={"territory": text},
    )


def official_public_holiday(*, territory: str, day: str, name: str) -> OfficialPublicHoliday:
    """Make a public holiday out of the cells of one row.

    Raises:
        ValidationError: no such territory or day, or no name.

    """
    return OfficialPublicHoliday(read_territory(territory), read_day(day), checked_name(name))
