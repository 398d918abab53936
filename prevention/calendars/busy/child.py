"""Read one calendar in a process of its own, which the system ends at its bounds.

Whatever a server sends and whatever a file holds, the worker gets one line of JSON or an exit
code. The process has ten seconds for the network, names and handshakes included, fifteen seconds
of computing, 512 MB, no environment, no database and no secret but the address, which comes
by the standard input and so stands in no list of processes.

No module that runs here imports Django: a poll that answers "unchanged" loads little.
"""

import re
import signal
import sys
import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from prevention.calendars.busy.fetch import Validators, fetch
from prevention.calendars.busy.places import Reach
from prevention.calendars.busy.troubles import Trouble, UnreadableError
from prevention.child_process import OUT_OF_MEMORY, asked, limit, tell

# What each end means to the parent.
KILLED_BY = {-signal.SIGALRM: Trouble.TOO_SLOW, -signal.SIGXCPU: Trouble.TOO_DENSE}
# What our feeds and invitations name a session; some programs write a host behind it.
SESSION = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?=@|$)")


@dataclass(frozen=True)
class Bounds:
    """What the process may take before the system ends it."""

    network_seconds: int = 10
    computing_seconds: int = 15
    memory_bytes: int = 512 * 1024 * 1024


def main(reach: Reach, bounds: Bounds) -> int:
    """Answer the question on standard input: see ``reading.py`` for both."""
    limit(memory_bytes=bounds.memory_bytes, computing_seconds=bounds.computing_seconds)
    warnings.simplefilter("ignore")  # about other people's files
    question = asked()
    try:
        told = _read(question, reach, bounds)
    except UnreadableError as error:
        told = {"trouble": error.trouble}
    except MemoryError:
        return OUT_OF_MEMORY
    tell(told)
    return 0


def _read(question: dict[str, Any], reach: Reach, bounds: Bounds) -> dict[str, Any]:
    # No handler: one would wait for the resolver to come back, the signal itself does not.
    signal.setitimer(signal.ITIMER_REAL, bounds.network_seconds)
    fetched = fetch(question["address"], Validators(*question["validators"]), reach)
    signal.setitimer(signal.ITIMER_REAL, 0)
    if fetched.body is None:
        return {"unchanged": True}
    from prevention.calendars.busy.expand import expand  # noqa: PLC0415 - only when needed

    now, zone = datetime.fromisoformat(question["now"]), ZoneInfo(question["zone"])
    busy = expand(fetched.body, now=now, zone=zone)
    return {
        "busy": [
            (one.starts_at.timestamp(), one.ends_at.timestamp(), _of_ours(one.uid)) for one in busy
        ],
        "validators": fetched.validators,
    }


def _of_ours(uid: str) -> str:
    """The name of an event if it may be one of our sessions; other names stay here."""
    found = SESSION.match(uid.strip())
    return found[0].lower() if found else ""


if __name__ == "__main__":
    sys.exit(main(Reach(), Bounds()))
