import pytest
from django.core.files.storage import default_storage

from prevention.orders.acts import FOLDER
from tests.prevention.orders.asking import stored
from tests.prevention.papers.worlds import coordinator, small_world


@pytest.fixture(autouse=True)
def schools():
    """The small world, and a folder without the papers of another test."""
    for name in stored():
        default_storage.delete(f"{FOLDER}/{name}")
    return small_world()


@pytest.fixture
def user(schools):
    return coordinator()
