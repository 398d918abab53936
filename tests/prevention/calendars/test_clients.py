"""A real calendar program subscribes to a feed over HTTP: vdirsyncer fetches, khal shows."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from prevention.models import Session
from tests.factories import PARIS

BIN = Path(sys.executable).parent

VDIRSYNCER = """
[general]
status_path = "{folder}/status/"
[pair sessions]
a = "feed"
b = "local"
collections = null
conflict_resolution = "a wins"
[storage feed]
type = "http"
url = "{url}"
[storage local]
type = "filesystem"
path = "{folder}/events/"
fileext = ".ics"
"""

KHAL = """
[calendars]
[[sessions]]
path = {folder}/events/
[sqlite]
path = {folder}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = {zone}
default_timezone = {zone}
"""


@pytest.fixture
def subscriber(tmp_path, live_server, feed, address):
    """A person's machine: ``poll()`` fetches, ``show(day)`` lists the events of a day."""
    settings = {"folder": tmp_path, "url": f"{live_server.url}{address(feed)}"}
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
        "NO_PROXY": "*",
        "PYTHONWARNINGS": "ignore",
    }
    (tmp_path / "vdirsyncer.conf").write_text(VDIRSYNCER.format(**settings))

    class Subscriber:
        def poll(self):
            for command in (["discover"], ["sync"]):
                self._run("vdirsyncer", "-c", tmp_path / "vdirsyncer.conf", *command)
            return sorted(tmp_path.glob("events/*.ics"))

        def show(self, day, zone="Europe/Paris"):
            configuration = tmp_path / "khal.conf"
            configuration.write_text(KHAL.format(zone=zone, **settings))
            shown = self._run(
                "khal",
                *("-c", configuration, "list", "--format", "{start-time}-{end-time} {title}"),
                *("--day-format", "", str(day), "1d"),
            )
            return shown.stdout.split("\n")[:-1]

        def _run(self, program, *arguments):
            return subprocess.run(
                [BIN / program, *map(str, arguments)],
                env=environment,
                check=True,
                capture_output=True,
                text=True,
                input="y\n",
                timeout=60,
            )

    return Subscriber()


def next_at(month, hour, minute):
    """The next 15th of a month to come, at an hour of Paris."""
    today = timezone.now().astimezone(PARIS)
    day = today.replace(month=month, day=15, hour=hour, minute=minute, second=0, microsecond=0)
    return day if day > today else day.replace(year=day.year + 1)


@pytest.mark.django_db(transaction=True)
def test_a_subscribed_client_shows_local_times_in_winter_and_summer(subscriber, add_session):
    winter = add_session(
        starts_at=next_at(1, 10, 0), state="confirmed", authorised_at=timezone.now()
    )
    summer = add_session(starts_at=next_at(6, 14, 30))

    files = subscriber.poll()

    assert len(files) == 2
    assert subscriber.show(winter.starts_at.date()) == ["10:00-11:00 5e 2 · Respect et relations"]
    assert subscriber.show(summer.starts_at.date()) == [
        "14:30-15:30 To be confirmed: 5e 2 · Respect et relations"
    ]
    # Read from another zone, it is the same instant.
    assert subscriber.show(summer.starts_at.date(), "Europe/London") == [
        "13:30-14:30 To be confirmed: 5e 2 · Respect et relations"
    ]


@pytest.mark.django_db(transaction=True)
def test_a_subscribed_client_follows_a_move_and_a_loss(subscriber, add_session):
    session = add_session(starts_at=next_at(1, 10, 0))
    lost = add_session(starts_at=next_at(1, 14, 0))
    subscriber.poll()

    Session.objects.filter(pk=lost.pk).update(state="refused")
    Session.objects.filter(pk=session.pk).update(
        starts_at=session.starts_at + timedelta(days=1),
        ends_at=session.ends_at + timedelta(days=1),
        sequence=1,
        revised_at=timezone.now(),
    )
    subscriber.poll()

    day = session.starts_at.date()
    assert subscriber.show(day) == []
    assert subscriber.show(day + timedelta(days=1)) == [
        "10:00-11:00 To be confirmed: 5e 2 · Respect et relations"
    ]
