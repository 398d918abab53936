"""One server and one listener for each module, and the reader that may reach the server."""

import sys
from functools import partial

import pytest

from prevention.calendars.busy.fetch import Validators
from prevention.calendars.busy.reading import Question, read_in_child
from prevention.vocabulary import RoleKind
from tests.factories import FacilitatorFactory, OwnCalendarFactory, RoleFactory, UserFactory
from tests.prevention.calendars.busy.servers import (
    Listener,
    Server,
    make_certificate,
    response,
    serving,
)


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
def peak(tmp_path):
    """Where the child writes the most memory it held, in bytes; one that was ended writes none."""
    return tmp_path / "peak"


@pytest.fixture
def read(server, certificate, peak):
    """Read in a child that takes the server for public; less patient, so that tests are not."""
    program = [sys.executable, "-m", "tests.prevention.calendars.busy.local_child"]
    program += [str(server.port), str(certificate), "2", "3", str(peak)]
    return partial(read_in_child, program=program)


@pytest.fixture
def question(server, now):
    def ask(path="/a.ics", *, address=None, validators=("", ""), zone="Europe/Paris"):
        return Question(address or server.address(path), Validators(*validators), now, zone)

    return ask


@pytest.fixture
def facilitator():
    one = FacilitatorFactory(user=UserFactory())
    RoleFactory(user=one.user, kind=RoleKind.FACILITATOR, organisation=one.organisation)
    return one


@pytest.fixture
def kept(facilitator, server):
    """A calendar at the server of the tests, which no act would take for its port."""
    return OwnCalendarFactory(facilitator=facilitator, address=server.address("/a.ics"))


@pytest.fixture
def serve(server):
    """Answer each reading in turn, with a file or with another answer."""

    def answers(*given):
        turns = iter([one if callable(one) else response(one) for one in given])

        def answer(connection, asked):
            next(turns)(connection, asked)

        server.answers["/a.ics"] = answer

    return answers
