"""A program of ours that reads what strangers made, in a process which the system bounds.

The parent asks one question and gets one answer, both JSON, or learns how the process ended. The
child has no environment, no database and no secret. Nothing here imports Django, whose set-up
would cost each child more than its work.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OUT_OF_MEMORY = 3
# Of a process that ended as if all were well, and has told nothing.
TOLD_NOTHING = 4


@dataclass(frozen=True)
class Ended:
    """How a child ended: 0, a code of its own, or a signal as a negative number."""

    code: int
    told: dict[str, Any]


def ask(program: Sequence[str], question: Mapping[str, Any], *, seconds: float) -> Ended:
    """Start a program, put a question to its standard input, and wait for its answer.

    Raises:
        OSError: there is no process to be had; this machine's trouble, and no other's.
        subprocess.TimeoutExpired: it took longer, and was killed.

    """
    done = subprocess.run(  # noqa: S603 - our own program
        program,
        input=json.dumps(question),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # may quote what it reads
        text=True,
        env={},
        cwd=ROOT,
        timeout=seconds,
        check=False,
    )
    if done.returncode:
        return Ended(done.returncode, {})
    try:
        return Ended(0, json.loads(done.stdout))
    except json.JSONDecodeError:  # a library has ended the process
        return Ended(TOLD_NOTHING, {})


def asked() -> dict[str, Any]:
    """The question, in the child."""
    question: dict[str, Any] = json.load(sys.stdin)
    return question


def tell(answer: Mapping[str, Any]) -> None:
    """Give the answer, in the child."""
    json.dump(answer, sys.stdout)


def limit(*, memory_bytes: int, computing_seconds: int) -> None:
    """Have the system end this process beyond its bounds: SIGXCPU, or ``MemoryError``."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (computing_seconds, computing_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_what_it_leaves(*, file_bytes: int) -> None:
    """Bound each file that this process writes, and let it start neither program nor thread."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))  # the system spares root


def peak_memory_bytes() -> int:
    """The most memory this process has held at once; what it was forked from does not count."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))
