"""What a parent of servers does: import the site once, and become a server in each child."""

import os
import socket
import sys

from django.urls import get_resolver
from gunicorn.app.wsgiapp import WSGIApplication

from prevention.wsgi import application


def start_children() -> None:
    """Start a server for each ``start`` on the way in, and wait for it at each ``wait``.

    Says the number of its master and its port, then how it ended.
    """
    assert application
    _import_the_pages()
    for asked in sys.stdin:
        if asked == "start\n":
            # The door is open already: no port to race for, and no moment of refusal.
            with socket.create_server(("127.0.0.1", 0)) as door:
                master = os.fork()
                if not master:
                    _serve(door)
                _say(f"{master} {door.getsockname()[1]}")
        else:
            _say(os.waitpid(master, 0)[1])


def _say(answer: object) -> None:
    sys.stdout.write(f"{answer}\n")
    sys.stdout.flush()


def _import_the_pages() -> None:
    """Read all addresses, which imports what answers them: no connection is opened by that."""
    assert get_resolver().url_patterns


def _serve(door: socket.socket) -> None:
    """Be the server from now on, in a group of its own; does not return."""
    os.setsid()
    os.set_inheritable(door.fileno(), True)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, sys.stdin.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    said = ["--bind", f"fd://{door.fileno()}", "--workers", "2", "--threads", "4", "--preload"]
    sys.argv = ["gunicorn", "prevention.wsgi", "--no-control-socket", *said]
    WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]").run()
