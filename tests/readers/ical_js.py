"""ical.js, which Thunderbird and Nextcloud read with."""

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from tests.readers.expected import Shown

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "frontend/node_modules/ical.js/dist/ical.js"


def node() -> str:
    """Node as ``tools/setup`` finds it: its own, or else that of the machine."""
    path = os.pathsep.join([str(ROOT / ".tools/node/bin"), os.environ["PATH"]])
    found = shutil.which("node", path=path)
    assert found, "Node is missing: run tools/setup dev"
    return found


def read(octets: bytes) -> list[Shown]:
    program = Path(__file__).with_name("ical_js.mjs")
    done = subprocess.run(
        [node(), program, LIBRARY.as_uri()], input=octets, capture_output=True, check=True
    )
    return [
        Shown(**event)._replace(
            starts_at=datetime.fromtimestamp(event["starts_at"], UTC),
            ends_at=datetime.fromtimestamp(event["ends_at"], UTC),
        )
        for event in json.loads(done.stdout)
    ]
