"""What the coordination finds in its weekly digest."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from prevention.messages.models import Message
from prevention.offers.models import Agreement
from prevention.people.models import User
from prevention.scheduling.models import Session
from prevention.vocabulary import SessionState

WEEK = timedelta(days=7)
AGREEMENT_NOTICE = timedelta(days=60)


@dataclass(frozen=True)
class DigestFacts:
    """How many of each wait in a coordinator's reach; agreements, everywhere."""

    to_authorise: int
    to_accept: int
    expiring: int
    outcome_missing: int
    mails_failed: int
    wishes: int
    agreements_ending: int

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


def digest_facts(user: User, *, now: datetime) -> DigestFacts:
    """Count what waits for somebody in the schools that a coordinator follows.

    ``expiring`` are the held times whose limit passes within a week, ``mails_failed`` those
    of the week before, ``agreements_ending`` those of 60 days.
    """
    reach = user.reach().having("session.propose")
    sessions = Session.objects.filter(reach.schools("school__"))
    held = sessions.filter(state=SessionState.HELD, held_until__gt=now)
    failed = Message.objects.visible_to(user).filter(state=Message.State.FAILED)
    today = localdate(now)
    ending = Agreement.objects.filter(
        valid_until__range=(today, today + AGREEMENT_NOTICE), organisation__offers__active=True
    )
    return DigestFacts(
        to_authorise=held.filter(authorised_at=None).count(),
        to_accept=held.filter(accepted_at=None, offer__instant=False).count(),
        expiring=sessions.filter(
            Q(state=SessionState.HELD) | Q(state=SessionState.PROPOSED),
            held_until__range=(now, now + WEEK),
        ).count(),
        outcome_missing=sessions.outcome_missing(now=now).count(),
        mails_failed=failed.filter(due_at__gt=now - WEEK).count(),
        wishes=sessions.waiting_list().count(),
        agreements_ending=ending.distinct().count(),
    )
