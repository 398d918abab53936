"""What is written to people about sessions: one table."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from prevention.vocabulary import RoleKind


class Kind(models.TextChoices):
    """One sort of letter; each says one thing to one side."""

    RECEIVED = "received", _("request received")
    TO_AUTHORISE = "to_authorise", _("session to authorise")
    NUDGE = "nudge", _("session still to authorise")
    PROPOSAL = "proposal", _("times proposed")
    TO_ACCEPT = "to_accept", _("session to accept")
    CONFIRMED = "confirmed", _("session confirmed")
    READINESS = "readiness", _("still missing, a week before")
    REMINDER = "reminder", _("reminder, two days before")
    CHANGED = "changed", _("session changed")
    CANCELLED = "cancelled", _("session called off")
    TIME_FREE = "time_free", _("a time is free")
    REPORT_DUE = "report_due", _("report, the day after")
    REPORT_LATE = "report_late", _("report still missing, on the fourth day")
    DIGEST = "digest", _("weekly digest for the coordination")
    CALENDAR_STALE = "calendar_stale", _("own calendar no longer read")


@dataclass(frozen=True)
class Traits:
    """How a kind is handled.

    ``readers``: the roles that get it, so that others are not asked whether they want it.
    ``necessary``: the programme cannot work without it, so nobody unsubscribes from it.
    ``urgent``: sent in school holidays too, for it changes what somebody counts on.
    """

    readers: frozenset[RoleKind]
    necessary: bool = False
    urgent: bool = False


HEAD = frozenset({RoleKind.HEAD})
PARTNER = frozenset({RoleKind.FACILITATOR})
SCHOOL = frozenset({RoleKind.TEACHER, RoleKind.HEAD})
BOTH_SIDES = SCHOOL | PARTNER
COORDINATION = frozenset({RoleKind.COORDINATOR})
WHO_ASKS = SCHOOL | COORDINATION

TRAITS: Mapping[Kind, Traits] = {
    Kind.RECEIVED: Traits(WHO_ASKS),
    Kind.TO_AUTHORISE: Traits(HEAD, necessary=True),
    Kind.NUDGE: Traits(HEAD),
    Kind.PROPOSAL: Traits(HEAD, necessary=True),
    Kind.TO_ACCEPT: Traits(PARTNER, necessary=True),
    Kind.CONFIRMED: Traits(BOTH_SIDES, necessary=True),
    Kind.READINESS: Traits(SCHOOL),
    Kind.REMINDER: Traits(BOTH_SIDES),
    Kind.CHANGED: Traits(BOTH_SIDES, necessary=True, urgent=True),
    Kind.CANCELLED: Traits(BOTH_SIDES, necessary=True, urgent=True),
    Kind.TIME_FREE: Traits(WHO_ASKS, necessary=True),
    Kind.REPORT_DUE: Traits(PARTNER),
    Kind.REPORT_LATE: Traits(PARTNER, necessary=True),
    Kind.DIGEST: Traits(COORDINATION),
    Kind.CALENDAR_STALE: Traits(PARTNER, necessary=True),
}
OPTIONAL_KINDS = tuple(kind for kind, traits in TRAITS.items() if not traits.necessary)

# With these a reader's calendar is kept right too (RFC 5546): REQUEST, or CANCEL.
INVITING_KINDS = frozenset({Kind.CONFIRMED, Kind.CHANGED, Kind.CANCELLED})
