"""The child process: what it is given, and that it ends whatever happens in it."""

import subprocess
import sys

import pytest
from django.conf import settings

from prevention.calendars.busy.child import Bounds
from prevention.calendars.busy.reading import READER, read_in_child
from prevention.calendars.busy.troubles import Trouble, UnreadableError
from tests.prevention.calendars.busy.files import MORNING, calendar
from tests.prevention.calendars.busy.servers import response

GREEDY = """
import sys
from prevention.calendars.busy.child import Bounds, main
from prevention.calendars.busy.places import Reach
sys.exit(main(Reach(resolve=lambda host, port: bytearray(2**40)), Bounds()))
"""
TELLS_WHETHER_IT_HAS_AN_ENVIRONMENT = """
import os, sys
print('{"unchanged": true}')
sys.exit(0 if set(os.environ) <= {"LC_CTYPE"} else 9)
"""


def trouble_of(read, question):
    with pytest.raises(UnreadableError) as error:
        read(question)
    return error.value.trouble


def test_a_name_that_is_never_answered_holds_nobody_up(read, question, server):
    address = server.address("/a.ics", host="muet.exemple.test")

    assert trouble_of(read, question(address=address)) == Trouble.TOO_SLOW


def test_the_bounds_of_the_product():
    assert Bounds() == Bounds(
        network_seconds=10, computing_seconds=15, memory_bytes=512 * 1024 * 1024
    )


def test_too_much_memory_ends_the_child_alone(question):
    program = [sys.executable, "-c", GREEDY]
    address = "https://agenda.exemple.test/"

    assert trouble_of(
        lambda asked: read_in_child(asked, program=program), question(address=address)
    ) == (Trouble.TOO_DENSE)


@pytest.mark.parametrize("code", ["raise SystemExit(1)", "import os; os.abort()"])
def test_a_child_that_breaks_down_is_a_calendar_that_cannot_be_read(code, question):
    program = [sys.executable, "-c", code]

    assert trouble_of(lambda asked: read_in_child(asked, program=program), question()) == (
        Trouble.NOT_A_CALENDAR
    )


def test_a_machine_without_a_process_to_spare_leaves_the_others_alone(question):
    assert trouble_of(
        lambda asked: read_in_child(asked, program=["/nowhere/at/all"]), question()
    ) == (Trouble.UNAVAILABLE)


def test_the_child_knows_nothing_of_the_site(question, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret")
    program = [sys.executable, "-c", TELLS_WHETHER_IT_HAS_AN_ENVIRONMENT]

    assert read_in_child(question(), program=program).busy is None


def test_the_child_loads_no_django():
    code = "import sys, prevention.calendars.busy.child, prevention.calendars.busy.expand;"
    code += "sys.exit(any(name.startswith('django') for name in sys.modules))"

    program = [sys.executable, "-c", code]
    assert subprocess.run(program, cwd=settings.BASE_DIR, check=False).returncode == 0


def test_the_address_stands_in_no_list_of_processes_and_no_log(read, question, server, caplog):
    server.answers["/secret.ics"] = response(b"no calendar")

    assert trouble_of(read, question("/secret.ics")) == Trouble.NOT_A_CALENDAR
    assert "secret" not in caplog.text
    assert not any("http" in part for part in READER)


def test_the_program_of_the_product_refuses_the_machine_itself(question, server):
    """No setting, no variable: the one that runs in production, from its own command line."""
    address = server.address("/a.ics", host="127.0.0.9")

    assert trouble_of(read_in_child, question(address=address)) == Trouble.INSECURE  # its port
    assert trouble_of(read_in_child, question(address="https://127.0.0.1/")) == Trouble.NOT_PUBLIC
    assert server.asked == []


def test_names_of_events_stay_in_the_child_unless_they_may_be_ours(read, question, server):
    ours = "0f8fad5b-d9cb-469f-a165-70867728950e"
    server.answers["/a.ics"] = response(
        calendar(
            MORNING,
            MORNING.replace("bon", ours.upper()),
            MORNING.replace("bon", f"{ours}@exemple.test"),
            MORNING.replace("bon", f"{ours}-autre"),
        )
    )

    assert sorted(one.uid for one in read(question()).busy) == ["", "", ours, ours]
