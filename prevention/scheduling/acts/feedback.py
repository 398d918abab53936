"""An adult of the school says how a session was, says otherwise, or takes it back.

It is no act on the session: its state stays, and no ``Event`` tells others who answered.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from prevention.people.models import User
from prevention.scheduling.feedback import is_of_the_school, why_no_feedback
from prevention.scheduling.models import Feedback, Session
from prevention.vocabulary import LevelFit


@dataclass(frozen=True)
class Opinion:
    """What is answered (``Feedback`` has the words of each); only ``usefulness`` has to be."""

    usefulness: int
    level_fit: LevelFit | str = ""
    again: bool | None = None


@transaction.atomic
def give_feedback(*, session: Session, user: User, opinion: Opinion, now: datetime) -> Feedback:
    """Keep the person's answer, in the place of an earlier one.

    Raises:
        PermissionDenied: the person has no role at the session's school.
        FeedbackTooEarlyError: nobody has said yet that it took place.
        FeedbackOfOneselfError: the school gave it itself.
        FeedbackOverError: its school year is over.
        ValidationError: an answer is not of its closed list.

    """
    # The lock keeps a session that is taken back from being answered about meanwhile.
    rows = Session.objects.select_related("school__commune").defer("school__commune__outline")
    session = rows.select_for_update(of=("self",)).get(pk=session.pk)
    if not is_of_the_school(user, session):
        raise PermissionDenied
    if refusal := why_no_feedback(session, now=now):
        raise refusal
    given = Feedback.objects.filter(session=session, author=user).first()
    given = given or Feedback(session=session, author=user)
    given.usefulness = opinion.usefulness
    given.level_fit = opinion.level_fit
    given.again = opinion.again
    given.given_at = now
    given.full_clean(exclude=["session", "author"])
    given.save()
    return given


def withdraw_feedback(*, session: Session, user: User) -> None:
    """Forget the person's answer, at any time; without one there is nothing to do."""
    Feedback.objects.filter(session=session, author=user).delete()
