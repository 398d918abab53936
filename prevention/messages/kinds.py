"""What is written to people about sessions: one table."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """One sort of letter; each says one thing to one side."""

    RECEIVED = "received", _("request received")
    TO_AUTHORISE = "to_authorise", _("to authorise")
    NUDGE = "nudge", _("still to authorise")
    PROPOSAL = "proposal", _("times proposed")
    TO_ACCEPT = "to_accept", _("to accept")
    CONFIRMED = "confirmed", _("confirmed")
    READINESS = "readiness", _("still missing, a week before")
    REMINDER = "reminder", _("reminder, two days before")
    CHANGED = "changed", _("changed")
    CANCELLED = "cancelled", _("called off")
    TIME_FREE = "time_free", _("a time is free")
    REPORT_DUE = "report_due", _("report, the day after")
    REPORT_LATE = "report_late", _("report still missing, on the fourth day")
    DIGEST = "digest", _("weekly digest for the coordination")
    CALENDAR_STALE = "calendar_stale", _("own calendar no longer read")


@dataclass(frozen=True)
class Traits:
    """How a kind is handled.

    ``necessary``: the programme cannot work without it, so nobody unsubscribes from it.
    ``urgent``: sent in school holidays too, for it changes what somebody counts on.
    """

    necessary: bool = False
    urgent: bool = False


NECESSARY = Traits(necessary=True)
URGENT = Traits(necessary=True, urgent=True)
WELCOME = Traits()

TRAITS: Mapping[Kind, Traits] = {
    Kind.RECEIVED: WELCOME,
    Kind.TO_AUTHORISE: NECESSARY,
    Kind.NUDGE: WELCOME,
    Kind.PROPOSAL: NECESSARY,
    Kind.TO_ACCEPT: NECESSARY,
    Kind.CONFIRMED: NECESSARY,
    Kind.READINESS: WELCOME,
    Kind.REMINDER: WELCOME,
    Kind.CHANGED: URGENT,
    Kind.CANCELLED: URGENT,
    Kind.TIME_FREE: NECESSARY,
    Kind.REPORT_DUE: WELCOME,
    Kind.REPORT_LATE: NECESSARY,
    Kind.DIGEST: WELCOME,
    Kind.CALENDAR_STALE: NECESSARY,
}
OPTIONAL_KINDS = tuple(kind for kind, traits in TRAITS.items() if not traits.necessary)

# With these a reader's calendar is kept right too (RFC 5546): REQUEST, or CANCEL.
INVITING_KINDS = frozenset({Kind.CONFIRMED, Kind.CHANGED, Kind.CANCELLED})
