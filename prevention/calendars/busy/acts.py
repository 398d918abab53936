"""The acts on own calendars: give one, take it back, read those that are due."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from prevention.calendars.busy.address import normal_address
from prevention.calendars.busy.fetch import Validators
from prevention.calendars.busy.models import FAILURES_BEFORE_STALE, OwnCalendar
from prevention.calendars.busy.reading import (
    Answer,
    BusyOccurrence,
    Question,
    Read,
    read_in_child,
)
from prevention.calendars.busy.troubles import UnreadableError
from prevention.offers.models import Facilitator
from prevention.people.models import User
from prevention.scheduling.intervals import Span, merged
from prevention.scheduling.models import BusyTime, Session
from prevention.schools.zones import time_zone_of

EVERY = timedelta(minutes=30)
LONGEST_WAIT = timedelta(hours=6)
# While one worker reads a calendar, no other does; if it dies, another comes after this: more
# than the worst forty calendars take.
CLAIMED_FOR = timedelta(minutes=15)
AT_A_TIME = 40
SIDE_BY_SIDE = 4
# "Unchanged" is asked for within a day: the window moves on, whatever the file does.
EXPANDED_FOR = timedelta(days=1)


@transaction.atomic
def give_calendar(
    *, facilitator: Facilitator, address: str, user: User, now: datetime
) -> OwnCalendar:
    """Take a calendar's address, or another one; it is read within a minute, by the worker.

    What another address said of the facilitator's time holds until this one is read.

    Raises:
        PermissionDenied: somebody else's, and the person does not coordinate.
        ValidationError: no address that a calendar could be read from.

    """
    facilitator = _locked(facilitator, user)
    OwnCalendar.objects.filter(facilitator=facilitator).delete()
    calendar = OwnCalendar(
        facilitator=facilitator,
        address=normal_address(address),
        added_at=now,
        next_try_at=now,
        busy_count=facilitator.busy_times.count(),
    )
    calendar.full_clean()
    calendar.save()
    return calendar


@transaction.atomic
def forget_calendar(*, facilitator: Facilitator, user: User) -> None:
    """Forget the address and all that was read from it.

    Raises:
        PermissionDenied: as ``give_calendar``.

    """
    facilitator = _locked(facilitator, user)
    OwnCalendar.objects.filter(facilitator=facilitator).delete()
    BusyTime.objects.filter(facilitator=facilitator).delete()


def read_due(*, now: datetime, read: Read = read_in_child) -> int:
    """Read the calendars whose time has come, a few at once; returns how many were read.

    Nothing is locked while servers take their time: a calendar is claimed by moving its next
    reading on.
    """
    claimed = [
        calendar
        for calendar in OwnCalendar.objects.due(now=now).select_related("facilitator__base")[
            :AT_A_TIME
        ]
        if _claim(calendar, now=now)
    ]
    questions = [_question(calendar, now=now) for calendar in claimed]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as threads:  # each only waits for its child
        outcomes = threads.map(lambda question: _outcome(question, read), questions)
        for calendar, outcome in zip(claimed, outcomes, strict=True):
            if isinstance(outcome, Answer):
                _note_answer(calendar, outcome, now=now)
            else:
                _note_failure(calendar, outcome, now=now)
    return len(claimed)


def _locked(facilitator: Facilitator, user: User) -> Facilitator:
    rows = Facilitator.objects.visible_to(user).filter(pk=facilitator.pk)
    mine = rows.select_for_update(of=("self",), no_key=True).first()
    if mine is None or not user.may("availability.change"):
        raise PermissionDenied
    return mine


def _claim(calendar: OwnCalendar, *, now: datetime) -> bool:
    turn = OwnCalendar.objects.filter(pk=calendar.pk, next_try_at=calendar.next_try_at)
    return turn.update(next_try_at=now + CLAIMED_FOR, tried_at=now) == 1


def _question(calendar: OwnCalendar, *, now: datetime) -> Question:
    fresh = calendar.expanded_at is not None and calendar.expanded_at > now - EXPANDED_FOR
    known = Validators(calendar.etag, calendar.last_modified) if fresh else Validators()
    base = calendar.facilitator.base
    zone = time_zone_of(base.department_code) if base else settings.TIME_ZONE
    return Question(calendar.address, known, now, zone)


def _outcome(question: Question, read: Read) -> Answer | UnreadableError:
    try:
        return read(question)
    except UnreadableError as error:
        return error


@transaction.atomic
def _note_answer(calendar: OwnCalendar, answer: Answer, *, now: datetime) -> None:
    if not _is_still_given(calendar):
        return
    changes: dict[str, object] = {
        "read_at": now,
        "next_try_at": now + EVERY,
        "trouble": "",
        "failures": 0,
        "failing_since": None,
        "stale_since": None,
    }
    if answer.busy is not None:
        spans = _merged(answer.busy)
        _keep(calendar.facilitator, spans)
        changes |= {
            "busy_count": len(spans),
            "expanded_at": now,
            "etag": answer.validators.etag,
            "last_modified": answer.validators.last_modified,
        }
    OwnCalendar.objects.filter(pk=calendar.pk).update(**changes)


@transaction.atomic
def _note_failure(calendar: OwnCalendar, error: UnreadableError, *, now: datetime) -> None:
    """Keep the last busy times, and ask less and less often."""
    if not _is_still_given(calendar):
        return
    failures = calendar.failures + 1
    stale = failures >= FAILURES_BEFORE_STALE
    # No larger power than the longest wait needs: nothing else bounds it.
    doublings = min(max(0, failures - FAILURES_BEFORE_STALE), 4)
    OwnCalendar.objects.filter(pk=calendar.pk).update(
        next_try_at=now + min(EVERY * 2**doublings, LONGEST_WAIT),
        trouble=error.trouble,
        failures=min(failures, 1000),
        failing_since=calendar.failing_since or now,
        stale_since=calendar.stale_since or (now if stale else None),
    )


def _is_still_given(calendar: OwnCalendar) -> bool:
    """Lock the row, unless it was taken back, or another address given, meanwhile."""
    rows = OwnCalendar.objects.select_for_update().filter(pk=calendar.pk)
    return rows.first() is not None


def _merged(busy: Iterable[BusyOccurrence]) -> list[Span]:
    """Busy or not is all that counts: one stretch for what overlaps, none for our sessions.

    Those come back with an accepted invitation, or a feed; the product knows better who is
    taken by them, and they must not stand in the way of their own moving.
    """
    busy = list(busy)
    named = {one.uid for one in busy if one.uid}
    ours = set(
        map(str, Session.objects.filter(public_id__in=named).values_list("public_id", flat=True))
    )
    return merged((one.starts_at, one.ends_at) for one in busy if one.uid not in ours)


def _keep(facilitator: Facilitator, spans: list[Span]) -> None:
    """Replace what was known; most readings change nothing, and then nothing is written."""
    known = BusyTime.objects.filter(facilitator=facilitator)
    if list(known.order_by("starts_at").values_list("starts_at", "ends_at")) == spans:
        return
    known.delete()
    BusyTime.objects.bulk_create(
        (BusyTime(facilitator=facilitator, starts_at=start, ends_at=end) for start, end in spans),
        batch_size=500,
    )
