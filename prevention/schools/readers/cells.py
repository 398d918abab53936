"""Read single cells of official files: codes, numbers, days and places.

Each reader raises ``RowError`` with a sentence that names the cell's text.
"""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from prevention.fields import Levels
from prevention.schools.readers.tables import RowError
from prevention.schools.uai import normalise_uai, validate_uai
from prevention.vocabulary import Level

_NUMBER = re.compile(r"([0-9]{1,9})(?:[.,]0+)?")
_DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]+)?")
_DEPARTMENT = re.compile(r"[0-9]{2,3}|2[AB]")
_POSTCODE = re.compile(r"[0-9]{5}")
_INSEE = re.compile(r"[0-9][0-9AB][0-9]{3}")
_FORMULA = re.compile(r"[=@]|[+-](?![0-9])")

# Degrees in which mainland France and Corsica lie.
LATITUDES = (41.0, 51.5)
LONGITUDES = (-5.5, 9.8)
OVERSEAS = ("97", "98")

# Levels as class lists write them, beside our own codes.
_LEVELS = {
    **{level.value: level for level in Level},
    "6EME": Level.SIXIEME,
    "5EME": Level.CINQUIEME,
    "4EME": Level.QUATRIEME,
    "3EME": Level.TROISIEME,
    **dict.fromkeys(["2DE", "2GT", "2PRO"], Level.SECONDE),
    **dict.fromkeys(["1ERE", "1GT", "1G", "1T", "1PRO"], Level.PREMIERE),
    **dict.fromkeys(["TERM", "TGT", "TG", "TT", "TPRO"], Level.TERMINALE),
    "1CAP": Level.CAP1,
    "2CAP": Level.CAP2,
}


def refuse_formula(text: str) -> str:
    """Refuse what a spreadsheet would run: it does not belong into a table of facts."""
    if _FORMULA.match(text):
        raise RowError(_("“%(text)s” is a spreadsheet formula, not a value.") % {"text": text})
    return text


def words(text: str, *, at_most: int) -> str:
    """Read a name: neither a formula nor longer than ``at_most`` characters."""
    if len(text) > at_most:
        raise RowError(
            _("“%(text)s…” is longer than %(most)s characters.")
            % {"text": text[:30], "most": at_most}
        )
    return refuse_formula(text)


def email_or_none(text: str) -> str:
    """Read an address; empty for what is none: the school is worth more than its e-mail."""
    try:
        validate_email(text)
    except ValidationError:
        return ""
    return text


def postcode_or_none(text: str) -> str:
    return text if _POSTCODE.fullmatch(text) else ""


def valid_uai(text: str) -> str:
    uai = normalise_uai(text)
    try:
        validate_uai(uai)
    except ValidationError as error:
        raise RowError(error.messages[0]) from error
    return uai


def insee_code(text: str) -> str:
    if _INSEE.fullmatch(text):
        return text
    raise RowError(_("“%(code)s” is not the INSEE code of a commune.") % {"code": text})


def department(text: str) -> str:
    """Write a département as Insee does: the annuaire puts a zero before (059)."""
    code = text[1:] if len(text) == 3 and text.startswith("0") else text  # noqa: PLR2004
    if _DEPARTMENT.fullmatch(code):
        return code
    raise RowError(_("“%(code)s” is not the code of a département.") % {"code": text})


def flag(text: str) -> bool:
    return text in {"1", "1.0"}


def whole_number(text: str, *, at_most: int) -> int | None:
    """Read a count, decimal or not (``302.0``); None for an empty cell."""
    if not text:
        return None
    number = _NUMBER.fullmatch(text)
    if number is None or int(number[1]) > at_most:
        raise RowError(
            _("“%(number)s” is not a number from 0 to %(most)s.")
            % {"number": text, "most": at_most}
        )
    return int(number[1])


def day_or_none(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise RowError(_("“%(day)s” is not a date.") % {"day": text}) from None


def coordinates(
    latitude: str, longitude: str, department_code: str
) -> tuple[float | None, float | None]:
    """Read a point in degrees (WGS84); ``(None, None)`` when both cells are empty.

    Raises:
        RowError: not two numbers, swapped, or outside France.

    """
    if not latitude and not longitude:
        return None, None
    if not (_DEGREES.fullmatch(latitude) and _DEGREES.fullmatch(longitude)):
        raise RowError(
            _("“%(point)s” is not a latitude and a longitude.")
            % {"point": f"{latitude}, {longitude}"}
        )
    point = float(latitude), float(longitude)
    if department(department_code).startswith(OVERSEAS):
        if abs(point[0]) <= 90 and abs(point[1]) <= 180:  # noqa: PLR2004 - degrees
            return point
    elif _within(point[0], LATITUDES) and _within(point[1], LONGITUDES):
        return point
    elif _within(point[1], LATITUDES) and _within(point[0], LONGITUDES):
        raise RowError(_("Latitude and longitude are swapped."))
    raise RowError(
        _("The point %(point)s is not in France.") % {"point": f"{latitude}, {longitude}"}
    )


def _within(number: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= number <= bounds[1]


def levels(text: str) -> Levels:
    """Read one level or several (``CM1|CM2``), as class lists write them."""
    found = []
    for code in re.split(r"[|,/+ -]+", text.strip().upper()):
        if code not in _LEVELS:
            raise RowError(_("“%(level)s” is not a school level.") % {"level": code or text})
        found.append(_LEVELS[code])
    return tuple(level for level in Level if level in found)
