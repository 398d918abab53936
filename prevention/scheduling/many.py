"""One act on many sessions: what refuses one of them stops none of the others."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from prevention.errors import RefusedError
from prevention.people.models import User
from prevention.scheduling.acts import Decision, authorise, refuse
from prevention.scheduling.errors import NotAllowedError, SessionChangedError
from prevention.scheduling.models import Session

# A year-group of a large school, three times: more is more than one reading.
MOST_SESSIONS = 100


@dataclass(frozen=True)
class Outcome:
    """What became of one session; ``refusal`` is None when the act was done."""

    session: Session
    refusal: RefusedError | None = None


def on_each(sessions: Iterable[Session], act: Callable[[Session], object]) -> list[Outcome]:
    """Do an act on each session, undone alone when it is refused; the outcomes as asked.

    Sessions are taken by primary key, the order in which all acts lock them: inside one
    transaction too (``Idempotency-Key``), two people never wait for each other. So it is for
    acts that lock the session alone: one that locks facilitators or classes as well needs a
    transaction for each.
    """
    asked = list(sessions)
    outcomes = {
        session.pk: _attempt(session, act) for session in sorted(asked, key=lambda one: one.pk)
    }
    return [outcomes[session.pk] for session in asked]


def _attempt(session: Session, act: Callable[[Session], object]) -> Outcome:
    try:
        with transaction.atomic():
            act(session)
    except RefusedError as refusal:
        return Outcome(session, refusal)
    except PermissionDenied:
        return Outcome(session, NotAllowedError())
    return Outcome(session)


def decide_each(
    *, decisions: Mapping[Session, Decision], user: User, now: datetime
) -> list[Outcome]:
    """Authorise or refuse each session as its head; nobody decides on what was not read."""

    def decide(session: Session) -> None:
        decision = decisions[session]
        row = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
        if row.revised_at != decision.revised_at:
            raise SessionChangedError
        if decision.reason is None:
            authorise(session=row, user=user, now=now)
        else:
            refuse(session=row, user=user, reason=decision.reason, now=now)

    return on_each(decisions, decide)
