"""Somebody whose real calendar program subscribed: vdirsyncer fetches, khal shows."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.readers.expected import Shown

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


class Subscriber:
    """A person's machine, in a folder of its own, subscribed to the calendar at ``url``."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder),
            "NO_PROXY": "*",
            "PYTHONWARNINGS": "ignore",
        }
        (folder / "vdirsyncer.conf").write_text(VDIRSYNCER.format(folder=folder, url=url))

    def poll(self) -> list[Path]:
        """Fetch what is new; returns the files of all events."""
        for command in (["discover"], ["sync"]):
            self._run("vdirsyncer", "-c", self.folder / "vdirsyncer.conf", *command)
        return sorted(self.folder.glob("events/*.ics"))

    def show(self, day: date, zone: str = "Europe/Paris") -> list[str]:
        """List the events of a day, a line each, as seen in a time zone."""
        shown = self._run(
            "khal",
            *("-c", self._configured(zone), "list", "--format", "{start-time}-{end-time} {title}"),
            *("--day-format", "", day, "1d"),
        )
        return shown.split("\n")[:-1]

    def read(self, first: datetime, last: datetime) -> list[Shown]:
        """List all events of the days from ``first`` to ``last``, each once, in UTC.

        Without their UID: vdirsyncer names what it fetches over HTTP by a digest of its own.
        """
        fields = ("start-long-full", "end-long-full", "title", "location", "status")
        shown = self._run(
            "khal",
            *("-c", self._configured("UTC"), "list", "--once"),
            *(part for field in fields for part in ("--json", field)),
            *(f"{first:%Y-%m-%d}", f"{last + timedelta(days=1):%Y-%m-%d}"),
        )
        events = [event for day in shown.splitlines() for event in json.loads(day)]
        return [
            Shown(
                uid="",
                starts_at=_instant(event["start-long-full"]),
                ends_at=_instant(event["end-long-full"]),
                title=event["title"],
                place=event["location"],
                status=event["status"],
            )
            for event in events
        ]

    def _configured(self, zone: str) -> Path:
        configuration = self.folder / "khal.conf"
        configuration.write_text(KHAL.format(folder=self.folder, zone=zone))
        return configuration

    def _run(self, program: str, *arguments: object) -> str:
        done = subprocess.run(
            [BIN / program, *map(str, arguments)],
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
            input="y\n",
            timeout=60,
        )
        return done.stdout


def _instant(shown: str) -> datetime:
    return datetime.strptime(shown, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
