"""What a clock shows, as people say it."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def clock(at: datetime) -> str:
    # Translators: formats of Django's date filter, such as "18:00".
    return date_format(at, _("H:i") if at.minute else pgettext("on the hour", "H:i"))
