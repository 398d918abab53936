"""Workers that send mails: a parent that knows Django, and a child of it for each run.

A child starts in no time, as it need import nothing; what is killed is a child.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.load.processes import environment

START = """
import sys, django
django.setup()
from tests.load.mail_world import start_children
start_children(int(sys.argv[1]))
"""


@dataclass(frozen=True)
class Workers:
    parent: subprocess.Popen

    def start(self, minutes: int) -> int:
        """Start one whose clock stands so many minutes after the beginning; gives its id."""
        self.parent.stdin.write(f"{minutes}\n")
        self.parent.stdin.flush()
        return int(self.parent.stdout.readline())

    def wait(self) -> int:
        """Until the one that was started last has ended; gives how, as ``waitpid`` does."""
        return int(self.parent.stdout.readline())


@contextmanager
def workers(url: str, port: int) -> Iterator[Workers]:
    parent = subprocess.Popen(
        [sys.executable, "-c", START, str(port)],
        env=environment(url),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Workers(parent)
    finally:
        parent.stdin.close()
        parent.wait()
        parent.stdout.close()
