"""Send what is due: each row leaves at most once, even if the worker dies.

``docs/adr/0012-a-mail-leaves-at-most-once.md`` says how, and why.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from prevention.errors import RefusedError
from prevention.messages.carrier import Carrier, Refusal
from prevention.messages.judging import Verdict, judge
from prevention.messages.mails import build
from prevention.messages.models import Mention, Message, MessageQuerySet

BATCH = 100
# A try lasts ten exchanges with a mail server at the most, each bounded by EMAIL_TIMEOUT.
LEASE = timedelta(minutes=15)
# How long to wait after each try that failed for a reason that may pass: two days in all.
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60))

Clock = Callable[[], datetime]
State, Failure = Message.State, Message.Failure


class ClaimLostError(Exception):
    """Another worker has taken the row, thinking this one dead; nothing has left."""


def send_due(*, clock: Clock, most: int = BATCH) -> int:
    """Send the mails that are due, the first tries first, over one connection.

    Returns how many left. ``clock`` is read for each mail: a slow server makes a batch last.
    Of a mail that cannot be written, the error is raised once its row is put aside, and the
    next call goes on with the others.
    """
    sent = 0
    with Carrier() as carrier:
        for _turn in range(most):
            message = claim(now=clock())
            if message is None:
                break
            refusal = _send(message, carrier, clock)
            sent += refusal is None
            if refusal and refusal.unanswered:
                break  # the others need not find out one by one that nobody is there
    return sent


def claim(*, now: datetime) -> Message | None:
    """Take the next due row that is worth sending; None when there is none left.

    What says nothing any more is put aside on the way, and what must wait is put off.
    """
    while True:
        with transaction.atomic():
            due = Message.objects.due(now=now).order_by("attempts", "due_at", "pk")
            rows = due.select_for_update(of=("self",), skip_locked=True, no_key=True)
            message = rows.select_related("reader", "school").first()
            if message is None or _take(message, now=now):
                return message


def _take(message: Message, *, now: datetime) -> bool:
    verdict = judge(message, now=now)
    if verdict.later is not None:
        message.due_at = verdict.later
    elif verdict.is_empty:
        message.state = State.SUPERSEDED
    else:
        message.state, message.claimed_at, message.handed_at = State.SENDING, now, None
        message.attempts += 1
    _drop_and_note(message, verdict)
    message.save(update_fields=["state", "due_at", "claimed_at", "handed_at", "attempts"])
    return message.state == State.SENDING


def _drop_and_note(message: Message, verdict: Verdict) -> None:
    """Keep what holds, with the sequence and time that are going to be told.

    Noted before the mail is written: what changes in between is told again, not forgotten.
    """
    if not verdict.is_empty:
        Mention.objects.filter(pk__in=[mention.pk for mention in verdict.fallen]).delete()
    for mention in verdict.holding:
        mention.sequence = mention.session.sequence
        mention.starts_at = mention.session.starts_at
    Mention.objects.bulk_update(verdict.holding, ["sequence", "starts_at"])


def _send(message: Message, carrier: Carrier, clock: Clock) -> Refusal | None:
    try:
        mail = build(message, now=clock())
        refusal = carrier.hand_over(mail, leaving=lambda: _note_handed(message, now=clock()))
    except RefusedError:
        # What it speaks of has changed since it was looked at: to be looked at again.
        refusal = Refusal()
    except ClaimLostError:
        carrier.hang_up()
        return Refusal()
    _note_outcome(message, refusal, now=clock())
    return refusal


def _note_handed(message: Message, *, now: datetime) -> None:
    """Write down that from here on it may have arrived, if the row is still this worker's."""
    if not _mine(message).update(handed_at=now):
        raise ClaimLostError


def _note_outcome(message: Message, refusal: Refusal | None, *, now: datetime) -> None:
    if refusal is None:
        # Taken for dead meanwhile, and in doubt? It is known now.
        in_doubt = Q(state=State.FAILED, failure=Failure.IN_DOUBT)
        rows = Message.objects.filter(Q(state=State.SENDING) | in_doubt, pk=message.pk)
        rows.filter(claimed_at=message.claimed_at).update(
            state=State.SENT, sent_at=now, failure="", reply=""
        )
    elif refusal.in_doubt:
        _mine(message).update(state=State.FAILED, failure=Failure.IN_DOUBT, reply=refusal.reply)
    elif refusal.permanent:
        _mine(message).update(state=State.FAILED, failure=Failure.REFUSED, reply=refusal.reply)
    else:
        _try_again(_mine(message), message.attempts, Failure.UNREACHABLE, now, refusal.reply)


def recover(*, now: datetime) -> int:
    """Take back what a worker that died was sending; returns how many rows.

    What it had not handed over is tried again. What it had, nobody can know: that is shown
    to the coordination rather than sent twice.
    """
    dead = Message.objects.filter(state=State.SENDING, claimed_at__lte=now - LEASE)
    found = dead.exclude(handed_at=None).update(state=State.FAILED, failure=Failure.IN_DOUBT)
    for message in dead.filter(handed_at=None):
        rows = _mine(message).filter(handed_at=None)
        found += _try_again(rows, message.attempts, Failure.UNWRITTEN, now)
    return found


def _try_again(
    rows: MessageQuerySet, attempts: int, failure: Message.Failure, now: datetime, reply: str = ""
) -> int:
    """Plan the next try, or give up after the last."""
    if attempts > len(BACK_OFF):
        return rows.update(state=State.FAILED, failure=failure, reply=reply)
    later = now + BACK_OFF[attempts - 1]
    return rows.update(state=State.SCHEDULED, due_at=later, handed_at=None, reply=reply)


def _mine(message: Message) -> MessageQuerySet:
    """The row while this claim of it is the last; a coordinator may count tries anew."""
    claimed = Message.objects.filter(pk=message.pk, claimed_at=message.claimed_at)
    return claimed.filter(state=State.SENDING)
