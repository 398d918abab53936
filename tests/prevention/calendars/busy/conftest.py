"""One server and one listener for each module, and the reader that may reach the server."""

import sys
from functools import partial

import pytest

from prevention.calendars.busy.fetch import Validators
from prevention.calendars.busy.reading import Question, read_in_child
from tests.prevention.calendars.busy.servers import Listener, Server, make_certificate, serving


@pytest.fixture(scope="package")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def server(certificate):
    with serving(Server(certificate)) as running:
        yield running


@pytest.fixture
def inside():
    """Whatever connects here was an internal request."""
    listener = Listener.open()
    yield listener
    listener.close()


@pytest.fixture
def read(server, certificate):
    """Read in a child that takes the server for public; less patient, so that tests are not."""
    program = [sys.executable, "-m", "tests.prevention.calendars.busy.local_child"]
    program += [str(server.port), str(certificate), "2", "3"]
    return partial(read_in_child, program=program)


@pytest.fixture
def question(server, now):
    def ask(path="/a.ics", *, address=None, validators=("", ""), zone="Europe/Paris"):
        return Question(address or server.address(path), Validators(*validators), now, zone)

    return ask
