"""Have a calendar read by a child process: the question, the answer, and what ends mean."""

import logging
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from prevention.calendars.busy import child
from prevention.calendars.busy.fetch import Validators
from prevention.calendars.busy.troubles import Trouble, UnreadableError
from prevention.child_process import OUT_OF_MEMORY, ask

logger = logging.getLogger(__name__)

READER = (sys.executable, "-m", "prevention.calendars.busy.child")
# The child ends by itself long before; this is for a machine that stands still.
LONGEST_SECONDS = 60


@dataclass(frozen=True)
class Question:
    """What the child is asked; ``zone`` is where days begin, ``validators`` of the last file."""

    address: str
    validators: Validators
    now: datetime
    zone: str


@dataclass(frozen=True)
class BusyOccurrence:
    """When somebody is busy; ``uid`` is set if the event may be one of our sessions."""

    starts_at: datetime
    ends_at: datetime
    uid: str


@dataclass(frozen=True)
class Answer:
    """The busy times in order, or None when the file is still the one of the validators."""

    busy: list[BusyOccurrence] | None
    validators: Validators


Read = Callable[[Question], Answer]


def read_in_child(question: Question, *, program: Sequence[str] = READER) -> Answer:
    """Read a calendar without letting anything of it into this process but what is asked.

    Raises:
        UnreadableError: why it could not be read.

    """
    sent = {
        "address": question.address,
        "validators": question.validators,
        "now": question.now.isoformat(),
        "zone": question.zone,
    }
    try:
        ended = ask(program, sent, seconds=LONGEST_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(Trouble.TOO_SLOW) from error
    except OSError as error:  # no process to be had: this machine's trouble, and the others wait
        logger.warning("No process could be started to read a calendar: %s.", error.strerror)
        raise UnreadableError(Trouble.UNAVAILABLE) from error
    if ended.code in child.KILLED_BY:
        raise UnreadableError(child.KILLED_BY[ended.code])
    if ended.code:  # out of memory, or a file that no library here can bear
        logger.warning("Reading a calendar ended with code %s.", ended.code)
        known = ended.code == OUT_OF_MEMORY
        raise UnreadableError(Trouble.TOO_DENSE if known else Trouble.NOT_A_CALENDAR)
    return _answered(ended.told, question)


def _answered(told: dict[str, Any], question: Question) -> Answer:
    if "trouble" in told:
        raise UnreadableError(Trouble(told["trouble"]))
    if told.get("unchanged"):
        return Answer(None, question.validators)
    busy = [
        BusyOccurrence(
            datetime.fromtimestamp(start, tz=UTC), datetime.fromtimestamp(end, tz=UTC), uid
        )
        for start, end, uid in told["busy"]
    ]
    return Answer(busy, Validators(*told["validators"]))
