"""The UAI code (unité administrative immatriculée): seven digits and a checking letter.

Source: ministry of Éducation nationale, Répertoire académique et ministériel (RAMSESE).
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
FORM = re.compile(r"[0-9]{7}[A-Z]")


def checking_letter(digits: str) -> str:
    """Give the letter that ends the UAI starting with these seven digits."""
    return LETTERS[int(digits) % len(LETTERS)]


def normalise_uai(text: str) -> str:
    """Write a UAI the ministry's way: two of its own files have small letters."""
    return text.strip().upper()


def validate_uai(uai: str) -> None:
    """Refuse what is not a UAI.

    Raises:
        ValidationError: wrong form, or the letter is not the one of the number.

    """
    if not FORM.fullmatch(uai):
        raise ValidationError(
            _("“%(uai)s” is not a UAI code: seven digits and a letter."),
            code="uai_form",
            params={"uai": uai},
        )
    if uai[-1] != checking_letter(uai[:7]):
        raise ValidationError(
            _("The letter of UAI “%(uai)s” should be %(letter)s: check the number."),
            code="uai_letter",
            params={"uai": uai, "letter": checking_letter(uai[:7])},
        )
