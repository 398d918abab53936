"""The calendar of a facilitator's own that busy times are read from."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prevention.calendars.busy.address import check_address
from prevention.calendars.busy.troubles import Trouble
from prevention.offers.models import Facilitator

if TYPE_CHECKING:
    from prevention.people.models import User

# So many failed readings in a row, or so long without a good one, and its owner must know.
FAILURES_BEFORE_STALE = 3
GOOD_FOR = timedelta(hours=24)

SENTENCES: Mapping[Trouble, str | Promise] = {
    Trouble.NOT_PUBLIC: _("This address does not lead to the public internet: give another."),
    Trouble.INSECURE: _(
        "The connection is not safe: the certificate is not valid, or the address leads away"
        " from https."
    ),
    Trouble.REDIRECTED: _("This address leads from one to the next without end: give another."),
    Trouble.NOT_FOUND: _(
        "No calendar is shared at this address (any more): copy the address again, or give another."
    ),
    Trouble.UNAVAILABLE: _("The calendar’s server does not answer: nothing to do but wait."),
    Trouble.TOO_SLOW: _("The calendar’s server takes more than ten seconds to answer."),
    Trouble.TOO_BIG: _("The calendar is larger than 5 MB: share one that holds less."),
    Trouble.TOO_DENSE: _(
        "The calendar holds more than 5,000 events a year: share one that holds fewer."
    ),
    Trouble.NOT_A_CALENDAR: _(
        "There is no calendar in the iCalendar format at this address: it usually ends in “.ics”."
    ),
}


class OwnCalendarQuerySet(models.QuerySet["OwnCalendar"]):
    def visible_to(self, user: "User") -> Self:
        """As availabilities: one's own, and everybody's for the coordination."""
        return self.filter(facilitator__in=Facilitator.objects.visible_to(user))

    def due(self, *, now: datetime) -> Self:
        """Those to read, whichever waits longest first."""
        rows = self.filter(facilitator__active=True, next_try_at__lte=now)
        return rows.order_by("next_try_at", "pk")

    def stale(self, *, now: datetime) -> Self:
        """Those whose busy times may be wrong by now; ``stale_since`` says of some since when.

        It is set when readings fail, once, until one succeeds: who tells owners goes by it.
        Without it a calendar is stale when nothing read it, as when no worker runs.
        """
        long_ago = now - GOOD_FOR
        waits = Q(read_at=None, added_at__lte=long_ago) | Q(read_at__lte=long_ago)
        return self.filter(Q(stale_since__isnull=False) | waits)


class OwnCalendar(models.Model):
    """A calendar that a facilitator keeps elsewhere, and how reading it went.

    A row is about one address: another one is another row. The address is a secret of its
    owner: whoever has it reads the whole calendar. It is shown to nobody again, and never
    written to a log.
    """

    facilitator = models.OneToOneField(
        Facilitator, models.CASCADE, related_name="own_calendar", verbose_name=_("facilitator")
    )
    address = models.CharField(_("address"), max_length=2000, validators=[check_address])
    added_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(_("given at"))
    next_try_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(db_index=True)
    tried_at = models.DateTimeField(_("last tried at"), null=True, blank=True)
    read_at = models.DateTimeField(_("last read at"), null=True, blank=True)
    busy_count = models.PositiveIntegerField(_("busy times"), default=0)
    # A code of ``Trouble``; its sentence may get better without the table knowing.
    trouble = models.CharField(_("why it could not be read"), max_length=14, blank=True)
    failures = models.PositiveSmallIntegerField(_("failed readings in a row"), default=0)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    stale_since = models.DateTimeField(_("stale since"), null=True, blank=True)

    # What its server said of the file last read whole, and when that was.
    etag = models.CharField(max_length=200, blank=True, editable=False)
    last_modified = models.CharField(max_length=60, blank=True, editable=False)
    expanded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OwnCalendarQuerySet.as_manager()

    class Meta:
        verbose_name = _("own calendar")
        verbose_name_plural = _("own calendars")
        ordering = ["facilitator"]

    def __str__(self) -> str:
        return f"{self.facilitator}, {self.host}"

    @property
    def host(self) -> str:
        """What may be shown of the address: at whose place the calendar is."""
        return urlsplit(self.address).hostname or ""

    @property
    def trouble_sentence(self) -> str:
        return str(SENTENCES[Trouble(self.trouble)]) if self.trouble else ""

    def is_stale(self, *, now: datetime) -> bool:
        """As ``stale`` says of rows."""
        last = self.read_at or self.added_at
        return self.stale_since is not None or last <= now - GOOD_FOR
