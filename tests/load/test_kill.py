"""Fifty times, the server is killed in the middle of what four programs ask of it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from queue import SimpleQueue
from uuid import UUID, uuid4

import pytest

from tests.load.checks import half_made, overlaps
from tests.load.client import LOST, Answer, post
from tests.load.processes import PATIENCE_SECONDS
from tests.load.servers import servers
from tests.load.world import SESSION_STARTS, WEEKS_NEEDED

pytestmark = pytest.mark.load

KILLS = 50


@dataclass
class Program:
    """Books one free time after the other for one class, and gives back every other."""

    token: str
    offer: int
    group: int
    starts: list[str]
    booked: dict[str, UUID] = field(default_factory=dict)  # what was answered, by key
    given_back: set[UUID] = field(default_factory=set)
    key: str = ""  # of what was asked last, until it is answered

    def work(self, address, answered: SimpleQueue) -> bool:
        """Go on until the server is gone; tells whether it left something unanswered."""
        try:
            while True:
                self.key = uuid4().hex
                session = self.note(self.book(address))
                answered.put(session)
                if len(self.booked) % 2 == 0:
                    self.give_back(address, session)
        except ConnectionRefusedError:
            self.key = ""  # nothing was asked any more
            return False
        except LOST:
            return True

    def book(self, address) -> Answer:
        start = self.starts[len(self.booked)]
        body = {"offer": self.offer, "lines": [{"class_groups": [self.group], "starts_at": start}]}
        answer = post(address, "requests/", body, token=self.token, key=self.key)
        assert answer.status == 201, answer.body
        return answer

    def note(self, answer) -> UUID:
        self.booked[self.key] = UUID(answer.body["id"])
        self.key = ""
        return UUID(answer.body["sessions"][0]["id"])

    def give_back(self, address, session) -> None:
        path = f"sessions/{session}/cancel/"
        answer = post(address, path, {"reason": "OTHER"}, token=self.token)
        assert answer.status == 200, answer.body
        self.given_back.add(session)

    def ask_again(self, address) -> bool:
        """Repeat a booking left unanswered, twice; tells whether it had been made already."""
        first, second = self.book(address), self.book(address)
        assert (second.body, second.replayed) == (first.body, True)
        self.note(first)
        return first.replayed


def test_what_was_answered_is_kept_whole_and_what_was_not_is_booked_once(store, world_of, tmp_path):
    world = world_of((0, 1), (2, 3), (4, 5), (6, 7))
    starts = world.starts(SESSION_STARTS, weeks=WEEKS_NEEDED)
    programs = [
        Program(teacher.token, offer, teacher.groups[number], starts)
        for number, (offer, teacher) in enumerate(zip(world.offers, world.teachers, strict=False))
    ]
    unanswered, made_already = [], []

    with servers(store.url, tmp_path / "log") as start:
        for number in range(KILLS + 1):
            with start() as server:
                check_what_was_answered(store, programs)
                made_already += [one.ask_again(server.address) for one in programs if one.key]
                check_each_was_booked_once(store, programs)
                if number < KILLS:
                    unanswered.append(kill_at_work(server, store, programs, number))

    # No idle kills: nearly each cut programs off, and bookings that were not yet made.
    assert sum(lost > 0 for lost in unanswered) > KILLS * 0.8
    assert made_already.count(False) > KILLS / 2


def kill_at_work(server, store, programs, number) -> int:
    """Kill while the programs work; returns how many were left without an answer."""
    answered = SimpleQueue()
    with ThreadPoolExecutor(len(programs)) as pool:
        working = [pool.submit(program.work, server.address, answered) for program in programs]
        if number % 2:
            for _answer in range(1 + number % 6):
                answered.get(timeout=PATIENCE_SECONDS)
        else:
            wait_for_a_row(store, working)
        server.kill()
        return sum(one.result() for one in working)


def wait_for_a_row(store, working) -> None:
    """Until one more booking is seen from outside, which can be before its answer is sent."""
    with closing(store.connect()) as connection:

        def bookings():
            return connection.execute("SELECT count(*) FROM prevention_request").fetchone()

        before = bookings()
        while bookings() == before and not all(one.done() for one in working):
            pass


def check_what_was_answered(store, programs) -> None:
    assert half_made(store) == []
    assert overlaps(store) == []
    booked = {request for program in programs for request in program.booked.values()}
    given_back = {session for program in programs for session in program.given_back}
    cancelled = "SELECT public_id FROM prevention_session WHERE state = 'cancelled'"
    assert booked <= set(store.ids("SELECT public_id FROM prevention_request"))
    assert given_back <= set(store.ids(cancelled))


def check_each_was_booked_once(store, programs) -> None:
    """Now that nothing is left unanswered, there is one request for each key, and no other."""
    asked = {key: request for program in programs for key, request in program.booked.items()}
    answers = store.rows("SELECT key, status, answer ->> 'id' FROM prevention_idempotentanswer")
    requests = store.ids("SELECT public_id FROM prevention_request")
    assert {(key, status, UUID(request)) for key, status, request in answers} == {
        (key, 201, request) for key, request in asked.items()
    }
    assert sorted(requests) == sorted(asked.values())
