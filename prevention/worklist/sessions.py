"""What sessions wait for at schools: times kept that are about to be lost, outcomes not told."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import Count, F, Min

from prevention.scheduling.models import Session, SessionQuerySet
from prevention.vocabulary import SessionState
from prevention.worklist.things import Waiting

# As long before as people are reminded by mail.
ABOUT_TO = timedelta(days=3)


def about_to_expire(sessions: SessionQuerySet, *, now: datetime) -> SessionQuerySet:
    """Times kept that are lost within three days unless somebody decides, the first one first."""
    kept = sessions.filter(
        state__in=[SessionState.HELD, SessionState.PROPOSED],
        held_until__gt=now,
        held_until__lte=now + ABOUT_TO,
    )
    return kept.order_by("held_until", "pk")


def without_outcome(sessions: SessionQuerySet, *, now: datetime) -> SessionQuerySet:
    """Sessions that are over and of which nobody told what became, the oldest first."""
    return sessions.outcome_missing(now=now).order_by("ends_at", "pk")


def waiting_by_school(sessions: SessionQuerySet, since: str) -> Mapping[str, Waiting]:
    """How many wait at each school by UAI, the soonest instant ``since`` first; one query."""
    rows = sessions.order_by().values(uai=F("school")).annotate(count=Count("pk"), first=Min(since))
    return {row["uai"]: Waiting(row["count"], row["first"]) for row in rows}


def first_of_each(sessions: SessionQuerySet, uais: Iterable[str]) -> dict[str, Session]:
    """The first session of each of some schools, in the order given; two queries."""
    rows = sessions.filter(school__in=list(uais)).select_related("offer", "theme", "school")
    found: dict[str, Session] = {}
    for session in rows.prefetch_related("groups"):
        found.setdefault(session.school_id, session)
    return found
