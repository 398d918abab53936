"""Somebody whose real calendar program subscribed: vdirsyncer fetches, khal shows."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

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
        configuration = self.folder / "khal.conf"
        configuration.write_text(KHAL.format(folder=self.folder, zone=zone))
        shown = self._run(
            "khal",
            *("-c", configuration, "list", "--format", "{start-time}-{end-time} {title}"),
            *("--day-format", "", day, "1d"),
        )
        return shown.split("\n")[:-1]

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
