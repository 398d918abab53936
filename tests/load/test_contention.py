"""Two thousand tries at fifty-two openings, from eight processes, over HTTP."""

from collections import Counter
from dataclasses import dataclass
from random import Random
from uuid import UUID

import pytest

from tests.load.checks import half_made, overlaps
from tests.load.client import Answer, Rush, carry_out, post
from tests.load.processes import together
from tests.load.servers import servers
from tests.load.stores import Store
from tests.load.world import EVERY_START

pytestmark = pytest.mark.load

CLIENTS = 8
TRIES_EACH = 250


@dataclass(frozen=True)
class Outcome:
    store: Store
    answers: list[Answer]
    second_choice: Answer
    log: str

    @property
    def accepted(self) -> list[dict]:
        return [answer.body for answer in self.answers if answer.status == 201]

    @property
    def refusals(self) -> list[dict]:
        """Of requests of one line, and of each line of several, held in part or not at all."""
        whole = [answer.body for answer in self.answers if answer.status != 201]
        lines = [line for body in whole for line in body["facts"].get("refused", [body])]
        return [*lines, *(line for body in self.accepted for line in body["refused"])]


def rush(store, world_of, log):
    """Three offers for pairs, out of five facilitators; four teachers ask for each class."""
    world = world_of((0, 1, 2), (1, 2, 3), (2, 3, 4))
    with servers(store.url, log) as start, start() as server:
        rushes = [
            Rush(server.address, teacher.token, tries(world, teacher, seed=number))
            for number, teacher in enumerate(world.teachers)
        ]
        answers = [answer for some in together(carry_out, rushes) for answer in some]
        second_choice = take_what_was_offered(rushes[0])
    return Outcome(store, answers, second_choice, log.read_text())


def tries(world, teacher, *, seed):
    """One class or two at any starts of one week, half an hour apart, for any offer."""
    chance = Random(seed)  # noqa: S311 - not for secrets, and the same in every run
    starts = world.starts(EVERY_START, weeks=1)
    return [
        {
            "offer": chance.choice(world.offers),
            "lines": [
                {"class_groups": [group], "starts_at": chance.choice(starts)}
                for group in chance.sample(teacher.groups, chance.choice([1, 1, 1, 2]))
            ],
        }
        for _try in range(TRIES_EACH)
    ]


def take_what_was_offered(rush):
    """Ask for a time that is gone, then for the first of those offered instead."""
    offer, lines = rush.bodies[0]["offer"], rush.bodies[0]["lines"][:1]
    refusal = post(rush.address, "requests/", {"offer": offer, "lines": lines}, token=rush.token)
    lines[0]["starts_at"] = refusal.body["facts"]["nearest"][0]["starts_at"]
    return post(rush.address, "requests/", {"offer": offer, "lines": lines}, token=rush.token)


def test_two_thousand_tries_hold_what_was_promised_and_nothing_else(store, world_of, tmp_path):
    # One test: made by each process that has one of several, the rush would come twice.
    outcome = rush(store, world_of, tmp_path / "log")

    assert_every_try_was_answered_and_none_by_an_error(outcome)
    assert overlaps(outcome.store) == [], "somebody is in two places"
    assert_what_was_accepted_is_what_is_held(outcome)
    assert_each_refusal_offers_other_times(outcome)
    assert outcome.second_choice.status == 201, "what is offered instead cannot be taken"


def assert_every_try_was_answered_and_none_by_an_error(outcome):
    statuses = Counter(answer.status for answer in outcome.answers)

    assert statuses.keys() == {201, 409}, outcome.log[-5000:]
    assert statuses.total() == CLIENTS * TRIES_EACH


def assert_what_was_accepted_is_what_is_held(outcome):
    accepted = [*outcome.accepted, outcome.second_choice.body]

    requests = outcome.store.ids("SELECT public_id FROM prevention_request")
    sessions = outcome.store.ids("SELECT public_id FROM prevention_session")
    assert sorted(requests) == sorted(UUID(body["id"]) for body in accepted)
    assert sorted(sessions) == sorted(
        UUID(session["id"]) for body in accepted for session in body["sessions"]
    )
    # Of each session: its classes, the two facilitators it needs, and no more, are taken.
    assert half_made(outcome.store) == []


def assert_each_refusal_offers_other_times(outcome):
    # Always three: the weeks after the one that all want are free.
    assert {
        (refusal["code"], len(refusal["facts"]["nearest"])) for refusal in outcome.refusals
    } == {("opening_taken", 3)}
    assert {refusal["facts"]["clash"] for refusal in outcome.refusals} == {
        "facilitator",
        "class_group",
    }
