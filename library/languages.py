"""The names of languages, in the reader's own."""

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language


def language_name(code: str) -> str:
    """Name a language by its code (BCP 47); a code that is nobody's names itself."""
    try:
        name = Locale.parse(code, sep="-").get_display_name(get_language() or "fr")
    except (UnknownLocaleError, ValueError):
        return code
    return name or code
