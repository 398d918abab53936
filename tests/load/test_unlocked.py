"""Eight processes write what they like; the database alone keeps people out of two places."""

from collections import Counter

import pytest

from tests.load.checks import overlaps
from tests.load.processes import together
from tests.load.unlocked import CONSTRAINTS, DEADLOCK, WRITTEN, Writer, some_session, write
from tests.load.world import EVERY_START

pytestmark = pytest.mark.load

WRITERS = 8
TRIES_EACH = 50


@pytest.fixture(scope="module")
def outcomes(store, world_of):
    world = world_of((0, 1, 2, 3, 4))
    (session,) = together(some_session, world.offers, url=store.url)
    writers = [
        Writer(
            session,
            world.facilitators,
            world.teachers[number].groups,
            tuple(world.starts(EVERY_START, weeks=1)),
            seed=number,
            tries=TRIES_EACH,
        )
        for number in range(WRITERS)
    ]
    return Counter(one for some in together(write, writers, url=store.url) for one in some)


def test_nobody_is_in_two_places(store, outcomes):
    assert overlaps(store) == []


def test_what_was_refused_names_the_constraint_and_left_nothing(store, outcomes):
    tries = outcomes.copy()
    # Two exclusion constraints can wait for each other: PostgreSQL ends one as a deadlock.
    deadlocks = tries.pop(DEADLOCK, 0)

    assert tries.keys() == {WRITTEN, *CONSTRAINTS}
    assert tries.total() == WRITERS * TRIES_EACH
    assert store.on_postgres or deadlocks == 0
    assert store.rows("SELECT count(*) FROM prevention_occupation") == [(3 * tries[WRITTEN],)]
