"""How much the pages weigh: the build, held against its budgets."""

import os
import subprocess

import pytest
from django.conf import settings

pytestmark = pytest.mark.browser


def test_the_first_screen_and_every_page_keep_to_their_budget():
    node = settings.BASE_DIR / ".tools" / "node" / "bin"
    path = os.pathsep.join([str(node), os.environ["PATH"]])

    weighed = subprocess.run(
        ["node", "scripts/size.js"],
        cwd=settings.BASE_DIR / "frontend",
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )

    assert weighed.returncode == 0, weighed.stdout + weighed.stderr
