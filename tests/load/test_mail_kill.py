"""Fifty times, the worker is killed while it sends; no mail is lost, and none arrives twice."""

import os
import signal
from collections import Counter
from queue import SimpleQueue
from random import Random
from threading import Event

import pytest

from tests.load.mail_world import send_together, write_reminders
from tests.load.mailing import workers
from tests.load.processes import PATIENCE_SECONDS, together
from tests.load.stores import create_store, drop_store
from tests.post_office import open_post_office

pytestmark = pytest.mark.load

KILLS = 50
MAILS = 500
# Longer than a worker's lease and than the waits after the first tries.
MINUTES_EACH = 20

ROWS = """
SELECT m.public_id, u.email, m.state, m.failure
FROM prevention_message m JOIN prevention_user u ON u.id = m.reader_id
"""


@pytest.fixture
def mail_store(tmp_path):
    store = create_store(tmp_path)
    yield store
    drop_store(store)


@pytest.fixture
def office():
    with open_post_office() as (office, port):
        office.port = port
        yield office


def outcomes(store):
    return {email: (state, failure) for _id, email, state, failure in store.rows(ROWS)}


def test_none_is_lost_and_none_arrives_twice(mail_store, office):
    together(write_reminders, [MAILS], url=mail_store.url)
    chance = Random(59)  # noqa: S311 - not for secrets, and the same in every run

    with workers(mail_store.url, office.port) as running:
        for number in range(KILLS):
            left = kill_at_work(running, office, chance, number)
            assert left == signal.SIGKILL, "it had nothing left to send"
        for number in range(KILLS, KILLS + 10):
            running.start(number * MINUTES_EACH)
            assert running.wait() == 0

    rows, arrived = outcomes(mail_store), Counter(office.to())
    assert len(rows) == MAILS
    assert set(rows.values()) <= {("sent", ""), ("failed", "in_doubt")}
    assert [to for to, times in arrived.items() if times > 1] == []
    assert {to for to, outcome in rows.items() if outcome == ("sent", "")} <= arrived.keys()
    in_doubt = {to for to, outcome in rows.items() if outcome == ("failed", "in_doubt")}
    # Those cut off once all was said: one at most for each worker that was killed.
    assert KILLS / 3 <= len(in_doubt) <= KILLS
    assert arrived.keys() >= rows.keys() - in_doubt


def kill_at_work(running, office, chance, number) -> int:
    """Kill a worker before, while or after it hands some mail over; gives how it ended."""
    mails, started, killed = SimpleQueue(), Event(), Event()
    enough = chance.randint(1, 7)
    stage = ["on_rcpt", "on_data", "after"][number % 3]

    def seen(_address):
        mails.put(None)
        if stage != "after" and mails.qsize() == enough:
            started.wait(PATIENCE_SECONDS)
            kill()

    def kill():
        os.kill(pid, signal.SIGKILL)
        killed.set()

    set_hook(office, "on_data" if stage == "after" else stage, seen)
    pid = running.start(number * MINUTES_EACH)
    started.set()
    if stage == "after":
        for _mail in range(enough):
            mails.get(timeout=PATIENCE_SECONDS)
        # Somewhere between two mails: while it writes down what became of the last, or
        # takes the next.
        killed.wait(chance.uniform(0, 0.03))
        kill()
    ended = running.wait()
    killed.wait(PATIENCE_SECONDS)
    set_hook(office)
    return ended


def set_hook(office, name=None, hook=None) -> None:
    office.on_rcpt = office.on_data = lambda _address: None
    if name:
        setattr(office, name, hook)


def test_workers_that_send_together_send_each_mail_once(mail_store, office):
    together(write_reminders, [200], url=mail_store.url)

    left = together(send_together, [office.port] * 4, url=mail_store.url)

    assert sum(left) == 200
    assert sorted(outcomes(mail_store)) == office.to()
