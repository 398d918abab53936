"""The server that people run (``tools/serve``), on a database of its own."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.load.processes import PATIENCE_SECONDS, environment


@dataclass(frozen=True)
class Server:
    address: tuple[str, int]
    master: subprocess.Popen

    def kill(self) -> None:
        """End master and workers at once, in the middle of whatever they do."""
        os.killpg(self.master.pid, signal.SIGKILL)
        self.master.wait()


@contextmanager
def serving(url: str, log: Path) -> Iterator[Server]:
    """Give a server that answers; it is stopped gently unless it was killed before."""
    with socket.create_server(("127.0.0.1", 0)) as door, log.open("ab") as written:
        server = Server(door.getsockname(), _start(door.fileno(), url, written))
    try:
        _wait_for(server)
        yield server
    finally:
        server.master.terminate()
        server.master.wait()


def _start(door: int, url: str, log) -> subprocess.Popen:
    gunicorn = [sys.executable, "-m", "gunicorn", "prevention.wsgi", "--no-control-socket"]
    return subprocess.Popen(
        # The door is open already: no port to race for, and no moment of refusal. What is
        # imported is so once for both workers: a server of the tests starts many times.
        [*gunicorn, "--bind", f"fd://{door}", "--workers", "2", "--threads", "4", "--preload"],
        env=environment(url),
        pass_fds=[door],
        start_new_session=True,
        stdout=log,
        stderr=log,
    )


def _wait_for(server: Server) -> None:
    with closing(HTTPConnection(*server.address, timeout=PATIENCE_SECONDS)) as connection:
        connection.request("GET", "/healthz")
        assert connection.getresponse().status == 200
