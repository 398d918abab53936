#!/usr/bin/env python3
"""Try ``make run`` as its users do: it serves the real schools, and keeps them when run again.

PORT chooses where it listens while it is tried.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
PORT = os.environ.setdefault("PORT", "8077")
SITE = f"http://127.0.0.1:{PORT}"
COORDINATOR = "coordination@exemple.test"
SCHOOLS = 271  # open ones in the arrondissement, by prevention/data/annuaire-valenciennois.csv
PATIENCE = 600  # seconds: the first set-up installs everything


def main() -> int:
    for time_of in ("first", "second"):
        started = time.monotonic()
        run = subprocess.Popen(["make", "run"], cwd=ROOT, start_new_session=True)  # noqa: S607
        try:
            wait_until_ready(run)
            took = time.monotonic() - started
            found = count(f"{SITE}/api/v1/schools/", token())
        finally:
            os.killpg(run.pid, signal.SIGINT)
            run.wait(timeout=60)
        print(f"{time_of} run: ready after {took:.0f} s, {found} schools listed")
        if found != SCHOOLS:
            print(f"{SCHOOLS} schools should be listed.", file=sys.stderr)
            return 1
    return 0


def wait_until_ready(run: "subprocess.Popen[bytes]") -> None:
    for _second in range(PATIENCE):
        if run.poll() is not None:
            raise SystemExit(f"make run ended by itself, with code {run.returncode}.")
        try:
            with urlopen(f"{SITE}/readyz"):  # noqa: S310 - our own address
                return
        except URLError:  # not listening yet, or not ready (503)
            time.sleep(1)
    raise SystemExit(f"make run was not ready after {PATIENCE} seconds.")


def token() -> str:
    """Make a token as the coordinator would."""
    command = [".venv/bin/python", "manage.py", "create_api_token", COORDINATOR, "--days", "1"]
    made = subprocess.run(  # noqa: S603 - the command above
        command,
        cwd=ROOT,
        env={**os.environ, "DEMO": "1"},
        check=True,
        capture_output=True,
        text=True,
    )
    return made.stdout.strip()


def count(page: str | None, secret: str) -> int:
    """Count what a list of the API holds, over all its pages."""
    found = 0
    while page:
        asked = Request(page, headers={"Authorization": f"Bearer {secret}"})  # noqa: S310
        with urlopen(asked) as answer:  # noqa: S310 - our own address
            content = json.load(answer)
        found += len(content["results"])
        page = content["next"]
    return found


if __name__ == "__main__":
    sys.exit(main())
