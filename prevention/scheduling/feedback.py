"""Who is asked how a session was, until when, and what may be read of the answers.

A session has one or two adults of the school in the room: shown one by one, even without a
name, their answers would name them to the facilitator and to the coordination. So nobody reads
but the own answer, and others read counts by offer. These move on by ``TOGETHER`` answers at a
time: whoever looks before and after one answer learns nothing of it.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from prevention.errors import RefusedError
from prevention.people.models import User
from prevention.scheduling.errors import (
    FeedbackOfOneselfError,
    FeedbackOverError,
    FeedbackTooEarlyError,
)
from prevention.scheduling.models import Feedback, Session, SessionQuerySet
from prevention.scheduling.models.feedback import MOST_USEFUL
from prevention.schools.models import SchoolYear
from prevention.vocabulary import GIVEN_STATES, LevelFit, SessionKind

# As many as a published figure must have behind it.
TOGETHER = 5
ASKED_FOR = timedelta(days=14)


def is_of_the_school(user: User, session: Session) -> bool:
    """Tell whether the person works at the school, in whatever role there."""
    return user.reach().having("session.feedback").covers(session.school)


def still_to_give(rows: SessionQuerySet, user: User, *, now: datetime) -> SessionQuerySet:
    """Those that the person asked for, given lately, and has not answered about; latest first.

    A teacher is asked on the first page while the session is remembered; the question stays
    with the past sessions for the rest of the year.
    """
    own = Feedback.objects.filter(session=OuterRef("pk"), author=user)
    lately = rows.filter(
        state__in=GIVEN_STATES, request__asked_by=user, ends_at__gt=now - ASKED_FOR
    )
    return lately.exclude(Exists(own)).order_by("-ends_at", "-pk")


def why_no_feedback(session: Session, *, now: datetime) -> RefusedError | None:
    """Say why nobody is asked about the session; None while somebody is."""
    if session.kind == SessionKind.INTERNAL:
        return FeedbackOfOneselfError()
    if session.state not in GIVEN_STATES or session.starts_at is None:
        return FeedbackTooEarlyError()
    zone = ZoneInfo(session.school.time_zone)
    given_in, now_in = (
        SchoolYear.year_of(at.astimezone(zone).date()) for at in (session.starts_at, now)
    )
    return FeedbackOverError() if now_in > given_in else None


@dataclass(frozen=True)
class Asked:
    """What one person may answer about a session, and has answered."""

    may_give: bool
    own: Feedback | None


def asked(user: User, session: Session, own: Feedback | None, *, now: datetime) -> Asked | None:
    """What to ask the person; None for who works elsewhere, and while nobody is asked."""
    if not is_of_the_school(user, session):
        return None
    may_give = why_no_feedback(session, now=now) is None
    return Asked(may_give, own) if may_give or own else None


@dataclass(frozen=True)
class Summary:
    """What schools think of one offer in one school year.

    ``answers`` were given; ``counted`` of them, the oldest, are in the counts: those of
    ``usefulness`` from 1 to 4, the others by their code.
    """

    offer: int
    title: str
    organisation: str
    answers: int
    counted: int
    usefulness: Sequence[int]
    level_fit: dict[LevelFit, int]
    again: int
    not_again: int


def summaries(user: User, *, school_year: int, offer: int | None = None) -> list[Summary]:
    """Count the answers that the person may read by offer, by its title, in one query."""
    # To the day: a session takes place in the hours of school, in whatever time zone.
    year = SchoolYear(year=school_year)
    rows = Feedback.objects.readable_by(user).filter(
        session__starts_at__date__range=(year.starts_on, year.ends_on)
    )
    if offer is not None:
        rows = rows.filter(session__offer=offer)
    by_offer: dict[tuple[str, int, str], list[Feedback]] = defaultdict(list)
    for row in rows.select_related("session__offer__organisation").order_by("given_at", "pk"):
        if of := row.session.offer:  # what a school gave itself is never answered about
            by_offer[of.title, of.pk, of.organisation.name].append(row)
    return [_summary(*key, by_offer[key]) for key in sorted(by_offer)]


def _summary(title: str, offer: int, organisation: str, rows: Sequence[Feedback]) -> Summary:
    counted = rows[: len(rows) // TOGETHER * TOGETHER]
    useful = Counter(row.usefulness for row in counted)
    fit = Counter(row.level_fit for row in counted)
    again = Counter(row.again for row in counted)
    return Summary(
        offer=offer,
        title=title,
        organisation=organisation,
        answers=len(rows),
        counted=len(counted),
        usefulness=[useful[grade] for grade in range(1, MOST_USEFUL + 1)],
        level_fit={one: fit[one] for one in LevelFit},
        again=again[True],
        not_again=again[False],
    )
