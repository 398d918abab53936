import pytest
from django.utils import translation

from tests.prevention.schools.imports.official import OFFICIAL, bring_in, official, stored


@pytest.fixture
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def known(db, english, tmp_path):
    """Everything imported once; gives what the tables then hold."""
    for command in OFFICIAL:
        bring_in(command, official(command), tmp_path)
    return stored()
