"""What the coordination does with a message: before it is sent, or once it has failed.

What a message says of sessions is written from them when it is sent: nobody edits that.
Each act judges the locked row, which the worker may have claimed meanwhile.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from prevention.messages.errors import (
    AlreadyWaitingError,
    MayArriveTwiceError,
    MessageActRefusedError,
)
from prevention.messages.models import Message
from prevention.people.models import User

State = Message.State
# Further away it is a slip of the pen: what it speaks of is over within a school year.
LATEST = timedelta(days=366)
MOST_SIGNS = 2000


class MessageAct(models.TextChoices):
    EDIT = "edit", _lazy("edit")
    HOLD_BACK = "hold_back", _lazy("put on hold")
    RELEASE = "release", _lazy("release")
    SEND_AGAIN = "send_again", _lazy("send again")
    CANCEL = "cancel", _lazy("cancel")


FROM: Mapping[MessageAct, frozenset[Message.State]] = {
    MessageAct.EDIT: frozenset({State.SCHEDULED}),
    MessageAct.HOLD_BACK: frozenset({State.SCHEDULED}),
    MessageAct.RELEASE: frozenset({State.SCHEDULED}),
    MessageAct.SEND_AGAIN: frozenset({State.FAILED}),
    # Of one that has failed it says that somebody has seen to it otherwise.
    MessageAct.CANCEL: frozenset({State.SCHEDULED, State.FAILED}),
}


def allowed_actions(user: User, message: Message) -> list[MessageAct]:
    """The acts that the person can do now; free when the school's commune is loaded."""
    if not _may_change(user, message):
        return []
    return [act for act in MessageAct if _is_possible(act, message)]


@transaction.atomic
def hold_back(*, message: Message, user: User, now: datetime) -> Message:
    """Let it wait, whatever its time, until it is released.

    Raises:
        PermissionDenied: the person does not coordinate its school.
        MessageActRefusedError: it waits already, or is not to be sent (any more).

    """
    message = _locked(message, MessageAct.HOLD_BACK, user)
    message.held_at = now
    return _saved(message, user, "held_at")


@transaction.atomic
def release(*, message: Message, user: User, now: datetime) -> Message:
    """Let it leave at its time, at once when that is over; raises like ``hold_back``."""
    message = _locked(message, MessageAct.RELEASE, user)
    message.held_at = None
    return _saved(message, user, "held_at")


@transaction.atomic
def edit(
    *,
    message: Message,
    user: User,
    now: datetime,
    subject: str | None = None,
    words: str | None = None,
    due_at: datetime | None = None,
) -> Message:
    """Change the subject, the words before the rest, or the time; what is not said stays.

    Raises:
        PermissionDenied, MessageActRefusedError: as ``hold_back``.
        ValidationError: by field: a time that is over or a year away, a subject of several
            lines, or too long a text.

    """
    message = _locked(message, MessageAct.EDIT, user)
    if subject is not None:
        if len(subject.splitlines()) > 1:  # a mail's header is one line (RFC 5322, 2.2)
            raise ValidationError({"subject": _("Write the subject on one line.")})
        message.subject = subject
    if words is not None:
        if len(words) > MOST_SIGNS:  # which no database says of a text
            sentence = _("Write at most %(most)s signs.") % {"most": MOST_SIGNS}
            raise ValidationError({"words": sentence})
        message.words = words
    if due_at is not None and due_at != message.due_at:
        if not now < due_at <= now + LATEST:
            raise ValidationError({"due_at": _("Choose a time to come, within a year.")})
        message.due_at = due_at
    message.clean_fields()
    return _saved(message, user, "subject", "words", "due_at")


@transaction.atomic
def cancel(*, message: Message, user: User, now: datetime) -> Message:
    """Never send it, or be done with one that did not arrive; raises like ``hold_back``."""
    message = _locked(message, MessageAct.CANCEL, user)
    message.state = State.CANCELLED
    return _saved(message, user, "state")


@transaction.atomic
def send_again(
    *, message: Message, user: User, now: datetime, may_arrive_twice: bool = False
) -> Message:
    """Send what failed as if it were new, at once.

    ``may_arrive_twice``: the person knows that a mail whose sending was cut off may have
    arrived.

    Raises:
        PermissionDenied, MessageActRefusedError: as ``hold_back``.
        MayArriveTwiceError: it may have arrived, and nobody said to know.
        AlreadyWaitingError: a newer message about the same thing waits.

    """
    message = _locked(message, MessageAct.SEND_AGAIN, user)
    if message.failure == Message.Failure.IN_DOUBT and not may_arrive_twice:
        raise MayArriveTwiceError
    message.state = State.SCHEDULED
    message.due_at = now
    message.attempts = 0
    message.held_at = message.claimed_at = message.handed_at = message.sent_at = None
    message.failure = message.reply = ""
    try:
        with transaction.atomic():
            return _saved(
                message,
                user,
                *("state", "due_at", "attempts", "held_at", "claimed_at", "handed_at", "sent_at"),
                *("failure", "reply"),
            )
    except IntegrityError as waiting:  # of all constraints, the one on what waits
        raise AlreadyWaitingError from waiting


def _locked(message: Message, act: MessageAct, user: User) -> Message:
    rows = Message.objects.select_for_update(of=["self"]).select_related("school__commune")
    message = rows.get(pk=message.pk)
    if not _may_change(user, message):
        raise PermissionDenied
    if not _is_possible(act, message):
        raise MessageActRefusedError(
            state=message.state, state_label=str(message.get_state_display())
        )
    return message


def _is_possible(act: MessageAct, message: Message) -> bool:
    if act in {MessageAct.HOLD_BACK, MessageAct.RELEASE}:
        is_held = message.held_at is not None
        return message.state in FROM[act] and is_held == (act == MessageAct.RELEASE)
    return message.state in FROM[act]


def _may_change(user: User, message: Message) -> bool:
    if message.school is None:  # of no school: a digest
        return user.is_superuser
    return user.may("message.change", school=message.school)


def _saved(message: Message, user: User, *fields: str) -> Message:
    message.changed_by = user
    message.save(update_fields=[*fields, "changed_by"])
    return message
