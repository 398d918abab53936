"""Tell facilitators that their own calendar can no longer be read."""

from datetime import datetime

from django.db import IntegrityError, transaction

from prevention.calendars.busy.models import OwnCalendar
from prevention.messages.kinds import Kind
from prevention.messages.models import Message
from prevention.messages.readers import may_be_written_to
from prevention.offers.models import Facilitator
from prevention.scheduling.models import Session
from prevention.schools.models import School


def plan_calendar_stale(*, now: datetime) -> int:
    """Plan a mail to each owner of a calendar that has failed for too long; returns how many.

    One each time that it fails, until a reading succeeds.
    """
    rows = OwnCalendar.objects.filter(stale_since__isnull=False, facilitator__active=True)
    return sum(_plan(calendar, now=now) for calendar in rows.select_related("facilitator__user"))


def _plan(calendar: OwnCalendar, *, now: datetime) -> bool:
    user = calendar.facilitator.user
    if user is None or not may_be_written_to(user):
        return False
    about = about_of(calendar)
    if Message.objects.filter(kind=Kind.CALENDAR_STALE, reader=user, about=about).exists():
        return False
    message = Message(
        kind=Kind.CALENDAR_STALE,
        reader=user,
        language=user.language,
        school=_school_of(calendar.facilitator, now=now),
        about=about,
        due_at=now,
        planned_at=now,
    )
    try:
        with transaction.atomic():
            message.save()
    except IntegrityError:  # another worker has planned it in between
        return False
    return True


def about_of(calendar: OwnCalendar) -> str:
    since = int(calendar.stale_since.timestamp()) if calendar.stale_since else 0
    return f"calendar:{calendar.pk}:{since}"


def is_still_stale(message: Message) -> bool:
    """Tell whether a mail still says what is true, to the calendar's owner."""
    owned = OwnCalendar.objects.filter(
        facilitator__user=message.reader_id, facilitator__active=True, stale_since__isnull=False
    )
    return any(about_of(calendar) == message.about for calendar in owned)


def _school_of(facilitator: Facilitator, *, now: datetime) -> School | None:
    """Where the next session is, or was the last: that coordination sees the mail.

    It also waits for the end of that school's holidays.
    """
    given = Session.objects.given_by(facilitator).filter(starts_at__isnull=False)
    upcoming = given.filter(starts_at__gt=now).order_by("starts_at", "pk")
    nearest = upcoming.first() or given.order_by("-starts_at", "-pk").first()
    return nearest.school if nearest else None
