"""A schedule for processes of their own: short jobs, and one that lasts until it is let go."""

import os
import time
from datetime import timedelta
from pathlib import Path

from prevention.operations.turns import Job


def last(_now):
    """Say that it has begun, and go on until the file ``go`` is there."""
    folder = Path(os.environ["JOBS_FOLDER"])
    (folder / "begun").touch()
    while not (folder / "go").exists():
        time.sleep(0.05)


A_DAY = timedelta(days=1)
SHORT = [Job(f"short{n}", f"a short job, number {n}", A_DAY, lambda _now: None) for n in range(6)]
SCHEDULE = [Job("long", "a long job", A_DAY, last), *SHORT]
