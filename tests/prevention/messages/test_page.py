"""The page that says what is sent to whom says what the code does."""

import re
from pathlib import Path

import pytest

from prevention.messages.kinds import OPTIONAL_KINDS, TRAITS, Kind
from prevention.messages.occasions import OCCASIONS, REMINDERS
from prevention.messages.sending import BACK_OFF

PAGE = (Path(__file__).parents[3] / "docs" / "messages.md").read_text()


def kinds_in(heading):
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `(\w+)` ", section, re.MULTILINE)


def test_it_names_every_kind_where_it_belongs():
    after_acts = {kind.value for kinds in OCCASIONS.values() for kind in kinds}
    of_the_calendar = [reminder.kind.value for reminder in REMINDERS]

    assert set(kinds_in("When something happens")) == after_acts
    assert kinds_in("By the calendar") == [*of_the_calendar, "digest", "calendar_stale"]
    assert set(Kind) - after_acts - set(of_the_calendar) == {Kind.DIGEST, Kind.CALENDAR_STALE}


@pytest.mark.parametrize("reminder", REMINDERS, ids=lambda reminder: reminder.kind.value)
def test_it_says_on_which_day(reminder):
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{reminder.kind}` |"))
    words = {-3: "3 days before", -7: "7 days before", -2: "2 days before"}

    assert {**words, 1: "the day after", 4: "the fourth day after"}[reminder.days] in row


def test_it_says_what_is_urgent_and_what_can_be_declined():
    urgent = [kind for kind, traits in TRAITS.items() if traits.urgent]
    rules = " ".join(PAGE.split("## Rules for all")[1].split())

    assert " and ".join(f"`{kind}`" for kind in urgent) + " leave" in rules
    declined = ", ".join(f"`{kind}`" for kind in OPTIONAL_KINDS[:-1])
    assert f"{declined} and `{OPTIONAL_KINDS[-1]}` can be declined" in rules


def test_it_says_when_a_mail_is_tried_again():
    minutes = [wait.total_seconds() / 60 for wait in BACK_OFF]

    assert minutes == [1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60]
    assert "after 1, 5, 15 and 60 minutes, 4, 12 and 24 hours" in " ".join(PAGE.split())
