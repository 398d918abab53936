"""A real HTTPS server that answers as told, and a listener that nobody may ever reach.

The server stands at 127.0.0.9, which the tests' own policy takes for public; the listener at
127.0.0.1 and ::1, which no policy does.
"""

import contextlib
import shutil
import socket
import socketserver
import ssl
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

OUTSIDE = "127.0.0.9"
HOST = "agenda.exemple.test"


def make_certificate(folder: Path) -> Path:
    """A key and a certificate for one day, which is its own authority."""
    both = folder / "certificate.pem"
    key, certificate = folder / "key.pem", folder / "own.pem"
    subprocess.run(
        [
            *(shutil.which("openssl"), "req", "-x509", "-nodes", "-days", "1"),
            *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-keyout", key, "-out", certificate, "-subj", "/CN=tests"),
            *("-addext", "subjectAltName=DNS:*.exemple.test"),
        ],
        check=True,
        capture_output=True,
    )
    both.write_bytes(key.read_bytes() + certificate.read_bytes())
    return both


@dataclass
class Asked:
    """One request as it came."""

    target: str
    headers: dict


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        # Whoever asked may go away at any moment: that is what the tests are about.
        with (
            contextlib.suppress(OSError),
            self.server.tls.wrap_socket(self.request, server_side=True) as connection,
        ):
            self.server.asked.append(asked := self.read(connection))
            self.server.answers[asked.target](connection, asked)

    def read(self, connection):
        head = b""
        while b"\r\n\r\n" not in head:
            if not (more := connection.recv(65536)):
                raise ConnectionError
            head += more
        first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        return Asked(first.split(" ")[1], headers)


class Server(socketserver.ThreadingTCPServer):
    """``answers`` are functions of the connection and of what was asked, by path."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, certificate):
        super().__init__((OUTSIDE, 0), Handler)
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(certificate)
        self.answers, self.asked = {}, []
        self.port = self.server_address[1]

    def address(self, path, host=HOST):
        return f"https://{host}:{self.port}{path}"

    def handle_error(self, request, client_address):
        """Say nothing: a client that goes away is no error here."""


@contextlib.contextmanager
def serving(server):
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Listener:
    """Counts who connects to the machine itself, on one port of both families."""

    port: int
    sockets: list = field(default_factory=list)

    @classmethod
    def open(cls):
        first = socket.create_server(("127.0.0.1", 0))
        listener = cls(first.getsockname()[1], [first])
        with contextlib.suppress(OSError):  # a machine without IPv6
            listener.sockets.append(
                socket.create_server(("::1", listener.port), family=socket.AF_INET6)
            )
        return listener

    def visitors(self):
        """How many connections wait: they would, even without anybody to accept them."""
        count = 0
        for one in self.sockets:
            one.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                while True:
                    one.accept()[0].close()
                    count += 1
        return count

    def close(self):
        for one in self.sockets:
            one.close()


# Answers


def response(body=b"", *, status="200 OK", chunked=False, **headers):
    """A whole answer; header names are given with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if not chunked:
        named.setdefault("Content-Length", str(len(body)))
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in named.items())]
    head = "\r\n".join(lines).encode("latin-1")

    def answer(connection, asked):
        if chunked:
            coded = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in cut(body))
            connection.sendall(head + b"\r\nTransfer-Encoding: chunked\r\n\r\n" + coded)
            connection.sendall(b"0\r\n\r\n")
        else:
            connection.sendall(head + b"\r\n\r\n" + body)

    return answer


def cut(body, size=1000):
    return [body[n : n + size] for n in range(0, len(body), size)]


def redirect(location, status="302 Found"):
    return response(status=status, Location=location)


def raw(*parts):
    """Bytes as they are."""

    def answer(connection, asked):
        for part in parts:
            connection.sendall(part)

    return answer


def dripping(before, drop):
    """Send a little, then again and again a little more, for as long as somebody listens."""

    def answer(connection, asked):
        connection.sendall(before)
        while True:
            connection.sendall(drop)
            time.sleep(0.05)

    return answer


def silent(connection, asked):
    """Say nothing at all until the other side has enough."""
    connection.recv(1)
