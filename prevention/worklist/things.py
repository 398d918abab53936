"""What may be next at a school, in order of urgency, and what can be done about it.

The order is that of what is lost by waiting:

1. **A hold about to expire**: on its day the time is gone, with the people who had kept it.
2. **An outcome missing**: those who were there forget, and until it is told a class that had its
   session counts as one that did not.
3. **A school never reached**: with each week of class that passes there is one less to give
   what all its classes are owed.
4. **A school behind pace**: the same, for some of its classes.
5. **An agreement about to end**: what is planned beyond cannot take place; its end is months
   away, and the renewal is in the partner's hands.
6. **A calendar that nobody reads**: sessions take place all the same, with more surprises.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from prevention.offers.models import Duty, Theme
from prevention.scheduling.models import Session
from prevention.schools.models import ClassGroup, School


class Thing(models.TextChoices):
    """One kind of thing to do at a school; the most urgent first."""

    HOLD_EXPIRING = "hold_expiring", _("hold about to expire")
    OUTCOME_MISSING = "outcome_missing", _("outcome missing")
    NEVER_REACHED = "never_reached", _("never reached")
    BEHIND_PACE = "behind_pace", _("behind pace")
    AGREEMENT_ENDING = "agreement_ending", _("agreement about to end")
    FEED_NEVER_READ = "feed_never_read", _("calendar never read")


class Deed(models.TextChoices):
    """What the reader can do about it."""

    DECIDE = "decide", _("decide about the time kept")
    REPORT = "report", _("file the report")
    TELL = "tell", _("say what became of it")
    PROPOSE = "propose", _("propose a session")
    BOOK = "book", _("book a session")
    RENEW = "renew", _("look at the agreement")
    SEND_FEED = "send_feed", _("send the calendar’s address")


@dataclass(frozen=True)
class Waiting:
    """How much of one kind of thing waits at a school.

    ``rank`` orders schools of the same kind, the smaller first: instants, or numbers.
    """

    count: int
    rank: datetime | date | int


@dataclass(frozen=True)
class Most:
    """The class of a school that is owed the most, and a theme that it is owed.

    ``missing`` is in the unit of the duty, ``offered`` tells whether some offer can come.
    """

    group: ClassGroup
    duty: Duty
    theme: Theme
    missing: int
    offered: bool


@dataclass(frozen=True)
class Line:
    """The next thing at one school; ``count`` is how many such things wait there.

    ``session`` is the one that is due first, of a hold or an outcome; ``most`` comes with a school
    never reached or behind pace; ``organisation`` is the partner whose agreement ends.
    """

    school: School
    thing: Thing
    count: int
    deed: Deed
    sentence: str
    due_on: date | None = None
    session: Session | None = None
    most: Most | None = None
    organisation: int | None = None
