"""What a state means, said to whoever reads."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevention.hours import clock
from prevention.scheduling.models import Session
from prevention.scheduling.readiness import blocking
from prevention.vocabulary import SessionKind, SessionState


def sentence(session: Session, *, now: datetime) -> str:
    """Say the state of a session, and what it waits for at ``now``."""
    if session.state == SessionState.HELD:
        return _what_a_held_time_waits_for(session)
    if session.kind == SessionKind.INTERNAL and session.state == SessionState.DONE:
        return _("Given by the school itself.")
    if session.state == SessionState.CONFIRMED:
        return _what_a_confirmed_one_needs(session, now)
    if session.state == SessionState.WISHED and session.pk and _is_offered_a_time(session, now):
        return _("On the waiting list: a free time is offered, until it is taken.")
    return {
        SessionState.WISHED: _("On the waiting list: a time will be offered."),
        SessionState.PROPOSED: _("Proposed: the school answers until %(until)s.")
        % {"until": _limit(session)},
        SessionState.DONE: _("Done: it took place."),
        SessionState.CLOSED: _("Done, and its file is closed."),
        SessionState.REFUSED: _("Refused: %(reason)s.") % _ending(session),
        SessionState.CANCELLED: _("Cancelled: %(reason)s.") % _ending(session),
        SessionState.EXPIRED: _("Expired: nobody answered in time, the time is free again."),
        SessionState.NOT_HELD: _("Did not take place: %(reason)s.") % _ending(session),
    }[SessionState(session.state)]


def is_waiting(session: Session, *, now: datetime) -> bool:
    """Whether somebody is still to do something: to answer, to bring what is missing, to report."""
    if session.state == SessionState.CONFIRMED:
        return _is_over(session, now) or bool(blocking(session))
    return session.state in {SessionState.WISHED, SessionState.PROPOSED, SessionState.HELD}


def _is_over(session: Session, now: datetime) -> bool:
    return session.ends_at is not None and session.ends_at <= now


def _what_a_confirmed_one_needs(session: Session, now: datetime) -> str:
    """An agreement may have lapsed, or somebody left, since it was confirmed."""
    if _is_over(session, now):
        return _("It is over: the partner's report is waited for.")
    needed = [str(point.needed) for point in blocking(session)]
    if needed:
        return _("Confirmed, but this is missing: %(needed)s.") % {"needed": in_a_row(needed)}
    return _("Confirmed: it will take place.")


def _what_a_held_time_waits_for(session: Session) -> str:
    needed = list(_needed(session))
    until = _limit(session)
    if not needed:  # the programme confirms it within minutes
        return _("Agreed by both sides: nothing is missing any more.")
    return _("Waits for %(needed)s until %(until)s.") % {"needed": in_a_row(needed), "until": until}


def _needed(session: Session) -> Iterator[str]:
    """What keeps a held time from being confirmed, each with whoever brings it."""
    if session.authorised_at is None:
        yield _("the head's authorisation")
    if session.accepted_at is None and session.offer and not session.offer.instant:
        yield _("the partner's acceptance")
    yield from (str(point.needed) for point in blocking(session))


def in_a_row(names: Sequence[str]) -> str:
    """Write several things as people say them: "a, b and c"."""
    *others, last = names
    return (
        _("%(others)s and %(last)s") % {"others": ", ".join(others), "last": last}
        if others
        else last
    )


def _is_offered_a_time(session: Session, now: datetime) -> bool:
    return any(one.expires_at > now for one in session.time_offers.all())


def _limit(session: Session) -> str:
    return in_words(session.held_until, session.school.time_zone)


def in_words(instant: datetime | None, zone: str) -> str:
    """Write an instant as people say it, in the zone of the school."""
    if instant is None:
        return ""
    local = instant.astimezone(ZoneInfo(zone))
    return _("%(day)s, %(time)s") % {"day": in_days(local), "time": clock(local)}


def in_days(day: date) -> str:
    # Translators: formats of Django's date filter, such as "Tuesday 8 December".
    said = pgettext("the first of a month", "l j F") if day.day == 1 else _("l j F")
    return date_format(day, said)


def when(session: Session) -> str:
    """Write the day and hours of a session, in the zone of its school."""
    if session.starts_at is None or session.ends_at is None:
        return _("No time yet")
    zone = ZoneInfo(session.school.time_zone)
    start, end = (one.astimezone(zone) for one in (session.starts_at, session.ends_at))
    return _("%(day)s, from %(start)s to %(end)s") % {
        "day": f"{in_days(start)} {start:%Y}",
        "start": clock(start),
        "end": clock(end),
    }


def _ending(session: Session) -> dict[str, str]:
    return {"reason": session.get_ended_reason_display()}
