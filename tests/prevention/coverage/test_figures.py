"""Every figure has its definition, and every definition its figure."""

import subprocess
import sys
from dataclasses import fields
from inspect import getmembers

import pytest
from django.conf import settings
from django.utils.translation import override

from prevention.coverage.activity import Activity
from prevention.coverage.answers import Answers
from prevention.coverage.evolution import Week
from prevention.coverage.figures import (
    ANSWERS,
    EVOLUTION,
    GIVEN,
    GROUPS,
    MEETINGS,
    OUTCOMES,
    OWED,
    TRAVEL,
)
from prevention.coverage.meetings import Meetings
from prevention.coverage.outcomes import Outcomes
from prevention.coverage.owed import Owed
from prevention.coverage.travel import Travel


def held_by(kind):
    """The fields of a dataclass, and what it computes of them."""
    computed = {name for name, _value in getmembers(kind, lambda one: isinstance(one, property))}
    return {one.name for one in fields(kind)} | computed


@pytest.mark.parametrize(
    ("group", "kind", "about"),
    [
        (OWED, Owed, {"duty"}),
        (EVOLUTION, Week, {"monday"}),
        (GIVEN, Activity, set()),
        (OUTCOMES, Outcomes, {"endings"}),
        (TRAVEL, Travel, set()),
        (MEETINGS, Meetings, set()),
        (ANSWERS, Answers, set()),
    ],
)
def test_the_registry_and_what_is_added_up_have_the_same_figures(group, kind, about):
    assert [one.code for one in group.figures] == list(dict.fromkeys(group.by_code))
    assert set(group.by_code) == held_by(kind) - about


def test_every_figure_is_defined_in_both_languages_by_whole_sentences():
    for group in GROUPS:
        for one in group.figures:
            told = []
            for language in ("en", "fr"):
                with override(language):
                    told.append(str(one.sentence))
            english, french = told
            assert english != french
            assert english.endswith(".")
            assert french.endswith(".")


def test_the_documentation_tells_every_figure_as_it_is_defined():
    check = [sys.executable, settings.BASE_DIR / "tools" / "figures.py", "check"]

    assert subprocess.run(check, check=False, capture_output=True, text=True).returncode == 0
