"""The server that people run (``tools/serve``), on a database of its own.

A parent has imported the site, and each server is a child of it: one that is killed fifty times
need not import it fifty times. What is killed is all of a child, its master and its workers.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.load.processes import PATIENCE_SECONDS, environment

START = "from tests.load.serving import start_children; start_children()"


@dataclass(frozen=True)
class Server:
    address: tuple[str, int]
    master: int

    def kill(self) -> None:
        """End master and workers at once, in the middle of whatever they do."""
        os.killpg(self.master, signal.SIGKILL)


@contextmanager
def servers(url: str, log: Path) -> Iterator[Callable[[], AbstractContextManager[Server]]]:
    """Give what starts a server that answers; one at a time."""
    with log.open("ab") as written:
        parent = subprocess.Popen(
            [sys.executable, "-c", START],
            env=environment(url),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=written,
            text=True,
        )
    try:
        yield lambda: _serving(parent)
    finally:
        parent.stdin.close()
        parent.wait()
        parent.stdout.close()


@contextmanager
def _serving(parent: subprocess.Popen) -> Iterator[Server]:
    """Give a server that answers; it is stopped gently unless it was killed before."""
    parent.stdin.write("start\n")
    parent.stdin.flush()
    master, port = map(int, parent.stdout.readline().split())
    try:
        _wait_for(port)
        yield Server(("127.0.0.1", port), master)
    finally:
        # Until its parent has waited for it, it keeps its number: nobody else is told to stop.
        os.kill(master, signal.SIGTERM)
        parent.stdin.write("wait\n")
        parent.stdin.flush()
        parent.stdout.readline()


def _wait_for(port: int) -> None:
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)) as connection:
        connection.request("GET", "/healthz")
        assert connection.getresponse().status == 200
