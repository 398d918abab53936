"""When sessions are, as people say it, in the zone of their school."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from prevention.hours import clock
from prevention.scheduling.models import Session
from prevention.scheduling.sentences import in_days


def hours(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    start, end = (at.astimezone(ZoneInfo(zone)) for at in (starts_at, ends_at))
    return _("from %(start)s to %(end)s") % {"start": clock(start), "end": clock(end)}


def span(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """Such as "Tuesday 8 December, from 10:00 to 11:00"."""
    return _("%(day)s, %(hours)s") % {
        "day": in_days(starts_at.astimezone(ZoneInfo(zone))),
        "hours": hours(starts_at, ends_at, zone),
    }


def day_of(session: Session) -> date | None:
    """The day of a session where it is given; None for a wish."""
    if session.starts_at is None:
        return None
    return session.starts_at.astimezone(ZoneInfo(session.school.time_zone)).date()


def when(session: Session) -> str:
    """When a session is, or within which days it is wished for."""
    if session.starts_at and session.ends_at:
        return span(session.starts_at, session.ends_at, session.school.time_zone)
    if hasattr(session, "wish"):
        wish = {"first": in_days(session.wish.first_day), "last": in_days(session.wish.last_day)}
        return _("between %(first)s and %(last)s") % wish
    return _("No time yet")
