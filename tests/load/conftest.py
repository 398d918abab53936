"""A database of its own for each module that loads it."""

import pytest

from tests.load.processes import together
from tests.load.stores import create_store, drop_store
from tests.load.world import prepare


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = create_store(tmp_path_factory.mktemp("load"))
    yield store
    drop_store(store)


@pytest.fixture(scope="module")
def world_of(store):
    """Fill the database, with an offer for each team of facilitators."""

    def make(*teams):
        (world,) = together(prepare, [teams], url=store.url)
        return world

    return make
