"""What happens while people wait: limits pass, and times come free."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.timezone import localdate

from prevention.scheduling.acts.steps import enter
from prevention.scheduling.load import Meeting, openings_for
from prevention.scheduling.models import Session, TimeOffer, Wish
from prevention.scheduling.openings import Opening
from prevention.schools.days import CalendarGapError
from prevention.vocabulary import Act, Half, SessionState

# A free time is offered to so many wishes at once, and for so long: whoever takes it first
# has it, and nobody keeps it from the others for more than two days.
OFFERED_TO = 3
OFFERED_FOR = timedelta(days=2)


def expire_due(*, now: datetime) -> int:
    """Free the times that nobody answered for in time, and end the wishes whose days are over.

    Returns how many.
    """
    expired = 0
    for pk in Session.objects.due_to_expire(now=now).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            # Read again under lock: the head may have answered in between.
            due = Session.objects.due_to_expire(now=now).select_for_update()
            session = due.filter(pk=pk).first()
            if session:
                enter(session, SessionState.EXPIRED, Act.EXPIRE, None, now=now)
                expired += 1
    return expired


def offer_free_times(*, now: datetime) -> int:
    """Offer the waiting list the times that have come free; returns how many offers were made.

    In the order in which people asked, each wish gets the first opening of its days and
    half-days that was not offered to it before, and a time goes to three wishes at most.
    A wish with an offer that is still good waits for its answer.
    """
    made = 0
    shared: Counter[tuple[int, datetime]] = Counter()
    for offer, starts_at in TimeOffer.objects.live(now=now).values_list(
        "session__offer", "starts_at"
    ):
        shared[offer, starts_at] += 1
    waiting = Session.objects.waiting_list().exclude(
        time_offers__in=TimeOffer.objects.live(now=now)
    )
    for session in waiting.select_related("offer__theme", "offer__organisation", "wish", "school"):
        opening = _first_opening(session, shared, now=now)
        if opening is not None and _offer(session, opening, now=now):
            shared[session.offer_id or 0, opening.starts_at] += 1
            made += 1
    return made


def _first_opening(
    session: Session, shared: Counter[tuple[int, datetime]], *, now: datetime
) -> Opening | None:
    wish, offer = session.wish, session.offer
    assert offer is not None  # noqa: S101 - a wish is for an offer (session_internal_has_no_offer)
    groups = list(session.groups.select_related("school__commune", "school_year"))
    offered = set(session.time_offers.values_list("starts_at", flat=True))
    first = max(wish.first_day, localdate(now))
    if wish.last_day < first:
        return None
    try:
        answer = openings_for(Meeting(offer, groups), first=first, last=wish.last_day, now=now)
    except CalendarGapError:
        return None  # the calendar of its days comes later
    zone = ZoneInfo(session.school.time_zone)
    for opening in answer.openings:
        free = shared[offer.pk, opening.starts_at] < OFFERED_TO
        if free and opening.starts_at not in offered and suits(wish, opening, zone):
            return opening
    return None


def suits(wish: Wish, opening: Opening, zone: ZoneInfo) -> bool:
    """Tell whether an opening falls in a half-day of the week that the wish names."""
    preferred = {(one.weekday, one.half) for one in wish.half_days.all()}
    local = opening.starts_at.astimezone(zone)
    half = Half.AM if local.hour < 12 else Half.PM  # noqa: PLR2004 - noon
    return not preferred or (local.isoweekday(), half) in preferred


@transaction.atomic
def _offer(session: Session, opening: Opening, *, now: datetime) -> bool:
    # Read again under lock: the school may have given up the wish in between.
    wishes = Session.objects.filter(state=SessionState.WISHED).select_for_update()
    found = wishes.filter(pk=session.pk).first()
    if found is None:
        return False
    TimeOffer.objects.create(
        session=found,
        starts_at=opening.starts_at,
        ends_at=opening.ends_at,
        offered_at=now,
        expires_at=min(now + OFFERED_FOR, opening.starts_at),
    )
    enter(found, SessionState.WISHED, Act.OFFER_TIME, None, now=now)
    return True
