from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from tests.factories import SessionFactory

pytestmark = pytest.mark.django_db


def test_the_command_frees_what_nobody_answered_for_and_counts_it(capsys):
    late = SessionFactory(held_until=timezone.now() - timedelta(minutes=1))
    waiting = SessionFactory(held_until=timezone.now() + timedelta(minutes=1))

    with translation.override("en"):
        call_command("expire_due")

    late.refresh_from_db()
    waiting.refresh_from_db()
    assert (late.state, waiting.state) == ("expired", "held")
    assert capsys.readouterr().out == "1 time freed.\n"
