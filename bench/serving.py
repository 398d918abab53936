"""A gunicorn worker, and a client that asks it again and again."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

Address = tuple[str, int]


@contextmanager
def serving(application: str, database_url: str, **variables: str) -> Iterator[Address]:
    """Serve an application (``module``) by one worker of four threads."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        gunicorn = [sys.executable, "-W", "ignore", "-m", "gunicorn"]
        server = subprocess.Popen(  # noqa: S603 - our own program
            [
                *(*gunicorn, application, "--no-control-socket"),
                *("--bind", f"fd://{door.fileno()}", "--workers", "1", "--threads", "4"),
                *("--log-level", "error", "--keep-alive", "60"),
            ],
            env={
                **os.environ,
                "DATABASE_URL": database_url,
                **variables,
            },
            pass_fds=[door.fileno()],
        )
        try:
            yield door.getsockname()
        finally:
            server.terminate()
            server.wait()


@dataclass(frozen=True)
class Rate:
    """What a run of requests, one after the other, took; times in seconds."""

    times: Sequence[float]

    @property
    def per_second(self) -> float:
        return len(self.times) / sum(self.times)

    @property
    def p99(self) -> float:
        return sorted(self.times)[int(len(self.times) * 0.99)]


class Client:
    """Keeps one connection, as a proxy in front of the server does."""

    def __init__(self, address: Address) -> None:
        self.connection = socket.create_connection(address, timeout=60)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, path: str, *, status: int, etag: str = "") -> tuple[bytes, bytes]:
        """Give the head and the body of the answer, which has to have this status."""
        held = f"If-None-Match: {etag}\r\n" if etag else ""
        self.connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{held}\r\n".encode())
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _blank, body = received.partition(b"\r\n\r\n")
        if not head.startswith(f"HTTP/1.1 {status}".encode()):
            raise SystemExit(f"{path} answers {head[:30]!r}: nothing to measure.")
        length = int(header(head, "Content-Length") or 0)
        parts = [body]
        there = len(body)
        while there < length:
            parts.append(self._more())
            there += len(parts[-1])
        return head, b"".join(parts)

    def _more(self) -> bytes:
        part = self.connection.recv(1 << 20)
        if not part:
            raise SystemExit("The server closed the connection.")
        return part


def header(head: bytes, name: str) -> str:
    for line in head.decode("latin-1").split("\r\n"):
        key, _colon, value = line.partition(":")
        if key.lower() == name.lower():
            return value.strip()
    return ""


def rate(act: Callable[[], object], *, runs: int, before: Callable[[], object] = int) -> Rate:
    """Time each of several runs; ``before`` each of them something happens untimed."""
    for _warm in range(min(runs, 5)):
        before()
        act()
    times = []
    for _run in range(runs):
        before()
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return Rate(times)
